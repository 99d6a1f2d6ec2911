#include <QtTest>

#include "core/reach.h"

using namespace noiseloom;
using Ids = std::vector<std::string>;

namespace {

// a -> b -> d, a -> c -> d, d -> e; a wire from nothing; f stands alone.
Graph diamond() {
    Graph graph;
    const auto add = [&](const std::string& id, const Ids& from) {
        Node& node = graph.nodes[id] = {"toy.blend", 3, false, {{"scale", Json(1)}}};
        for (const std::string& one : from) node.inputs["from-" + one] = Link{one, "picture"};
    };
    add("a", {});
    add("b", {"a", "nothing"});
    add("c", {"a"});
    add("d", {"b", "c"});
    add("e", {"d"});
    add("f", {});
    return graph;
}

Ids reach(const Graph& graph, const Ids& from, Way way) { return reached(graph, from, way); }

}  // namespace

class ReachTest : public QObject {
    Q_OBJECT
  private slots:
    void both_ways_nearest_first_each_once() {
        const Graph graph = diamond();
        QCOMPARE(reach(graph, {"a"}, Way::downstream), (Ids{"a", "b", "c", "d", "e"}));
        QCOMPARE(reach(graph, {"e"}, Way::upstream), (Ids{"e", "d", "b", "c", "a"}));
        QCOMPARE(reach(graph, {"f"}, Way::downstream), Ids{"f"});
    }
    void of_several_the_given_ones_come_first() {
        const Graph graph = diamond();
        QCOMPARE(reach(graph, {"c", "b", "c"}, Way::downstream), (Ids{"c", "b", "d", "e"}));
        QCOMPARE(reach(graph, {"f", "b"}, Way::upstream), (Ids{"f", "b", "a"}));
        QCOMPARE(reach(graph, {}, Way::upstream), Ids{});
    }
    void ids_of_no_node_are_left_out() {
        const Graph graph = diamond();
        QCOMPARE(reach(graph, {"nothing"}, Way::downstream), Ids{});
        QCOMPARE(reach(graph, {"nowhere", "b"}, Way::upstream), (Ids{"b", "a"}));
    }
    void loops_end_and_muted_nodes_count() {
        Graph graph = diamond();
        graph.nodes["a"].inputs["back"] = Link{"e", "picture"};
        graph.nodes["d"].mute = true;
        QCOMPARE(reach(graph, {"d"}, Way::downstream), (Ids{"d", "e", "a", "b", "c"}));
        QCOMPARE(reach(graph, {"a"}, Way::upstream), (Ids{"a", "e", "d", "b", "c"}));
    }
};

QTEST_GUILESS_MAIN(ReachTest)
#include "reach_test.moc"
