// A graph of the real nodes from nothing, in a window of the test's own.
#include <QDir>
#include <QTemporaryDir>

#include "plugin/standalone/by_hand.h"
#include "standalone/nodes_backend.h"

using namespace noiseloom;

namespace {

// Events come as from the window system: shortcuts, focus and double clicks are found out by Qt.
class OwnWindow : public Hand {
  public:
    OwnWindow() : backend_(""), workshop_(backend_), desk_{backend_, workshop_}, window_((desk_.output_folder = folder.path().toStdString(), desk_)) {
        window_.new_document();
        window_.resize(1500, 950);
        window_.show();
        if (!QTest::qWaitForWindowActive(&window_)) throw Stuck{"the window is not active"};
    }

    void key(const QString& name) override {
        const auto combination = QKeySequence(name)[0];
        QTest::keyClick(window_.windowHandle(), combination.key(), combination.keyboardModifiers());
    }
    void type(const QString& text) override {
        for (const QChar c : text) QTest::keyClick(window_.windowHandle(), c.toLatin1());
    }
    void click(QPoint at) override { QTest::mouseClick(window_.windowHandle(), Qt::LeftButton, {}, at); }
    void double_click(QPoint at) override { QTest::mouseDClick(window_.windowHandle(), Qt::LeftButton, {}, at); }
    void drag(QPoint from, QPoint to) override {
        QTest::mousePress(window_.windowHandle(), Qt::LeftButton, {}, from);
        for (int i = 1; i <= 8; ++i) QTest::mouseMove(window_.windowHandle(), from + (to - from) * i / 8);
        QTest::mouseRelease(window_.windowHandle(), Qt::LeftButton, {}, to);
    }
    void wheel(QPoint at, int notches) override { turn_wheel(window_, at, notches); }

    MainWindow& window() override { return window_; }
    void settle(const char* what, const std::function<bool(const Graph&)>& is_so) override {
        if (!QTest::qWaitFor([&] { return is_so(graph()); }, 5000)) throw Stuck{what};
        QTest::qWait(1);   // what was put off: a field that closes, the focus
    }
    SearchPopup& search(QPointF, const std::optional<SocketName>&) override {
        auto* popup = view().findChild<SearchPopup*>();
        if (!popup->isVisible()) throw Stuck{"no search is open"};
        return *popup;
    }
    void chosen(const NodeDef&) override {}
    QString letter(const SocketName& from, const SocketName& to) override {
        if (view().keys().place() != from) throw Stuck{"the keyboard is at another socket"};
        for (const auto& [name, socket] : view().keys().letters())
            if (socket == to) return name;
        throw Stuck{"no letter at " + QByteArray::fromStdString(to.node + "." + to.socket)};
    }

    QTemporaryDir folder;

  private:
    NodesBackend backend_;
    Workshop workshop_;
    Desk desk_;
    MainWindow window_;
};

void check(const std::function<void(Hand&)>& build) {
    try {
        OwnWindow hand;
        build(hand);
        QCOMPARE(wires_of(hand.graph()), text_to_image_wires());
        const QDir made(hand.folder.path());
        QVERIFY(QTest::qWaitFor([&] { return !hand.page().runs().jobs().empty() && hand.page().runs().jobs().back().has_ended(); }, 120'000));
        const QStringList pictures = made.entryList({"*.png"});
        QVERIFY2(pictures.size() == 1, qPrintable(hand.page().runs().jobs().back().errors().empty() ? QString("no picture") : QString::fromStdString(to_string(hand.page().runs().jobs().back().errors().front()))));
        QCOMPARE(QImage(made.filePath(pictures[0])).size(), QSize(128, 128));
    } catch (const Stuck& stuck) {
        QFAIL(stuck.why);
    }
}

}  // namespace

class BuildTest : public QObject {
    Q_OBJECT
  private slots:
    void initTestCase() {
        qputenv("NOISELOOM_RESOURCES", NOISELOOM_SOURCE_DIR "/resources");
        qputenv("NOISELOOM_IMAGE_HELPER", NOISELOOM_BIN_DIR "/noiseloom-image-helper");
    }
    void by_keys() { check(build_by_keys); }
    void by_mouse() { check(build_by_mouse); }
};

QTEST_MAIN(BuildTest)
#include "build_test.moc"
