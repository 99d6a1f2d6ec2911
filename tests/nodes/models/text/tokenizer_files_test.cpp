#include <QtTest>

#include <filesystem>
#include <random>

#include "text_data.h"

using namespace noiseloom;

namespace {

QString message(const Result<Tokenizer>& tokenizer) {
    if (tokenizer) return "(no error)";
    if (tokenizer.error().code != Code::bad_model) return "(other code)";
    return QString::fromStdString(tokenizer.error().message);
}

// A vocabulary of a few symbols, with the special tokens.
std::string small_vocab(const std::string& more = "") {
    return R"({"a": 0, "b": 1, "a</w>": 2, "b</w>": 3, "ab</w>": 4, "<|startoftext|>": 5, "<|endoftext|>": 6)" + more + "}";
}

}  // namespace

class TokenizerFilesTest : public QObject {
    Q_OBJECT
  private slots:
    void refuses_vocabularies_data() {
        QTest::addColumn<QByteArray>("vocab");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const std::string& vocab, const char* words) {
            QTest::newRow(name) << QByteArray::fromStdString(vocab) << QString(words);
        };
        row("missing", "", "There is no vocab.json");
        row("no symbols", "{}", "the vocabulary is empty");
        row("a list", "[1, 2]", "not an object");
        row("no JSON", "{\"a\": ", "vocab.json: this is not valid JSON");
        row("a token twice", R"({"a": 0, "a": 1})", "'a' stands twice");
        row("an id twice", small_vocab(R"(, "c": 3)"), "two symbols have the id 3");
        row("negative id", small_vocab(R"(, "c": -1)"), "the id of 'c' is -1");
        row("2^31", small_vocab(R"(, "c": 2147483648)"), "the id of 'c' is 2147483648");
        row("2^63", small_vocab(R"(, "c": 9223372036854775808)"), "the id of 'c' is 9223372036854775808");
        row("2^64", small_vocab(R"(, "c": 18446744073709551616)"), "the id of 'c' is 1.84");
        row("fraction", small_vocab(R"(, "c": 7.5)"), "the id of 'c' is 7.5");
        row("text", small_vocab(R"(, "c": "7")"), "the id of 'c' is \"7\"");
        row("no end token", R"({"a": 0, "<|startoftext|>": 1})", "the vocabulary does not have");
        row("deep", std::string(100'000, '['), "deeper than 64 levels");
        row("NUL", std::string("{\"a\": 0}\0{}", 11), "NUL byte");
        row("bad UTF-8", "{\"\xff\": 0}", "not valid JSON");
    }
    void refuses_vocabularies() {
        QFETCH(QByteArray, vocab);
        QFETCH(QString, words);
        const auto tokenizer = Tokenizer::from_files({vocab.toStdString(), "a b</w>\n", "", "", ""});
        QVERIFY2(message(tokenizer).contains(words), qPrintable(message(tokenizer)));
        QVERIFY(!tokenizer.error().hint.empty() || words.contains("JSON") || words.contains("twice") || words.contains("NUL") || words.contains("deep"));
    }

    void refuses_merges_data() {
        QTest::addColumn<QByteArray>("merges");
        QTest::addColumn<QString>("words");
        QTest::newRow("missing") << QByteArray("") << "There is no merges.txt";
        QTest::newRow("unknown symbol") << QByteArray("a z\n") << "names 'z', which the vocabulary does not have";
        QTest::newRow("unknown result") << QByteArray("a a\n") << "names 'aa', which the vocabulary does not have";
        QTest::newRow("one symbol") << QByteArray("#version: 0.2\na b</w>\nab\n") << "line 3 is not two symbols";
        QTest::newRow("three symbols") << QByteArray("a b c\n") << "line 1 is not two symbols";
        QTest::newRow("blank first") << QByteArray(" b\n") << "line 1 is not two symbols";
        QTest::newRow("no UTF-8") << QByteArray("a \xff\n") << "which the vocabulary does not have";
        QTest::newRow("control characters") << QByteArray("a \x1b[31m\n") << "'?[31m'";
        QTest::newRow("too many") << QByteArray("a b</w>\n").repeated(1'000'001) << "more than 1000000 merges";
    }
    void refuses_merges() {
        QFETCH(QByteArray, merges);
        QFETCH(QString, words);
        const auto tokenizer = Tokenizer::from_files({small_vocab(), merges.toStdString(), "", "", ""});
        QVERIFY2(message(tokenizer).contains(words), qPrintable(message(tokenizer)));
    }

    void reads_other_line_ends_and_byte_order_marks() {
        const auto ids = [](const std::string& vocab, const std::string& merges) {
            return Tokenizer::from_files({vocab, merges, "", "", ""}).or_throw().ids("ab b");
        };
        const std::vector<int> want{4, 3};
        QCOMPARE(ids(small_vocab(), "#version: 0.2\na b</w>\n"), want);
        QCOMPARE(ids(small_vocab(), "#version: 0.2\r\na b</w>\r\n"), want);
        QCOMPARE(ids(small_vocab(), "\xef\xbb\xbf#version: 0.2\na b</w>"), want);
        QCOMPARE(ids("\xef\xbb\xbf" + small_vocab(), "\n\na b</w>\n\n"), want);
        QCOMPARE(ids(small_vocab(R"(, "c": 100000)"), "a b</w>\n"), want);   // holes between ids are harmless
    }

    // A merge whose result is an earlier part ("cycles" cannot loop: every merge makes the word shorter).
    void merges_in_odd_orders_end() {
        const auto tokenizer = Tokenizer::from_files({small_vocab(R"(, "ab": 7, "aba": 8, "abab</w>": 9, "ba": 10)"),
                                                      "ab ab</w>\nab a\na b</w>\nb a\na b\n", "", "", ""}).or_throw();
        QCOMPARE(tokenizer.ids("abab"), std::vector<int>{9});         // the last merge makes work for the first
        QCOMPARE(tokenizer.ids("aab"), (std::vector<int>{0, 4}));     // "a b</w>" goes before "a b"
    }

    void the_leftmost_of_equal_pairs_goes_first() {
        const auto tokenizer = Tokenizer::from_files({small_vocab(R"(, "aa": 7)"), "a a\n", "", "", ""}).or_throw();
        QCOMPARE(tokenizer.ids("aaab"), (std::vector<int>{7, 0, 3}));
    }

    void unknown_bytes_are_the_unknown_token() {
        const Tokenizer tokenizer = Tokenizer::from_files({small_vocab(), "a b</w>\n", "", R"({"unk_token": "b"})", ""}).or_throw();
        QCOMPARE(tokenizer.ids("xa"), (std::vector<int>{1, 2}));
    }

    void special_tokens_come_from_the_files() {
        TokenizerFiles own;
        own.vocab = R"({"a": 0, "aa": 4, "<s>": 1, "</s>": 2, "<pad>": 3})";
        own.merges = "#version: 0.2\na a\n";
        own.config = R"({"bos_token": {"content": "<s>", "lstrip": false}, "eos_token": "</s>", "model_max_length": 32})";
        own.special_map = R"({"eos_token": "ignored", "pad_token": {"content": "<pad>"}})";
        const Tokenizer tokenizer = Tokenizer::from_files(own).or_throw();
        QCOMPARE(tokenizer.start(), 1);
        QCOMPARE(tokenizer.end(), 2);
        QCOMPARE(tokenizer.padding(), 3);
        QCOMPARE(tokenizer.length(), std::size_t{32});
        own.config = R"({"bos_token": "<s>", "eos_token": "</s>", "model_max_length": 1000000000000000019884624838656})";
        QCOMPARE(Tokenizer::from_files(own).or_throw().length(), std::size_t{77});
        own.config = R"({"bos_token": "<none>", "eos_token": "</s>"})";
        QVERIFY(message(Tokenizer::from_files(own)).contains("no '<none>', which is to be its bos_token"));
        own.config = "[]";
        QVERIFY(message(Tokenizer::from_files(own)).contains("tokenizer_config.json: this is not a JSON object"));
    }

    // The same tokenizer, stored in one file.
    void reads_tokenizer_json() {
        const TokenizerFiles files = tiny_files();
        Json vocab = Json::parse(files.vocab), merges = Json::array(), pairs = Json::array();
        std::istringstream lines(files.merges);
        std::string line;
        std::getline(lines, line);
        while (std::getline(lines, line)) {
            merges.push_back(line);
            pairs.push_back({line.substr(0, line.find(' ')), line.substr(line.find(' ') + 1)});
        }
        const int start = vocab["<|startoftext|>"], end = vocab["<|endoftext|>"];
        vocab.erase("<|startoftext|>");
        vocab.erase("<|endoftext|>");
        const Json added = {{{"id", start}, {"content", "<|startoftext|>"}}, {{"id", end}, {"content", "<|endoftext|>"}}};
        const Tokenizer usual = tiny_tokenizer();
        for (const Json& list : {merges, pairs}) {
            const Json whole = {{"added_tokens", added}, {"model", {{"type", "BPE"}, {"vocab", vocab}, {"merges", list}}}};
            const Tokenizer tokenizer = Tokenizer::from_files({"", "", whole.dump(), "", ""}).or_throw();
            QCOMPARE(tokenizer.end(), usual.end());
            for (const Json& row : read_json("text/tokens.json"))
                QCOMPARE(tokenizer.ids(row["text"].get<std::string>()), usual.ids(row["text"].get<std::string>()));
        }
        const auto refused = [](const std::string& text) { return message(Tokenizer::from_files({"", "", text, "", ""})); };
        QVERIFY(refused("{}").contains("there is no BPE model"));
        QVERIFY(refused(R"({"model": {"vocab": {"a": 0}, "merges": [["a"]]}})").contains("merge 0 is not two symbols"));
        QVERIFY(refused(R"({"model": {"vocab": {"a": 0}, "merges": {}}})").contains("'model.merges' is not a list"));
        QVERIFY(refused(R"({"model": {"vocab": {"a": 0}, "merges": []}, "added_tokens": [{"id": -5, "content": "x"}]})").contains("the id of 'x' is -5"));
    }

    void a_merge_list_alone_is_enough() {
        const TokenizerFiles files = tiny_files();
        const Tokenizer usual = tiny_tokenizer(), alone = Tokenizer::from_merges(files.merges).or_throw();
        QCOMPARE(alone.size(), usual.size());
        QCOMPARE(alone.start(), usual.start());
        for (const Json& row : read_json("text/tokens.json"))
            QCOMPARE(alone.ids(row["text"].get<std::string>(), Specials::all), row["ids"].get<std::vector<int>>());
        QVERIFY(message(Tokenizer::from_merges("")).contains("The merge list is empty"));
        QVERIFY(message(Tokenizer::from_merges("a b\na b\n")).contains("makes 'ab' twice"));
    }

    void reads_folders() {
        const std::filesystem::path folder = std::string(NOISELOOM_TEST_DATA) + "/models/sd1_pipeline/tokenizer";
        QCOMPARE(Tokenizer::load(folder).or_throw().end(), 1023);
        QTemporaryDir empty;
        const QString words = message(Tokenizer::load(empty.path().toStdString()));
        QVERIFY2(words.contains("cannot be used. There is no vocab.json"), qPrintable(words));
        std::filesystem::create_directory(empty.path().toStdString() + "/vocab.json");
        QVERIFY(!Tokenizer::load(empty.path().toStdString()));
    }

    // Bytes of real files changed at random: an error or a tokenizer that works.
    void survives_damage() {
        const TokenizerFiles files = tiny_files();
        std::mt19937 random(2);
        for (int i = 0; i < 300; ++i) {
            TokenizerFiles damaged = files;
            std::string* texts[] = {&damaged.vocab, &damaged.merges, &damaged.config, &damaged.special_map};
            std::string& text = *texts[random() % 4];
            for (unsigned n = 1 + random() % 3; n > 0; --n) {
                const std::size_t at = random() % text.size();
                if (random() % 3 == 0) text.erase(at, random() % 20);
                else text[at] = random() % 2 ? static_cast<char>(random()) : "{}[]\",:0- \n"[random() % 11];
            }
            if (const auto tokenizer = Tokenizer::from_files(damaged))
                for (const int id : tokenizer->ids("a photo of a cat, 猫!")) QVERIFY(id >= 0 && static_cast<std::size_t>(id) < tokenizer->size());
        }
    }
};

QTEST_GUILESS_MAIN(TokenizerFilesTest)
#include "tokenizer_files_test.moc"
