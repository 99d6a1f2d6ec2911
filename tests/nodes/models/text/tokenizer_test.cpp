#include "models/text/tokenizer.h"

#include <QtTest>

#include <random>
#include <thread>

#include "core/atomic_file.h"
#include "text_data.h"

using namespace noiseloom;
using Ids = std::vector<int>;

class TokenizerTest : public QObject {
    Q_OBJECT
  private slots:
    void equals_transformers_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::newRow("prompts") << QByteArray("text/tokens.json");
        QTest::newRow("random unicode") << QByteArray("text/unicode.json");
    }
    void equals_transformers() {
        QFETCH(QByteArray, file);
        const Tokenizer tokenizer = tiny_tokenizer();
        for (const Json& row : read_json(file.toStdString())) {
            const auto text = row.at("text").get<std::string>();
            QVERIFY2(tokenizer.ids(text, Specials::all) == row.at("ids").get<Ids>(), text.c_str());
        }
    }

    // The merge list that comes with Noiseloom, for checkpoints that carry none.
    void clips_own_vocabulary_equals_transformers() {
        const std::string merges = read_file(NOISELOOM_SOURCE_DIR "/resources/clip-tokenizer/merges.txt", std::size_t{1} << 20).or_throw();
        const Tokenizer tokenizer = Tokenizer::from_merges(merges).or_throw();
        QCOMPARE(tokenizer.start(), 49406);
        QCOMPARE(tokenizer.end(), 49407);
        for (const Json& row : read_json("text/clip_tokens.json")) {
            const auto text = row.at("text").get<std::string>();
            QVERIFY2(tokenizer.ids(text, Specials::all) == row.at("ids").get<Ids>(), text.c_str());
        }
    }

    void padding_may_be_a_character() {
        const Tokenizer tokenizer = tiny_tokenizer().with_padding(0);
        QCOMPARE(tokenizer.padding(), 0);
        for (const Json& row : read_json("text/tokens.json")) {
            const Json& want = row.contains("ids_padding_exclamation") ? row["ids_padding_exclamation"] : row["ids"];
            QCOMPARE(tokenizer.ids(row["text"].get<std::string>(), Specials::all), want.get<Ids>());
        }
        QCOMPARE(tokenizer.ids("a!!", Specials::padding), (Ids{320, 0, 0}));
        QCOMPARE(tokenizer.ids("a!!", Specials::none), (Ids{320, 0, 256}));   // "!" and "!</w>"
    }

    void special_tokens_in_text_are_text() {
        const Tokenizer tokenizer = tiny_tokenizer();
        for (const Specials specials : {Specials::none, Specials::padding}) {
            for (const char* text : {"a <|endoftext|> b", "<|startoftext|>", "<|ENDOFTEXT|>"})
                for (const int id : tokenizer.ids(text, specials)) QVERIFY(id != tokenizer.start() && id != tokenizer.end());
        }
        QCOMPARE(tokenizer.ids("<|endoftext|>"), tokenizer.ids("<|EndOfText|>"));
        QCOMPARE(tokenizer.ids("<|endoftext|>", Specials::all), Ids{tokenizer.end()});
        // The name is a word end, so that what follows does not join its last characters.
        Ids parts = tokenizer.ids("<|endoftext|>");
        for (const int id : tokenizer.ids("!!")) parts.push_back(id);
        QCOMPARE(tokenizer.ids("<|endoftext|>!!"), parts);
    }

    void frames() {
        const Tokenizer tokenizer = tiny_tokenizer();
        QCOMPARE(tokenizer.framed(Ids{5, 6}, 6), (Ids{1022, 5, 6, 1023, 1023, 1023}));
        QCOMPARE(tokenizer.with_padding(0).framed(Ids{5, 6}, 6), (Ids{1022, 5, 6, 1023, 0, 0}));
        QCOMPARE(tokenizer.framed(Ids{1, 2, 3, 4, 5}, 5), (Ids{1022, 1, 2, 3, 1023}));   // cut, with its end
        const Ids many = tokenizer.framed(Ids(1000, 7), 77);
        QCOMPARE(many.size(), std::size_t{77});
        QCOMPARE(many[76], 1023);
    }

    void says_where_tokens_came_from() {
        const Tokenizer tokenizer = tiny_tokenizer();
        const std::string text = "A  cafe\xcc\x81 \xe7\x8c\xab!";   // an e with a combining acute, U+732B
        std::vector<std::string> words;
        for (const Token& token : tokenizer.tokens(text)) {
            const std::string word = text.substr(token.begin, token.end - token.begin);
            if (words.empty() || words.back() != word) words.push_back(word);
        }
        QCOMPARE(words, (std::vector<std::string>{"A", "cafe\xcc\x81", "\xe7\x8c\xab", "!"}));
    }

    void composed_and_decomposed_are_equal() {
        const Tokenizer tokenizer = tiny_tokenizer();
        QCOMPARE(tokenizer.ids("caf\xc3\xa9"), tokenizer.ids("cafe\xcc\x81"));
        QCOMPARE(tokenizer.ids("\xea\xb0\x81"), tokenizer.ids("\xe1\x84\x80\xe1\x85\xa1\xe1\x86\xa8"));   // Hangul syllable and its parts
        QCOMPARE(tokenizer.ids("\xe1\xbb\x87"), tokenizer.ids("e\xcc\xa3\xcc\x82"));                     // marks in order
        QCOMPARE(tokenizer.ids("\xe1\xbb\x87"), tokenizer.ids("e\xcc\x82\xcc\xa3"));                     // and out of order
    }

    // tokenizers normalises by Unicode 9: what came later stays where it is. U+1E130 is a mark of
    // Unicode 12 that later tables would put behind U+0316.
    void newer_marks_are_not_reordered() {
        const Tokenizer tokenizer = tiny_tokenizer();
        QVERIFY(tokenizer.ids("a\xf0\x9e\x84\xb0\xcc\x96") != tokenizer.ids("a\xcc\x96\xf0\x9e\x84\xb0"));
        // Nor does a letter join a mark over the head of a newer one (U+08CF, of Unicode 14, below the letter).
        QVERIFY(tokenizer.ids("a\xe0\xa3\x8f\xcc\x81") != tokenizer.ids("\xc3\xa1\xe0\xa3\x8f"));
        // U+11A7 is no final consonant: it does not vanish into the syllable.
        QVERIFY(tokenizer.ids("\xea\xb0\x80\xe1\x86\xa7") != tokenizer.ids("\xea\xb0\x80"));
    }

    void bad_utf8_is_a_replacement_character() {
        const Tokenizer tokenizer = tiny_tokenizer();
        const std::string replacement = "\xef\xbf\xbd";
        QCOMPARE(tokenizer.ids("a \xff b"), tokenizer.ids("a " + replacement + " b"));
        QCOMPARE(tokenizer.ids("\xed\xa0\x80"), tokenizer.ids(replacement + replacement + replacement));   // a lone surrogate
        QCOMPARE(tokenizer.ids("\xe7\x8c"), tokenizer.ids(replacement + replacement));                     // cut short
        QCOMPARE(tokenizer.ids(std::string_view("\0", 1)).size(), std::size_t{1});
    }

    // A million bytes in the worst shapes. Slow algorithms would run into the test's time-out.
    void reads_long_texts_data() {
        QTest::addColumn<QByteArray>("unit");
        QTest::addColumn<int>("specials");
        const auto row = [](const char* name, const QByteArray& unit, Specials specials = Specials::none) {
            QTest::newRow(name) << unit << static_cast<int>(specials);
        };
        row("one word", "a");
        row("one word that merges deeply", "very");
        row("one run of punctuation", "-");
        row("spaces", " ");
        row("digits", "7");
        row("marks in falling order", "\xcc\x81\xcc\xa3");
        row("marks of one class", "\xcc\x81");
        row("Hangul parts", "\xe1\x84\x80\xe1\x85\xa1\xe1\x86\xa8");
        row("family emoji", "\xf0\x9f\x91\xa9\xe2\x80\x8d");
        row("no UTF-8", "\xff");
        row("padding", "!", Specials::padding);
        row("specials", "<|endoftext|>", Specials::all);
        row("half specials", "<|endoftext|", Specials::all);
    }
    void reads_long_texts() {
        QFETCH(QByteArray, unit);
        QFETCH(int, specials);
        const Tokenizer tokenizer = tiny_tokenizer().with_padding(0);
        const QByteArray text = unit.repeated(1'000'000 / unit.size());
        const auto tokens = tokenizer.tokens({text.data(), static_cast<std::size_t>(text.size())}, static_cast<Specials>(specials));
        QVERIFY(tokens.size() <= static_cast<std::size_t>(text.size()) * 3);
        QCOMPARE(tokens.empty(), unit == " ");
    }

    void survives_random_bytes() {
        const Tokenizer tokenizer = tiny_tokenizer();
        std::mt19937 random(1);
        for (int i = 0; i < 3000; ++i) {
            std::string text;
            for (unsigned n = random() % 40; n > 0; --n) text += static_cast<char>(random());
            for (const Specials specials : {Specials::none, Specials::padding, Specials::all})
                for (const Token& token : tokenizer.tokens(text, specials)) {
                    QVERIFY(token.begin < token.end && token.end <= text.size());
                    QVERIFY(token.id >= 0 && static_cast<std::size_t>(token.id) < tokenizer.size());
                }
        }
    }

    void threads_share_one_tokenizer() {
        const Tokenizer tokenizer = tiny_tokenizer();
        const Json rows = read_json("text/unicode.json");
        std::atomic<int> wrong = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&] {
                for (const Json& row : rows)
                    if (tokenizer.ids(row["text"].get<std::string>(), Specials::all) != row["ids"].get<Ids>()) ++wrong;
            });
        for (std::thread& thread : threads) thread.join();
        QCOMPARE(wrong.load(), 0);
    }
};

QTEST_GUILESS_MAIN(TokenizerTest)
#include "tokenizer_test.moc"
