// The editor's program as a service of image editors: who may come, who serves, how it ends.
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <signal.h>
#include <sys/stat.h>

#include "host/meeting.h"
#include "plugin/serving/fake_bridge.h"

using namespace noiseloom;
namespace fs = std::filesystem;

namespace {

constexpr int patience = 20'000;   // ms

Json hello(int protocol = host_protocol, bool has_screen = false) { return to_json(Hello{protocol, "test", "Test", "1", "1", 1, has_screen}); }

}  // namespace

class ServiceTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    fs::path socket_;
    QProcessEnvironment environment_;

    std::unique_ptr<QProcess> started(const QString& program = QString(NOISELOOM_BIN_DIR "/noiseloom-editor")) {
        auto process = std::make_unique<QProcess>();
        process->setProcessEnvironment(environment_);
        process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process->start(program, {"--serve"});
        return process->waitForStarted() ? std::move(process) : nullptr;
    }
    Wire connected() {
        for (QElapsedTimer clock = begun(); clock.elapsed() < patience; QTest::qWait(20))
            if (auto wire = connect_to_application(socket_); wire && *wire) return std::move(**wire);
        qFatal("nobody serves");
    }
    static QElapsedTimer begun() {
        QElapsedTimer clock;
        clock.start();
        return clock;
    }
    static Json answer(Wire& wire) {
        auto frame = wire.receive(std::chrono::milliseconds(patience));
        return frame && *frame ? (*frame)->message : Json::object();
    }
    // A whole session of a script; what the application said at its end.
    Json run(FakeBridge& bridge, const Json& arguments, const std::string& workflow = "text-to-image") {
        Wire wire = connected();
        (void)wire.send(hello());
        if (answer(wire)["type"] != "welcome") return {};
        Open open;
        open.purpose = Purpose::run;
        open.workflow = workflow;
        open.arguments = arguments;
        open.document = bridge.document;
        (void)wire.send(to_json(open));
        bridge.serve(std::move(wire));
        bridge.wait();
        return bridge.told.empty() ? Json() : bridge.told.back();
    }

  private slots:
    void init() {
        QDir(folder_.path()).removeRecursively();
        QDir().mkpath(folder_.filePath("run"));
        ::chmod(folder_.filePath("run").toLocal8Bit().constData(), 0700);
        socket_ = folder_.filePath("run/noiseloom/host-1.sock").toStdString();
        environment_ = QProcessEnvironment::systemEnvironment();
        for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "NOISELOOM_SOCKET"}) environment_.remove(name);
        environment_.insert("NOISELOOM_RESOURCES", NOISELOOM_SOURCE_DIR "/resources");
        environment_.insert("XDG_RUNTIME_DIR", folder_.filePath("run"));
        for (const char* name : {"XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "HOME"}) environment_.insert(name, folder_.path());
    }

    // Without a screen, with the real nodes and the embedded model.
    void a_script_gets_its_picture() {
        const auto service = started();
        QVERIFY(service);
        FakeBridge bridge;
        const Json end = run(bridge, {{"prompt", "a red house"}, {"steps", 2}, {"canvas.width", 64}, {"canvas.height", "64"}});
        QCOMPARE(end, Json({{"type", "end"}}));
        QCOMPARE(bridge.puts.size(), std::size_t{1});
        QCOMPARE(bridge.puts[0].layers[0].rect, (HostRect{-28, -29, 64, 64}));   // in the middle of 8 x 6
        QVERIFY(std::any_of(bridge.told.begin(), bridge.told.end(), [](const Json& one) { return one["type"] == "progress" && one.contains("fraction"); }));
        service->terminate();
        QVERIFY(service->waitForFinished(patience));
        QVERIFY(!fs::exists(socket_));
    }

    void what_cannot_be_done_is_said_in_words() {
        const auto service = started();
        FakeBridge one, two, three;
        const auto error = [&](FakeBridge& bridge, const Json& arguments, const std::string& workflow = "text-to-image") { return QString::fromStdString(json_text(run(bridge, arguments, workflow)["error"])); };
        QVERIFY(error(one, Json::object(), "no-such").contains("there is no workflow 'no-such'"));
        QVERIFY(error(two, {{"sampel", 2}}).contains("has no field 'sampel'"));
        QVERIFY(error(three, {{"steps", "many"}}).contains("'steps': expected a whole number"));
        QCOMPARE(two.puts.size(), std::size_t{0});
        service->kill();
        service->waitForFinished();
    }

    void one_serves_and_the_next_one_leaves() {
        const auto first = started();
        connected();
        const auto second = started();
        QVERIFY(second->waitForFinished(patience));
        QCOMPARE(second->exitCode(), 0);
        QCOMPARE(first->state(), QProcess::Running);
        first->kill();
        first->waitForFinished();
    }

    void what_a_killed_one_left_is_no_hindrance() {
        const auto first = started();
        connected();
        first->kill();
        first->waitForFinished();
        QVERIFY(fs::exists(socket_));
        const auto second = started();
        Wire wire = connected();
        QVERIFY(wire.send(hello()));
        QCOMPARE(answer(wire)["type"], Json("welcome"));
        second->kill();
        second->waitForFinished();
    }

    void folders_of_others_are_not_used() {
        fs::create_directories(socket_.parent_path());
        ::chmod(socket_.parent_path().c_str(), 0755);
        const auto service = started();
        QVERIFY(service->waitForFinished(patience));
        QCOMPARE(service->exitCode(), exit_status(Code::refused));
    }

    // An older one makes way for the version that the bridge belongs to, and so does one without windows for a host that has a screen.
    void it_makes_way_data() {
        QTest::addColumn<int>("protocol");
        QTest::addColumn<bool>("has_screen");
        QTest::newRow("a newer bridge") << host_protocol + 1 << false;
        QTest::newRow("a host with a screen") << host_protocol << true;
    }
    void it_makes_way() {
        QFETCH(int, protocol);
        QFETCH(bool, has_screen);
        const auto service = started();
        Wire wire = connected();
        QVERIFY(wire.send(hello(protocol, has_screen)));
        const Json said = answer(wire);
        QCOMPARE(said["type"], Json("refuse"));
        QCOMPARE(said["again"], Json(true));
        QVERIFY(service->waitForFinished(patience));
        QCOMPARE(service->exitCode(), 0);
        QVERIFY(!fs::exists(socket_));
    }

    void an_older_bridge_is_told_so() {
        const auto service = started();
        Wire wire = connected();
        QVERIFY(wire.send(hello(0)));
        const Json said = answer(wire);
        QCOMPARE(said["again"], Json(false));
        QVERIFY(QString::fromStdString(said["message"]).contains("install it anew"));
        QCOMPARE(service->state(), QProcess::Running);
        service->kill();
        service->waitForFinished();
    }

    void strangers_do_not_disturb() {
        const auto service = started();
        for (const char* noise : {"GET / HTTP/1.1\r\n\r\n", "NLH1\xff\xff\xff\xff\0\0\0\0", "NLH1"}) {
            Wire wire = connected();
            QVERIFY(::send(wire.socket(), noise, std::strlen(noise), MSG_NOSIGNAL) > 0);
        }
        Wire wire = connected();
        QVERIFY(wire.send({{"type", "open"}}));   // without a hello
        QVERIFY(!wire.receive(std::chrono::milliseconds(patience)));
        Wire right = connected();
        QVERIFY(right.send(hello()));
        QCOMPARE(answer(right)["type"], Json("welcome"));
        service->kill();
        service->waitForFinished();
    }

    void who_says_nothing_keeps_nobody() {
        const auto service = started();
        std::vector<Wire> silent;
        for (int i = 0; i < 8; ++i) silent.push_back(connected());
        QElapsedTimer clock = begun();
        Wire right = connected();
        QVERIFY(right.send(hello()));
        QCOMPARE(answer(right)["type"], Json("welcome"));
        QVERIFY2(clock.elapsed() < 3000, QByteArray::number(clock.elapsed()));
        clock.restart();
        service->terminate();
        QVERIFY(service->waitForFinished(patience));
        QVERIFY2(clock.elapsed() < 3000, QByteArray::number(clock.elapsed()));
    }

    // After an update or a removal the old program must not go on.
    void a_removed_program_ends() {
        const QString copy = folder_.filePath("noiseloom-editor");
        QVERIFY(QFile::copy(NOISELOOM_BIN_DIR "/noiseloom-editor", copy));
        const auto service = started(copy);
        connected();
        QVERIFY(QFile::remove(copy));
        Wire wire = connected();
        QVERIFY(wire.send(hello()));
        QCOMPARE(answer(wire)["again"], Json(true));
        QVERIFY(service->waitForFinished(patience));
    }
};

QTEST_GUILESS_MAIN(ServiceTest)
#include "service_test.moc"
