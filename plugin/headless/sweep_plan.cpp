// What a sweep would cost: place by place what runs, what is reused, and how many steps samplers walk.
#include <iostream>

#include "engine/step_plan.h"
#include "headless/interrupt.h"
#include "headless/sweep_task.h"
#include "headless/terminal.h"
#include "models/device.h"
#include "session/model_calls.h"

namespace noiseloom {
namespace {

struct PlannedCell {
    std::string name;
    Json values = Json::object();   // of the axes
    Graph graph;
    Plan plan;
    StepCount steps;
    int calls = 0;                  // of models
};

std::string told(const StepCount& steps, int calls) {
    return std::to_string(steps.walked) + " of " + counted(steps.all, "step") + (calls > 0 ? ", about " + counted(calls, "model call") : "");
}

// All of them before anything is run for the counting of steps, which leaves models in the caches.
std::vector<PlannedCell> plan_cells(const Registry& registry, const SweepTask& task, Caches& caches) {
    std::vector<PlannedCell> cells;
    Promised promised;
    for (const std::vector<std::size_t>& place : task.places()) {
        PlannedCell cell{task.name_of(place), Json::object(), task.flat_graph_at(place, registry), {}, {}};
        for (std::size_t i = 0; i < task.axes.size(); ++i) cell.values[task.axes[i].node + "." + task.axes[i].input] = task.axes[i].values[place[i]];
        const Program program = bind_graph(std::make_shared<const Graph>(cell.graph), registry);
        const Keys keys = keys_of(program, {task.prepared.compute, task.prepared.files.get(), &caches.digests()});
        cell.plan = plan(program, keys, task.targets, caches, promised);
        if (!cell.plan.errors.empty()) throw Failure(cell.plan.errors.front());
        promise(cell.plan, program, keys, promised);
        cells.push_back(std::move(cell));
    }
    return cells;
}

std::string nodes_with(const Plan& plan, Action action) {
    std::string names;
    for (const PlannedNode& node : plan.nodes)
        if (node.action == action) names += (names.empty() ? "" : ", ") + node.id;
    return names;
}

void print(const std::vector<PlannedCell>& cells, const StepCount& sum, int calls) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const PlannedCell& cell = cells[i];
        std::cout << plain(std::to_string(i + 1) + " of " + std::to_string(cells.size()) + ": " + cell.name) << "  (" << told(cell.steps, cell.calls) << ")\n";
        for (const auto& [action, word] : {std::pair{Action::run, "runs"}, std::pair{Action::may_run, "may run"}, std::pair{Action::reuse, "reuses"}})
            if (const std::string names = nodes_with(cell.plan, action); !names.empty()) std::cout << "    " << word << " " << plain(names) << "\n";
    }
    std::cout << "in all " << told(sum, calls) << "\n";
}

Json to_json(const StepCount& steps) { return {{"walked", steps.walked}, {"all", steps.all}}; }

Json to_json(const PlannedCell& cell) {
    Json nodes = Json::array();
    for (const PlannedNode& node : cell.plan.nodes) nodes.push_back({{"node", node.id}, {"action", name_of(node.action)}});
    return {{"values", cell.values}, {"steps", to_json(cell.steps)}, {"calls", cell.calls}, {"nodes", std::move(nodes)}};
}

}  // namespace

int sweep_plan_command(const Registry& registry, const SweepArguments& arguments) {
    Cancel cancel;
    const InterruptGuard guard(cancel);
    try {
        set_threads(arguments.threads);
        const SweepTask task = sweep_task(registry, arguments).or_throw();
        Caches caches(cache_settings(arguments));
        task.prepared.files->hashes = &caches.hashes();
        task.prepared.files->cancel = cancel;
        std::vector<PlannedCell> cells = plan_cells(registry, task, caches);
        RunOptions options;
        options.compute = task.prepared.compute;
        options.files = task.prepared.files;
        options.cancel = cancel;
        StepPlanner planner(registry, caches, options);
        StepCount sum;
        int calls = 0;
        for (PlannedCell& cell : cells) {
            const std::map<std::string, StepCount> counted = planner.count(cell.graph, task.targets, cell.plan).or_throw();
            for (const auto& [id, steps] : counted) {
                cell.steps.walked += steps.walked;
                cell.steps.all += steps.all;
            }
            for (const auto& [id, one] : model_calls(registry, caches, options, cell.graph, counted).or_throw()) cell.calls += one;
            calls += cell.calls;
            sum.walked += cell.steps.walked;
            sum.all += cell.steps.all;
        }
        if (!arguments.json) {
            print(cells, sum, calls);
            return 0;
        }
        Json all = Json::array();
        for (const PlannedCell& cell : cells) all.push_back(to_json(cell));
        std::cout << json_text({{"cells", std::move(all)}, {"steps", to_json(sum)}, {"calls", calls}}, 2) << "\n";
        return 0;
    } catch (const Cancelled&) {
        std::cerr << "noiseloom: cancelled\n";
        return exit_status(Code::cancelled);
    } catch (const Failure& failure) {
        return fail(failure.error(), arguments.json);
    }
}

}  // namespace noiseloom
