#include "engine/file_hashes.h"

#include <fstream>

#include <QCryptographicHash>
#include <QTemporaryDir>
#include <QtTest>

#include "engine/sha256.h"

using namespace noiseloom;
namespace fs = std::filesystem;

class FileHashesTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    fs::path root_;

    void write(const char* name, const std::string& text) const {
        fs::create_directories((root_ / name).parent_path());
        std::ofstream(root_ / name, std::ios::binary) << text;
    }
    std::string hash(FileHashes& hashes, const char* name) const { return hashes.hash(root_ / name, FileKind::model, Cancel()).or_throw(); }
    // Whether the hash is known: whoever has to read a file finds that he is cancelled.
    bool is_known(FileHashes& hashes, const char* name) const {
        Cancel cancel;
        cancel.request();
        try {
            return bool(hashes.hash(root_ / name, FileKind::model, cancel));
        } catch (const Cancelled&) {
            return false;
        }
    }
    static std::string sha(const QByteArray& text) { return QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex().toStdString(); }

  private slots:
    void initTestCase() { root_ = fs::canonical(folder_.path().toStdString()); }

    void equals_the_standard_data() {   // FIPS 180-4, the examples of its publisher
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("digits");
        QTest::newRow("empty") << QByteArray() << QByteArray("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        QTest::newRow("abc") << QByteArray("abc") << QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        QTest::newRow("a million") << QByteArray(1'000'000, 'a') << QByteArray("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    }
    void equals_the_standard() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, digits);
        Sha256 whole;
        whole.add(text.toStdString());
        QCOMPARE(whole.hex(), digits.toStdString());
        write("file", text.toStdString());
        FileHashes hashes;
        QCOMPARE(hash(hashes, "file"), digits.toStdString());
    }

    void large_files_are_hashed_whole() {
        QByteArray text(3'300'000, 'a');
        for (qsizetype i = 0; i < text.size(); ++i) text[i] = static_cast<char>(i * i >> 7);
        write("large", text.toStdString());
        FileHashes hashes;
        QCOMPARE(hash(hashes, "large"), sha(text));
    }

    void a_folder_is_hashed_as_sha256sum_would() {
        write("model/unet/weights", "w");
        write("model/unet.json", "u");   // '.' sorts before '/', but 'unet' before 'unet.json'
        write("model/Z", "z");
        write("model/.hidden", "h");
        write("model/.git/config", "g");
        const auto line = [](const char* text, const char* name) { return QByteArray::fromStdString(sha(text)) + "  " + name + "\n"; };
        FileHashes hashes;
        QCOMPARE(hash(hashes, "model"), sha(line("z", "Z") + line("u", "unet.json") + line("w", "unet/weights")));
    }

    void errors_say_what_is_wrong() {
        FileHashes hashes;
        const auto missing = hashes.hash(root_ / "none", FileKind::image, Cancel());
        QCOMPARE(missing.error().code, Code::bad_image);
        QCOMPARE(missing.error().message, std::string("'none' cannot be read: No such file or directory"));
        QCOMPARE(hashes.hash("/dev/zero", FileKind::model, Cancel()).error().message, std::string("'zero' cannot be read: it is neither a file nor a folder"));
    }

    void is_remembered_until_the_file_changes() {
        write("one", "first");
        write("young", "first");
        QTest::qWait(1100);   // stamps of younger files are not trusted
        const fs::path store = root_ / "cache/hashes.sqlite";
        write("young", "young");
        {
            FileHashes hashes(store);
            QVERIFY(!is_known(hashes, "one"));
            QCOMPARE(hash(hashes, "one"), sha("first"));
            QCOMPARE(hash(hashes, "young"), sha("young"));
            QVERIFY(is_known(hashes, "one") && !is_known(hashes, "young"));
        }
        FileHashes hashes(store);   // of another process, as it were
        QVERIFY(is_known(hashes, "one"));
        QCOMPARE(hashes.known(root_ / "one").value_or(""), sha("first"));
        QCOMPARE(hashes.holders(sha("first")).at(0), root_ / "one");
        const auto time = fs::last_write_time(root_ / "one");
        write("one", "other");   // of the same size,
        fs::last_write_time(root_ / "one", time);   // and someone sets the clock back
        QVERIFY(!is_known(hashes, "one"));
        QCOMPARE(hash(hashes, "one"), sha("other"));
    }

    void what_is_damaged_is_computed_again() {
        write("kept", "text");
        QTest::qWait(1100);
        const fs::path store = root_ / "damaged/hashes.sqlite";
        { FileHashes hashes(store); hash(hashes, "kept"); }
        QFile file(QString::fromStdString(store.string()));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray bytes = file.readAll();
        const QByteArray digits = QByteArray::fromStdString(sha("text"));
        QVERIFY(bytes.contains(digits));
        bytes.replace(digits, QByteArray(digits).replace(10, 1, digits[10] == '0' ? "1" : "0"));   // SQLite does not notice
        file.seek(0);
        file.write(bytes);
        file.close();
        { FileHashes hashes(store); QVERIFY(!is_known(hashes, "kept")); QCOMPARE(hash(hashes, "kept"), sha("text")); QVERIFY(is_known(hashes, "kept")); }
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(QByteArray(5000, 'x')) > 0);
        file.close();
        FileHashes hashes(store);
        QVERIFY(!is_known(hashes, "kept"));
        QCOMPARE(hash(hashes, "kept"), sha("text"));
        FileHashes nowhere("/proc/none/hashes.sqlite");
        QCOMPARE(hash(nowhere, "kept"), sha("text"));
    }
};

QTEST_GUILESS_MAIN(FileHashesTest)
#include "file_hashes_test.moc"
