// The bridge finds the application, starts it without leaving it anything of the host's, and says clearly what it cannot.
#include <QtTest>

#include <thread>

#include <fcntl.h>
#include <sys/stat.h>

#include "gimp/connection.h"
#include "host/meeting.h"

using namespace noiseloom;
namespace fs = std::filesystem;

class ConnectionTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> place_;
    fs::path root() const { return place_->path().toStdString(); }

    // A program in the place, run by sh.
    fs::path program(const QByteArray& name, const QByteArray& script) const {
        const fs::path path = root() / name.toStdString();
        QFile file(QString::fromStdString(path.string()));
        if (!file.open(QIODevice::WriteOnly) || file.write("#!/bin/sh\n" + script + "\n") < 0) std::abort();
        file.close();
        ::chmod(path.c_str(), 0700);
        return path;
    }
    QByteArray content(const char* name) const {
        QFile file(place_->filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    Installed installed(const fs::path& built_for = {}) const { return {root(), built_for}; }

    // Serves as an application would: answers each hello with the next of the messages.
    std::thread serving(std::vector<Json> answers) const {
        auto opened = Listener::open(*socket_path());
        if (!opened || !*opened) std::abort();
        return std::thread([listener = std::make_shared<Listener>(std::move(**opened)), answers = std::move(answers)] {
            for (const Json& answer : answers) {
                std::optional<Wire> wire;
                for (int i = 0; i < 2000 && !(wire = listener->accept()); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(5));
                if (wire && wire->receive(std::chrono::seconds(5)) && !answer.is_null()) (void)wire->send(answer);
            }
        });
    }
    static bool always() { return true; }
    static const Hello hello;

  private slots:
    void init() {
        place_ = std::make_unique<QTemporaryDir>();
        for (const char* name : {"NOISELOOM_SOCKET", "NOISELOOM_EDITOR"}) qunsetenv(name);
        qputenv("XDG_RUNTIME_DIR", place_->path().toUtf8());
        qputenv("HOME", place_->path().toUtf8());
        qputenv("PATH", "/usr/bin:/bin");
    }

    void places_come_in_their_order() {
        qputenv("NOISELOOM_EDITOR", "/named/noiseloom-editor");
        program("application", "");   // any file
        QFile file(place_->filePath("application"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("/beside/noiseloom-editor\nmore\n");
        file.close();
        qputenv("PATH", "/one:/two");
        QCOMPARE(application_places(root(), "/built/noiseloom-editor"),
                 (std::vector<fs::path>{"/named/noiseloom-editor", "/beside/noiseloom-editor", "/built/noiseloom-editor", "/one/noiseloom-editor", "/two/noiseloom-editor"}));
        QCOMPARE(find_application({"/named/noiseloom-editor", "bin/sh", "/etc/passwd", "/etc", "/bin/sh", "/bin/ls"}), fs::path("/bin/sh"));
        QCOMPARE(find_application({"/named/noiseloom-editor"}), fs::path());
    }

    void what_is_started_inherits_nothing() {
        const Descriptor inherited(::open("/dev/zero", O_RDONLY));   // not to be closed by exec
        const fs::path told = program("told", "{ ls -l /proc/self/fd; echo \"$@\"; echo \"in $PWD\"; ps -o ppid=,sid=,pid=,tty= -p $$; } >told.new; mv told.new out");
        QVERIFY(bool(start_application(told)));
        QTRY_VERIFY_WITH_TIMEOUT(!content("out").isEmpty(), 10'000);
        const QByteArray out = content("out");
        QVERIFY2(!out.contains("/dev/zero"), out);
        QVERIFY2(out.contains("--serve\n"), out);
        QVERIFY2(out.contains("in " + place_->path().toUtf8()), out);
        const QList<QByteArray> process = out.trimmed().split('\n').last().simplified().split(' ');
        QVERIFY2(process.size() == 4 && process[0].toInt() != QCoreApplication::applicationPid() && process[1].toInt() != static_cast<int>(::getsid(0)) && process[3] == "?", out);
    }

    void what_cannot_be_started_is_told() {
        const fs::path broken = program("broken", "");
        QFile file(QString::fromStdString(broken.string()));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write("\x7f" "ELF nothing") > 0);
        file.close();
        const auto started = start_application(broken);
        QVERIFY(!started);
        QCOMPARE(started.error().message, broken.string() + " cannot be started: Exec format error");
    }

    void a_running_application_welcomes() {
        std::thread application = serving({{{"type", "welcome"}, {"protocol", 1}}});
        auto wire = meet_application(hello, installed(), always);
        application.join();
        QVERIFY2(bool(wire), wire ? "" : wire.error().message.c_str());
    }

    void one_that_makes_way_is_asked_anew() {
        std::thread application = serving({{{"type", "refuse"}, {"message", "old"}, {"again", true}}, {{"type", "welcome"}, {"protocol", 1}}});
        auto wire = meet_application(hello, installed(), always);
        application.join();
        QVERIFY(bool(wire));
    }

    void refusals_are_told() {
        const Json again = {{"type", "refuse"}, {"message", "old"}, {"again", true}};
        const std::vector<std::pair<std::vector<Json>, std::string>> cases{{{{{"type", "refuse"}, {"message", "No."}}}, "No."},
                                                                            {{again, again, again}, "Several versions of Noiseloom take turns in answering."},
                                                                            {{{{"type", "reply"}}}, "Noiseloom answered in words that this bridge does not know."},
                                                                            {{Json()}, "the other side is gone"}};
        for (const auto& [answers, words] : cases) {
            std::thread application = serving(answers);
            auto wire = meet_application(hello, installed(), always);
            application.join();
            QVERIFY(!wire);
            QCOMPARE(wire.error().message, words);
        }
    }

    void nothing_installed_says_where_it_looked() {
        auto wire = meet_application(hello, installed("/built/noiseloom-editor"), always);
        QVERIFY(!wire);
        QCOMPARE(wire.error().message, std::string("Noiseloom's editor was not found. Looked at: /built/noiseloom-editor, /usr/bin/noiseloom-editor, /bin/noiseloom-editor."));
        QVERIFY(wire.error().hint.find("NOISELOOM_EDITOR") != std::string::npos);
    }

    void one_that_never_answers_is_given_up() {
        const fs::path lame = program("lame", "exit 1");
        QElapsedTimer timer;
        timer.start();
        auto wire = meet_application(hello, installed(lame), always);
        QVERIFY(!wire);
        QVERIFY2(timer.elapsed() > 9'000 && timer.elapsed() < 20'000, QByteArray::number(timer.elapsed()));
        QCOMPARE(wire.error().message, std::string("Noiseloom was started but did not answer within ten seconds."));
        QVERIFY(wire.error().hint.find(lame.string()) != std::string::npos);
    }

    void waiting_ends_when_the_image_is_gone() {
        const fs::path lame = program("lame", "exit 1");
        int asked = 0;
        auto wire = meet_application(hello, installed(lame), [&] { return ++asked < 5; });
        QVERIFY(!wire);
        QCOMPARE(wire.error().code, Code::cancelled);
    }
};

const Hello ConnectionTest::hello{1, "gimp", "GIMP", "2.10.34", "0.1.0", 1, false};

QTEST_GUILESS_MAIN(ConnectionTest)
#include "connection_test.moc"
