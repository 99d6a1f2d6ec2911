#include "core/patch.h"

#include <cmath>

#include "core/ids.h"
#include "random_edits.h"

#include <QtTest>

using namespace noiseloom;

namespace {

Workflow two_nodes() {
    return *read_workflow(R"({"noiseloom": 1, "nodes": {
        "a-1111": {"type": "toy.source@1", "seed": 5},
        "b-2222": {"type": "toy.blend@3", "a": "@a-1111.picture", "note": "@@x"}},
        "form": [{"input": "b-2222.note"}],
        "view": {"at": {"a-1111": [0, 0], "b-2222": [100, 0]}, "title": {"b-2222": "My blend"}}})");
}

Error error_of(const Operation& operation) {
    Workflow workflow = two_nodes();
    const auto result = apply(Patch{{operation}}, workflow);
    if (workflow != two_nodes()) qFatal("a failed patch changed something");
    return result ? Error{Code::internal, "(no error)"} : result.error();
}

}  // namespace

class PatchTest : public QObject {
    Q_OBJECT
  private slots:
    void every_operation_has_an_exact_inverse() {
        const Node node{"toy.number", 1, true, {{"value", Json(2.5)}}, Json::object()};
        const std::vector<Operation> operations{
            AddNode{"c-3333", node}, RemoveNode{"a-1111"}, SetInput{"a-1111", "seed", Json(7)}, SetInput{"a-1111", "seed", {}},
            SetInput{"a-1111", "size", Json(8)}, SetInput{"b-2222", "a", {}}, SetInput{"b-2222", "b", Link{"a-1111", "picture"}},
            SetBypass{"a-1111", true}, SetBypass{"a-1111", false}, SetMute{"a-1111", true}, SetForm{Json::array()}, SetView{{"at", "a-1111"}, Json{5, 5}},
            SetView{{"at", "a-1111"}, {}}, SetView{{"at"}, {}}, SetView{{"new", "deep", "path"}, Json(1)}, SetView{{"none", "deep"}, {}}};
        for (const Operation& operation : operations) {
            Workflow workflow = two_nodes();
            const auto inverse = apply(Patch{{operation}}, workflow);
            QVERIFY(inverse);
            const Workflow after = workflow;
            const auto redo = apply(*inverse, workflow);
            QVERIFY(redo);
            QVERIFY2(write_workflow(workflow) == write_workflow(two_nodes()), patch_to_json(Patch{{operation}}).dump().c_str());
            QVERIFY(apply(*redo, workflow));
            QVERIFY2(workflow == after, patch_to_json(Patch{{operation}}).dump().c_str());
        }
    }

    void the_inverse_of_several_runs_backwards() {
        Workflow workflow = two_nodes();
        const Patch patch{{SetInput{"a-1111", "seed", Json(6)}, SetInput{"a-1111", "seed", Json(7)}, AddNode{"c", Node{"t", 1}}, RemoveNode{"a-1111"},
                           SetView{{"x", "y"}, Json(1)}, SetView{{"x", "z"}, Json(2)}}};
        const auto inverse = apply(patch, workflow);
        QVERIFY(inverse && apply(*inverse, workflow));
        QVERIFY(workflow == two_nodes());
    }

    void a_failing_patch_changes_nothing() {
        Workflow workflow = two_nodes();
        const Patch patch{{RemoveNode{"a-1111"}, SetView{{"x", "y"}, Json(1)}, SetForm{Json::array()}, SetBypass{"none", true}}};
        const auto result = apply(patch, workflow);
        QVERIFY(!result);
        QVERIFY(write_workflow(workflow) == write_workflow(two_nodes()));
    }

    void refuses_in_words() {
        const auto says = [](const Operation& operation, const char* words) {
            const Error error = error_of(operation);
            const bool found = (error.message + " " + error.hint).find(words) != std::string::npos;
            if (!found) qWarning("%s %s", error.message.c_str(), error.hint.c_str());
            return found;
        };
        QVERIFY(says(AddNode{"a-1111", Node{"t", 1}}, "there is already a node 'a-1111'"));
        QVERIFY(says(AddNode{"a.b", Node{"t", 1}}, "not a node id: 'a.b'"));
        QVERIFY(says(AddNode{"c", Node{"", 1}}, "not a node type: '@1'"));
        QVERIFY(says(AddNode{"c", Node{"t@1", 1}}, "not a node type: 't@1@1'"));
        QVERIFY(says(AddNode{"c", Node{"t", 0}}, "not a node type: 't@0'"));
        QVERIFY(says(AddNode{"c", Node{"t", 1, false, {{"type", Json(1)}}}}, "not an input name: 'type'"));
        QVERIFY(says(RemoveNode{"a-1112"}, "there is no node 'a-1112' Did you mean 'a-1111'?"));
        QVERIFY(says(SetInput{"b-2222", "No", Json(1)}, "not an input name: 'No'"));
        QVERIFY(says(SetInput{"b-2222", "scale", Json(std::nan(""))}, "not a finite number"));
        QVERIFY(says(SetInput{"b-2222", "note", Json(std::string(2 << 20, 'x'))}, "longer than 1048576 bytes"));
        QVERIFY(says(SetInput{"b-2222", "note", Json(std::string("a\0b", 3))}, "contains a NUL character"));
        QVERIFY(says(SetInput{"b-2222", "a", Link{"x.y", "z"}}, "not a wire: 'x.y.z'"));
        QVERIFY(says(SetBypass{"x", true}, "there is no node 'x'"));
        QVERIFY(says(SetMute{"x", true}, "there is no node 'x'"));
        QVERIFY(says(SetForm{Json::object()}, "the form must be a list"));
        QVERIFY(says(SetView{{}, Json(1)}, "1 to 8 keys"));
        QVERIFY(says(SetView{{"at", "a-1111", "x"}, Json(1)}, "view.a-1111 is not an object"));
        Json deep = 1;
        for (int i = 0; i < 60; ++i) deep = Json::array({std::move(deep)});
        QVERIFY(says(SetView{{"at"}, deep}, "nested deeper than 48 levels"));
    }

    void json_round_trip() {
        RandomEdits edits(1);
        Document document;
        for (int i = 0; i < 500; ++i) {
            const Patch patch = edits.next(document);
            const auto text = patch_to_json(patch).dump();
            const auto again = patch_from_json(*parse_json(text));
            QVERIFY2(again, text.c_str());
            QVERIFY2(patch_to_json(*again).dump() == text && again->operations.size() == patch.operations.size(), text.c_str());
            (void)document.apply(patch);
        }
    }

    void json_is_as_described() {
        const auto patch = patch_from_json(*parse_json(R"([
            {"add": "c", "node": {"type": "toy.number@1", "value": 2}}, {"remove": "c"}, {"set": "a.seed", "to": 3}, {"set": "b.a", "to": "@c.value"},
            {"set": "a.seed"}, {"bypass": "a", "to": true}, {"mute": "a", "to": true}, {"form": []}, {"view": ["at", "a"], "to": [1, 2]}, {"view": ["at", "a"]}])"));
        QVERIFY(patch);
        const Patch expected{{AddNode{"c", Node{"toy.number", 1, false, {{"value", Json(2)}}, Json::object()}}, RemoveNode{"c"}, SetInput{"a", "seed", Json(3)},
                              SetInput{"b", "a", Link{"c", "value"}}, SetInput{"a", "seed", {}}, SetBypass{"a", true}, SetMute{"a", true}, SetForm{Json::array()},
                              SetView{{"at", "a"}, Json{1, 2}}, SetView{{"at", "a"}, {}}}};
        QVERIFY(*patch == expected);
    }

    void json_refuses_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("words");
        QTest::newRow("object") << QByteArray("{}") << "a patch is a list of operations";
        QTest::newRow("number") << QByteArray("[1]") << "operation 0 of the patch is not an object";
        QTest::newRow("unknown") << QByteArray(R"([{"form": []}, {"jump": 1}])") << "operation 1 of the patch is of no known kind";
        QTest::newRow("add nothing") << QByteArray(R"([{"add": "a"}])") << "adds no node";
        QTest::newRow("add bad node") << QByteArray(R"([{"add": "a", "node": {"type": "t@1", "x": "@y"}}])") << "not a wire: '@y', at a.x";
        QTest::newRow("set without dot") << QByteArray(R"([{"set": "a", "to": 1}])") << "sets no input";
        QTest::newRow("bypass to 1") << QByteArray(R"([{"bypass": "a", "to": 1}])") << "neither to true nor to false";
        QTest::newRow("mute to nothing") << QByteArray(R"([{"mute": "a"}])") << "neither to true nor to false";
        QTest::newRow("view path") << QByteArray(R"([{"view": ["a", 1]}])") << "path in the view that is not of texts";
    }
    void json_refuses() {
        QFETCH(QByteArray, text);
        QFETCH(QString, words);
        const auto patch = patch_from_json(*parse_json(text.toStdString()));
        QVERIFY(!patch);
        QVERIFY2(QString::fromStdString(patch.error().message).contains(words), patch.error().message.c_str());
    }

    void diff_turns_one_graph_into_the_other() {
        RandomEdits edits(2);
        Document document;
        std::vector<Graph> graphs{Graph{}};
        for (int i = 0; i < 400; ++i) {
            (void)document.apply(edits.next(document));
            if (i % 10 == 0) graphs.push_back(document.graph());
        }
        for (std::size_t i = 0; i + 1 < graphs.size(); ++i) {
            const Graph& to = graphs[(i * 7) % graphs.size()];
            Workflow workflow{graphs[i]};
            QVERIFY(apply(diff(graphs[i], to), workflow));
            QVERIFY(write_workflow(workflow) == write_workflow(Workflow{to}));
            QVERIFY(diff(to, to).empty());
        }
    }

    void diff_turns_one_workflow_into_the_other() {
        RandomEdits edits(3);
        Document document;
        std::vector<Workflow> all{Workflow{}};
        for (int i = 0; i < 300; ++i) {
            (void)document.apply(edits.next(document));
            if (i % 10 == 0) all.push_back(document.workflow());
        }
        for (std::size_t i = 0; i + 1 < all.size(); ++i) {
            const Workflow& to = all[(i * 7) % all.size()];
            Workflow workflow = all[i];
            QVERIFY(apply(diff(all[i], to), workflow));
            QVERIFY(write_workflow(workflow) == write_workflow(to));
            QVERIFY(diff(to, to).empty());
        }
    }

    void operations_in_a_definition() {
        const auto patch = patch_from_json(*parse_json(R"([{"subgraph": "g", "to": {"nodes": {"n": {"type": "toy.number@1"}}}}, {"in": "g", "set": "n.value", "to": 3},
            {"in": "g", "mute": "n", "to": true}, {"in": "g", "view": ["at", "n"], "to": [1, 2]}, {"interface": "g", "title": "G", "inputs": [{"name": "value", "feeds": ["n.value"]}]}])"));
        QVERIFY(patch);
        Workflow workflow = two_nodes();
        const auto inverse = apply(*patch, workflow);
        QVERIFY(inverse);
        const Subgraph& made = workflow.subgraphs.at("g");
        QVERIFY(made.title == "G" && made.inputs.size() == 1 && made.graph.nodes.at("n").mute && std::get<Json>(made.graph.nodes.at("n").inputs.at("value")) == 3);
        QVERIFY((made.view["at"]["n"] == Json{1, 2}));
        QVERIFY(apply(*inverse, workflow) && workflow == two_nodes());
        QCOMPARE(error_of(SetBypass{"a-1111", true, "g"}).message, std::string("there is no subgraph 'g'"));
        QCOMPARE(error_of(SetInterface{"g", {}}).message, std::string("there is no subgraph 'g'"));
        Subgraph twice;
        twice.inputs = {{"a", {}}, {"a", {}}};
        QCOMPARE(error_of(SetSubgraph{"g", twice}).message, std::string("two sockets are called 'a'"));
    }

    void removing_cuts_wires_and_looks() {
        Workflow workflow = two_nodes();
        const std::vector<std::string> ids{"a-1111"};
        QVERIFY(apply(remove_nodes(workflow, ids), workflow));
        QVERIFY(!workflow.graph.nodes.at("b-2222").inputs.contains("a"));
        QVERIFY(!workflow.view["at"].contains("a-1111"));
        QVERIFY(workflow.view["at"].contains("b-2222"));
    }

    void copies_are_renumbered_only_where_they_must() {
        const Workflow workflow = two_nodes();
        const std::vector<std::string> both{"a-1111", "b-2222"}, second{"b-2222"};
        Workflow same = workflow;
        QVERIFY(apply(renumbered(copy_nodes(workflow, both), workflow), same));
        QCOMPARE(same.graph.nodes.size(), std::size_t{4});
        for (const auto& [id, node] : same.graph.nodes) {
            if (id == "a-1111" || id == "b-2222" || node.type != "toy.blend") continue;
            const Link* link = link_of(node.inputs.at("a"));
            QVERIFY(link->node != "a-1111" && same.graph.nodes.contains(link->node));   // the copy's own source
            QVERIFY(same.view["title"].contains(id));
            QVERIFY(id.starts_with("b-"));
        }
        Workflow elsewhere;
        QVERIFY(apply(renumbered(copy_nodes(workflow, both), elsewhere), elsewhere));
        QVERIFY(elsewhere.graph == workflow.graph);
        Workflow partly;
        QVERIFY(apply(renumbered(copy_nodes(workflow, second), partly), partly));
        QVERIFY(!partly.graph.nodes.at("b-2222").inputs.contains("a"));   // its source is not there
        Workflow again = workflow;
        QVERIFY(apply(renumbered(copy_nodes(workflow, second), workflow), again));
        for (const auto& [id, node] : again.graph.nodes)
            if (node.type == "toy.blend") QVERIFY(link_of(node.inputs.at("a"))->node == "a-1111");   // wires from outside stay
    }

    void ids() {
        Graph graph;
        for (int i = 0; i < 2000; ++i) {
            const std::string id = make_id("guidance.cfg", graph);
            QVERIFY(is_valid_id(id) && id.starts_with("cfg-") && slug_of(id) == "cfg");
            QVERIFY(graph.nodes.emplace(id, Node{}).second);
        }
        QVERIFY(make_id("", graph).starts_with("node-"));
        QVERIFY(make_id("x._.-", graph).starts_with("node-"));
        QVERIFY(slug_of("prompt") == "prompt" && slug_of("my-cat") == "my-cat" && slug_of("my-long-7k2q") == "my-long");
        for (const char* good : {"a", "A-1", "7", "x_y-z"}) QVERIFY2(is_valid_id(good), good);
        for (const char* bad : {"", "-a", "_a", "a.b", "a b", "@a", "\xc3\xa4"}) QVERIFY2(!is_valid_id(bad), bad);
        QVERIFY(is_valid_id(std::string(64, 'x')) && !is_valid_id(std::string(65, 'x')));
        for (const char* bad : {"", "type", "bypass", "mute", "A", "1a", "_a", "a-b", "a.b"}) QVERIFY2(!is_valid_socket(bad), bad);
        QVERIFY(is_valid_socket("scale_2"));
        QVERIFY(did_you_mean("scael", {"steps", "scale", "seed"}) == "Did you mean 'scale'?");
        QVERIFY(did_you_mean("q", {"steps", "scale"}) == "There is: steps, scale.");
        QVERIFY(did_you_mean("q", {}).empty());
    }
};

QTEST_GUILESS_MAIN(PatchTest)
#include "patch_test.moc"
