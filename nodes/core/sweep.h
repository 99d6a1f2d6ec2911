// One graph at many values of one or two of its inputs. All runs share the caches of one executor, and so whatever the value does not
// change: nodes, and a sampler's steps up to the first that reads it.
#pragma once

#include "core/graph.h"
#include "core/registry.h"

namespace noiseloom {

struct Axis {
    std::string node, input;     // id and name
    std::vector<Json> values;    // at least one; each is one that the input takes
};

// "cfg.scale=1,2,4.5": the values between commas, each as --set would read it; "cfg.scale=1..9:5": five of them, evenly from 1 to 9;
// "cfg.scale=[2, {\"curve\": [[0, 2], [1, 6]]}]": a JSON list, for values with commas of their own, or one JSON object. Errors (usage).
Result<Axis> parse_axis(std::string_view text, const Graph& graph, const Registry& registry);

// The graph with the axes' inputs at these values; `at` has an index for every axis.
Graph graph_at(Graph graph, const std::vector<Axis>& axes, const std::vector<std::size_t>& at);

}  // namespace noiseloom
