// Inputs of a graph by the type that their declarations give them: all seeds, all files.
#pragma once

#include <cstdint>
#include <string>

#include "core/declarations.h"
#include "core/workflow.h"
#include "engine/file_roots.h"

namespace noiseloom {

// Calls visit(node id, node, declaration of the input) for every input of type T.
template <class T, class Visit>
void for_each_input(const Graph& graph, const Declarations& declarations, Visit visit) {
    for (const auto& [id, node] : graph.nodes) {
        const NodeDef* def = declarations.find(node.type);
        if (!def) continue;
        for (const InputDecl& input : def->inputs())
            if (input.type == &type_of<T>()) visit(id, node, input);
    }
}

bool is_fed(const Subgraph& subgraph, const InputPlace& place);   // from outside

// The same in subgraphs too, of inputs that they do not take from outside: visit(scope, node id, node, declaration).
template <class T, class Visit>
void for_each_input_in(const Workflow& workflow, const Registry& registry, Visit visit) {
    const Declarations declarations(registry, workflow.subgraphs);
    for_each_input<T>(workflow.graph, declarations, [&](const std::string& id, const Node& node, const InputDecl& input) { visit(std::string(), id, node, input); });
    for (const auto& [name, subgraph] : workflow.subgraphs)
        for_each_input<T>(subgraph.graph, declarations, [&, &name = name, &subgraph = subgraph](const std::string& id, const Node& node, const InputDecl& input) {
            if (!is_fed(subgraph, {id, input.name})) visit(name, id, node, input);
        });
}

bool is_linked(const Node& node, const std::string& input);
Json literal_or_default(const Node& node, const InputDecl& input);   // of an input that is not linked

// A file that the user typed as the value of an input may be read by the workflow: that is the permission. Other inputs' values are left alone.
void grant_file(const Graph& graph, const Declarations& declarations, const std::string& node, const std::string& input, const Json& value, FileRoots& files);

// Adds `offset` to every seed that is typed in (not connected), in subgraphs too: the pictures of --count.
Workflow with_seed_offset(Workflow workflow, const Registry& registry, std::uint64_t offset);

}  // namespace noiseloom
