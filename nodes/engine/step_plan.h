// How many steps the samplers of a graph would walk, told before they do.
//
// A plan alone cannot know: the keys of steps are made of what guiders read. So the graph is run as far as its samplers need it (models
// are loaded, prompts encoded), and a sampler that would run tells the keys of its steps and walks none. What the memory cache holds
// of them counts as walked, and so does what earlier plans of the same StepPlanner will have walked: the cells of a sweep, say.
#pragma once

#include <map>

#include "engine/executor.h"
#include "engine/plan.h"

namespace noiseloom {

struct StepCount {
    int walked = 0;   // 0 where the sampler's result is reused
    int all = 0;      // of a run without any cache
};

class StepPlanner {
  public:
    // Both must outlive it. Of the options, compute, files and cancel count.
    StepPlanner(const Registry& registry, Caches& caches, RunOptions options);

    // By id, of the samplers that `targets` need. `plan` is that of the same graph and targets, made before anything of it was run; of samplers
    // behind lazy inputs nothing is told. Errors: of the nodes that had to run. Throws Cancelled.
    Result<std::map<std::string, StepCount>> count(const Graph& graph, const std::vector<std::string>& targets, const Plan& plan);

  private:
    using StepKeys = std::map<std::string, std::vector<Key>>;   // by sampler, of the states after 0, 1, ... steps
    Result<StepKeys> rehearse(const Graph& graph, const std::vector<std::string>& targets, const std::vector<std::string>& rehearsed);

    const Registry& registry_;
    Caches& caches_;
    RunOptions options_;
    Executor executor_;
    std::unordered_set<Key> promised_;
};

}  // namespace noiseloom
