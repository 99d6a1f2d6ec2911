// Terms come and go from step to step: their names tell them apart.
#pragma once

#include "diffusion/trace.h"

namespace noiseloom {

// In the order in which they first come.
std::vector<std::string> term_names(const Trace& trace);

// Its index in the step.
std::optional<std::size_t> find_term(const TraceStep& step, const std::string& name);

}  // namespace noiseloom
