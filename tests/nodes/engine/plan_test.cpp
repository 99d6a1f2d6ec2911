#include "engine/plan.h"

#include <QtTest>

#include "engine/executor.h"
#include "nodes/engine/toy_nodes.h"

using namespace noiseloom;

class PlanTest : public QObject {
    Q_OBJECT

    Toys toys_;
    Registry registry_;

    static Action action(const Plan& plan, const char* id) { return plan.find(id)->action; }

  private slots:
    void initTestCase() { add_toys(registry_, toys_); }

    void says_what_runs_and_what_is_reused() {
        Caches caches;
        Executor executor(registry_, caches);
        Graph graph = toy_chain(4);   // sum-4 -> sum-3 -> sum-2 -> sum-1
        add(graph, "loose", "toy.add");
        Plan before = plan(shared(graph), registry_, {"sum-1"}, {}, caches);
        for (const char* id : {"sum-1", "sum-2", "sum-3", "sum-4"}) QCOMPARE(action(before, id), Action::run);
        QCOMPARE(action(before, "loose"), Action::not_needed);
        QVERIFY(run_now(executor, graph, {"sum-1"}).ok());
        Plan after = plan(shared(graph), registry_, {"sum-1"}, {}, caches);
        QCOMPARE(action(after, "sum-1"), Action::reuse);
        QVERIFY(after.find("sum-1")->bytes > 0);
        for (const char* id : {"sum-2", "sum-3", "sum-4"}) QCOMPARE(action(after, id), Action::not_needed);
        graph.nodes["sum-2"].inputs["b"] = Json(5);
        Plan edited = plan(shared(graph), registry_, {"sum-1"}, {}, caches);
        QCOMPARE(action(edited, "sum-1"), Action::run);
        QCOMPARE(action(edited, "sum-2"), Action::run);
        QCOMPARE(action(edited, "sum-3"), Action::reuse);
        QCOMPARE(action(edited, "sum-4"), Action::not_needed);
    }

    void behind_lazy_inputs_nodes_may_run() {
        Caches caches;
        Graph graph;
        add(graph, "a", "toy.add");
        add(graph, "b", "toy.add", {{"a", Json(1)}});
        add(graph, "which", "toy.add");
        add(graph, "s", "toy.switch", {{"a", wire("a", "sum")}, {"b", wire("b", "sum")}});
        add(graph, "end", "toy.add", {{"a", wire("s", "value")}, {"b", wire("b", "sum")}});
        const Plan made = plan(shared(graph), registry_, {"end"}, {}, caches);
        QCOMPARE(action(made, "a"), Action::may_run);
        QCOMPARE(action(made, "b"), Action::run);   // needed surely by another way
        QCOMPARE(action(made, "s"), Action::run);
        QCOMPARE(action(made, "which"), Action::not_needed);
    }

    void blocked_nodes_have_their_reason() {
        Caches caches;
        Graph graph;
        add(graph, "x", "toy.unheard_of");
        add(graph, "mid", "toy.add", {{"a", wire("x", "y")}});
        add(graph, "end", "toy.add", {{"a", wire("mid", "sum")}});
        add(graph, "other", "toy.add");
        add(graph, "far", "toy.unheard_of");
        const Plan made = plan(shared(graph), registry_, {"end", "other", "nobody"}, {}, caches);
        for (const char* id : {"x", "mid", "end"}) QCOMPARE(action(made, id), Action::blocked);
        QCOMPARE(action(made, "other"), Action::run);
        QCOMPARE(action(made, "far"), Action::not_needed);
        QCOMPARE(made.errors.size(), std::size_t{2});
        QCOMPARE(made.errors[0].message, std::string("there is no node 'nobody'"));
        QCOMPARE(made.errors[1].node, std::string("x"));
    }

    void estimates_seconds_and_bytes() {
        Caches caches;
        Executor executor(registry_, caches);
        Graph graph;
        add(graph, "b", "toy.blob", {{"milliseconds", Json(20)}, {"times", Json(100)}});
        Plan made = plan(shared(graph), registry_, {}, {}, caches);
        QCOMPARE(made.find("b")->seconds, 0.02);
        QCOMPARE(made.seconds, 0.02);
        QVERIFY(run_now(executor, graph).ok());
        made = plan(shared(graph), registry_, {}, {}, caches);
        QCOMPARE(made.find("b")->bytes, std::size_t{100});
        QCOMPARE(made.seconds, 0.0);
        graph.nodes["b"].inputs["text"] = Json("y");
        QCOMPARE(plan(shared(graph), registry_, {}, {}, caches).find("b")->bytes, std::size_t{100});   // as measured
    }

    void impure_nodes_always_run() {
        Caches caches;
        Executor executor(registry_, caches);
        Graph graph;
        add(graph, "sum", "toy.add");
        add(graph, "show", "toy.show", {{"value", wire("sum", "sum")}});
        add(graph, "clock", "toy.clock");
        QVERIFY(run_now(executor, graph).ok());
        const Plan made = plan(shared(graph), registry_, {}, {}, caches);
        QCOMPARE(action(made, "clock"), Action::run);
        QCOMPARE(action(made, "show"), Action::run);
        QCOMPARE(action(made, "sum"), Action::reuse);
    }

    void targets_by_default_are_what_writes_or_shows() {
        Graph graph = toy_chain(3);
        add(graph, "loose", "toy.add");
        QCOMPARE(default_targets(bind_graph(shared(graph), registry_)), (std::vector<std::string>{"loose", "sum-1"}));
        add(graph, "show", "toy.show", {{"value", wire("sum-1", "sum")}});
        QCOMPARE(default_targets(bind_graph(shared(graph), registry_)), std::vector<std::string>{"show"});
    }

    void muted_nodes_are_neither_targets_nor_needed() {
        Caches caches;
        Graph graph = toy_chain(3);   // sum-3 -> sum-2 -> sum-1
        add(graph, "show", "toy.show", {{"value", wire("sum-1", "sum")}});
        add(graph, "other", "toy.show", {{"value", wire("sum-3", "sum")}});
        graph.nodes["show"].mute = true;
        graph.nodes["sum-2"].mute = true;
        QCOMPARE(default_targets(bind_graph(shared(graph), registry_)), std::vector<std::string>{"other"});
        const Plan made = plan(shared(graph), registry_, {"show", "sum-1", "other"}, {}, caches);
        QVERIFY(made.errors.empty());
        for (const char* id : {"show", "sum-2"}) QCOMPARE(action(made, id), Action::not_needed);
        for (const char* id : {"sum-1", "sum-3", "other"}) QCOMPARE(action(made, id), Action::run);
    }

    void long_chains_need_no_stack() {
        Caches caches;
        const Plan made = plan(shared(toy_chain(100'000)), registry_, {}, {}, caches);
        QCOMPARE(made.nodes.size(), std::size_t{100'000});
        QCOMPARE(action(made, "sum-100000"), Action::run);
    }
};

QTEST_GUILESS_MAIN(PlanTest)
#include "plan_test.moc"
