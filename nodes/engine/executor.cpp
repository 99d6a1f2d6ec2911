#include "engine/executor.h"

#include "engine/scheduler.h"

namespace noiseloom {

Result<Value> RunResult::output(const Registry& registry, const Graph& graph, const std::string& node, std::string_view name) const {
    if (cancelled) return Error{Code::cancelled, "the run was cancelled", "", "", "", ""};
    const auto values = outputs.find(node);
    const auto found = graph.nodes.find(node);
    const NodeDef* def = found == graph.nodes.end() ? nullptr : registry.find(found->second.type);
    const std::size_t index = def ? def->output_index(name) : NodeDef::npos;
    if (values != outputs.end() && index < values->second.size() && values->second[index]) return values->second[index];
    if (!errors.empty()) return errors.front();
    return Error{Code::bad_workflow, "'" + node + "' has no output '" + std::string(name) + "'", "", node, std::string(name), ""};
}

Executor::Executor(const Registry& registry, Caches& caches, ExecutorSettings settings)
    : scheduler_(std::make_shared<Scheduler>(registry, caches, settings)) {}

Executor::~Executor() { scheduler_->shut_down(); }

std::shared_ptr<RunHandle> Executor::start(std::shared_ptr<const Graph> graph, std::vector<std::string> targets, RunOptions options) {
    return scheduler_->start(std::move(graph), std::move(targets), std::move(options));
}

RunResult run_now(Executor& executor, const Graph& graph, std::vector<std::string> targets, RunOptions options) {
    // The graph outlives the run, which is over when wait() returns.
    const std::shared_ptr<const Graph> borrowed(std::shared_ptr<const Graph>(), &graph);
    return executor.start(borrowed, std::move(targets), std::move(options))->wait();
}

}  // namespace noiseloom
