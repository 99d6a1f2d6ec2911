// What a sweep is to do, before anything runs: its axes, and which nodes give its pictures and numbers.
#pragma once

#include "core/sweep.h"
#include "headless/prepare.h"

namespace noiseloom {

// An output of a node.
struct OutputPlace {
    std::string node;
    std::size_t output = 0;
    std::string name = {};   // of the output
};

struct SweepTask {
    Prepared prepared;
    std::vector<Axis> axes;                   // one or two
    SweepSettings settings;                   // the same for the file of the grid
    std::vector<std::string> targets;         // ids, in flat graphs, of what is computed at every place, with the samplers for their traces
    std::optional<OutputPlace> pictures;
    std::vector<OutputPlace> numbers;

    const Graph& graph() const { return prepared.source.workflow.graph; }
    Workflow workflow_at(const std::vector<std::size_t>& place) const;
    Graph flat_graph_at(const std::vector<std::size_t>& place, const Registry& registry) const;   // what is run there
    std::size_t columns() const { return axes[0].values.size(); }
    std::size_t rows() const { return axes.size() > 1 ? axes[1].values.size() : 1; }
    // Indexes along the axes, the first axis fastest: it runs from left to right.
    std::vector<std::vector<std::size_t>> places() const;
    // "cfg-7k2q.scale = 4, sample-a1b2.seed = 1"
    std::string name_of(const std::vector<std::size_t>& place) const;
};

// Axes and targets are those of the arguments, or else the workflow's own. Every place has been validated. Errors (usage, bad_workflow).
Result<SweepTask> sweep_task(const Registry& registry, const SweepArguments& arguments);

}  // namespace noiseloom
