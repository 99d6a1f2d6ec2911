// Measures what the engine itself costs: planning 10,000 nodes, executing 1,000 trivial nodes, and an
// unchanged re-run. Prints the median, the least and the greatest of the repetitions.
//
//     build/bin/engine_bench [REPETITIONS]
#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "engine/executor.h"
#include "engine/plan.h"
#include "nodes/engine/toy_nodes.h"

using namespace noiseloom;

namespace {

// Seconds of each call of `work`, after `prepare`.
template <class Prepare, class Work>
std::vector<double> measure(int repetitions, Prepare&& prepare, Work&& work) {
    std::vector<double> seconds;
    for (int i = 0; i < repetitions; ++i) {
        prepare();
        const auto begin = std::chrono::steady_clock::now();
        work();
        seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    }
    std::sort(seconds.begin(), seconds.end());
    return seconds;
}

void print(const char* what, std::vector<double> seconds, double scale, const char* unit) {
    std::printf("%-46s %9.3f %s   (%.3f to %.3f)\n", what, seconds[seconds.size() / 2] * scale, unit, seconds.front() * scale, seconds.back() * scale);
}

// Rows of nodes that read two of the row before.
Graph mesh(int rows, int columns) {
    Graph graph;
    const auto id = [](int row, int column) { return "n-" + std::to_string(row) + "-" + std::to_string(column); };
    for (int column = 0; column < columns; ++column)
        add(graph, id(0, column), "toy.fields", {{"tag", Json("bench")}, {"number", Json(column)}, {"seed", Json(12345)}}, 2);
    for (int row = 1; row < rows; ++row)
        for (int column = 0; column < columns; ++column) {
            const std::string output = row == 1 ? "twice" : "sum";
            add(graph, id(row, column), "toy.add", {{"a", wire(id(row - 1, column), output)}, {"b", wire(id(row - 1, (column + 1) % columns), output)}});
        }
    return graph;
}

}  // namespace

int main(int count, char** words) {
    const int repetitions = count > 1 ? std::max(1, std::atoi(words[1])) : 21;
    Toys toys;
    Registry registry;
    add_toys(registry, toys);

    {
        Caches caches;
        const auto graph = shared(mesh(100, 100));
        print("plan, 10,000 nodes, nothing cached", measure(repetitions, [] {}, [&] { (void)plan(graph, registry, {}, {}, caches); }), 1e3, "ms");
        Executor executor(registry, caches);
        executor.start(graph, {})->wait();
        print("plan, 10,000 nodes, all cached", measure(repetitions, [] {}, [&] { (void)plan(graph, registry, {}, {}, caches); }), 1e3, "ms");
    }
    for (const bool with_events : {false, true}) {
        Caches caches;
        Executor executor(registry, caches);
        RunOptions options;
        std::size_t events = 0;
        if (with_events) options.on_event = [&](const Event&) { ++events; };
        const auto chain = shared(toy_chain(1000));
        const auto wide = shared(mesh(10, 100));
        const auto forget = [&] {   // a worker may hold the last run, and with it a value, for a moment
            while (caches.memory().used("cpu") > 0) caches.memory().clear();
        };
        const auto run = [&](const std::shared_ptr<const Graph>& graph) {
            if (executor.start(graph, {}, options)->wait().computed != 1000) std::printf("not all nodes ran\n");
        };
        const std::string suffix = with_events ? ", events heard" : "";
        print(("execute, chain of 1,000, each node" + suffix).c_str(), measure(repetitions, forget, [&] { run(chain); }), 1e3, "µs");
        print(("execute, mesh of 1,000, each node" + suffix).c_str(), measure(repetitions, forget, [&] { run(wide); }), 1e3, "µs");
    }
    {
        Caches caches;
        Executor executor(registry, caches);
        for (const int nodes : {20, 100, 1000}) {
            const auto chain = shared(toy_chain(nodes));
            executor.start(chain, {})->wait();
            print(("unchanged re-run, " + std::to_string(nodes) + " nodes").c_str(), measure(repetitions, [] {}, [&] { executor.start(chain, {})->wait(); }), 1e3, "ms");
        }
    }
    return 0;
}
