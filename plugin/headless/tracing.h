// `noiseloom run --trace FILE`: what guidance did in every sampler of a run, as JSON.
#pragma once

#include "engine/executor.h"

namespace noiseloom {

// The samplers on the way to these targets (empty: to what the engine would choose) and those targets: what is to be computed so that
// every trace is among the outputs. Error (usage) if there is no sampler.
Result<std::vector<std::string>> targets_with_traces(const Graph& graph, const Registry& registry, std::vector<std::string> targets);

// {"sample-8x2k": {"steps": [...], "warnings": [...]}, ...}: of every node among the outputs that gives a trace. Error (disk).
Result<void> write_traces(const std::filesystem::path& file, const RunResult& result);

}  // namespace noiseloom
