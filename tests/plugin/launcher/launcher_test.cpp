// The launcher as it is installed, with a script in the program's place that tells what it was given.
#include <QtTest>

#include "launcher/library_path.h"

using namespace noiseloom;

class LauncherTest : public QObject {
    Q_OBJECT
  private slots:
    void init() {
        environment_ = {};
        root_ = std::make_unique<QTemporaryDir>(QDir::tempPath() + "/a tree with spaces XXXXXX");
        for (const char* folder : {"bin", "lib/noiseloom", "home"}) QVERIFY(QDir().mkpath(path(folder)));
        QVERIFY(QFile::copy(NOISELOOM_BIN_DIR "/noiseloom-launcher", path("bin/noiseloom")));
        write("lib/noiseloom/noiseloom", "#!/bin/sh\necho \"$LD_LIBRARY_PATH|$NOISELOOM_LENT_LIBRARY_PATH|$*\"\nexit 5\n");
        QFile(path("lib/noiseloom/noiseloom")).setPermissions(QFile::ReadOwner | QFile::ExeOwner);
    }

    void the_bundle_needs_no_variable() {
        torch("lib/noiseloom/torch");
        QCOMPARE(run({"run", "a b"}), "||run a b\n");
        QCOMPARE(status_, 5);
    }
    void another_folder_is_lent() {
        torch("mine");
        environment_.insert("NOISELOOM_TORCH", path("mine"));
        QCOMPARE(run({}), QString(path("mine/lib") + "||\n").toUtf8());
        environment_.insert("LD_LIBRARY_PATH", "/own");
        QCOMPARE(run({}), QString(path("mine/lib") + ":/own|=/own|\n").toUtf8());
    }
    void nothing_found_is_said() {
        QCOMPARE(run({}), "");
        QCOMPARE(status_, 2);
        QVERIFY2(error_.startsWith("noiseloom: LibTorch " NOISELOOM_TORCH_VERSION ", which") && error_.contains("hint: Install the package noiseloom-torch"), error_);
    }
    void a_program_that_is_gone_is_said() {
        torch("lib/noiseloom/torch");
        QVERIFY(QFile::remove(path("lib/noiseloom/noiseloom")));
        QCOMPARE(run({}), "");
        QCOMPARE(status_, 7);
        QVERIFY2(error_.contains("cannot be started: No such file"), error_);
    }

    void the_variable_is_given_back() {
        for (const char* own : {"", "/own:/more"}) {
            qputenv("LD_LIBRARY_PATH", own);
            if (!*own) qunsetenv("LD_LIBRARY_PATH");
            lend_library_path("/torch");
            QCOMPARE(qgetenv("LD_LIBRARY_PATH"), *own ? QByteArray("/torch:/own:/more") : QByteArray("/torch"));
            return_library_path();
            QCOMPARE(qgetenv("LD_LIBRARY_PATH"), QByteArray(own));
            QCOMPARE(qEnvironmentVariableIsSet("LD_LIBRARY_PATH"), *own != 0);
            QVERIFY(!qEnvironmentVariableIsSet("NOISELOOM_LENT_LIBRARY_PATH"));
            return_library_path();
            QCOMPARE(qgetenv("LD_LIBRARY_PATH"), QByteArray(own));
        }
    }

  private:
    QString path(const QString& name) const { return root_->filePath(name); }
    void write(const QString& name, const QByteArray& text) const {
        QVERIFY(QDir().mkpath(QFileInfo(path(name)).path()));
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    }
    void torch(const QString& folder) const {
        write(folder + "/lib/libtorch_cpu.so", "");
        write(folder + "/build-version", NOISELOOM_TORCH_VERSION "\n");
    }
    QByteArray run(const QStringList& arguments) {
        QProcess process;
        environment_.insert("HOME", path("home"));
        environment_.insert("PATH", "/nowhere");
        environment_.insert("NOISELOOM_CACHE", path("home"));
        process.setProcessEnvironment(environment_);
        process.start(path("bin/noiseloom"), arguments);
        process.waitForFinished();
        status_ = process.exitCode();
        error_ = process.readAllStandardError();
        return process.readAllStandardOutput();
    }

    std::unique_ptr<QTemporaryDir> root_;
    QProcessEnvironment environment_;
    int status_ = -1;
    QByteArray error_;
};

QTEST_GUILESS_MAIN(LauncherTest)
#include "launcher_test.moc"
