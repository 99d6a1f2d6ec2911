#include "core/atomic_file.h"

#include <csignal>
#include <ctime>
#include <fstream>
#include <random>

#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>

#include "faults.h"

#include <QtTest>

using namespace noiseloom;
namespace fs = std::filesystem;

class AtomicFileTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;
    fs::path folder() const { return dir_->path().toStdString(); }
    static std::string content(const fs::path& file) {
        auto text = read_file(file, 1 << 30);
        return text ? *text : "(" + text.error().message + ")";
    }
    std::size_t files() const { return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder()), fs::directory_iterator())); }
    static bool has(const Error& error, const char* words) {
        const bool found = error.message.find(words) != std::string::npos;
        if (!found) qWarning("message: %s", error.message.c_str());
        return found;
    }

  private slots:
    void init() { dir_ = std::make_unique<QTemporaryDir>(); }

    void writes_and_reads() {
        const fs::path file = folder() / "a";
        const std::string data("one\0two", 7);
        QVERIFY(write_file(file, data));
        QVERIFY(content(file) == data);
        QVERIFY(write_file(file, ""));
        QVERIFY(content(file).empty());
        QCOMPARE(files(), std::size_t{1});
    }

    void keeps_the_mode() {
        const fs::path file = folder() / "a";
        QVERIFY(write_file(file, "old"));
        for (const mode_t mode : {0640, 0600, 0755}) {
            QCOMPARE(::chmod(file.c_str(), mode), 0);
            QVERIFY(write_file(file, "new"));
            struct stat info {};
            QCOMPARE(::stat(file.c_str(), &info), 0);
            QCOMPARE(info.st_mode & 07777, mode);
        }
        const mode_t before = ::umask(027);
        QVERIFY(write_file(folder() / "b", "new"));
        ::umask(before);
        struct stat info {};
        ::stat((folder() / "b").c_str(), &info);
        QCOMPARE(info.st_mode & 07777, mode_t{0640});
    }

    void follows_links_to_regular_files() {
        QVERIFY(write_file(folder() / "real", "old"));
        fs::create_symlink("real", folder() / "link");
        fs::create_symlink("link", folder() / "link2");
        QVERIFY(write_file(folder() / "link2", "new"));
        QVERIFY(content(folder() / "real") == "new");
        QVERIFY(fs::is_symlink(folder() / "link"));
        QVERIFY(fs::is_symlink(folder() / "link2"));
    }

    void refuses_everything_else() {
        fs::create_symlink("nothing", folder() / "dangling");
        fs::create_symlink("loop", folder() / "loop");
        fs::create_directory(folder() / "directory");
        fs::create_symlink("directory", folder() / "to_directory");
        fs::create_symlink("/dev/null", folder() / "to_device");
        QCOMPARE(::mkfifo((folder() / "fifo").c_str(), 0600), 0);
        const std::size_t before = files();
        for (const char* name : {"directory", "to_directory", "to_device", "fifo"}) {
            const auto result = write_file(folder() / name, "x");
            QVERIFY2(!result && has(result.error(), "is not a regular file"), name);
            QCOMPARE(result.error().code, Code::disk);
        }
        QVERIFY(has(write_file("/dev/full", "x").error(), "is not a regular file"));
        QVERIFY(has(write_file(folder() / "dangling", "x").error(), "is a link that leads nowhere"));
        QVERIFY(has(write_file(folder() / "loop", "x").error(), "is a link that leads nowhere"));
        QVERIFY(has(write_file(folder() / "missing" / "a", "x").error(), "No such file or directory"));
        QVERIFY(has(write_file(folder() / "", "x").error(), "is not a file name"));
        QCOMPARE(files(), before);
    }

    void a_new_name_is_never_overwritten() {
        AtomicFile first = AtomicFile::open(folder() / "a").or_throw();
        AtomicFile second = AtomicFile::open(folder() / "a").or_throw();
        QVERIFY(first.write("first") && second.write("second"));
        QVERIFY(*first.commit_new());
        QVERIFY(!*second.commit_new());
        QVERIFY(content(folder() / "a") == "first");
    }

    void reads_only_regular_files_within_the_limit() {
        QVERIFY(write_file(folder() / "a", "12345"));
        QVERIFY(*read_file(folder() / "a", 5) == "12345");
        QVERIFY(has(read_file(folder() / "a", 4).error(), "is larger than 4 bytes"));
        QCOMPARE(::mkfifo((folder() / "fifo").c_str(), 0600), 0);
        QVERIFY(has(read_file(folder() / "fifo", 100).error(), "is not a regular file"));   // and does not wait for a writer
        QVERIFY(has(read_file("/dev/zero", 100).error(), "is not a regular file"));
        QVERIFY(has(read_file(folder(), 100).error(), "is not a regular file"));
        const auto missing = read_file(folder() / "none", 100, Code::bad_workflow);
        QVERIFY(has(missing.error(), "No such file"));
        QCOMPARE(missing.error().code, Code::bad_workflow);
        // A terabyte of nothing is refused before memory is asked for.
        QVERIFY(write_file(folder() / "sparse", ""));
        fs::resize_file(folder() / "sparse", std::uintmax_t{1} << 40);
        QVERIFY(has(read_file(folder() / "sparse", 64 << 20).error(), "is larger than 64 MiB"));
    }

    void a_full_disk_leaves_the_old_file() {
        const fs::path file = folder() / "precious";
        QVERIFY(write_file(file, "precious"));
        const pid_t child = ::fork();
        if (child == 0) {
            std::signal(SIGXFSZ, SIG_IGN);
            const rlimit limit{64 << 10, 64 << 10};
            ::setrlimit(RLIMIT_FSIZE, &limit);
            const auto result = write_file(file, std::string(1 << 20, 'x'));
            ::_exit(!result && result.error().code == Code::disk && result.error().message.find("File too large") != std::string::npos ? 0 : 1);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        QCOMPARE(status, 0);
        QVERIFY(content(file) == "precious");
        QCOMPARE(files(), std::size_t{1});
    }

    void flushes_the_file_before_and_the_folder_after_the_rename() {
        faults::calls.clear();
        faults::recording = true;
        const auto result = write_file(folder() / "a", "new");
        faults::recording = false;
        QVERIFY(result);
        const QString calls = QString::fromStdString(faults::calls);
        QVERIFY2(calls.endsWith("open write fsync close rename open fsync close"), qPrintable(calls));
    }

    void any_failing_call_leaves_the_old_or_the_new_file_data() {
        QTest::addColumn<bool>("persistent");
        QTest::addColumn<int>("number");
        for (const int number : {ENOSPC, EIO, EDQUOT, EPERM}) {
            QTest::addRow("one %s", std::strerror(number)) << false << number;
            QTest::addRow("all %s", std::strerror(number)) << true << number;
        }
    }
    void any_failing_call_leaves_the_old_or_the_new_file() {
        QFETCH(bool, persistent);
        QFETCH(int, number);
        const fs::path file = folder() / "a";
        const std::string old(5000, 'o'), fresh(100'000, 'n');
        int failures = 0;
        for (int call = 0;; ++call) {
            QVERIFY(write_file(file, old));
            faults::arm(call, persistent, number);
            const auto result = write_file(file, fresh);
            const bool happened = faults::disarm();
            const std::string now = content(file);
            QVERIFY2(now == old || now == fresh, qPrintable(QString("torn after call %1").arg(call)));
            if (result) QVERIFY(now == fresh);
            QVERIFY2(!happened || !result || call > 7,   // the last call closes the folder, which cannot lose anything
                     qPrintable(QString("call %1 failed unnoticed").arg(call)));
            if (!result) QCOMPARE(result.error().code, Code::disk);
            QCOMPARE(files(), std::size_t{1});
            failures += !result;
            if (!happened) break;
        }
        QVERIFY(failures >= 5);   // open, write, fsync, close, rename at least
    }

    void a_kill_leaves_the_old_or_the_new_file() {
        const fs::path file = folder() / "a";
        const std::string one(400'000, '1'), two(700'000, '2');
        QVERIFY(write_file(file, one));
        std::mt19937 random(7);
        int killed = 0, seen_two = 0;
        for (int round = 0; round < 200; ++round) {
            const pid_t child = ::fork();
            if (child == 0) {
                for (;;) {
                    (void)write_file(file, two);
                    (void)write_file(file, one);
                }
            }
            ::usleep(random() % 6000);
            ::kill(child, SIGKILL);
            int status = 0;
            ::waitpid(child, &status, 0);
            killed += WIFSIGNALED(status);
            const std::string now = content(file);
            QVERIFY2(now == one || now == two, qPrintable(QString("torn in round %1: %2 bytes").arg(round).arg(now.size())));
            seen_two += now == two;
        }
        QCOMPARE(killed, 200);
        QVERIFY(seen_two > 0);
    }

    void sweeps_only_its_own_old_files_of_dead_programs() {
        const pid_t dead = ::fork();
        if (dead == 0) ::_exit(0);
        ::waitpid(dead, nullptr, 0);
        const auto make = [&](const std::string& name, int hours) {
            std::ofstream(folder() / name) << "x";
            const timespec time{std::time(nullptr) - hours * 3600, 0};
            const timespec times[2] = {time, time};
            ::utimensat(AT_FDCWD, (folder() / name).c_str(), times, 0);
        };
        const std::string pid = std::to_string(dead), mine = std::to_string(::getpid());
        make(".noiseloom-" + pid + "-abc.tmp", 25);   // the only one to go
        make(".noiseloom-" + pid + "-new.tmp", 23);
        make(".noiseloom-" + mine + "-abc.tmp", 25);
        make(".noiseloom-x-abc.tmp", 25);
        make(".noiseloom-" + pid + "-abc.noiseloom", 25);
        make("other-" + pid + "-abc.tmp", 25);
        fs::create_directory(folder() / (".noiseloom-" + pid + "-dir.tmp"));
        QCOMPARE(sweep_stale_files(folder()), std::size_t{1});
        QCOMPARE(files(), std::size_t{6});
        QVERIFY(!fs::exists(folder() / (".noiseloom-" + pid + "-abc.tmp")));
        QCOMPARE(sweep_stale_files(folder() / "missing"), std::size_t{0});
    }
};

QTEST_GUILESS_MAIN(AtomicFileTest)
#include "atomic_file_test.moc"
