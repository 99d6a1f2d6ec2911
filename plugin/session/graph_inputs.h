// Inputs of a graph by the type that their declarations give them: all seeds, all files.
#pragma once

#include <cstdint>
#include <string>

#include "core/graph.h"
#include "core/registry.h"
#include "engine/file_roots.h"

namespace noiseloom {

// Calls visit(node id, node, declaration of the input) for every input of type T.
template <class T, class Visit>
void for_each_input(const Graph& graph, const Registry& registry, Visit visit) {
    for (const auto& [id, node] : graph.nodes) {
        const NodeDef* def = registry.find(node.type);
        if (!def) continue;
        for (const InputDecl& input : def->inputs())
            if (input.type == &type_of<T>()) visit(id, node, input);
    }
}

bool is_linked(const Node& node, const std::string& input);
Json literal_or_default(const Node& node, const InputDecl& input);   // of an input that is not linked

// A file that the user typed as the value of an input may be read by the workflow: that is the permission. Other inputs' values are left alone.
void grant_file(const Graph& graph, const Registry& registry, const std::string& node, const std::string& input, const Json& value, FileRoots& files);

// Adds `offset` to every seed that is typed in (not connected): the pictures of --count.
Graph with_seed_offset(Graph graph, const Registry& registry, std::uint64_t offset);

}  // namespace noiseloom
