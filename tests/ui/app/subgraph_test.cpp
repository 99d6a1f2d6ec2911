// Subgraphs as people meet them: made of a selection, entered, edited, left, dissolved, run.
#include <QApplication>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QtTest>

#include "core/subgraph_edits.h"
#include "ui/app/document_page.h"
#include "ui/app/main_window.h"
#include "ui/app/subgraph_commands.h"
#include "ui/canvas/graph_edits.h"
#include "ui/canvas/key_walk.h"
#include "ui/canvas/search_popup.h"
#include "ui/model/edits.h"
#include "ui/model/field_edit.h"
#include "ui/model/subgraph_sockets.h"
#include "ui/toy_library.h"

using namespace noiseloom;

namespace {

struct Bench {
    explicit Bench(const std::filesystem::path& saved = {}) : workshop(backend), desk{backend, workshop}, window(desk) {
        desk.subgraph_folder = saved;
        window.new_document();
        window.show();
        picture = add("toy.picture", {0, 0});
        slow = add("toy.slow", {320, 0});
        end = add("toy.slow", {700, 0});
        page().view().connect_sockets({picture, "picture", true}, {slow, "picture", false});
        page().view().connect_sockets({slow, "picture", true}, {end, "picture", false});
        for (const std::string& id : {slow, end}) page().view().edit({{SetInput{id, "steps", Input(Json(2))}}}, "set");
    }
    std::string add(const char* type, QPointF at) {
        const Added added = add_node(page().document().graph(), *backend.registry().find(type), at);
        page().view().edit(added.patch, "add");
        return added.id;
    }
    DocumentPage& page() { return *window.page(); }
    const Graph& graph() { return page().place().graph(); }
    std::string group() {
        for (const auto& [id, node] : page().document().graph().nodes)
            if (!subgraph_name(node.type).empty()) return id;
        return "";
    }

    ToyBackend backend;
    Workshop workshop;
    Desk desk;
    MainWindow window;
    std::string picture, slow, end;
};

}  // namespace

class SubgraphTest : public QObject {
    Q_OBJECT
  private slots:
    void its_sockets_are_made_shown_and_taken_back_inside() {
        Bench b;
        b.page().subgraphs().make_of({b.picture, b.slow}, "My Group");
        const std::string group = b.group(), type = b.graph().nodes.at(group).type;
        b.page().canvas().enter(group);
        const GraphPlace inside = b.page().place();
        EditorDocument& document = b.page().document();
        const auto inputs = [&] { return document.declaration(type)->inputs().size(); };
        const auto outputs = [&] { return document.declaration(type)->outputs().size(); };
        QCOMPARE(outputs(), std::size_t(1));
        QVERIFY(!outer_output(inside, b.slow, "picture").empty());
        QVERIFY(b.page().scene().node(b.slow)->layout().socket(true, "picture")->is_linked);   // it goes somewhere: outside
        const std::size_t before = inputs();
        QVERIFY(document.apply(expose_input(inside, b.picture, "grey"), "in"));
        QCOMPARE(inputs(), before + 1);
        QCOMPARE(outer_input(inside, b.picture, "grey"), std::string("grey"));
        QVERIFY(!b.page().scene().node(b.picture)->layout().field("grey"));   // its value comes from outside now
        QVERIFY(expose_input(inside, b.picture, "grey").empty());
        QVERIFY(document.apply(label_input(inside, "grey", "Lightness"), "label"));
        QCOMPARE(document.declaration(type)->input("grey")->label, std::string("Lightness"));
        QVERIFY(document.apply({{SetInput{group, "grey", Input(Json(0.75))}}}, "set"));
        QVERIFY(document.apply(hide_input(inside, b.picture, "grey"), "no longer"));
        QCOMPARE(inputs(), before);
        QVERIFY(!document.graph().nodes.at(group).inputs.contains("grey"));
        QVERIFY(document.apply(hide_output(inside, b.slow, "picture"), "no longer"));
        QCOMPARE(outputs(), std::size_t(0));
        QVERIFY(!link_to(document.graph(), b.end, "picture"));
        document.undo();
        QVERIFY(link_to(document.graph(), b.end, "picture"));
        b.page().canvas().go_up();
        QVERIFY(b.page().scene().wire({b.end, "picture"}));
    }
    void a_saved_one_is_found_by_the_search_of_another_document() {
        QTemporaryDir folder;
        Bench b(folder.path().toStdString());
        b.page().subgraphs().make_of({b.picture, b.slow}, "My Group");
        b.page().scene().select({b.group()});
        const auto file = subgraph_file(b.page().document().workflow(), subgraph_name(b.graph().nodes.at(b.group()).type));
        QVERIFY(save_workflow(folder.filePath("Soft glow.noiseloom").toStdString(), *file));
        b.window.new_document();
        b.page().search_at_mouse("glow");
        SearchPopup* search = b.page().findChild<SearchPopup*>();
        QCOMPARE(search->shown().at(0), QString("Soft glow"));
        QTest::keyClick(&search->line(), Qt::Key_Return);
        QCOMPARE(b.graph().nodes.size(), std::size_t(1));
        QCOMPARE(b.page().scene().node(b.group())->title(), QString("My Group"));
        b.page().document().undo();
        QVERIFY(b.graph().nodes.empty() && b.page().document().workflow().subgraphs.empty());
    }
    void a_node_is_found_and_gone_to_wherever_it_lies() {
        Bench b;
        b.page().subgraphs().make_of({b.picture, b.slow}, "My Group");
        const std::string group = b.group();
        SearchPopup* search = b.page().findChild<SearchPopup*>();
        b.page().search_at_mouse("/Picture");
        QCOMPARE(search->shown().at(0), QString("Picture"));
        QCOMPARE(search->hint(), QString("in My Group"));
        QTest::keyClick(&search->line(), Qt::Key_Return);
        QCOMPARE(b.page().place().path(), group);
        QCOMPARE(b.page().view().keys().place().node, b.picture);
        b.page().canvas().go_to(b.end);
        QVERIFY(b.page().place().path().empty());
        QCOMPARE(b.page().view().keys().place().node, b.end);
        b.page().canvas().go_to("nowhere/at-all");
        QVERIFY(b.page().place().path().empty());
    }
    void nodes_become_one_and_come_back() {
        Bench b;
        const std::string before = write_workflow(b.page().document().workflow());
        b.page().subgraphs().make_of({b.picture, b.slow}, "My Group");
        QCOMPARE(b.graph().nodes.size(), std::size_t(2));
        const NodeItem* item = b.page().scene().node(b.group());
        QVERIFY(item);
        QCOMPARE(item->title(), QString("My Group"));
        QVERIFY(b.page().scene().wire({b.end, "picture"}));
        b.page().document().undo();
        QCOMPARE(write_workflow(b.page().document().workflow()), before);
        b.page().document().redo();
        b.page().scene().select({b.group()});
        b.page().subgraphs().dissolve();
        QCOMPARE(b.graph().nodes.size(), std::size_t(3));
        QVERIFY(b.page().document().workflow().subgraphs.empty());
    }
    void it_is_entered_edited_and_left() {
        Bench b;
        b.page().subgraphs().make_of({b.picture, b.slow}, "Group");
        const std::string group = b.group();
        b.page().canvas().enter(group);
        QCOMPARE(b.graph().nodes.size(), std::size_t(2));
        b.page().scene().select({b.picture});
        b.page().view().edits().duplicate(false);
        QCOMPARE(b.graph().nodes.size(), std::size_t(3));
        b.page().canvas().go_up();
        QCOMPARE(b.page().view().keys().place().node, group);
        QCOMPARE(b.graph().nodes.size(), std::size_t(2));
        QCOMPARE(b.page().document().workflow().subgraphs.begin()->second.graph.nodes.size(), std::size_t(3));
    }
    void undo_of_what_made_it_leads_out_of_it() {
        Bench b;
        b.page().subgraphs().make_of({b.picture, b.slow}, "Group");
        b.page().canvas().enter(b.group());
        b.page().document().undo();
        QTRY_COMPARE(b.page().place().scope(), std::string());
        QCOMPARE(b.graph().nodes.size(), std::size_t(3));
    }
    void it_runs_and_shows_what_runs_inside() {
        Bench b;
        b.page().subgraphs().make_of({b.picture, b.slow}, "Group");
        const std::string group = b.group();
        b.page().run(false);
        QTRY_VERIFY(b.page().scene().node(group)->status().state == NodeState::ready);
        QVERIFY(!b.page().scene().node(group)->status().picture.isNull());
        b.page().canvas().enter(group);
        QTRY_VERIFY(b.page().scene().node(b.slow)->status().state == NodeState::ready);
    }
    void it_is_copied_with_its_definition() {
        Bench b;
        b.page().subgraphs().make_of({b.picture, b.slow}, "Group");
        b.page().scene().select({b.group()});
        const QString text = b.page().view().edits().copied();
        Bench other;
        other.page().view().edits().paste(text, false);
        QVERIFY(!other.group().empty());
        QCOMPARE(other.page().document().workflow().subgraphs.size(), std::size_t(1));
    }
};

QTEST_MAIN(SubgraphTest)
#include "subgraph_test.moc"
