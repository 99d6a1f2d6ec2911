#include "engine/graph_inputs.h"

#include <algorithm>

namespace noiseloom {

bool is_fed(const Subgraph& subgraph, const InputPlace& place) {
    return std::any_of(subgraph.inputs.begin(), subgraph.inputs.end(),
                       [&](const SubgraphInput& input) { return std::find(input.feeds.begin(), input.feeds.end(), place) != input.feeds.end(); });
}

bool is_linked(const Node& node, const std::string& input) {
    const auto found = node.inputs.find(input);
    return found != node.inputs.end() && link_of(found->second);
}

Json literal_or_default(const Node& node, const InputDecl& input) {
    const auto found = node.inputs.find(input.name);
    return found == node.inputs.end() ? input.value : std::get<Json>(found->second);
}

void grant_file(const Graph& graph, const Declarations& declarations, const std::string& node, const std::string& input, const Json& value, FileRoots& files) {
    const auto found = graph.nodes.find(node);
    const NodeDef* def = found == graph.nodes.end() ? nullptr : declarations.find(found->second.type);
    const InputDecl* decl = def ? def->input(input) : nullptr;
    if (!decl || decl->type != &type_of<FileRef>()) return;
    if (const auto file = ValueType<FileRef>::from_json(value)) files.grant(file->name);
}

Workflow with_seed_offset(Workflow workflow, const Registry& registry, std::uint64_t offset) {
    Workflow moved = workflow;
    for_each_input_in<Seed>(workflow, registry, [&](const std::string& scope, const std::string& id, const Node& node, const InputDecl& input) {
        if (is_linked(node, input.name)) return;
        Graph& graph = scope.empty() ? moved.graph : moved.subgraphs[scope].graph;
        if (const auto seed = ValueType<Seed>::from_json(literal_or_default(node, input)))
            graph.nodes[id].inputs[input.name] = Input(Json(seed->number + offset));
    });
    return moved;
}

}  // namespace noiseloom
