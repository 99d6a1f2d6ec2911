#include "engine/file_roots.h"

#include <fstream>

#include <QCryptographicHash>
#include <QTemporaryDir>
#include <QtTest>

#include <sys/stat.h>

using namespace noiseloom;
namespace fs = std::filesystem;

class FileRootsTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    fs::path root_;
    FileRoots roots_;

    static void touch(const fs::path& file, const std::string& text = "x") {
        fs::create_directories(file.parent_path());
        std::ofstream(file) << text;
    }
    static std::string hash_of(const QByteArray& text) { return QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex().toStdString(); }

  private slots:
    void initTestCase() {
        root_ = fs::canonical(folder_.path().toStdString());
        touch(root_ / "models/checkpoints/sd15.safetensors");
        touch(root_ / "models/pack/model_index.json");
        touch(root_ / "work/photo.png");
        touch(root_ / "elsewhere/secret.png");
        touch(root_ / "elsewhere/secret.safetensors");
        const fs::path repository = root_ / "models/models--org--name";
        touch(repository / "blobs/abc");
        fs::create_directories(repository / "snapshots/c0ffee");
        fs::create_symlink("../../blobs/abc", repository / "snapshots/c0ffee/model.safetensors");
        fs::create_symlink(root_ / "elsewhere/secret.safetensors", root_ / "models/link.safetensors");
        fs::create_symlink(root_ / "elsewhere/secret.png", root_ / "work/link.png");
        fs::create_symlink("loop.png", root_ / "work/loop.png");
        QCOMPARE(mkfifo((root_ / "work/pipe.png").c_str(), 0600), 0);
        roots_.models = {root_ / "models"};
        roots_.workflow = root_ / "work";
        roots_.output = root_ / "out";
    }

    void finds_models_by_name() {
        QCOMPARE(*roots_.resolve({"sd15.safetensors", ""}, FileKind::model, "node.file"), root_ / "models/checkpoints/sd15.safetensors");
        QCOMPARE(*roots_.resolve({"checkpoints/sd15.safetensors", ""}, FileKind::model, "node.file"), root_ / "models/checkpoints/sd15.safetensors");
        QCOMPARE(*roots_.resolve({"pack", ""}, FileKind::model, "node.file"), root_ / "models/pack");
        QCOMPARE(*roots_.resolve({"org/name", ""}, FileKind::model, "node.file"), root_ / "models/models--org--name/snapshots/c0ffee");
    }

    void finds_pictures_beside_the_workflow() { QCOMPARE(*roots_.resolve({"photo.png", ""}, FileKind::image, "node.file"), root_ / "work/photo.png"); }

    void refuses_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("kind");
        const auto image = static_cast<int>(FileKind::image), model = static_cast<int>(FileKind::model), output = static_cast<int>(FileKind::output);
        for (const char* name : {"../elsewhere/secret.png", "/etc/shadow", "/etc/passwd", "C:\\boot.ini", "\\\\host\\share\\a.png", "file:///etc/passwd",
                                 "https://example.org/a.png", "~/a.png", "/proc/self/environ", "/dev/zero", "link.png", "pipe.png", "..", "work/../../elsewhere/secret.png"})
            QTest::addRow("image %s", name) << name << image;
        for (const char* name : {"../elsewhere/secret.safetensors", "/etc/passwd", "link.safetensors", "~/x.safetensors", "/dev/zero", "..\\x"})
            QTest::addRow("model %s", name) << name << model;
        for (const char* name : {"../up.png", "/tmp/x.png", "a/b.png", ".hidden.png", "CON.png", "nul.png", "COM1", "%date%.png", "a:b.png", "what?.png", "star*.png",
                                 "pipe|.png", "<a>.png", "..", "~/x.png", "C:\\x.png", "file://x.png"})
            QTest::addRow("output %s", name) << name << output;
        QTest::addRow("line end") << "a\nb.png" << output;
    }
    void refuses() {
        QFETCH(QString, name);
        QFETCH(int, kind);
        const auto found = roots_.resolve({name.toStdString(), ""}, static_cast<FileKind>(kind), "node.file");
        QVERIFY2(!found, "was allowed");
        QVERIFY2(found.error().code == Code::refused, found.error().message.c_str());
        QVERIFY(!found.error().hint.empty());
    }

    void refuses_names_with_nul() { QVERIFY(!roots_.resolve({std::string("a\0b.png", 7), ""}, FileKind::image, "node.file")); }

    void says_what_is_missing() {
        const auto found = roots_.resolve({"nothing.safetensors", ""}, FileKind::model, "node.file");
        QVERIFY(!found);
        QCOMPARE(found.error().code, Code::bad_model);
        QVERIFY(found.error().message.find("'nothing.safetensors' was not found") != std::string::npos);
        QVERIFY(found.error().hint.find((root_ / "models").string()) != std::string::npos);
        QCOMPARE(roots_.resolve({"loop.png", ""}, FileKind::image, "node.file").error().code, Code::bad_image);
    }

    void what_the_user_names_is_allowed() {
        FileRoots roots = roots_;
        const std::string secret = (root_ / "elsewhere/secret.png").string();
        QCOMPARE(roots.resolve({secret, ""}, FileKind::image, "node.file").error().code, Code::refused);
        roots.grant(secret);
        QCOMPARE(*roots.resolve({secret, ""}, FileKind::image, "node.file"), fs::path(secret));
        const std::string gone = (root_ / "elsewhere/gone.png").string();
        QCOMPARE(roots.resolve({gone, ""}, FileKind::image, "node.file").error().code, Code::refused);
        roots.grant(gone);
        QCOMPARE(roots.resolve({gone, ""}, FileKind::image, "node.file").error().code, Code::bad_image);   // missing, and not refused
        FileRoots opened = roots_;
        opened.allowed = {root_ / "elsewhere"};
        QCOMPARE(*opened.resolve({secret, ""}, FileKind::image, "node.file"), fs::path(secret));
        QCOMPARE(*opened.resolve({(root_ / "models/link.safetensors").string(), ""}, FileKind::model, "node.file"), root_ / "elsewhere/secret.safetensors");
    }

    void a_hash_means_that_very_file() {
        touch(root_ / "models/vae/first.safetensors", "first");
        touch(root_ / "models/vae/second.safetensors", "second");
        touch(root_ / "elsewhere/third.safetensors", "third");
        const auto find = [&](const char* name, const char* text) { return roots_.resolve({name, hash_of(text)}, FileKind::model, "load.file"); };
        QCOMPARE(*find("first.safetensors", "first"), root_ / "models/vae/first.safetensors");
        QCOMPARE(*find("first.safetensors", "second"), root_ / "models/vae/second.safetensors");    // that file has another name here
        QCOMPARE(*find("renamed.safetensors", "second"), root_ / "models/vae/second.safetensors");
        QCOMPARE(*find("vae/gone.safetensors", "second"), root_ / "models/vae/second.safetensors");

        const auto other = find("first.safetensors", "third");   // which lies where no workflow may look
        QCOMPARE(other.error().code, Code::bad_model);
        QCOMPARE(QString::fromStdString(other.error().message), "the model 'first.safetensors' is not the file that the workflow was made with: its SHA-256 is " +
                                                                    QString::fromStdString(hash_of("first").substr(0, 10)) + "..., not " +
                                                                    QString::fromStdString(hash_of("third").substr(0, 10)) + "...");
        QCOMPARE(QString::fromStdString(other.error().hint), "Give the right one with --input load.file=FILE, or take this one with --set load.file=first.safetensors.");
        const auto none = find("gone.safetensors", "third");
        QCOMPARE(none.error().code, Code::bad_model);
        QVERIFY(none.error().message.starts_with("the model 'gone.safetensors' was not found, nor another file with its SHA-256 (" + hash_of("third").substr(0, 10)));
        QVERIFY(none.error().hint.ends_with("or name one yourself with --input load.file=FILE."));
        QCOMPARE(find("link.safetensors", "x").error().code, Code::refused);
        QCOMPARE(find("/etc/passwd", "x").error().code, Code::refused);
    }

    void a_hash_means_that_very_folder() {
        touch(root_ / "models/packs/one/model_index.json", "1");
        touch(root_ / "models/packs/one/unet/weights", "w");
        const QByteArray lines = QByteArray::fromStdString(hash_of("1")) + "  model_index.json\n" + QByteArray::fromStdString(hash_of("w")) + "  unet/weights\n";
        QCOMPARE(*roots_.resolve({"other", hash_of(lines)}, FileKind::model, "load.file"), root_ / "models/packs/one");
        QVERIFY(!roots_.resolve({"other", hash_of(lines + "3")}, FileKind::model, "load.file"));
    }

    void pictures_are_looked_for_beside_the_workflow_alone() {
        touch(root_ / "work/cat.png", "cat");
        touch(root_ / "work/deep/dog.png", "dog");
        touch(root_ / "work/cow.jpg", "cow");
        const auto find = [&](const char* text) { return roots_.resolve({"photo.png", hash_of(text)}, FileKind::image, "load.file"); };
        QCOMPARE(*find("cat"), root_ / "work/cat.png");
        QCOMPARE(find("dog").error().code, Code::bad_image);
        QVERIFY(!find("cow"));   // another ending is another kind of file
    }

    void reading_for_a_hash_can_be_cancelled() {
        FileRoots roots = roots_;
        roots.cancel = Cancel();
        roots.cancel.request();
        QVERIFY_EXCEPTION_THROWN((void)roots.resolve({"photo.png", hash_of("x")}, FileKind::image, "load.file"), Cancelled);
    }

    void devices_and_pipes_are_refused_even_if_named() {
        FileRoots roots = roots_;
        roots.grant("/dev/zero");
        roots.grant(root_ / "work/pipe.png");
        QCOMPARE(roots.resolve({"/dev/zero", ""}, FileKind::image, "node.file").error().code, Code::refused);
        QCOMPARE(roots.resolve({(root_ / "work/pipe.png").string(), ""}, FileKind::image, "node.file").error().code, Code::refused);
    }

    void outputs_go_into_the_output_folder() { QCOMPARE(*roots_.resolve({"a.png", ""}, FileKind::output, "node.file"), root_ / "out/a.png"); }
};

QTEST_GUILESS_MAIN(FileRootsTest)
#include "file_roots_test.moc"
