#include "core/sweep.h"

#include "core/workflow.h"
#include "toy_nodes.h"

#include <QtTest>

using namespace noiseloom;

class SweepTest : public QObject {
    Q_OBJECT
    const Registry registry_ = toy_registry();
    const Graph graph_ = read_workflow(R"({"noiseloom": 1, "nodes": {
        "blend-7k2q": {"type": "toy.blend@3", "a": "@first-1d9f.picture"}, "first-1d9f": {"type": "toy.source@1"}}})").or_throw().graph;

    Json values(const char* text) const {
        const auto axis = parse_axis(text, graph_, registry_);
        return axis ? Json(axis->values) : Json(axis.error().message);
    }
    std::string refusal(const char* text) const {
        const auto axis = parse_axis(text, graph_, registry_);
        return axis ? "" : axis.error().message;
    }

  private slots:
    void values_are_listed() {
        const Axis axis = parse_axis("blend.scale=1,2.5,4", graph_, registry_).or_throw();
        QCOMPARE(axis.node, std::string("blend-7k2q"));
        QCOMPARE(axis.input, std::string("scale"));
        QCOMPARE(Json(axis.values), Json({1, 2.5, 4}));
        QCOMPARE(values("blend.note=a red fox,a cat"), Json({"a red fox", "a cat"}));
        QCOMPARE(values("blend.scale=3"), Json::array({3}));
    }

    void values_are_spread_evenly() {
        QCOMPARE(values("blend.scale=1..9:5"), Json({1.0, 3.0, 5.0, 7.0, 9.0}));
        QCOMPARE(values("blend.scale=4..1:3"), Json({4.0, 2.5, 1.0}));
        QCOMPARE(values("first.seed=1..4:4"), Json({1, 2, 3, 4}));
        QCOMPARE(values("blend.note=1..9"), Json::array({"1..9"}));   // how many is not said: a text
    }

    void a_json_list_may_hold_anything() {
        QCOMPARE(values(R"(blend.scale=[1, {"curve": [[0, 1], [1, 2]]}])"), Json({1, {{"curve", {{0, 1}, {1, 2}}}}}));
        QCOMPARE(values(R"(blend.note=["a, b", "c"])"), Json({"a, b", "c"}));
    }

    // A bracket that is forgotten must not make other values.
    void what_begins_as_json_is_json() {
        for (const char* text : {"blend.note=[\"a cat\", \"a dog]", "blend.note=[a:b:0.5],c", "blend.scale={\"curve\": [[0, 1]"}) {
            const auto axis = parse_axis(text, graph_, registry_);
            QVERIFY(!axis && axis.error().code == Code::usage);
            QVERIFY2(axis.error().message.starts_with("blend.") && axis.error().message.find("byte") != std::string::npos, axis.error().message.c_str());
        }
        QCOMPARE(values("blend.note=a [b],c"), Json({"a [b]", "c"}));
    }

    void one_curve_is_one_value() { QCOMPARE(values(R"(blend.scale={"curve": [[0, 1], [1, 2]]})").size(), std::size_t{1}); }

    void what_is_no_axis_is_told() {
        QVERIFY(refusal("blend.scale=1..2:1").find("is no spacing of values") != std::string::npos);
        QVERIFY(refusal("blend.scale").starts_with("'blend.scale' is not of the form node.input=values"));
        QVERIFY(refusal("blend.scale=[]").find("has 0 values") != std::string::npos);
        QVERIFY(refusal("blend.scale=1,2,abc").ends_with(", value 3 of 3: 'abc'"));
        QVERIFY(refusal("blend.scale=1,,2").ends_with(", value 2 of 3: ''"));
        QVERIFY(refusal("blend.a=@first-1d9f.picture").find("is no value of an input") != std::string::npos);
        QVERIFY(refusal("blend.scale=1,null").find("is no value of an input") != std::string::npos);
        QVERIFY(refusal("blend.bypass=true").find("is no value of an input") != std::string::npos);
        QVERIFY(refusal("blnd.scale=1").starts_with("there is no node 'blnd'"));
    }

    // What a grid carries is what the command line would have said.
    void axes_are_written_as_they_are_read() {
        for (const char* text : {"blend.scale=1,2.5", "blend.note=[\"a, b\", \"[1]\", \"7\"]", "blend.scale={\"curve\": [[0, 1], [1, 2]]}", "first.seed=18446744073709551615"}) {
            const Axis axis = parse_axis(text, graph_, registry_).or_throw();
            const Axis again = parse_axis(axis_text(axis), graph_, registry_).or_throw();
            QCOMPARE(again.node + again.input, axis.node + axis.input);
            QCOMPARE(Json(again.values), Json(axis.values));
        }
        const SweepSettings settings = sweep_settings(to_json(SweepSettings{{"a.b=1", "c.d=2"}, {"e"}})).or_throw();
        QCOMPARE(settings.axes, std::vector<std::string>({"a.b=1", "c.d=2"}));
        QCOMPARE(settings.targets, std::vector<std::string>({"e"}));
        QVERIFY(sweep_settings(Json()).or_throw().axes.empty());
        for (const Json& bad : {Json(7), Json{{"axes", "a.b=1"}}, Json{{"axes", {1}}}, Json{{"targets", {{"e", 1}}}}}) QVERIFY(!sweep_settings(bad));
    }

    void labels_are_short() {
        QCOMPARE(value_label("a red fox"), std::string("a red fox"));
        QCOMPARE(value_label(""), std::string("(empty)"));
        QCOMPARE(value_label(2.5), std::string("2.5"));
        QCOMPARE(value_label(4.0 / 3), std::string("1.33333"));
        QCOMPARE(value_label(18446744073709551615U), std::string("18446744073709551615"));
        QCOMPARE(value_label({{"name", "model.safetensors"}, {"sha256", "00"}}), std::string("model.safetensors"));
        QCOMPARE(value_label({{"curve", {{0, 1}, {1, 2.5}}}}), std::string("[0,1] [1,2.5]"));
        QCOMPARE(short_name("blend-7k2q.scale", graph_), std::string("blend.scale"));
        QCOMPARE(short_name("steps", graph_), std::string("steps"));
        Graph two = graph_;
        two.nodes["blend-1aaa"] = two.nodes["blend-7k2q"];
        QCOMPARE(short_name("blend-7k2q.scale", two), std::string("blend-7k2q.scale"));
    }

    void a_graph_has_them() {
        const std::vector<Axis> axes{{"blend-7k2q", "scale", {1, 2}}, {"blend-7k2q", "note", {"a", "b", "c"}}};
        const Graph made = graph_at(graph_, axes, {1, 2});
        QCOMPARE(input_to_json(made.nodes.at("blend-7k2q").inputs.at("scale")), Json(2));
        QCOMPARE(input_to_json(made.nodes.at("blend-7k2q").inputs.at("note")), Json("c"));
        QVERIFY(made.nodes.at("first-1d9f") == graph_.nodes.at("first-1d9f"));
    }
};

QTEST_APPLESS_MAIN(SweepTest)
#include "sweep_test.moc"
