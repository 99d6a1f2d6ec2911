#include <QTemporaryDir>
#include <QtTest>

#include "models/text/tokenizer_training.h"

using namespace noiseloom;

namespace {

using Texts = std::vector<std::string>;

Tokenizer trained(const Texts& texts, const TokenizerTraining& training = {}) {
    return Tokenizer::from_files(train_tokenizer(texts, training).or_throw()).or_throw();
}

QString message(const Result<TokenizerFiles>& files) { return files ? "(no error)" : QString::fromStdString(files.error().message); }

}  // namespace

class TokenizerTrainingTest : public QObject {
    Q_OBJECT
  private slots:
    // Worked by hand: "lo" occurs 2 + 1 times, then "lo" + "w</w>" twice; "e" + "r</w>" once, and so on.
    void merges_the_most_frequent_pair_first() {
        const auto files = train_tokenizer(Texts{"low low", "lower"}).or_throw();
        QVERIFY2(files.merges.starts_with("#version: 0.2\nl o\nlo w</w>\n"), files.merges.c_str());
        QCOMPARE(std::count(files.merges.begin(), files.merges.end(), '\n'), 1 + 5);   // low: 2; low-er: 3 more
    }

    void equal_frequencies_go_by_id() {
        const auto files = train_tokenizer(Texts{"ba ab"}).or_throw();
        QCOMPARE(files.merges, std::string("#version: 0.2\na b</w>\nb a</w>\n"));
    }

    void gives_every_word_one_token() {
        const Texts texts{"a striped red cat, at night", "the lighthouse's été"};
        const Tokenizer tokenizer = trained(texts);
        const std::size_t words[] = {7, 4};   // the comma is a word, "'s" is one
        for (std::size_t i = 0; i < texts.size(); ++i) QCOMPARE(tokenizer.ids(texts[i]).size(), words[i]);
    }

    void other_words_fall_back_to_bytes() {
        const Tokenizer tokenizer = trained({"cat"});
        const std::vector<int> ids = tokenizer.ids("dog");
        QCOMPARE(ids.size(), std::size_t{3});
        QCOMPARE(ids[0], *tokenizer.id_of("d"));
        QCOMPARE(ids[2], *tokenizer.id_of("g</w>"));
        QCOMPARE(tokenizer.ids("cats").size(), std::size_t{4});   // "at</w>" and "cat</w>" only end words
    }

    void ids_are_in_openais_order() {
        const Tokenizer tokenizer = trained({"cat"});
        QCOMPARE(*tokenizer.id_of("!"), 0);
        QCOMPARE(*tokenizer.id_of("!</w>"), 256);
        QCOMPARE(*tokenizer.id_of("cat</w>"), 513);
        QCOMPARE(tokenizer.start(), 514);
        QCOMPARE(tokenizer.end(), 515);
        QCOMPARE(tokenizer.padding(), tokenizer.end());
        QCOMPARE(tokenizer.size(), std::size_t{516});
        QCOMPARE(Tokenizer::from_merges(train_tokenizer(Texts{"cat"}).or_throw().merges).or_throw().ids("a cat"), tokenizer.ids("a cat"));
    }

    void stops_at_the_limit() {
        QCOMPARE(trained({"lighthouse"}, {.most_merges = 3}).size(), std::size_t{512 + 3 + 2});
    }

    void saved_files_load_again() {
        QTemporaryDir folder;
        const std::filesystem::path path = std::filesystem::path(folder.path().toStdString()) / "pack" / "tokenizer";
        QVERIFY(save_tokenizer(train_tokenizer(Texts{"a red cat"}, {.length = 32}).or_throw(), path));
        const auto loaded = Tokenizer::load(path);
        QVERIFY2(bool(loaded), loaded ? "" : loaded.error().message.c_str());
        QCOMPARE(loaded->length(), std::size_t{32});
        QCOMPARE(loaded->ids("a red cat"), trained({"a red cat"}).ids("a red cat"));
    }

    void refuses_what_makes_no_tokenizer() {
        QVERIFY2(message(train_tokenizer(Texts{" ", ""})).contains("not a word in the texts"), qPrintable(message(train_tokenizer(Texts{""}))));
        QVERIFY(message(train_tokenizer(Texts{"cat"}, {.length = 2})).contains("cannot be 2 ids long"));
        QVERIFY(message(train_tokenizer(Texts{"cat"}, {.length = 5000})).contains("cannot be 5000 ids long"));
        QTemporaryDir folder;
        const std::filesystem::path file = std::filesystem::path(folder.path().toStdString()) / "file";
        QVERIFY(QFile(QString::fromStdString(file.string())).open(QIODevice::WriteOnly));
        const auto saved = save_tokenizer({}, file);
        QVERIFY(!saved);
        QVERIFY2(saved.error().message.find("cannot be made") != std::string::npos, saved.error().message.c_str());
        QCOMPARE(saved.error().code, Code::disk);
    }
};

QTEST_GUILESS_MAIN(TokenizerTrainingTest)
#include "tokenizer_training_test.moc"
