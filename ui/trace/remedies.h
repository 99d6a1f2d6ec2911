// What is done about a trace's warnings, and from a step of it, as patches. Pure: nothing here changes anything by itself.
#pragma once

#include <vector>

#include "core/declarations.h"
#include "core/workflow.h"
#include "ui/model/edits.h"
#include "ui/trace/trace_figures.h"

namespace noiseloom {

struct TraceRemedy {
    QString label;
    Patch patch;
};

// Those that the graph has room for: none without a guider at the sampler, no lower scale where a wire sets it.
std::vector<TraceRemedy> remedies(const Workflow& workflow, const Declarations& declarations, const std::string& sampler, const TraceWarning& warning);

// The scale of the guidance stays what it is before the step (from 0, of `steps`), and is half of it from there on. Empty where there is no such field.
Patch guide_otherwise(const Graph& graph, const Declarations& declarations, const std::string& sampler, int step, int steps);
// The same in a second branch: copies of the sampler and of the guider with the scale, wired alike.
Patch fork_here(const Workflow& workflow, const Declarations& declarations, const std::string& sampler, int step, int steps);
// "Look at a Step" in the document, beside the sampler.
Patch keep_look(const Workflow& workflow, const Declarations& declarations, const std::string& sampler, int step);

}  // namespace noiseloom
