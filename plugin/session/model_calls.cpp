#include "session/model_calls.h"

#include "diffusion/stepper.h"
#include "engine/program.h"

namespace noiseloom {
namespace {

// The output that says how a node steps; null: none.
const Feed* stepper_of(const Program& program, int node) {
    const NodeDef& def = *program.nodes[node].def;
    std::size_t input = 0;
    for (const Feed& feed : program.inputs_of(node))
        if (def.inputs()[input++].type == &type_of<Stepper>() && feed.is_wire()) return &feed;
    return nullptr;
}

}  // namespace

Result<std::map<std::string, int>> model_calls(const Registry& registry, Caches& caches, const RunOptions& options, const Graph& graph, const std::map<std::string, StepCount>& steps) {
    const Program program = bind_graph(std::make_shared<const Graph>(graph), registry);
    std::map<std::string, const Feed*> steppers;
    std::vector<std::string> targets;
    for (const auto& [id, count] : steps)
        if (const Feed* stepper = stepper_of(program, program.find(id))) {
            steppers[id] = stepper;
            targets.push_back(*program.nodes[stepper->node].id);
        }
    std::map<std::string, int> calls;
    if (targets.empty()) return calls;
    Executor executor(registry, caches);
    const RunResult result = run_now(executor, graph, targets, options);
    if (result.cancelled) throw Cancelled();
    if (!result.ok()) return result.errors.front();
    for (const auto& [id, stepper] : steppers)
        calls[id] = steps.at(id).walked * result.outputs.at(*program.nodes[stepper->node].id).at(static_cast<std::size_t>(stepper->output)).as<Stepper>().calls_per_step();
    return calls;
}

}  // namespace noiseloom
