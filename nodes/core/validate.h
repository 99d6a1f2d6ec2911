// What keeps a graph from running, said node by node.
//
// All algorithms are iterative: a chain of 100,000 nodes needs no more stack than one of ten.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/graph.h"
#include "core/declarations.h"
#include "core/workflow.h"

namespace noiseloom {

// Every error names its node, and its socket where one is to blame, sorted by node: types and versions
// that are not known, inputs that do not exist or have no value, wires from nothing or of the wrong
// type or from a muted node where something is needed, fields out of range, cycles. Muted nodes are not looked at. With targets only they and what they depend on are looked at.
std::vector<Error> validate(const Graph& graph, const Declarations& declarations, std::span<const std::string> targets = {});
// The same of a workflow and of what is inside its subgraphs, whose nodes are named by their paths ("glow-7k2q/blur-1"), also as targets.
std::vector<Error> validate(const Workflow& workflow, const Registry& registry, std::span<const std::string> targets = {});

// Of a required input of `node` that the muted node `source` is connected to.
Error fed_by_muted(const std::string& node, const InputDecl& decl, const std::string& source);

// Rewrites nodes of older versions as those of today. Nodes of unknown type or of a newer version stay
// as they are (validate() reports them). An error if a version can no longer be read.
Result<Graph> upgraded(Graph graph, const Registry& registry);
Result<Workflow> upgraded(Workflow workflow, const Registry& registry);

// The targets and all that they depend on (all nodes if there are none), inputs before users, each
// node once, the same for equal graphs. On a cycle one wire is ignored; wires from nothing are too, and those
// of muted nodes.
std::vector<std::string> topological_order(const Graph& graph, std::span<const std::string> targets = {});

}  // namespace noiseloom
