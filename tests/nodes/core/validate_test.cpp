#include "core/validate.h"

#include <pthread.h>

#include "core/document.h"
#include "toy_nodes.h"

#include <QtTest>

using namespace noiseloom;

namespace {

Graph graph_of(const char* nodes) {
    return read_workflow(std::string("{\"noiseloom\": 1, \"nodes\": ") + nodes + "}").or_throw().graph;
}

const char* const good = R"({
    "s": {"type": "toy.source@1", "size": 128}, "n": {"type": "toy.number@1"},
    "b": {"type": "toy.blend@3", "a": "@s.picture", "scale": "@n.value", "mode": "add"},
    "out": {"type": "toy.save@1", "picture": "@b.picture", "file": "a.png"}})";

// A chain n0 <- n1 <- ... of blends; with `closed`, n0 takes from the last.
Graph chain(int length, bool closed) {
    Graph graph;
    for (int i = 0; i < length; ++i) {
        Node& node = graph.nodes["n" + std::to_string(i)] = {"toy.blend", 3, false, {}, Json::object()};
        if (i > 0 || closed) node.inputs["a"] = Link{"n" + std::to_string((i + length - 1) % length), "picture"};
    }
    return graph;
}

// Runs `work` on a thread with 256 KiB of stack.
void on_a_small_stack(std::function<void()> work) {
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 256 << 10);
    pthread_t thread;
    const auto start = [](void* job) -> void* {
        (*static_cast<std::function<void()>*>(job))();
        return nullptr;
    };
    QCOMPARE(pthread_create(&thread, &attributes, start, &work), 0);
    pthread_join(thread, nullptr);
    pthread_attr_destroy(&attributes);
}

}  // namespace

class ValidateTest : public QObject {
    Q_OBJECT
    const Registry registry_ = toy_registry();

  private slots:
    void a_good_graph_has_no_errors() {
        const auto errors = validate(graph_of(good), registry_);
        QVERIFY2(errors.empty(), errors.empty() ? "" : to_string(errors[0]).c_str());
        QVERIFY(validate(Graph{}, registry_).empty());
    }

    void says_what_is_wrong_data() {
        QTest::addColumn<QString>("nodes");
        QTest::addColumn<QString>("node");
        QTest::addColumn<QString>("socket");
        QTest::addColumn<QString>("words");
        const QString source = R"("s": {"type": "toy.source@1"}, )";
        const auto row = [&](const char* name, const QString& nodes, const char* node, const char* socket, const char* words) {
            QTest::newRow(name) << '{' + nodes + '}' << node << socket << words;
        };
        row("unknown type", R"("x": {"type": "toy.blent@1"})", "x", "", "the node type 'toy.blent' is not known Did you mean 'toy.blend'?");
        row("foreign type", R"("x": {"type": "Zyx@1"})", "x", "", "is not known It may come from a newer Noiseloom.");
        row("newer", R"("x": {"type": "toy.number@2"})", "x", "", "saved by a newer Noiseloom (toy.number@2)");
        row("older", R"("x": {"type": "toy.blend@2"})", "x", "", "of an older version (toy.blend@2, now @3)");
        row("not connected", R"("x": {"type": "toy.blend@3"})", "x", "a", "'a' is not connected Connect an output of type picture, for example of toy.blend, toy.source.");
        row("no value", source + R"("x": {"type": "toy.save@1", "picture": "@s.picture"})", "x", "file", "'file' has no value");
        row("unknown input", source + R"("x": {"type": "toy.blend@3", "a": "@s.picture", "scael": 2})", "x", "scael", "'toy.blend' has no input 'scael' Did you mean 'scale'?");
        row("no such node", source + R"("x": {"type": "toy.blend@3", "a": "@sx.picture"})", "x", "a", "'a' is connected to 'sx.picture', but there is no node 'sx' Did you mean 's' or 'x'?");
        row("no such output", source + R"("x": {"type": "toy.blend@3", "a": "@s.pitcure"})", "x", "a", "'toy.source' has no output 'pitcure' Did you mean 'picture'?");
        row("wrong type", source + R"("x": {"type": "toy.blend@3", "a": "@s.picture", "scale": "@s.picture"})", "x", "scale",
            "'scale' needs a value of type curve, and 's.picture' gives one of type picture");
        row("no narrowing", source + R"("n": {"type": "toy.number@1"}, "x": {"type": "toy.source@1", "size": "@n.value"})", "x", "size", "type integer, and 'n.value' gives one of type number");
        row("wire only", R"("x": {"type": "toy.blend@3", "a": 5})", "x", "a", "'a' cannot be typed in; connect a picture");
        row("range", R"("x": {"type": "toy.source@1", "size": 5000})", "x", "size", "5000 is outside 8 to 4096");
        row("field type", R"("x": {"type": "toy.source@1", "size": "8"})", "x", "size", "expected a whole number and found \"8\"");
        row("choice", source + R"("x": {"type": "toy.blend@3", "a": "@s.picture", "mode": "sub"})", "x", "mode", "'sub' is not one of the choices Choose from: mix, add.");
        row("self link", R"("x": {"type": "toy.blend@3", "a": "@x.picture"})", "x", "a", "the wires run in a circle: x -> x");
        row("cycle of two", R"("x": {"type": "toy.blend@3", "a": "@y.picture"}, "y": {"type": "toy.blend@3", "a": "@x.picture"})", "y", "a", "run in a circle: y -> x -> y");
        row("bypassed, nothing to pass", source + R"("x": {"type": "toy.blend@3", "bypass": true, "a": "@s.picture"}, "y": {"type": "toy.number@1", "value": "@x.mean"})", "y", "value",
            "'x' is bypassed and has nothing to pass on as 'mean'");
        row("muted, and needed", R"("s": {"type": "toy.source@1", "mute": true}, "x": {"type": "toy.blend@3", "a": "@s.picture"})", "x", "a",
            "'a' gets nothing: 's' is muted Unmute 's' (M in the editor, --set s.mute=false on the command line), or connect another picture.");
        row("muted, and bypassed", R"("s": {"type": "toy.source@1", "bypass": true, "mute": true}, "x": {"type": "toy.blend@3", "a": "@s.picture"})", "x", "a", "'s' is muted");
        row("muted, before a bypassed node", R"("s": {"type": "toy.source@1", "mute": true}, "x": {"type": "toy.blend@3", "bypass": true, "a": "@s.picture"})", "x", "a", "'s' is muted");
        row("bypassed, still wired up", R"("x": {"type": "toy.blend@3", "bypass": true})", "x", "a", "'a' is not connected");
    }
    void says_what_is_wrong() {
        QFETCH(QString, nodes);
        QFETCH(QString, node);
        QFETCH(QString, socket);
        QFETCH(QString, words);
        const auto errors = validate(graph_of(nodes.toUtf8().constData()), registry_);
        QCOMPARE(errors.size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(errors[0].node), node);
        QCOMPARE(QString::fromStdString(errors[0].socket), socket);
        const QString said = QString::fromStdString(errors[0].message + " " + errors[0].hint);
        QVERIFY2(said.contains(words), qPrintable(said));
        QCOMPARE(errors[0].code, Code::bad_workflow);
    }

    void lists_all_errors_by_node() {
        const auto errors = validate(graph_of(R"({"z": {"type": "no@1"}, "a": {"type": "toy.source@1", "size": 1, "seed": -1}})"), registry_);
        QCOMPARE(errors.size(), std::size_t{3});
        QVERIFY(errors[0].node == "a" && errors[0].socket == "seed" && errors[1].socket == "size" && errors[2].node == "z");
    }

    void bypass_passes_the_first_input_of_the_type() {
        const auto errors = validate(graph_of(R"({"s": {"type": "toy.source@1"}, "b": {"type": "toy.blend@3", "bypass": true, "a": "@s.picture"},
            "o": {"type": "toy.save@1", "picture": "@b.picture", "file": "x"}})"), registry_);
        QVERIFY(errors.empty());
    }

    void muted_nodes_do_not_exist() {
        const auto errors = validate(graph_of(R"({"s": {"type": "toy.source@1"}, "m": {"type": "toy.number@1", "mute": true, "value": "@none.x"}, "who": {"type": "who.knows@7", "mute": true},
            "b": {"type": "toy.blend@3", "a": "@s.picture", "b": "@who.output", "scale": "@m.value"},
            "x": {"type": "toy.blend@3", "a": "@s.picture", "b": "@y.picture"}, "y": {"type": "toy.blend@3", "mute": true, "a": "@x.picture"}})"), registry_);
        QVERIFY2(errors.empty(), errors.empty() ? "" : to_string(errors[0]).c_str());
        const Graph graph = graph_of(R"({"a": {"type": "toy.source@1"}, "m": {"type": "toy.blend@3", "mute": true, "a": "@a.picture"}, "end": {"type": "toy.blend@3", "b": "@m.picture"}})");
        const std::vector<std::string> end{"end"};
        QCOMPARE(topological_order(graph, end), end);
    }

    void only_what_the_targets_need() {
        Graph graph = graph_of(good);
        graph.nodes["broken"] = Node{"no", 1};
        QCOMPARE(validate(graph, registry_).size(), std::size_t{1});
        const std::vector<std::string> out{"out"}, none{"ouf"};
        QVERIFY(validate(graph, registry_, out).empty());
        const auto errors = validate(graph, registry_, none);
        QCOMPARE(errors.size(), std::size_t{1});
        QVERIFY(errors[0].message == "there is no node 'ouf' to run" && errors[0].hint == "Did you mean 'out'?");
    }

    void several_cycles_are_all_named() {
        const auto errors = validate(graph_of(R"({"a": {"type": "toy.blend@3", "a": "@b.picture"}, "b": {"type": "toy.blend@3", "a": "@a.picture"},
            "c": {"type": "toy.blend@3", "a": "@d.picture"}, "d": {"type": "toy.blend@3", "a": "@c.picture", "b": "@d.picture"}})"), registry_);
        QCOMPARE(errors.size(), std::size_t{3});
        QVERIFY(errors[0].message.find("b -> a -> b") != std::string::npos);
        QVERIFY(errors[1].message.find("d -> c -> d") != std::string::npos || errors[2].message.find("d -> c -> d") != std::string::npos);
    }

    void order_has_inputs_first() {
        const Graph graph = graph_of(good);
        const std::vector<std::string> all{"s", "n", "b", "out"};
        QVERIFY(topological_order(graph) == all);
        const std::vector<std::string> target{"b"}, needed{"s", "n", "b"};
        QVERIFY(topological_order(graph, target) == needed);
        QCOMPARE(topological_order(chain(10, true)).size(), std::size_t{10});
    }

    void long_chains_need_no_stack() {
        on_a_small_stack([this] {
            const Graph open = chain(100'000, false), closed = chain(100'000, true);
            const auto errors = validate(open, registry_);
            QCOMPARE(errors.size(), std::size_t{1});   // n0 is not connected
            QCOMPARE(topological_order(open).size(), std::size_t{100'000});
            const auto cycle = validate(closed, registry_);
            QCOMPARE(cycle.size(), std::size_t{1});
            QVERIFY2(cycle[0].message.find("99980 more") != std::string::npos && cycle[0].message.size() < 400, cycle[0].message.c_str());
            const std::string text = write_workflow(Workflow{closed});
            QVERIFY(read_workflow(text)->graph == closed);
            QVERIFY(upgraded(open, registry_));
            Workflow workflow;
            QVERIFY(apply(diff({}, open), workflow));
            QVERIFY(workflow.graph == open);
        });
    }

    void many_errors_are_found_quickly() {   // near names are searched for a few only
        Graph graph;
        for (int i = 0; i < 50'000; ++i) graph.nodes["node-" + std::to_string(i)] = Node{"toy.blend", 3, false, {{"a", Link{"nothing", "x"}}}, Json::object()};
        QCOMPARE(validate(graph, registry_).size(), std::size_t{50'000});
    }

    void upgrades_older_nodes() {
        const auto graph = upgraded(graph_of(R"({"b": {"type": "toy.blend@2", "amount": 250, "note": "@@x", "bypass": true}, "c": {"type": "toy.blend@2", "amount": "@n.value"},
            "future": {"type": "toy.number@9", "x": 1}, "unknown": {"type": "who@1"}})"), registry_);
        QVERIFY(graph);
        const Node& node = graph->nodes.at("b");
        QCOMPARE(node.version, 3);
        QVERIFY(std::get<Json>(node.inputs.at("scale")) == 2.5 && !node.inputs.contains("amount"));
        QVERIFY(std::get<Json>(node.inputs.at("note")) == "@x" && node.bypass);
        QVERIFY((graph->nodes.at("c").inputs.at("scale") == Input(Link{"n", "value"})));
        QCOMPARE(graph->nodes.at("future").version, 9);
        const auto failed = upgraded(graph_of(R"({"old": {"type": "toy.blend@1"}})"), registry_);
        QVERIFY(!failed && failed.error().node == "old" && failed.error().message == "version 1 of toy.blend can no longer be read");
    }
};

QTEST_GUILESS_MAIN(ValidateTest)
#include "validate_test.moc"
