// Steps counted before they are walked, on a model that is a formula.
#include <QtTest>

#include "diffusion/latent.h"
#include "engine/step_plan.h"
#include "library/nodes.h"

using namespace noiseloom;

class StepPlanTest : public QObject {
    Q_OBJECT
    Registry registry_;
    Graph graph_;
    inline static const std::vector<std::string> target{"sample"};

    void add(const std::string& id, const std::string& type, const std::map<std::string, Input>& inputs) {
        graph_.nodes[id] = Node{type, registry_.find(type)->version(), false, inputs, Json::object()};
    }
    static Json curve(double last) { return {{"curve", {{0, 3}, {0.6, 3}, {1, last}}}}; }
    StepCount count(Caches& caches, const Graph& graph) {
        const Plan planned = plan(std::make_shared<const Graph>(graph), registry_, target, {}, caches);
        return StepPlanner(registry_, caches, {}).count(graph, target, planned).or_throw()["sample"];
    }
    RunResult run(Caches& caches, const Graph& graph, int& steps) {
        Executor executor(registry_, caches);
        RunOptions options;
        options.on_event = [&](const Event& event) { steps += event.kind == EventKind::progress ? 1 : 0; };
        return run_now(executor, graph, target, options);
    }

  private slots:
    void init() {
        registry_ = {};
        register_nodes(registry_);
        graph_ = {};
        add("plane", "model.mixture", {{"count", Json(20)}});
        add("one", "model.class", {{"class", Json("1")}, {"model", Link{"plane", "model"}}});
        add("none", "model.class", {{"model", Link{"plane", "model"}}});
        add("steps", "sampling.schedule", {{"steps", Json(20)}, {"model", Link{"plane", "model"}}});
        add("sampler", "sampling.dpmpp_2m", {});
        add("cfg", "guidance.cfg", {{"scale", curve(2)}, {"model", Link{"plane", "model"}}, {"positive", Link{"one", "conditioning"}}, {"negative", Link{"none", "conditioning"}}});
        add("sample", "sampling.sample", {{"seed", Json(3)}, {"guider", Link{"cfg", "guider"}}, {"sampler", Link{"sampler", "sampler"}}, {"schedule", Link{"steps", "schedule"}}, {"latent", Link{"plane", "canvas"}}});
    }

    // What an edit would run again, before it does.
    void a_kept_prefix_is_not_walked() {
        Caches caches;
        const StepCount before = count(caches, graph_);
        QCOMPARE(before.walked, 20);
        QCOMPARE(before.all, 20);
        int steps = 0;
        QVERIFY(run(caches, graph_, steps).ok());
        QCOMPARE(steps, 20);
        QCOMPARE(count(caches, graph_).walked, 0);   // all of it is kept
        QCOMPARE(count(caches, graph_).all, 20);
        Graph edited = graph_;
        edited.nodes["cfg"].inputs["scale"] = curve(5);
        const StepCount after = count(caches, edited);
        steps = 0;
        QVERIFY(run(caches, edited, steps).ok());
        QCOMPARE(after.walked, steps);
        QCOMPARE(after.walked, 8);   // from 0.6 on
    }

    // Noise stands in for a result while steps are counted, and must not be found by the run.
    void nothing_of_it_is_kept() {
        Caches counted, fresh;
        count(counted, graph_);
        count(counted, graph_);
        int steps = 0, others = 0;
        const RunResult a = run(counted, graph_, steps), b = run(fresh, graph_, others);
        QCOMPARE(steps, others);
        QVERIFY(a.outputs.at("sample").at(0).as<Latent>().samples.equal(b.outputs.at("sample").at(0).as<Latent>().samples));
    }

    void what_cannot_run_is_told() {
        Caches caches;
        graph_.nodes["one"].inputs["class"] = Json("17");
        const Plan planned = plan(std::make_shared<const Graph>(graph_), registry_, target, {}, caches);
        const auto counted = StepPlanner(registry_, caches, {}).count(graph_, target, planned);
        QVERIFY(!counted && counted.error().node == "one");
    }
};

QTEST_GUILESS_MAIN(StepPlanTest)
#include "step_plan_test.moc"
