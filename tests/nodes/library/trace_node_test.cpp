// The template that looks at a step, and what its node says where there is nothing to see.
#include <algorithm>
#include <filesystem>
#include <numeric>

#include <QtTest>

#include "core/workflow.h"
#include "engine/executor.h"
#include "engine/file_roots.h"
#include "image/images.h"
#include "library/nodes.h"
#include "library/trace/panels.h"
#include "models/device.h"

using namespace noiseloom;

namespace {

namespace fs = std::filesystem;

const fs::path resources = fs::path(NOISELOOM_SOURCE_DIR) / "resources";

// Mean of the pixels' values.
double mean(const Image& image) {
    const auto values = image.values();
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

}  // namespace

class TraceNodeTest : public QObject {
    Q_OBJECT
    Registry registry_;
    Caches caches_{CacheSettings{}};
    Graph graph_;

    static constexpr std::size_t seen = 0, estimate = 1, base = 2, terms = 4, saliency = 5;   // outputs
    static constexpr const char *look = "look-v5dw", *cfg = "cfg-9d1f";

    RunResult run(const Graph& graph, std::vector<std::string> targets) {
        Executor executor(registry_, caches_);
        RunOptions options;
        auto files = std::make_shared<FileRoots>();
        files->models = {resources};
        options.files = files;
        return run_now(executor, graph, std::move(targets), options);
    }
    static const Images& output(const RunResult& result, std::size_t index) { return result.outputs.at(look).at(index).as<Images>(); }

  private slots:
    void initTestCase() {
        set_threads(1);
        register_nodes(registry_);
        graph_ = load_workflow(resources / "templates/look-at-a-step.noiseloom").or_throw().graph;
    }

    void a_step_is_shown() {
        const RunResult result = run(graph_, {look});
        QVERIFY2(result.ok(), result.errors.empty() ? "" : to_string(result.errors.front()).c_str());
        QCOMPARE(result.outputs.at(look).size(), std::size_t{6});
        for (std::size_t i = 0; i < 6; ++i) {
            QCOMPARE(output(result, i).size(), std::size_t{1});
            QCOMPARE(output(result, i).first().width, 128);
        }
        const auto same = [&](std::size_t a, std::size_t b) { return std::ranges::equal(output(result, a).first().values(), output(result, b).first().values()); };
        QVERIFY(!same(0, 1) && !same(1, 2) && !same(2, 3) && !same(4, 5));
        QVERIFY(mean(output(result, terms).first()) > 0.5 && mean(output(result, saliency).first()) < 0.5);   // most of the picture is left alone: white, and black

        // In the last step nothing is left to change, and beyond the last there is none.
        Graph late = graph_;
        late.nodes[look].inputs["step"] = Json(20);
        const RunResult last = run(late, {look});
        late.nodes[look].inputs["step"] = Json(500);
        const RunResult beyond = run(late, {look});
        QVERIFY(std::ranges::equal(output(last, estimate).first().values(), output(beyond, estimate).first().values()));
        QVERIFY(!std::ranges::equal(output(last, seen).first().values(), output(result, seen).first().values()));
    }

    // What another scale would have said there: what it starts from is the same.
    void another_guider_can_be_asked() {
        Graph other = graph_;
        other.nodes["other"] = other.nodes[cfg];
        other.nodes["other"].inputs["scale"] = Json(9);
        other.nodes[look].inputs["guider"] = Link{"other", "guider"};
        const RunResult plain = run(graph_, {look}), strong = run(other, {look});
        QVERIFY(strong.ok());
        QVERIFY(std::ranges::equal(output(plain, base).first().values(), output(strong, base).first().values()));
        QVERIFY(!std::ranges::equal(output(plain, estimate).first().values(), output(strong, estimate).first().values()));
    }

    // A panel for everything that the run has, in which every step is.
    void a_trace_is_plotted() {
        Trace trace;
        for (int k = 0; k < 6; ++k) {
            TraceStep step;
            step.k = k;
            step.count = 6;
            step.at = {1, std::pow(2.0, 3 - k), 0};
            step.base = 10;
            step.seconds = 0.02;
            step.models = {{2, 0.01}};
            step.terms.push_back({"prompt", 3.0 + k, 2, {}, {}, 0});
            if (k > 1) {
                step.terms.push_back({"classifier", 1, 4, -1.0 / k, {{"kind", {{"cat", 0.1 * k}, {"tree", 0.05}}}}, 0.004});
                step.cosines = {0.1 * k};
            }
            trace.steps.push_back(std::move(step));
        }
        std::map<std::string, Panel> panels;
        std::vector<std::string> titles;
        for (Panel& panel : trace_panels(trace)) {
            titles.push_back(panel.title);
            panels[panel.title] = std::move(panel);
        }
        QCOMPARE(titles, std::vector<std::string>({"noise level σ", "weight", "length of the estimate, and of what each term changes", "cosine between terms", "spread of the guided estimate, to that for the prompt alone",
                                                   "classifier: probability by kind", "classifier: ln p", "milliseconds"}));   // nothing is clipped
        QVERIFY(panels["noise level σ"].y.is_log && panels["noise level σ"].series.front().points[0] == std::pair(1.0, 8.0));
        QCOMPARE(panels["milliseconds"].x.name, std::string("step"));
        QCOMPARE(panels["weight"].x.name, std::string());
        const auto line = [&](const char* title, std::size_t index, const char* name) {
            const Series& series = panels[title].series.at(index);
            return series.name == name ? series.points : std::vector<std::pair<double, double>>();
        };
        QCOMPARE(line("weight", 0, "prompt").at(5), std::pair(6.0, 8.0));
        const auto late = line("length of the estimate, and of what each term changes", 1, "classifier");
        QVERIFY(std::isnan(late.at(1).second) && late.at(2) == std::pair(3.0, 4.0));
        QCOMPARE(line("length of the estimate, and of what each term changes", 0, "prompt").at(1), std::pair(2.0, 8.0));
        QCOMPARE(line("cosine between terms", 0, "prompt, classifier").at(4), std::pair(5.0, 0.1 * 4));
        QCOMPARE(line("classifier: probability by kind", 0, "cat").at(5), std::pair(6.0, 0.1 * 5));
        QCOMPARE(line("classifier: probability by kind", 1, "tree").at(2), std::pair(3.0, 0.05));
        QCOMPARE(line("classifier: ln p", 0, "").at(4), std::pair(5.0, -0.25));
        QCOMPARE(line("milliseconds", 1, "model").at(0), std::pair(1.0, 10.0));
        QCOMPARE(line("milliseconds", 2, "classifier").at(3), std::pair(4.0, 4.0));
        QVERIFY(panels["weight"].series[1].colour == panels["milliseconds"].series[2].colour);   // of the term

        Graph plotted = graph_;
        plotted.nodes["plot"] = Node{"trace.plot", 1, false, {{"trace", graph_.nodes.at(look).inputs.at("trace")}, {"panel_height", Json(100)}}, Json::object()};
        const RunResult result = run(plotted, {"plot"});
        QVERIFY2(result.ok(), result.errors.empty() ? "" : to_string(result.errors.front()).c_str());
        const Image& image = result.outputs.at("plot").at(0).as<Images>().first();
        QVERIFY(image.width == 720 && image.height >= 5 * 100 && image.height < 5 * 100 + 40);   // of latents, with one term and no judge; the last has room for its axis
        QVERIFY(mean(image) > 0.8 && mean(image) < 0.99);

        plotted.nodes["steps-none"] = Node{"sampling.schedule", 1, false, {{"model", Link{"model-7k2q", "model"}}, {"strength", Json(0)}}, Json::object()};
        const auto& sample = std::get<Link>(graph_.nodes.at(look).inputs.at("trace")).node;
        plotted.nodes[sample].inputs["schedule"] = Link{"steps-none", "schedule"};
        const RunResult nothing = run(plotted, {"plot"});
        QVERIFY(!nothing.errors.empty() && nothing.errors.front().message == "there are no steps to plot");
    }

    void what_cannot_be_shown_is_told() {
        const auto told = [&](Graph graph, const char* words) {
            const RunResult result = run(graph, {"grid-k4cz"});
            return !result.errors.empty() && result.errors.front().message.find(words) != std::string::npos;
        };
        Graph changed = graph_;
        changed.nodes[look].inputs.erase("autoencoder");
        QVERIFY(told(changed, "latents are no pictures"));
        changed = graph_;
        changed.nodes[cfg].inputs["scale"] = Json(1);
        const RunResult unguided = run(changed, {look});
        QVERIFY(unguided.ok());
        QVERIFY(!unguided.outputs.at(look).at(terms) && !unguided.outputs.at(look).at(saliency));   // nothing guides
    }
};

QTEST_GUILESS_MAIN(TraceNodeTest)
#include "trace_node_test.moc"
