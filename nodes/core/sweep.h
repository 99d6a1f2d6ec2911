// One graph at many values of one or two of its inputs. All runs share the caches of one executor, and so whatever the value does not
// change: nodes, and a sampler's steps up to the first that reads it.
#pragma once

#include "core/graph.h"
#include "core/declarations.h"

namespace noiseloom {

struct Axis {
    std::string node, input;     // id and name
    std::vector<Json> values;    // at least one; each is one that the input takes
};

// "cfg.scale=1,2,4.5": the values between commas, each as --set would read it; "cfg.scale=1..9:5": five of them, evenly from 1 to 9;
// "cfg.scale=[2, {\"curve\": [[0, 2], [1, 6]]}]": a JSON list, for values with commas of their own, or one JSON object. Errors (usage).
Result<Axis> parse_axis(std::string_view text, const Graph& graph, const Declarations& declarations);

// The same as such a text: "cfg-7k2q.scale=[1,2,4.5]".
std::string axis_text(const Axis& axis);

// What a workflow file says under "sweep" (Workflow::unknown), each text as the command line takes it:
// {"axes": ["cfg-7k2q.scale=[1,2,4.5]"], "targets": ["decode-a1b2"]}. It is what `noiseloom sweep` does when no axis is named.
struct SweepSettings {
    std::vector<std::string> axes, targets;
};
inline constexpr const char* sweep_key = "sweep";
Result<SweepSettings> sweep_settings(const Json& json);   // of null: empty. Error (bad_workflow).
Json to_json(const SweepSettings& settings);

// A value for people, in a label: texts as they are, a file's name, a curve's knots.
std::string value_label(const Json& value);
// "cfg.scale" for "cfg-7k2q.scale", unless another node of the graph has the same slug.
std::string short_name(std::string_view name, const Graph& graph);

// The graph with the axes' inputs at these values; `at` has an index for every axis.
Graph graph_at(Graph graph, const std::vector<Axis>& axes, const std::vector<std::size_t>& at);

}  // namespace noiseloom
