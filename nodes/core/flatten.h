// A workflow without subgraphs: the form that is bound, planned and run.
//
// In the place of a node "glow-7k2q" of a subgraph stand the nodes of its definition, as "glow-7k2q/blur-1" and, nested, "glow-7k2q/inner-2/mix-3".
// Such ids are in flat graphs only, never in files; events and errors of a run name nodes by them. Ids are in no cache
// key, so equal work of two subgraphs is done once.
//
// A muted subgraph stays as one muted node. A bypassed one stays too, bypassed and without inputs, for what asks it for something that it cannot pass on.
#pragma once

#include "core/declarations.h"
#include "core/workflow.h"

namespace noiseloom {

struct FlatGraph {
    Graph graph;
    // What the outputs of each opened or bypassed subgraph are, as declared: by its path. Null JSON: nothing.
    std::map<std::string, std::vector<Input>> subgraphs;
};

// Subgraphs that cannot be opened (unknown, or containing themselves) stay as nodes that nothing can run. An error if the flat graph
// would exceed the limits of a workflow.
Result<FlatGraph> flattened(const Graph& graph, const Declarations& declarations);
Result<FlatGraph> flattened(const Workflow& workflow, const Registry& registry);

// A node of a workflow by its path: the definition that it is written in (empty: the workflow's own graph), and its id there. None: no such node.
struct NodePlace {
    std::string scope, id;
};
std::optional<NodePlace> node_place(const Workflow& workflow, std::string_view path);

// Targets by id or path; in the place of a subgraph the nodes that its outputs come from, and those in it that write or show something.
std::vector<std::string> flat_targets(const FlatGraph& flat, const Registry& registry, const std::vector<std::string>& targets);

}  // namespace noiseloom
