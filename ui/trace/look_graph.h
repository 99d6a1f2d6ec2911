// Graphs that show a step of a run: that of the run with a "Look at a Step" wired to it. Pure.
#pragma once

#include <optional>

#include "core/graph.h"
#include "core/declarations.h"

namespace noiseloom {

// The trace of a node: its output of that type, or empty.
std::string trace_output(const Declarations& declarations, const Node& node);
// Nodes of the graph that have one, in the order of a run.
std::vector<std::string> traced_nodes(const Graph& graph, const Declarations& declarations);

// A node that looks at a step (from 1) of the run of `sampler`, wired to the guider of that run and to the autoencoder that decodes it, or
// else to one that the run is made with. None: the sampler has no guider, or the registry no such node.
std::optional<Node> look_node(const Graph& graph, const Declarations& declarations, const std::string& sampler, int step);

// `count` of the steps 0 .. steps - 1, evenly, the first and the last among them.
std::vector<int> even_steps(int steps, int count);

}  // namespace noiseloom
