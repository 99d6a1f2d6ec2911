#include "session/graph_inputs.h"

namespace noiseloom {

bool is_linked(const Node& node, const std::string& input) {
    const auto found = node.inputs.find(input);
    return found != node.inputs.end() && link_of(found->second);
}

Json literal_or_default(const Node& node, const InputDecl& input) {
    const auto found = node.inputs.find(input.name);
    return found == node.inputs.end() ? input.value : std::get<Json>(found->second);
}

void grant_file(const Graph& graph, const Registry& registry, const std::string& node, const std::string& input, const Json& value, FileRoots& files) {
    const auto found = graph.nodes.find(node);
    const NodeDef* def = found == graph.nodes.end() ? nullptr : registry.find(found->second.type);
    const InputDecl* decl = def ? def->input(input) : nullptr;
    if (!decl || decl->type != &type_of<FileRef>()) return;
    if (const auto file = ValueType<FileRef>::from_json(value)) files.grant(file->name);
}

Graph with_seed_offset(Graph graph, const Registry& registry, std::uint64_t offset) {
    Graph moved = graph;
    for_each_input<Seed>(graph, registry, [&](const std::string& id, const Node& node, const InputDecl& input) {
        if (is_linked(node, input.name)) return;
        if (const auto seed = ValueType<Seed>::from_json(literal_or_default(node, input)))
            moved.nodes[id].inputs[input.name] = Input(Json(seed->number + offset));
    });
    return moved;
}

}  // namespace noiseloom
