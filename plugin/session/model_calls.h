// How often samplers ask their models, as far as their methods tell it before.
#pragma once

#include <map>

#include "engine/executor.h"
#include "engine/step_plan.h"

namespace noiseloom {

// Calls of the guided model in the steps that are walked (Stepper::calls_per_step): Heun's are twice Euler's. The last step may take fewer, and
// a method that measures its own error more. By sampler; of one without a Stepper nothing is told. Errors: of the nodes that had to run. Throws
// Cancelled.
Result<std::map<std::string, int>> model_calls(const Registry& registry, Caches& caches, const RunOptions& options, const Graph& graph, const std::map<std::string, StepCount>& steps);

}  // namespace noiseloom
