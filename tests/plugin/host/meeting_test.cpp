// Bridge and application find each other, one application at a time, and nobody else's folder is trusted.
#include <QtTest>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include "host/meeting.h"

using namespace noiseloom;
namespace fs = std::filesystem;

class MeetingTest : public QObject {
    Q_OBJECT

    QTemporaryDir place_;
    fs::path socket(const char* folder = "noiseloom") const { return fs::path(place_.path().toStdString()) / folder / "host-1.sock"; }

    // What an application that was killed leaves.
    static void leave_socket(const fs::path& path) {
        fs::create_directories(path.parent_path());
        ::chmod(path.parent_path().c_str(), 0700);
        const Descriptor made(::socket(AF_UNIX, SOCK_STREAM, 0));
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
        QCOMPARE(::bind(made.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    }

  private slots:
    void cleanup() {
        for (const char* name : {"NOISELOOM_SOCKET", "XDG_RUNTIME_DIR"}) qunsetenv(name);
    }

    void the_socket_has_its_place() {
        qputenv("HOME", "/home/weaver");
        QCOMPARE(socket_path()->string(), std::string("/home/weaver/.cache/noiseloom/run/host-1.sock"));
        qputenv("XDG_RUNTIME_DIR", "/run/user/1000");
        QCOMPARE(socket_path()->string(), std::string("/run/user/1000/noiseloom/host-1.sock"));
        qputenv("NOISELOOM_SOCKET", "/elsewhere/s");
        QCOMPARE(socket_path()->string(), std::string("/elsewhere/s"));
        qputenv("NOISELOOM_SOCKET", "/" + QByteArray(106, 'a'));
        QVERIFY(bool(socket_path()));
        qputenv("NOISELOOM_SOCKET", "/" + QByteArray(107, 'a'));
        QVERIFY(!socket_path());
        QVERIFY(socket_path().error().message.find("too long") != std::string::npos);
    }

    void they_meet() {
        const auto nobody = connect_to_application(socket());
        QVERIFY(nobody && !*nobody);
        const auto listener = Listener::open(socket());
        QVERIFY(listener && *listener);
        struct stat status{};
        QCOMPARE(::stat(socket().parent_path().c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777u, 0700u);
        QVERIFY(!(*listener)->accept());   // nobody waits
        auto bridge = connect_to_application(socket());
        QVERIFY(bridge && *bridge);
        auto application = (*listener)->accept();
        QVERIFY(application.has_value());
        QVERIFY((*bridge)->send({{"type", "hello"}}));
        QCOMPARE((**application->receive(std::chrono::seconds(1))).type(), std::string("hello"));
    }

    void one_serves_at_a_time_and_the_next_takes_over() {
        {
            const auto first = Listener::open(socket()), second = Listener::open(socket());
            QVERIFY(first && *first);
            QVERIFY(second && !*second);
            QVERIFY(bool(*connect_to_application(socket())));   // the first still serves
        }
        QVERIFY(!fs::exists(socket()));
        const auto next = Listener::open(socket());
        QVERIFY(next && *next);
    }

    void a_stale_socket_is_nobody_and_is_replaced() {
        leave_socket(socket("stale"));
        const auto nobody = connect_to_application(socket("stale"));
        QVERIFY(nobody && !*nobody);
        const auto listener = Listener::open(socket("stale"));
        QVERIFY(listener && *listener);
        QVERIFY(bool(*connect_to_application(socket("stale"))));
    }

    void an_open_folder_is_refused() {
        const auto listener = Listener::open(socket("open"));
        QVERIFY(listener && *listener);
        for (const mode_t mode : {0750, 0701, 0777}) {
            QCOMPARE(::chmod(socket("open").parent_path().c_str(), mode), 0);
            const auto refused = connect_to_application(socket("open"));
            QVERIFY(!refused);
            QVERIFY(refused.error().message.ends_with("can be entered by other users"));
            QVERIFY(refused.error().hint.find("chmod 700") != std::string::npos);
            QVERIFY(!Listener::open(socket("open")));
        }
    }

    void what_is_no_folder_is_refused() {
        fs::create_directories(fs::path(place_.path().toStdString()) / "real");
        fs::permissions(fs::path(place_.path().toStdString()) / "real", fs::perms::owner_all);
        fs::create_directory_symlink("real", fs::path(place_.path().toStdString()) / "link");
        const auto refused = Listener::open(socket("link"));
        QVERIFY(!refused);
        QVERIFY(refused.error().message.ends_with("is no folder"));
    }

    void a_link_in_place_of_the_lock_is_refused() {
        const fs::path folder = socket("lock").parent_path();
        fs::create_directories(folder);
        ::chmod(folder.c_str(), 0700);
        fs::create_symlink(folder / "victim", folder / "host-1.lock");
        const auto refused = Listener::open(socket("lock"));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Code::disk);
        QVERIFY(!fs::exists(folder / "victim"));
    }
};

QTEST_GUILESS_MAIN(MeetingTest)
#include "meeting_test.moc"
