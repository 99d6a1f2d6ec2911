#include "ui/inspector/inspector.h"

#include <QtTest>

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include "../fields/toy_inputs.h"
#include "../shots.h"
#include "ui/fields/field_widget.h"
#include "ui/fields/glyph_button.h"
#include "ui/form/form_edit.h"
#include "ui/inspector/input_row.h"
#include "ui/inspector/run_facts.h"
#include "ui/model/field_edit.h"

using namespace noiseloom;

class InspectorTest : public QObject {
    Q_OBJECT

    static const Registry& registry() {
        static const Registry made = [] {
            Registry one;
            one.add(toy_node());
            NodeDef load("toy.load", 1);
            load.text("Load", "Model", "Loads a model.");
            load.in<FileRef>("file").value(FileRef{"a", ""}).file(FileKind::model).doc("The file.");
            load.in<double>("rescale").value(0.5).range(0, 1, 0.1).doc("Shared with the other.");
            load.out<Wire>("model").doc("The model.");
            one.add(load);
            return one;
        }();
        return made;
    }
    static Workflow workflow() {
        Workflow made;
        made.graph.nodes["a"] = Node{"toy.everything", 1, false, {{"model", Link{"load", "model"}}, {"rescale", Json(0.25)}}};
        made.graph.nodes["b"] = Node{"toy.everything", 1, false, {}};
        made.graph.nodes["load"] = Node{"toy.load", 1, false, {}};
        made.graph.nodes["odd"] = Node{"future.node", 3, false, {{"x", Json(1)}}};
        return made;
    }
    struct Fixture {
        EditorDocument document{registry(), workflow(), "", "test"};
        Inspector inspector{GraphPlace(document), [](const QString&) { return FieldContext(); }};
        Fixture(const std::vector<std::string>& nodes) {
            inspector.show_nodes(nodes);
            inspector.resize(320, 700);
            inspector.show();
            QApplication::setActiveWindow(&inspector);
        }
        Json value(const char* node, const char* input) { return literal_of(document.graph(), node, input); }
        QStringList labels() {
            QStringList texts;
            for (QLabel* label : inspector.findChildren<QLabel*>()) texts += label->text();
            return texts;
        }
    };

  private slots:
    void a_drag_is_one_step_of_undo() {
        Fixture f({"a"});
        FieldWidget* field = f.inspector.field("rescale");
        QVERIFY(field);
        QCOMPARE(field->value(), Json(0.25));
        QTest::mousePress(field, Qt::LeftButton, {}, {40, 10});
        for (int x = 50; x <= 140; x += 10) QTest::mouseMove(field, {x, 10});
        QTest::mouseRelease(field, Qt::LeftButton, {}, {140, 10});
        QVERIFY(f.value("a", "rescale").get<double>() > 0.5);
        QCOMPARE(f.inspector.field("rescale"), field);   // it was not built anew under the mouse
        QCOMPARE(f.document.undo_label(), "Set rescale");
        f.document.undo();
        QCOMPARE(f.value("a", "rescale"), Json(0.25));
        QVERIFY(!f.document.can_undo());
        QCOMPARE(field->value(), Json(0.25));
    }

    void the_default_is_left_out_of_the_file() {
        Fixture f({"a"});
        FieldWidget* field = f.inspector.field("rescale");
        field->setFocus();
        QTest::keyClick(field, Qt::Key_Backspace);
        QVERIFY(f.value("a", "rescale").is_null());
        QVERIFY(!f.document.graph().nodes.at("a").inputs.contains("rescale"));
    }

    void a_wire_says_where_it_comes_from_and_leads_there() {
        Fixture f({"a"});
        QVERIFY(!f.inspector.field("model"));
        auto* row = f.inspector.findChild<InputRow*>();
        QVERIFY(row);
        QCOMPARE(row->accessibleName(), "model, from Load · model");
        QSignalSpy spy(&f.inspector, &Inspector::jump_requested);
        QTest::mouseClick(row, Qt::LeftButton);
        QCOMPARE(spy.size(), 1);
        QCOMPARE(spy[0][0].toString(), "load");
        QVERIFY(f.document.apply(Patch{{SetInput{"a", "rescale", Link{"load", "model"}}}}, "wire"));
        QVERIFY(!f.inspector.field("rescale"));
    }

    void titles_bypass_and_reset() {
        Fixture f({"a"});
        auto* title = f.inspector.findChild<QLineEdit*>();
        QCOMPARE(title->text(), "Everything");
        title->setFocus();
        title->selectAll();
        QTest::keyClicks(title, "Mine");
        QTest::keyClick(title, Qt::Key_Return);
        QCOMPARE(node_title(GraphPlace(f.document), "a"), "Mine");
        for (GlyphButton* button : f.inspector.findChildren<GlyphButton*>())
            if (button->isCheckable() && button->isVisible()) {
                QTest::mouseClick(button, Qt::LeftButton);
                break;
            }
        QVERIFY(f.document.graph().nodes.at("a").bypass);
        QPushButton* reset = nullptr;
        for (QPushButton* button : f.inspector.findChildren<QPushButton*>())
            if (button->isVisible()) reset = button;
        QVERIFY(reset);
        reset->click();
        QVERIFY(f.value("a", "rescale").is_null());
        for (int i = 0; i < 3; ++i) f.document.undo();
        QCOMPARE(node_title(GraphPlace(f.document), "a"), "Everything");
        QVERIFY(!f.document.can_undo());
    }

    void several_nodes_share_fields() {
        Fixture f({"a", "b", "load"});
        QVERIFY(f.inspector.field("rescale"));
        QVERIFY(!f.inspector.field("steps"));   // the third has none
        QVERIFY(f.inspector.field("rescale")->accessibleName().contains("they differ"));
        f.inspector.field("rescale")->setFocus();
        QTest::keyClick(f.inspector.field("rescale"), Qt::Key_Return);
        auto* line = f.inspector.field("rescale")->findChild<QLineEdit*>();
        line->selectAll();
        QTest::keyClicks(line, "0.9");
        QTest::keyClick(line, Qt::Key_Return);
        for (const char* node : {"a", "b", "load"}) QCOMPARE(f.value(node, "rescale"), Json(0.9));
        QVERIFY(!f.inspector.field("rescale")->accessibleName().contains("they differ"));
        f.document.undo();
        QVERIFY(!f.document.can_undo());
        QCOMPARE(f.value("a", "rescale"), Json(0.25));
    }

    void a_field_that_several_share_is_dragged_to_the_end() {
        Fixture f({"a", "b"});
        FieldWidget* field = f.inspector.field("rescale");
        QTest::mousePress(field, Qt::LeftButton, {}, {40, 10});
        for (int x = 50; x <= 80; x += 10) QTest::mouseMove(field, {x, 10});
        QCOMPARE(f.inspector.field("rescale"), field);   // though they no longer differ
        QTest::mouseRelease(field, Qt::LeftButton, {}, {80, 10});
        QCOMPARE(f.value("a", "rescale"), Json(0.45));
        QCOMPARE(f.value("b", "rescale"), Json(0.45));
        QVERIFY(!f.inspector.field("rescale")->accessibleName().contains("they differ"));
    }

    void what_happened_is_said_in_plain_text() {
        Fixture f({"a"});
        NodeStatus status;
        status.state = NodeState::failed;
        status.error = Error{Code::bad_model, "<img src=x> is damaged", "Take another.", "a", "", ""};
        f.inspector.show_status("a", status);
        QVERIFY(f.labels().contains("<img src=x> is damaged"));
        QVERIFY(f.labels().contains("Take another."));
        for (QLabel* label : f.inspector.findChildren<QLabel*>()) QCOMPARE(label->textFormat(), Qt::PlainText);
        status = {};
        status.state = NodeState::ready;
        status.seconds = 0.31;
        status.bytes = 2'100'000'000;
        status.was_reused = true;
        QCOMPARE(run_facts(status), "0.31 s   2.1 GB   cached");
        f.inspector.show_status("b", status);   // not the one that is shown
        QVERIFY(!f.labels().contains("0.31 s   2.1 GB   cached"));
    }

    void a_run_is_told_in_one_line() {
        const auto told = [](NodeState state, auto set) {
            NodeStatus status;
            status.state = state;
            set(status);
            return run_facts(status);
        };
        const auto nothing = [](NodeStatus&) {};
        QCOMPARE(told(NodeState::idle, nothing), "");
        QCOMPARE(told(NodeState::will_run, nothing), "will run");
        QCOMPARE(told(NodeState::will_run, [](NodeStatus& s) { s.seconds = 3.7; s.steps = s.steps_to_walk = 30; }), "will run, about 3.7 s");
        QCOMPARE(told(NodeState::will_run, [](NodeStatus& s) { s.seconds = 3.7; s.steps = 30; s.steps_to_walk = 12; }), "12 of 30 steps, about 3.7 s");
        QCOMPARE(told(NodeState::waiting, nothing), "waits for its turn");
        QCOMPARE(told(NodeState::running, [](NodeStatus& s) { s.seconds = 2; }), "running for 2.0 s");
        QCOMPARE(told(NodeState::running, [](NodeStatus& s) { s.done = 12; s.total = 20; s.seconds = 1.2; s.seconds_left = 0.8; }), "12 of 20   0.80 s left");
        QCOMPARE(told(NodeState::running, [](NodeStatus& s) { s.done = 5e8; s.total = 2e9; }), "25 %   running");
        QCOMPARE(told(NodeState::failed, nothing), "failed");
        QCOMPARE(told(NodeState::blocked, nothing), "cannot run yet");
        NodeStatus stale;
        stale.is_stale = true;
        QCOMPARE(run_story(stale), "the picture is of other settings");
        stale.state = NodeState::will_run;
        QCOMPARE(run_story(stale), "will run   the picture is of other settings");
    }

    void nodes_that_go_and_nodes_that_are_unknown() {
        Fixture f({"odd"});
        QVERIFY(f.labels().join('\n').contains("future.node"));
        f.inspector.show_nodes({"b"});
        QVERIFY(f.document.apply(Patch{{RemoveNode{"b"}}}, "remove"));
        QVERIFY(f.inspector.nodes().empty());
        f.document.undo();
        f.inspector.show_nodes({});
        QVERIFY(f.labels().contains("Nothing is selected."));
    }

    void figures() {
        QCOMPARE(bytes_text(0), "0 B");
        QCOMPARE(bytes_text(999), "999 B");
        QCOMPARE(bytes_text(1500), "1.5 kB");
        QCOMPARE(bytes_text(999'700), "1.0 MB");
        QCOMPARE(bytes_text(34'000'000'000), "34 GB");
        QCOMPARE(seconds_text(0.004), "4.0 ms");
        QCOMPARE(seconds_text(9.97), "10 s");
        QCOMPARE(seconds_text(125), "2 min 5 s");
        QCOMPARE(seconds_text(3700), "1 h 1 min");
    }

    void shots() {
        for (const auto& [name, nodes] : std::map<QString, std::vector<std::string>>{{"inspector", {"a"}}, {"inspector-two", {"a", "b"}}, {"inspector-odd", {"odd"}}})
            save_shots(name, [nodes = nodes](const Theme& theme, double text_scale) {
                auto* document = new EditorDocument(registry(), workflow(), "", "test");
                (void)document->apply(Patch{{SetInput{"a", "scale", Input(Json{{"curve", {{0, 2}, {0.15, 7.5}, {0.6, 7.5}, {1, 1}}}})},
                                             SetInput{"a", "text", Input(Json("a lighthouse in a storm"))}}}, "set");
                auto inspector = std::make_unique<Inspector>(GraphPlace(*document), [&theme, text_scale](const QString&) {
                    FieldContext context;
                    context.theme = &theme;
                    context.text_scale = text_scale;
                    return context;
                });
                document->setParent(inspector.get());
                inspector->setPalette(theme.palette());
                inspector->setMaximumWidth(2000);
                inspector->show_nodes(nodes);
                NodeStatus status;
                status.state = NodeState::ready;
                status.seconds = 0.31;
                status.bytes = 2'100'000'000;
                status.warning = Error{Code::usage, "the guidance burns: 6 % of the picture is clipped", "Try rescale 0.5.", "a", "", ""};
                inspector->show_status("a", status);
                inspector->resize(static_cast<int>(320 * text_scale), static_cast<int>(820 * text_scale));
                return inspector;
            });
    }
};

QTEST_MAIN(InspectorTest)
#include "inspector_test.moc"
