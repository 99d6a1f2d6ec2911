// What is done about a trace's warnings, and from a step of it, as patches for the graph that the sampler lies in. Nothing here changes
// anything by itself.
#pragma once

#include <optional>
#include <vector>

#include "core/sweep.h"
#include "ui/model/edits.h"
#include "ui/model/graph_place.h"
#include "ui/trace/trace_figures.h"

namespace noiseloom {

struct TraceRemedy {
    QString label;
    Patch patch;
};

// Those that the graph has room for: none without a guider at the sampler, no lower scale where a wire sets it.
std::vector<TraceRemedy> remedies(const PlacedNode& sampler, const TraceWarning& warning);

// The scale of the guidance stays what it is before the step (from 0, of `steps`), and is half of it from there on. Empty where there is no such field.
Patch guide_otherwise(const PlacedNode& sampler, int step, int steps);
// The same in a second branch: copies of the sampler and of the guider with the scale, wired alike.
Patch fork_here(const PlacedNode& sampler, int step, int steps);
// The scale from the step on at several strengths, what is before left alone: the steps before are walked once for all. None where there is no such field.
std::optional<Axis> sweep_from(const PlacedNode& sampler, int step, int steps);
// "Look at a Step" as a node beside the sampler.
Patch keep_look(const PlacedNode& sampler, int step);

}  // namespace noiseloom
