// Which of several LibTorchs is taken: folders that look like them are enough.
#include <QtTest>

#include "launcher/torch_search.h"

using namespace noiseloom;
namespace fs = std::filesystem;

class TorchSearchTest : public QObject {
    Q_OBJECT
  private slots:
    void init() {
        root_ = std::make_unique<QTemporaryDir>();
        for (const char* name : {"NOISELOOM_TORCH", "NOISELOOM_CACHE", "XDG_CACHE_HOME", "XDG_DATA_HOME", "VIRTUAL_ENV", "CONDA_PREFIX"}) qunsetenv(name);
        qputenv("HOME", path("home").toUtf8());
        qputenv("PATH", path("none").toUtf8());
    }

    void versions_are_told_by_the_files_beside() {
        wheel("a", "2.11.0+cu130");
        QCOMPARE(torch_version(at("a/lib")), std::string("2.11.0"));
        write("b/lib/libtorch_cpu.so", "");
        QCOMPARE(torch_version(at("b/lib")), std::string());
        write("b/include/torch/headeronly/version.h", "#define TORCH_VERSION_MAJOR 2\n#define TORCH_VERSION \\\n  \"2.11.0\"\n");
        QCOMPARE(torch_version(at("b/lib")), std::string("2.11.0"));
        write("c/build-version", "2.10.1\n");
        QCOMPARE(torch_version(at("c/lib")), std::string("2.10.1"));
    }

    // Each place is seen, and what stands before it in the order wins.
    void places_have_an_order() {
        const QStringList places{"programs/torch", "home/.local/share/noiseloom/torch", "home/.cache/noiseloom/libtorch-2.11.0-cpu", "venv/lib/python3.12/site-packages/torch",
                                 "opt/lib/python3.9/site-packages/torch", "home/.local/lib/python3.11/site-packages/torch"};
        qputenv("VIRTUAL_ENV", path("venv").toUtf8());
        qputenv("PATH", path("none:" + path("opt/bin")).toUtf8());
        write("opt/bin/python3", "");
        for (auto place = places.rbegin(); place != places.rend(); ++place) {
            wheel(*place, "2.11.0");
            const auto found = find_torch(at("programs"), "2.11.0", false);
            QVERIFY2(found, found ? "" : to_string(found.error()).c_str());
            QCOMPARE(QString::fromStdString(found->string()), QString::fromStdString(fs::canonical(at(*place) / "lib").string()));
        }
    }

    void only_the_version_of_the_build_is_taken() {
        wheel("programs/torch", "2.10.0");
        const auto none = find_torch(at("programs"), "2.11.0", false);
        QVERIFY(!none && none.error().code == Code::usage);
        const QString told = QString::fromStdString(to_string(none.error()));
        QVERIFY2(told.contains("LibTorch 2.11.0") && told.contains("not on this machine") && told.contains("version 2.10.0") && told.contains("noiseloom-torch") && told.contains("pip install torch==2.11.0"), qPrintable(told));
        wheel("home/.local/lib/python3.11/site-packages/torch", "2.11.0+cpu");
        const auto other = find_torch(at("programs"), "2.11.0", false);
        QVERIFY(other && QString::fromStdString(other->string()).contains("python3.11"));
    }

    void cards_are_used_where_they_are() {
        wheel("programs/torch", "2.11.0");
        wheel("home/.local/lib/python3.11/site-packages/torch", "2.11.0+cu130");
        write("home/.local/lib/python3.11/site-packages/torch/lib/libtorch_cuda.so", "");
        QVERIFY(QString::fromStdString(find_torch(at("programs"), "2.11.0", false)->string()).contains("programs"));
        QVERIFY(QString::fromStdString(find_torch(at("programs"), "2.11.0", true)->string()).contains("python3.11"));
    }

    void the_variable_decides_alone() {
        wheel("programs/torch", "2.11.0");
        wheel("mine", "2.11.0");
        for (const char* named : {"mine", "mine/lib"}) {
            qputenv("NOISELOOM_TORCH", path(named).toUtf8());
            const auto found = find_torch(at("programs"), "2.11.0", false);
            QVERIFY(found && QString::fromStdString(found->string()).endsWith("mine/lib"));
        }
        qputenv("NOISELOOM_TORCH", path("nowhere").toUtf8());
        const auto nowhere = find_torch(at("programs"), "2.11.0", false);
        QVERIFY(!nowhere && QString::fromStdString(nowhere.error().message).contains("there is no libtorch_cpu.so"));
        wheel("old", "2.9.1");
        qputenv("NOISELOOM_TORCH", path("old").toUtf8());
        const auto old = find_torch(at("programs"), "2.11.0", false);
        QVERIFY(!old && QString::fromStdString(old.error().message).contains("names LibTorch 2.9.1"));
    }

    void hostile_version_files_do_no_harm() {
        write("a/lib/libtorch_cpu.so", "");
        write("a/version.py", "__version__ = '" + QByteArray(100'000, 'x'));
        QVERIFY(torch_version(at("a/lib")).size() < 5000);
        write("a/version.py", "__version__");
        QCOMPARE(torch_version(at("a/lib")), std::string());
        QVERIFY(QDir().mkpath(path("b/lib/libtorch_cpu.so")) && QDir().mkpath(path("b/version.py")));
        QCOMPARE(torch_version(at("b/lib")), std::string());
    }

  private:
    QString path(const QString& name) const { return root_->filePath(name); }
    fs::path at(const QString& name) const { return path(name).toStdString(); }
    void write(const QString& name, const QByteArray& text) const {
        QDir().mkpath(QFileInfo(path(name)).path());
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    }
    void wheel(const QString& name, const QByteArray& version) const {
        write(name + "/lib/libtorch_cpu.so", "");
        write(name + "/version.py", "from typing import Optional\n__version__ = '" + version + "'\ndebug = False\n");
    }

    std::unique_ptr<QTemporaryDir> root_;
};

QTEST_GUILESS_MAIN(TorchSearchTest)
#include "torch_search_test.moc"
