#include "core/override.h"

#include "toy_nodes.h"

#include <QtTest>

using namespace noiseloom;

class OverrideTest : public QObject {
    Q_OBJECT
    const Registry registry_ = toy_registry();
    const Graph graph_ = read_workflow(R"({"noiseloom": 1, "nodes": {
        "blend-7k2q": {"type": "toy.blend@3", "a": "@first-1d9f.picture"}, "first-1d9f": {"type": "toy.source@1"}, "second-x3pa": {"type": "toy.source@1"},
        "alien": {"type": "who.knows@1", "x": 1}, "plain": {"type": "toy.save@1"}}})").or_throw().graph;

    Workflow changed(const char* text) {
        Workflow workflow{graph_};
        const auto patch = parse_override(text, graph_, registry_);
        if (!patch) qWarning("%s", to_string(patch.error()).c_str());
        else if (!apply(*patch, workflow)) qWarning("does not apply");
        return workflow;
    }
    Json literal(const char* text, const char* node, const char* input) {
        const Workflow workflow = changed(text);
        const auto& inputs = workflow.graph.nodes.at(node).inputs;
        return inputs.contains(input) ? input_to_json(inputs.at(input)) : Json("(absent)");
    }

  private slots:
    void names_a_node_in_many_ways() {
        for (const char* name : {"blend-7k2q", "blend-7", "bl", "blend", "toy.blend", "Blend Pictures", "blend pictures"})
            QVERIFY2(*find_node(name, graph_, registry_) == "blend-7k2q", name);
        QVERIFY(*find_node("save", graph_, registry_) == "plain");
        QVERIFY(*find_node("f", graph_, registry_) == "first-1d9f");
    }

    void a_slug_goes_before_types_and_titles() {
        Graph graph = graph_;
        graph.nodes["source-q7zt"] = graph.nodes.at("blend-7k2q");
        QVERIFY(*find_node("source", graph, registry_) == "source-q7zt");
    }

    void reads_values() {
        QVERIFY(literal("blend.scale=5.5", "blend-7k2q", "scale") == 5.5);
        QVERIFY(literal("blend.scale={\"curve\": [[0, 1], [1, 2]]}", "blend-7k2q", "scale").contains("curve"));
        QVERIFY(literal("first.seed=18446744073709551615", "first-1d9f", "seed") == UINT64_MAX);
        QVERIFY(literal("blend.mode=add", "blend-7k2q", "mode") == "add");
        QVERIFY(literal("blend.mode=\"add\"", "blend-7k2q", "mode") == "add");
        QVERIFY(literal("blend.clamp=false", "blend-7k2q", "clamp") == false);
        QVERIFY(literal("alien.x=[1]", "alien", "x") == Json::array({1}));
        QVERIFY(literal("alien.x=one", "alien", "x") == "one");
    }

    void a_text_needs_no_quotes() {
        QVERIFY(literal("blend.note=a red fox", "blend-7k2q", "note") == "a red fox");
        QVERIFY(literal("blend.note=42", "blend-7k2q", "note") == "42");
        QVERIFY(literal("blend.note=null", "blend-7k2q", "note") == "null");
        QVERIFY(literal("blend.note=", "blend-7k2q", "note") == "");
        QVERIFY(literal("blend.note=a=b.c=d", "blend-7k2q", "note") == "a=b.c=d");
        QVERIFY(literal("blend.note=\"two\\nlines\"", "blend-7k2q", "note") == "two\nlines");
        QVERIFY(literal("blend.note=@artist.name", "blend-7k2q", "note") == "@@artist.name");   // no such node: a text
    }

    void wires_defaults_bypass_and_mute() {
        QVERIFY(literal("blend.b=@second-x3pa.picture", "blend-7k2q", "b") == "@second-x3pa.picture");
        QVERIFY(literal("blend.a=null", "blend-7k2q", "a") == "(absent)");
        QVERIFY(changed("blend.bypass=true").graph.nodes.at("blend-7k2q").bypass);
        QVERIFY(!changed("blend.bypass=false").graph.nodes.at("blend-7k2q").bypass);
        QVERIFY(changed("blend.mute=true").graph.nodes.at("blend-7k2q").mute);
        QVERIFY(!changed("blend.mute=false").graph.nodes.at("blend-7k2q").mute);
    }

    void refuses_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("words");
        for (const char* text : {"", "scale=1", "blend.scale", ".x=1", "blend.=1", "=", "blend"}) QTest::addRow("'%s'", text) << text << "is not of the form node.input=value";
        QTest::newRow("node") << "blent.scale=1" << "there is no node 'blent' in the workflow Did you mean 'blend'?";
        QTest::newRow("two nodes") << "source.seed=1" << "'source' may mean 2 nodes Say which by its id: first-1d9f, second-x3pa.";
        QTest::newRow("two titles") << "Source.seed=1" << "may mean 2 nodes";
        QTest::newRow("input") << "blend.scael=1" << "'blend-7k2q' (toy.blend) has no input 'scael' Did you mean 'scale'?";
        QTest::newRow("input of an unknown node") << "alien.y=1" << "has no input 'y' There is: x.";
        QTest::newRow("type") << "first.size=large" << "'first-1d9f.size': expected a whole number and found \"large\"";
        QTest::newRow("range") << "blend.scale=31" << "'blend-7k2q.scale': 31 is outside 0 to 30";
        QTest::newRow("choice") << "blend.mode=sub" << "'sub' is not one of the choices Choose from: mix, add.";
        QTest::newRow("wire only") << "blend.a=5" << "'a' cannot be typed in; connect a picture";
        QTest::newRow("mute") << "blend.mute=yes" << "mute is true or false, and not 'yes'";
        QTest::newRow("bypass") << "blend.bypass=1" << "bypass is true or false, and not '1'";
    }
    void refuses() {
        QFETCH(QString, text);
        QFETCH(QString, words);
        const auto patch = parse_override(text.toStdString(), graph_, registry_);
        QVERIFY(!patch);
        QCOMPARE(patch.error().code, Code::usage);
        const QString said = QString::fromStdString(patch.error().message + " " + patch.error().hint);
        QVERIFY2(said.contains(words), qPrintable(said));
    }
};

QTEST_GUILESS_MAIN(OverrideTest)
#include "override_test.moc"
