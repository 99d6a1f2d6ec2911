// The program itself on a screen of its own (Xvfb) under a window manager (openbox), driven by xdotool: keyboard and mouse as the X server gives
// them. What was done is read from the file that Ctrl+S writes; where things are, from a window of this process that shows the same file.
#include <QDir>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include "core/atomic_file.h"
#include "plugin/standalone/by_hand.h"
#include "standalone/nodes_backend.h"

using namespace noiseloom;

namespace {

constexpr int patience = 60'000, width = 1500, height = 950;

// Ends with the test that started it.
struct Program : QProcess {
    ~Program() override {
        kill();
        waitForFinished();
    }
    void begin(const QString& program, const QStringList& arguments, const QProcessEnvironment& environment) {
        setProcessEnvironment(environment);
        setProcessChannelMode(QProcess::ForwardedErrorChannel);
        start(program, arguments);
        if (!waitForStarted()) throw Stuck{"cannot be started: " + program.toUtf8()};
    }
};

class Screen : public Hand {
  public:
    Screen() : backend_(""), workshop_(backend_), desk_{backend_, workshop_}, twin_(desk_) {
        for (const char* name : {"home", "config", "out"}) QDir(folder_.path()).mkpath(name);
        save_workflow(file().toStdString(), {}).or_throw();
        write_file(folder_.filePath("config/noiseloom.ini").toStdString(), "[files]\noutput=" + out().toStdString() + "\n[look]\ntheme=dark\n").or_throw();
        environment_.insert("PATH", qEnvironmentVariable("PATH"));
        environment_.insert("HOME", folder_.filePath("home"));
        environment_.insert("LC_ALL", "C.UTF-8");
        environment_.insert("OMP_NUM_THREADS", "1");
        environment_.insert("QT_QPA_PLATFORM", "xcb");
        environment_.insert("NOISELOOM_CONFIG", folder_.filePath("config"));
        environment_.insert("NOISELOOM_CACHE_DIR", folder_.filePath("cache"));
        environment_.insert("NOISELOOM_RESOURCES", NOISELOOM_SOURCE_DIR "/resources");

        server_.begin("Xvfb", {"-displayfd", "1", "-screen", "0", "1600x1100x24", "-nolisten", "tcp"}, environment_);   // takes a free number
        if (!QTest::qWaitFor([&] { return server_.canReadLine(); }, patience)) throw Stuck{"Xvfb does not start"};
        environment_.insert("DISPLAY", ':' + QString::fromUtf8(server_.readLine().trimmed()));
        manager_.begin("openbox", {}, environment_);
        editor_.begin(NOISELOOM_BIN_DIR "/noiseloom-editor", {file()}, environment_);
        id_ = xdotool({"search", "--sync", "--onlyvisible", "--name", "Noiseloom"}).split('\n').first();
        xdotool({"windowsize", "--sync", id_, QString::number(width), QString::number(height)});
        xdotool({"windowactivate", "--sync", id_});

        twin_.new_document();
        twin_.resize(width, height);
        twin_.show();
        if (!QTest::qWaitForWindowActive(&twin_)) throw Stuck{"the window is not active"};
        settle("the empty graph", [](const Graph& graph) { return graph.nodes.empty(); });
    }

    void key(const QString& name) override {
        QStringList parts = name.split('+');
        for (QString& part : parts) part = part == "Return" || part == "Tab" || part == "Escape" ? part : part.toLower();
        xdotool({"key", parts.join('+')});
    }
    void type(const QString& text) override { xdotool({"type", "--delay", "1", text}); }
    void click(QPoint at) override { xdotool(to(at) + QStringList{"click", "1"}); }
    void double_click(QPoint at) override { xdotool(to(at) + QStringList{"click", "--repeat", "2", "--delay", "20", "1"}); }
    void drag(QPoint from, QPoint end) override {
        QStringList steps = to(from) + QStringList{"mousedown", "1"};
        for (int i = 1; i <= 8; ++i) steps += to(from + (end - from) * i / 8);
        xdotool(steps + QStringList{"mouseup", "1"});
    }
    void wheel(QPoint at, int notches) override {
        xdotool(to(at) + QStringList{"click", "--repeat", QString::number(std::abs(notches)), "--delay", "1", notches > 0 ? "4" : "5"});
        turn_wheel(twin_, at, notches);
    }

    MainWindow& window() override { return twin_; }
    void settle(const char* what, const std::function<bool(const Graph&)>& is_so) override {
        QElapsedTimer clock;
        clock.start();
        do {
            save();
            follow();
            if (is_so(graph())) return;
        } while (clock.elapsed() < patience);
        throw Stuck{QByteArray(what) + ", but the file has:\n" + QByteArray::fromStdString(shown_)};
    }
    SearchPopup& search(QPointF scene, const std::optional<SocketName>& from) override {
        save();   // what comes next meets a list that is laid out
        emit view().search_requested(scene, from);
        return *view().findChild<SearchPopup*>();
    }
    void chosen(const NodeDef& def) override {   // the list has what was used at its top
        const QString type = QString::fromStdString(def.type());
        desk_.recent_nodes.removeAll(type);
        desk_.recent_nodes.prepend(type);
    }
    QString letter(const SocketName& from, const SocketName& end) override {
        view().fit_all();
        view().keys().go_to(from);
        view().keys().begin_letters();
        for (const auto& [name, socket] : view().keys().letters())
            if (socket == end) return name;
        throw Stuck{"no letter at " + QByteArray::fromStdString(end.node + "." + end.socket)};
    }

    QString out() const { return folder_.filePath("out"); }
    NodesBackend& backend() { return backend_; }

  private:
    QString file() const { return folder_.filePath("built.noiseloom"); }
    std::string text() const { return read_file(file().toStdString(), 1 << 20).or_throw(); }

    // Once it has saved, the program has done all that came before.
    void save() {
        const auto written = [&] { return std::filesystem::last_write_time(file().toStdString()); };
        const auto before = written();
        key("Ctrl+S");
        if (!QTest::qWaitFor([&] { return written() != before; }, patience)) throw Stuck{"the program does not save"};
    }
    // The twin shows what the file has.
    void follow() {
        if (const std::string now = text(); now == shown_) return;
        else shown_ = now;
        twin_.close_page();
        twin_.open(file());
        QTest::qWait(1);   // it takes its size
    }
    QStringList to(QPoint at) const { return {"mousemove", "--window", id_, QString::number(at.x()), QString::number(at.y())}; }
    QString xdotool(const QStringList& arguments) const {
        Program program;
        program.begin("xdotool", arguments, environment_);
        if (!program.waitForFinished(patience) || program.exitCode() != 0) throw Stuck{"xdotool " + arguments.join(' ').toUtf8()};
        return QString::fromUtf8(program.readAllStandardOutput()).trimmed();
    }

    QTemporaryDir folder_;
    QProcessEnvironment environment_;
    NodesBackend backend_;
    Workshop workshop_;
    Desk desk_;
    MainWindow twin_;
    Program server_, manager_, editor_;   // ended in the other order
    QString id_;                          // of the program's window
    std::string shown_;
};

void check(const std::function<void(Hand&)>& build) {
    try {
        Screen hand;
        build(hand);
        QCOMPARE(wires_of(hand.graph()), text_to_image_wires());
        const QDir out(hand.out());
        QImage picture;
        QVERIFY(QTest::qWaitFor([&] { return out.exists("noiseloom.png") && picture.load(out.filePath("noiseloom.png")); }, 3 * patience));
        QCOMPARE(picture.size(), QSize(128, 128));
        const auto carried = hand.backend().embedded_workflow(out.filePath("noiseloom.png").toStdString());
        QVERIFY(carried);
        QCOMPARE(wires_of(read_workflow(*carried).or_throw().graph), text_to_image_wires());
    } catch (const Stuck& stuck) {
        QFAIL(stuck.why);
    }
}

}  // namespace

class ScreenTest : public QObject {
    Q_OBJECT
  private slots:
    void initTestCase() {
        for (const char* program : {"Xvfb", "openbox", "xdotool"})
            if (QStandardPaths::findExecutable(program).isEmpty()) QSKIP(qPrintable(QString("%1 is not installed: installer/test.sh installs it").arg(program)));
        qputenv("NOISELOOM_RESOURCES", NOISELOOM_SOURCE_DIR "/resources");
    }
    void by_keys() { check(build_by_keys); }
    void by_mouse() { check(build_by_mouse); }
};

QTEST_MAIN(ScreenTest)
#include "screen_test.moc"
