// Nodes into a subgraph, and out of it again: edits that leave what a run computes as it was.
#pragma once

#include "core/declarations.h"
#include "core/patch.h"

namespace noiseloom {

// Replaces nodes of a scope by one node of a new definition `name`. Wires that cross become its inputs (one for each output
// that they come from, named like the first socket fed) and outputs; so do fields of the form and sockets of the scope that lead to the nodes.
// An error if a node outside stands between two of them, or the name is taken.
Result<Patch> make_subgraph(const Workflow& workflow, const std::string& scope, std::span<const std::string> ids, const std::string& name);

// Puts the nodes of a subgraph in the place of the node `id`, with fresh ids where theirs are taken. A definition that nothing else uses goes.
Result<Patch> expand_subgraph(const Workflow& workflow, const std::string& scope, const std::string& id, const Declarations& declarations);

// A definition, with those that it needs, as a workflow of its own that has one node of it: it can be run, and its subgraph taken into
// another workflow as by pasting that node: renumbered(copy_nodes(file, ids), workflow, scope).
Result<Workflow> subgraph_file(const Workflow& workflow, const std::string& name);

}  // namespace noiseloom
