// The canvas under the mouse: every gesture, by what it does to the document.
#include "graph_bench.h"

using namespace noiseloom;

class GraphViewTest : public QObject {
    Q_OBJECT
  private slots:
    void a_wire_is_drawn_from_output_to_input() {
        GraphBench b;
        b.drag(b.socket("grey-1", true, "value"), b.socket("one-1", false, "grey"));
        QVERIFY(b.link("one-1", "grey"));
        QCOMPARE(b.link("one-1", "grey")->node, "grey-1");
        QVERIFY(b.scene.wire({"one-1", "grey"}));
        b.document.undo();
        QVERIFY(!b.link("one-1", "grey"));
        QVERIFY(!b.scene.wire({"one-1", "grey"}));
    }
    void and_from_input_to_output() {
        GraphBench b;
        b.drag(b.socket("two-1", false, "grey"), b.socket("grey-1", true, "value"));
        QVERIFY(b.link("two-1", "grey"));
    }
    void dropped_on_a_node_it_takes_the_socket_that_fits() {
        GraphBench b;
        b.drag(b.socket("two-1", true, "picture"), b.header("slow-1"));
        QCOMPARE(b.link("slow-1", "picture")->node, "two-1");
    }
    void a_wire_that_cannot_be_says_why() {
        GraphBench b;
        QSignalSpy refused(&b.view, &GraphView::wire_refused);
        b.drag(b.socket("two-1", true, "picture"), b.socket("one-1", false, "grey"));
        QVERIFY(!b.link("one-1", "grey"));
        QCOMPARE(refused.size(), 1);
        QCOMPARE(refused[0][0].toString(), QString("This gives “toy picture”, and the input “grey” takes “number”."));
    }
    void what_a_drag_holds_may_go_meanwhile() {
        for (const bool cancels : {false, true}) {
            GraphBench b;
            const Added added = add_node(b.document.graph(), *b.backend.registry().find("toy.number"), QPointF(0, 240));
            QVERIFY(b.view.edit(added.patch, "add"));
            const QPoint from = b.at(QPointF(60, 254));
            QTest::mousePress(b.view.viewport(), Qt::LeftButton, {}, from);
            for (int i = 1; i <= 4; ++i) b.move(from + QPoint(20 * i, 0));
            if (cancels) QVERIFY(b.view.cancel_gesture());
            b.document.undo();
            b.move(from + QPoint(100, 0));
            QTest::mouseRelease(b.view.viewport(), Qt::LeftButton, {}, from + QPoint(100, 0));
            QVERIFY(!b.scene.node(added.id));
            QCOMPARE(b.document.graph().nodes.size(), std::size_t(4));
        }
    }
    void loops_are_refused() {
        GraphBench b;
        const auto why = refusal(b.document.graph(), b.document.declarations(), {"slow-1", "picture"}, "slow-1", "picture");
        QVERIFY(why && why->contains("itself"));
        Workflow two = GraphBench::sample();
        two.graph.nodes["slow-2"] = {"toy.slow", 1};
        two.graph.nodes["slow-2"].inputs["picture"] = Link{"slow-1", "picture"};
        const auto loop = refusal(two.graph, b.document.declarations(), {"slow-2", "picture"}, "slow-1", "picture");
        QVERIFY(loop && loop->contains("loop"));
        two.graph.nodes["slow-2"].mute = true;   // which is taken back one day
        QVERIFY(refusal(two.graph, b.document.declarations(), {"slow-2", "picture"}, "slow-1", "picture"));
    }
    void dropped_in_the_empty_it_asks_for_a_node() {
        GraphBench b;
        QSignalSpy asked(&b.view, &GraphView::search_requested);
        b.drag(b.socket("one-1", true, "picture"), QPoint(900, 700));
        QCOMPARE(asked.size(), 1);
        const auto from = asked[0][1].value<std::optional<SocketName>>();
        QVERIFY(from && from->node == "one-1" && from->socket == "picture" && from->is_output);
    }
    void a_connected_input_gives_its_wire_away() {
        GraphBench b;
        b.drag(b.socket("slow-1", false, "picture"), QPoint(900, 700));
        QVERIFY(!b.link("slow-1", "picture"));
        b.document.undo();
        QVERIFY(b.link("slow-1", "picture"));
        QVERIFY(b.scene.wire({"slow-1", "picture"})->isVisible());
    }
    void nodes_are_moved_in_one_step_of_undo() {
        GraphBench b;
        const std::string before = b.text();
        b.drag(b.header("two-1"), b.header("two-1") + QPoint(83, 41));
        QCOMPARE(*node_look(b.document.view(), "two-1").at, QPointF(400, 280));   // on the raster
        b.document.undo();
        QCOMPARE(b.text(), before);
        QCOMPARE(b.scene.node("two-1")->pos(), QPointF(320, 240));
        QVERIFY(!b.document.can_undo());
    }
    void escape_ends_a_drag_and_leaves_all_as_it_was() {
        GraphBench b;
        QTest::mousePress(b.view.viewport(), Qt::LeftButton, {}, b.header("two-1"));
        b.move(b.header("two-1") + QPoint(50, 50));
        b.move(b.header("two-1") + QPoint(150, 50));
        QVERIFY(b.scene.node("two-1")->pos() != QPointF(320, 240));
        QTest::keyClick(&b.view, Qt::Key_Escape);
        QCOMPARE(b.scene.node("two-1")->pos(), QPointF(320, 240));
        QTest::mouseRelease(b.view.viewport(), Qt::LeftButton, {}, QPoint(10, 10));
        QVERIFY(!b.document.can_undo());
    }
    void a_node_dropped_on_a_wire_is_put_in_between() {
        Workflow w = GraphBench::sample();
        w.graph.nodes["more-1"] = {"toy.slow", 1};
        w.view["at"]["more-1"] = {320, 480};
        GraphBench b(w);
        const QPointF middle = b.scene.wire({"slow-1", "picture"})->path().pointAtPercent(0.5);
        const QRectF box = b.scene.node("more-1")->scene_rect();
        b.drag(b.header("more-1"), b.header("more-1") + (b.at(middle) - b.at(box.center())));
        QCOMPARE(b.link("slow-1", "picture")->node, "more-1");
        QCOMPARE(b.link("more-1", "picture")->node, "one-1");
        b.document.undo();
        QCOMPARE(b.link("slow-1", "picture")->node, "one-1");
        QCOMPARE(b.scene.node("more-1")->pos(), QPointF(320, 480));
    }
    void with_ctrl_it_is_not() {
        Workflow w = GraphBench::sample();
        w.graph.nodes["more-1"] = {"toy.slow", 1};
        w.view["at"]["more-1"] = {320, 480};
        GraphBench b(w);
        const QPointF middle = b.scene.wire({"slow-1", "picture"})->path().pointAtPercent(0.5);
        const QPoint from = b.header("more-1"), by = b.at(middle) - b.at(b.scene.node("more-1")->scene_rect().center());
        QTest::mousePress(b.view.viewport(), Qt::LeftButton, {}, from);
        for (int i = 1; i <= 8; ++i) b.move(from + by * i / 8, Qt::ControlModifier);
        QTest::mouseRelease(b.view.viewport(), Qt::LeftButton, Qt::ControlModifier, from + by);
        QCOMPARE(b.link("slow-1", "picture")->node, "one-1");
    }
    void shaking_takes_a_node_out_of_its_wires() {
        Workflow w = GraphBench::sample();
        w.graph.nodes["end-1"] = {"toy.slow", 1};
        w.graph.nodes["end-1"].inputs["picture"] = Link{"slow-1", "picture"};
        w.view["at"]["end-1"] = {1060, 0};
        GraphBench b(w);
        const QPoint from = b.header("slow-1");
        QTest::mousePress(b.view.viewport(), Qt::LeftButton, {}, from);
        for (const int x : {40, -40, 40, -40, 40, -40}) b.move(from + QPoint(x, 200));
        QTest::mouseRelease(b.view.viewport(), Qt::LeftButton, {}, from + QPoint(0, 200));
        QVERIFY(!b.link("slow-1", "picture"));
        QCOMPARE(b.link("end-1", "picture")->node, "one-1");   // what it passes on goes past it
        b.document.undo();
        QCOMPARE(b.link("end-1", "picture")->node, "slow-1");
        QVERIFY(!b.document.can_undo());
    }
    void y_and_a_stroke_cut_wires() {
        GraphBench b;
        const QPoint middle = b.at(b.scene.wire({"slow-1", "picture"})->path().pointAtPercent(0.5));
        QTest::keyPress(&b.view, Qt::Key_Y);
        b.drag(middle - QPoint(0, 60), middle + QPoint(0, 60));
        QTest::keyRelease(&b.view, Qt::Key_Y);
        QVERIFY(!b.link("slow-1", "picture"));
    }
    void alt_and_a_click_lead_a_wire_through_a_dot() {
        GraphBench b;
        const QPoint middle = b.at(b.scene.wire({"slow-1", "picture"})->path().pointAtPercent(0.5));
        QTest::mouseClick(b.view.viewport(), Qt::LeftButton, Qt::AltModifier, middle);
        QCOMPARE(route(b.document.view(), "slow-1.picture").size(), std::size_t(1));
        QCOMPARE(b.scene.dot_items().size(), std::size_t(1));
        const QPoint dot = b.at(b.scene.dot_items().begin()->second->pos());
        b.drag(dot, dot + QPoint(0, 80));
        QVERIFY(b.scene.wire({"slow-1", "picture"})->boundingRect().bottom() > 100);
        b.document.undo();
        b.document.undo();
        QVERIFY(b.scene.dot_items().empty());
    }
    void a_number_is_dragged_where_it_stands() {
        GraphBench b;
        const QPoint at = b.field("one-1", "grey");
        b.drag(at, at + QPoint(40, 0));
        const Json& value = std::get<Json>(b.document.graph().nodes.at("one-1").inputs.at("grey"));
        QVERIFY(value.get<double>() > 0.5);
        b.document.undo();
        QVERIFY(!b.document.graph().nodes.at("one-1").inputs.contains("grey"));
        QVERIFY(!b.document.can_undo());   // one drag, one step
    }
    void a_number_is_typed_after_a_double_click() {
        GraphBench b;
        QTest::mouseDClick(b.view.viewport(), Qt::LeftButton, {}, b.field("one-1", "grey"));
        QVERIFY(b.view.open_field_widget());
        QTest::keyClicks(QApplication::focusWidget(), "1/4");
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTRY_VERIFY(!b.view.open_field_widget());
        QCOMPARE(std::get<Json>(b.document.graph().nodes.at("one-1").inputs.at("grey")), Json(0.25));
    }
    void a_band_selects() {
        GraphBench b;
        b.drag(b.at({250, -40}), b.at({600, 500}));
        QCOMPARE(b.scene.selected_nodes(), (std::vector<std::string>{"one-1", "two-1"}));
        b.drag(b.at({250, 220}), b.at({600, 500}), Qt::ControlModifier);
        QCOMPARE(b.scene.selected_nodes(), (std::vector<std::string>{"one-1"}));
    }
    void frames_take_what_lies_inside_with_them() {
        GraphBench b;
        b.scene.select({"two-1"});
        b.view.edits().frame();
        QCOMPARE(b.scene.frame_items().size(), std::size_t(1));
        const FrameItem* frame = b.scene.frame_items().begin()->second;
        const QPoint title = b.at(frame->title_rect().center());
        b.drag(title, title + QPoint(64, 32));
        QCOMPARE(*node_look(b.document.view(), "two-1").at, QPointF(384, 272));
        QCOMPARE(b.scene.frame_items().begin()->second->scene_rect().topLeft(), QPointF(360, 232));
    }
    void zoom_keeps_what_is_under_the_mouse() {
        GraphBench b;
        const QPointF before = b.view.mapToScene(QPoint(300, 200));
        b.view.set_zoom(2, QPointF(300, 200));
        const QPointF after = b.view.mapToScene(QPoint(300, 200));
        QVERIFY(QLineF(before, after).length() < 1);
        b.view.fit_all();
        QVERIFY(b.view.visible_rect().contains(b.scene.bounds()));
    }
    void copies_go_through_text() {
        GraphBench b;
        b.scene.select({"one-1", "slow-1"});
        const QString text = b.view.edits().copied();
        GraphBench other;
        other.view.edits().paste(text, false, QPointF(0, 600));
        QCOMPARE(other.document.graph().nodes.size(), std::size_t(6));
        const auto pasted_ids = other.scene.selected_nodes();
        QCOMPARE(pasted_ids.size(), std::size_t(2));
        for (const std::string& id : pasted_ids)
            if (other.document.graph().nodes.at(id).type == "toy.slow") QVERIFY(link_of(other.document.graph().nodes.at(id).inputs.at("picture"))->node != "one-1");
        other.document.undo();
        QCOMPARE(other.document.graph().nodes.size(), std::size_t(4));
        QSignalSpy refused(&other.view, &GraphView::refused);
        other.view.edits().paste("no workflow", false);
        QCOMPARE(refused.size(), 1);
    }
    void duplicates_keep_the_wires_into_them_if_asked() {
        GraphBench b;
        b.scene.select({"slow-1"});
        b.view.edits().duplicate(true);
        const std::string copy = b.scene.selected_nodes().at(0);
        QCOMPARE(link_of(b.document.graph().nodes.at(copy).inputs.at("picture"))->node, std::string("one-1"));
        b.scene.select({"slow-1"});
        b.view.edits().duplicate(false);
        QVERIFY(!b.document.graph().nodes.at(b.scene.selected_nodes().at(0)).inputs.contains("picture"));
    }
    void unknown_nodes_are_shown_and_kept() {
        Workflow w = GraphBench::sample();
        w.graph.nodes["odd-1"] = {"elsewhere.thing", 3};
        w.graph.nodes["odd-1"].inputs["in"] = Link{"one-1", "picture"};
        w.graph.nodes["slow-1"].inputs["picture"] = Link{"odd-1", "out"};
        w.view["at"]["odd-1"] = {520, 300};
        GraphBench b(w);
        QVERIFY(b.scene.node("odd-1")->layout().socket(false, "in"));
        QVERIFY(b.scene.node("odd-1")->layout().socket(true, "out"));
        QVERIFY(b.scene.wire({"slow-1", "picture"}));
        b.drag(b.header("odd-1"), b.header("odd-1") + QPoint(80, 0));
        QVERIFY(b.text().find("elsewhere.thing@3") != std::string::npos);
    }
    void mute_bypass_and_collapse_are_edits() {
        GraphBench b;
        b.scene.select({"one-1", "slow-1"});
        b.view.edits().toggle_mute();
        QVERIFY(b.document.graph().nodes.at("one-1").mute && b.document.graph().nodes.at("slow-1").mute);
        b.view.edits().toggle_bypass();
        QVERIFY(b.document.graph().nodes.at("slow-1").bypass);
        b.view.edits().toggle_collapsed();
        QCOMPARE(b.scene.node("one-1")->layout().size.height(), header_height);
        for (int i = 0; i < 3; ++i) b.document.undo();
        QVERIFY(!b.document.can_undo());
        QVERIFY(b.scene.node("one-1")->layout().size.height() > header_height);
    }
};

QTEST_MAIN(GraphViewTest)
#include "graph_view_test.moc"
