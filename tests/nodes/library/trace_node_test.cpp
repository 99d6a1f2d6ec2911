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
