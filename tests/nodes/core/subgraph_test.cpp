#include "core/subgraph_edits.h"

#include <functional>

#include "core/flatten.h"
#include "core/ids.h"
#include "core/override.h"
#include "core/validate.h"
#include "toy_nodes.h"

#include <QtTest>

using namespace noiseloom;

namespace {

// Two blends in "twice", which is used in "frame" and beside it.
const char* const canonical = R"({ "noiseloom": 1,
  "nodes": {
    "f-1111": { "type": "subgraph.frame@1",
      "picture": "@s-1111.picture" },
    "out": { "type": "toy.save@1",
      "file": "a.png",
      "picture": "@t-2222.blend" },
    "s-1111": { "type": "toy.source@1",
      "size": 128 },
    "t-2222": { "type": "subgraph.twice@1",
      "amount": 3,
      "image": "@f-1111.picture" } },
  "subgraphs": {
    "frame": {
      "inputs": [
        { "feeds": ["inner-1.image"], "name": "picture" } ],
      "outputs": [
        { "from": "@inner-1.blend", "name": "picture" } ],
      "nodes": {
        "inner-1": { "type": "subgraph.twice@1",
          "amount": 9 } } },
    "twice": {
      "title": "Twice",
      "about": "Blends two times.",
      "inputs": [
        { "feeds": ["one.a"], "name": "image" },
        { "feeds": ["one.scale", "two.scale"], "label": "Amount", "name": "amount" } ],
      "outputs": [
        { "from": "@two.picture", "name": "blend" },
        { "from": "@one.mean", "name": "mean", "tint": "red" } ],
      "nodes": {
        "one": { "type": "toy.blend@3",
          "scale": 5 },
        "two": { "type": "toy.blend@3",
          "a": "@one.picture" } },
      "author": "x",
      "view": {
        "at": {
          "one": [0, 0],
          "two": [200, 0] } } } } }
)";

Workflow workflow() { return read_workflow(canonical).or_throw(); }

std::string messages(const std::vector<Error>& errors) {
    std::string all;
    for (const Error& error : errors) all += error.node + ": " + error.message + "\n";
    return all;
}

}  // namespace

class SubgraphTest : public QObject {
    Q_OBJECT
    const Registry registry_ = toy_registry();

    Graph flat(const Workflow& workflow) { return flattened(workflow, registry_).or_throw().graph; }
    // What leads to a node of a flat graph, without ids.
    static std::string work(const Graph& graph, const std::string& end) {
        std::function<std::string(const std::string&)> text = [&](const std::string& id) {
            const Node& node = graph.nodes.at(id);
            std::string made = node.type + (node.mute ? "!" : "") + "(";
            for (const auto& [name, input] : node.inputs)
                made += name + "=" + (link_of(input) ? text(link_of(input)->node) + "." + link_of(input)->output : shown(std::get<Json>(input))) + ",";
            return made + ")";
        };
        return text(end);
    }
    static std::string shown(const Json& json) { return json.is_number() ? std::to_string(json.get<double>()) : json.dump(); }   // 3 and 3.0 alike

  private slots:
    void files_are_canonical() {
        QCOMPARE(QString::fromStdString(write_workflow(workflow())), QString(canonical));
        QCOMPARE(QString::fromStdString(write_workflow(workflow(), &registry_)), QString(canonical));
        Workflow changed = workflow();
        changed.graph.nodes["t-2222"].inputs["amount"] = Json(5);   // as inside
        QVERIFY(!read_workflow(write_workflow(changed, &registry_))->graph.nodes.at("t-2222").inputs.contains("amount"));
    }

    void files_refuse_data() {
        QTest::addColumn<QByteArray>("subgraph");
        QTest::addColumn<QString>("words");
        QTest::newRow("number") << QByteArray("1") << "a subgraph must be an object, at subgraphs.g";
        QTest::newRow("inputs") << QByteArray(R"({"inputs": {}})") << "inputs must be a list, at subgraphs.g.inputs";
        QTest::newRow("no name") << QByteArray(R"({"inputs": [{}]})") << "a socket has no name, at subgraphs.g.inputs.0";
        QTest::newRow("bad name") << QByteArray(R"({"inputs": [{"name": "mute"}]})") << "not a socket name: 'mute'";
        QTest::newRow("twice") << QByteArray(R"({"inputs": [{"name": "a"}, {"name": "a"}]})") << "two sockets are called 'a', at subgraphs.g.inputs.1";
        QTest::newRow("feeds") << QByteArray(R"({"inputs": [{"name": "a", "feeds": ["x"]}]})") << "not an input of a node: \"x\", at subgraphs.g.inputs.0.feeds";
        QTest::newRow("from") << QByteArray(R"({"outputs": [{"name": "a", "from": 1}]})") << "comes from no node, at subgraphs.g.outputs.0.from";
        QTest::newRow("node") << QByteArray(R"({"nodes": {"a/b": {"type": "t@1"}}})") << "not a node id: 'a/b', at subgraphs.g.nodes";
        QTest::newRow("input") << QByteArray(R"({"nodes": {"a": {"type": "t@1", "x": "@y"}}})") << "at subgraphs.g.nodes.a.x";
    }
    void files_refuse() {
        QFETCH(QByteArray, subgraph);
        QFETCH(QString, words);
        const auto read = read_workflow(("{\"noiseloom\": 1, \"subgraphs\": {\"g\": " + subgraph + "}}").toStdString());
        QVERIFY(!read);
        QVERIFY2(QString::fromStdString(read.error().message).contains(words), read.error().message.c_str());
    }

    void limits_count_what_is_inside() {
        WorkflowLimits limits;
        limits.nodes = 6;
        QVERIFY(!read_workflow(canonical, limits));
        limits.nodes = 7;
        QVERIFY(read_workflow(canonical, limits));
        limits.links = 4;
        QVERIFY(read_workflow(canonical, limits));
        limits.links = 3;
        QVERIFY(!read_workflow(canonical, limits));
    }

    void declares_what_stands_inside() {
        const Workflow made = workflow();
        const Declarations declarations(registry_, made.subgraphs);
        const NodeDef* def = declarations.find("subgraph.twice");
        QVERIFY(def && def->title() == "Twice" && def->version() == 1 && def->inputs().size() == 2 && def->outputs().size() == 2);
        const InputDecl& amount = *def->input("amount");
        QVERIFY(amount.label == "Amount" && amount.value == 5.0 && amount.range->high == 30 && amount.type == &type_of<Curve>());
        QVERIFY(def->input("image")->value.is_null() && !def->input("image")->is_optional);
        QVERIFY(def->output("mean")->type == &type_of<double>());
        QVERIFY(declarations.find("subgraph.frame")->input("picture")->type == &type_of<Picture>());
        QVERIFY(declarations.find("toy.blend") == registry_.find("toy.blend"));
        QVERIFY(!declarations.find("subgraph.none"));
        QVERIFY(*parse_override("t.amount=4", made.graph, declarations) == (Patch{{SetInput{"t-2222", "amount", Json(4)}}}));
    }

    void flat_graphs_name_nodes_by_paths() {
        const Graph graph = flat(workflow());
        std::string ids;
        for (const auto& [id, node] : graph.nodes) ids += id + " ";
        QCOMPARE(QString::fromStdString(ids), QString("f-1111/inner-1/one f-1111/inner-1/two out s-1111 t-2222/one t-2222/two "));
        QVERIFY((graph.nodes.at("out").inputs.at("picture") == Input(Link{"t-2222/two", "picture"})));
        QVERIFY((graph.nodes.at("t-2222/one").inputs.at("a") == Input(Link{"f-1111/inner-1/two", "picture"})));
        QVERIFY((graph.nodes.at("f-1111/inner-1/one").inputs.at("a") == Input(Link{"s-1111", "picture"})));
        for (const char* id : {"f-1111/inner-1/one", "f-1111/inner-1/two"}) QVERIFY(std::get<Json>(graph.nodes.at(id).inputs.at("scale")) == 9);
        QVERIFY2(validate(workflow(), registry_).empty(), messages(validate(workflow(), registry_)).c_str());
        Workflow other = workflow();
        other.graph.nodes["t-2222"].inputs.erase("amount");   // the default is that of the first input fed
        QVERIFY(std::get<Json>(flat(other).nodes.at("t-2222/two").inputs.at("scale")) == 5.0);
    }

    void paths_lead_to_what_is_written() {
        const auto place = node_place(workflow(), "f-1111/inner-1/two");
        QVERIFY(place && place->scope == "twice" && place->id == "two");
        QVERIFY(node_place(workflow(), "s-1111")->scope.empty());
        for (const char* path : {"", "none", "s-1111/one", "f-1111/none", "f-1111/inner-1/", "f-1111//two"}) QVERIFY2(!node_place(workflow(), path), path);
    }

    void bypassed_and_muted() {
        Workflow made = workflow();
        made.graph.nodes["f-1111"].bypass = true;
        QVERIFY((flat(made).nodes.at("t-2222/one").inputs.at("a") == Input(Link{"s-1111", "picture"})));
        QVERIFY(validate(made, registry_).empty());
        made.graph.nodes["f-1111"].mute = true;
        const auto errors = validate(made, registry_);
        QVERIFY2(errors.size() == 1 && errors[0].node == "t-2222" && errors[0].message == "'image' gets nothing: 'f-1111' is muted", messages(errors).c_str());
        Workflow number = workflow();   // a muted number gives way to the default
        number.graph.nodes["n"] = Node{"toy.number", 1};
        number.graph.nodes["n"].mute = true;
        number.graph.nodes["t-2222"].inputs["amount"] = Link{"n", "value"};
        QVERIFY(std::get<Json>(flat(number).nodes.at("t-2222/one").inputs.at("scale")) == 5.0);
        Workflow empty = workflow();    // of two subgraphs that pass each other on there is nothing
        empty.graph.nodes["f-1111"].inputs["picture"] = Link{"g", "picture"};
        empty.graph.nodes["g"] = empty.graph.nodes["f-1111"];
        empty.graph.nodes["g"].inputs["picture"] = Link{"f-1111", "picture"};
        empty.graph.nodes["g"].bypass = empty.graph.nodes["f-1111"].bypass = true;
        QVERIFY(flattened(empty, registry_));
        QVERIFY(!validate(empty, registry_).empty());
    }

    void errors_name_paths() {
        Workflow made = workflow();
        made.subgraphs["twice"].graph.nodes["one"].inputs["mode"] = Json("sub");
        const auto errors = validate(made, registry_);
        QCOMPARE(errors.size(), std::size_t{2});
        QVERIFY(errors[0].node == "f-1111/inner-1/one" && errors[1].node == "t-2222/one" && errors[0].socket == "mode");
        made = workflow();
        made.graph.nodes["t-2222"].inputs["amuont"] = Json(1);
        QCOMPARE(QString::fromStdString(messages(validate(made, registry_))), QString("t-2222: 'subgraph.twice' has no input 'amuont'\n"));
        made = workflow();
        made.subgraphs["twice"].outputs[0].from.node = "three";
        QVERIFY(messages(validate(made, registry_)).find("the output 'blend' of the subgraph 'twice' comes from 'three.picture', which does not exist") != std::string::npos);
        made.subgraphs.erase("twice");
        QVERIFY(messages(validate(made, registry_)).find("t-2222: there is no subgraph 'twice' in this workflow") != std::string::npos);
        made = workflow();
        made.subgraphs["twice"].graph.nodes["x"] = subgraph_node("frame");
        QVERIFY(messages(validate(made, registry_)).find("the subgraph 'twice' contains itself, or one that does") != std::string::npos);
        QVERIFY(flattened(made, registry_));
    }

    void nesting_and_size_are_bounded() {
        Workflow made;
        for (int i = 0; i < 100'000; ++i) {   // each contains the next
            Graph& graph = made.subgraphs["g" + std::to_string(i)].graph;
            graph.nodes["a"] = i == 99'999 ? Node{"toy.source", 1} : subgraph_node("g" + std::to_string(i + 1));
        }
        made.graph.nodes["n"] = subgraph_node("g0");
        made.graph.nodes["m"] = subgraph_node("g99990");
        QVERIFY(messages(validate(made, registry_)).find("subgraphs are nested more than 32 deep") != std::string::npos);
        QCOMPARE(flat(made).nodes.count("m/a/a/a/a/a/a/a/a/a/a"), std::size_t{1});
        Workflow bomb;   // each contains the next twice
        for (int i = 0; i < 30; ++i)
            for (const char* id : {"a", "b"}) bomb.subgraphs["g" + std::to_string(i)].graph.nodes[id] = i == 29 ? Node{"toy.source", 1} : subgraph_node("g" + std::to_string(i + 1));
        bomb.graph.nodes["n"] = subgraph_node("g0");
        QCOMPARE(flattened(bomb, registry_).error().message, std::string("with its subgraphs opened, the workflow has more than 100000 nodes"));
        Workflow texts;   // long texts, many times
        texts.subgraphs["g"].graph.nodes["b"] = Node{"toy.blend", 3, false, {{"note", Json(std::string(1'000'000, 'x'))}}, Json::object()};
        for (int i = 0; i < 1000; ++i) texts.graph.nodes["n" + std::to_string(i)] = subgraph_node("g");
        QCOMPARE(flattened(texts, registry_).error().message, std::string("with its subgraphs opened, the workflow has more than 256 MiB of values"));
    }

    void targets_are_what_gives_the_outputs() {
        const FlatGraph flat = flattened(workflow(), registry_).or_throw();
        QVERIFY(flat_targets(flat, registry_, {"t-2222", "out"}) == (std::vector<std::string>{"t-2222/two", "t-2222/one", "out"}));
        QVERIFY(flat_targets(flat, registry_, {"f-1111/inner-1"}) == (std::vector<std::string>{"f-1111/inner-1/two", "f-1111/inner-1/one"}));
    }

    void made_and_expanded_a_run_does_the_same() {
        for (const std::vector<std::string>& ids : std::vector<std::vector<std::string>>{{"f-1111"}, {"f-1111", "t-2222"}, {"t-2222", "out"}, {"s-1111", "f-1111"}, {"out", "s-1111", "t-2222", "f-1111"}}) {
            Workflow made = workflow();
            made.view["at"]["f-1111"] = Json{10, 20};
            made.form = Json::parse(R"([{"input": "t-2222.amount"}])");
            const Workflow before = made;
            const auto patch = make_subgraph(made, "", ids, "both");
            QVERIFY2(patch, patch ? "" : patch.error().message.c_str());
            const auto undo = apply(*patch, made);
            QVERIFY2(undo, undo ? "" : undo.error().message.c_str());
            QVERIFY2(validate(made, registry_).empty(), messages(validate(made, registry_)).c_str());
            QVERIFY(made.graph.nodes.size() == 5 - ids.size() && made.subgraphs.at("both").graph.nodes.size() == ids.size());
            const auto end_of = [](const Graph& graph) {
                for (const auto& [id, node] : graph.nodes)
                    if (node.type == "toy.save") return id;
                return std::string();
            };
            const Graph wanted = flat(before);
            QCOMPARE(work(flat(made), end_of(flat(made))), work(wanted, "out"));
            std::string instance;
            for (const auto& [id, node] : made.graph.nodes)
                if (node.type == "subgraph.both") instance = id;
            const bool has_field = std::find(ids.begin(), ids.end(), "t-2222") != ids.end();
            QVERIFY(made.form[0]["input"] == (has_field ? instance + ".amount" : "t-2222.amount"));
            Workflow undone = made;
            QVERIFY(apply(*undo, undone) && undone == before);
            const auto opened = expand_subgraph(made, "", instance, Declarations(registry_, made.subgraphs));
            QVERIFY(opened && apply(*opened, made));
            QCOMPARE(work(flat(made), "out"), work(wanted, "out"));
            QVERIFY2(made.graph == before.graph && made.subgraphs == before.subgraphs && made.form == before.form, write_workflow(made).c_str());
        }
    }

    void inside_a_definition_too() {
        Workflow made = workflow();
        const std::vector<std::string> one{"one"};
        QVERIFY(apply(*make_subgraph(made, "twice", one, "half"), made));
        QVERIFY2(validate(made, registry_).empty(), messages(validate(made, registry_)).c_str());
        QCOMPARE(work(flat(made), "out"), work(flat(workflow()), "out"));
        std::string instance;
        for (const auto& [id, node] : made.subgraphs.at("twice").graph.nodes)
            if (id != "two") instance = id;
        QVERIFY(apply(*expand_subgraph(made, "twice", instance, Declarations(registry_, made.subgraphs)), made));
        QVERIFY2(made == workflow(), write_workflow(made).c_str());
    }

    void making_and_expanding_refuse() {
        const Workflow made = workflow();
        const std::vector<std::string> ends{"s-1111", "t-2222"}, none{"x"}, one{"out"};
        QCOMPARE(make_subgraph(made, "", ends, "x").error().message, std::string("'f-1111' stands between the nodes that are to be a subgraph"));
        QCOMPARE(make_subgraph(made, "", none, "x").error().message, std::string("there is no node to make a subgraph of"));
        QCOMPARE(make_subgraph(made, "", one, "twice").error().message, std::string("there is already a subgraph 'twice'"));
        QCOMPARE(make_subgraph(made, "", one, "a/b").error().message, std::string("not a name of a subgraph: 'a/b'"));
        const Declarations declarations(registry_, made.subgraphs);
        QCOMPARE(expand_subgraph(made, "", "out", declarations).error().message, std::string("'out' is no subgraph that can be opened"));
        QCOMPARE(expand_subgraph(made, "nowhere", "out", declarations).error().message, std::string("there is no node 'out'"));
    }

    void a_file_of_its_own() {
        const Workflow file = subgraph_file(workflow(), "frame").or_throw();
        QVERIFY(file.graph.nodes.size() == 1 && file.subgraphs.size() == 2);
        const Workflow read = read_workflow(write_workflow(file)).or_throw();
        const std::vector<std::string> ids{read.graph.nodes.begin()->first};
        Workflow other;
        QVERIFY(apply(renumbered(copy_nodes(read, ids), other), other));
        QVERIFY(other == read);
        Workflow same = workflow();   // definitions that are there are shared
        QVERIFY(apply(renumbered(copy_nodes(read, ids), same), same));
        QVERIFY(same.subgraphs == workflow().subgraphs && same.graph.nodes.size() == 5);
        Workflow differs = workflow();
        differs.subgraphs["twice"].title = "Other";
        QVERIFY(apply(renumbered(copy_nodes(read, ids), differs), differs));
        QVERIFY(differs.subgraphs.size() == 3 && differs.subgraphs.at("twice-2").title == "Twice");
        QVERIFY(differs.subgraphs.at("frame").graph.nodes.at("inner-1").type == "subgraph.twice");
    }
};

QTEST_GUILESS_MAIN(SubgraphTest)
#include "subgraph_test.moc"
