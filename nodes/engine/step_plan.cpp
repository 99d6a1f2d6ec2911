#include "engine/step_plan.h"

#include <algorithm>

namespace noiseloom {
namespace {

// Of one sampler. No state is found, and none is kept.
class ToldKeys : public StepStore {
  public:
    Value find(const Key&) override { return {}; }
    void keep(const Key&, Value, double) override {}
    bool rehearses(std::span<const Key> keys) override {
        keys_.assign(keys.begin(), keys.end());
        return true;
    }
    std::vector<Key> take() { return std::move(keys_); }

  private:
    std::vector<Key> keys_;
};

}  // namespace

StepPlanner::StepPlanner(const Registry& registry, Caches& caches, RunOptions options)
    : registry_(registry), caches_(caches), options_(std::move(options)), executor_(registry, caches) {}

Result<StepPlanner::StepKeys> StepPlanner::rehearse(const Graph& graph, const std::vector<std::string>& targets, const std::vector<std::string>& rehearsed) {
    StepKeys keys;
    if (targets.empty()) return keys;
    std::map<std::string, ToldKeys> stores;
    RunOptions options;
    options.compute = options_.compute;
    options.files = options_.files;
    options.cancel = options_.cancel;
    for (const std::string& id : rehearsed) options.rehearsals[id] = &stores[id];
    const RunResult result = run_now(executor_, graph, targets, std::move(options));
    if (result.cancelled) throw Cancelled();
    if (!result.ok()) return result.errors.front();
    for (const std::string& id : targets)
        if (stores.contains(id)) keys[id] = stores[id].take();
    return keys;
}

Result<std::map<std::string, StepCount>> StepPlanner::count(const Graph& graph, const std::vector<std::string>& targets, const Plan& plan) {
    const Program program = bind_graph(std::make_shared<const Graph>(graph), registry_);
    const Keys keys = keys_of(program, {options_.compute, options_.files.get(), &caches_.digests()});
    const Plan fresh = noiseloom::plan(program, keys, targets, Caches());
    std::vector<std::string> samplers, unknown, walking;   // all; without a result in the caches; those that will run
    for (int node = 0; node < program.size(); ++node) {
        const BoundNode& bound = program.nodes[node];
        if (!bound.def || !bound.def->has_steps() || fresh.nodes[node].action != Action::run) continue;
        samplers.push_back(*bound.id);
        bool is_kept = !keys.is_volatile[node];
        for (std::size_t i = 0; i < bound.def->outputs().size(); ++i)
            is_kept = is_kept && caches_.peek(keys.outputs[static_cast<std::size_t>(bound.first_output) + i], *bound.def->outputs()[i].type);
        if (!is_kept) unknown.push_back(*bound.id);
        if (plan.nodes[node].action == Action::run) walking.push_back(*bound.id);
    }
    NL_TRY(StepKeys steps, rehearse(graph, walking, unknown));
    std::map<std::string, StepCount> counts;
    for (const std::string& id : walking) {
        const std::vector<Key>& states = steps[id];
        const int all = static_cast<int>(states.size()) - 1;
        if (all < 1) continue;   // no steps
        int done = all;
        while (done > 0 && !promised_.contains(states[static_cast<std::size_t>(done)]) && !caches_.memory().peek(states[static_cast<std::size_t>(done)])) --done;
        counts[id] = {all - done, all};
        promised_.insert(states.begin() + 1, states.end());
    }
    std::erase_if(samplers, [&](const std::string& id) { return std::find(walking.begin(), walking.end(), id) != walking.end(); });
    if (samplers.empty()) return counts;
    std::vector<std::string> everything = samplers;
    everything.insert(everything.end(), walking.begin(), walking.end());
    NL_TRY(StepKeys others, rehearse(graph, samplers, everything));
    for (const std::string& id : samplers)
        if (others[id].size() > 1) counts[id] = {0, static_cast<int>(others[id].size()) - 1};
    return counts;
}

}  // namespace noiseloom
