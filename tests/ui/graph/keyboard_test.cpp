// The canvas by keys alone.
#include <QAction>

#include "graph_bench.h"

using namespace noiseloom;

class KeyboardTest : public QObject {
    Q_OBJECT
  private slots:
    void arrows_walk_and_shift_selects_on_the_way() {
        GraphBench b;
        b.view.keys().go_to({"grey-1", "", false});
        QTest::keyClick(&b.view, Qt::Key_Right);
        QCOMPARE(b.view.keys().place().node, std::string("one-1"));
        QTest::keyClick(&b.view, Qt::Key_Right);
        QCOMPARE(b.view.keys().place().node, std::string("slow-1"));   // along the wire
        QTest::keyClick(&b.view, Qt::Key_Left);
        QCOMPARE(b.view.keys().place().node, std::string("one-1"));
        QTest::keyClick(&b.view, Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(b.scene.selected_nodes(), (std::vector<std::string>{"one-1", "two-1"}));
    }
    void tab_walks_through_sockets_and_enter_edits() {
        GraphBench b;
        b.view.keys().go_to({"one-1", "", false});
        QTest::keyClick(&b.view, Qt::Key_Tab);
        QCOMPARE(b.view.keys().place().socket, std::string("grey"));
        QTest::keyClick(&b.view, Qt::Key_Return);
        QVERIFY(b.view.open_field_widget());
        QTest::keyClicks(QApplication::focusWidget(), "0.75");
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(std::get<Json>(b.document.graph().nodes.at("one-1").inputs.at("grey")), Json(0.75));
        QTRY_VERIFY(b.view.hasFocus());
    }
    void w_and_a_letter_wire() {
        GraphBench b;
        b.view.keys().go_to({"grey-1", "value", true});
        QTest::keyClick(&b.view, Qt::Key_W);
        QVERIFY(b.view.keys().has_letters());
        QTest::keyClick(&b.view, Qt::Key_A);   // the nearest: the first picture's grey
        QVERIFY(!b.view.keys().has_letters());
        QVERIFY(b.link("one-1", "grey"));
    }
    void a_letter_at_a_socket_is_no_command() {
        GraphBench b;
        QAction command("Fit all");
        command.setShortcut(QKeySequence("A"));
        command.setShortcutContext(Qt::WidgetWithChildrenShortcut);
        int given = 0;
        connect(&command, &QAction::triggered, this, [&] { ++given; });
        b.view.addAction(&command);
        QVERIFY(QTest::qWaitForWindowActive(&b.view));
        b.view.keys().go_to({"grey-1", "value", true});
        QTest::keyClick(b.view.windowHandle(), Qt::Key_W);
        QVERIFY(b.view.keys().letters().contains("a"));
        QTest::keyClick(b.view.windowHandle(), Qt::Key_A);
        QVERIFY(b.link("one-1", "grey"));
        QCOMPARE(given, 0);
        QTest::keyClick(b.view.windowHandle(), Qt::Key_A);
        QCOMPARE(given, 1);
    }
    void enter_on_a_field_too_small_to_read_comes_closer() {
        GraphBench b;
        b.view.set_zoom(0.3, {});
        b.view.keys().go_to({"one-1", "grey", false});
        QTest::keyClick(&b.view, Qt::Key_Return);
        QVERIFY(b.view.open_field_widget());
        QVERIFY(b.view.zoom() > 0.6);
    }
    void escape_takes_the_letters_away() {
        GraphBench b;
        b.view.keys().go_to({"grey-1", "value", true});
        QTest::keyClick(&b.view, Qt::Key_W);
        QTest::keyClick(&b.view, Qt::Key_Escape);
        QVERIFY(!b.view.keys().has_letters());
        QVERIFY(!b.document.can_undo());
    }
};

QTEST_MAIN(KeyboardTest)
#include "keyboard_test.moc"
