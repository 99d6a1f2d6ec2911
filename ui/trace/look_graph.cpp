#include "ui/trace/look_graph.h"

#include "core/reach.h"
#include "core/validate.h"

namespace noiseloom {
namespace {

constexpr const char* look_type = "trace.look";

const Link* link_of_type(const Declarations& declarations, const Node& node, std::string_view type) {
    const NodeDef* def = declarations.find(node.type);
    if (!def) return nullptr;
    for (const InputDecl& input : def->inputs())
        if (const auto found = node.inputs.find(input.name); input.type->name == type && found != node.inputs.end())
            if (const Link* link = link_of(found->second)) return link;
    return nullptr;
}

const OutputDecl* output_of_type(const Declarations& declarations, const Node& node, std::string_view type) {
    const NodeDef* def = declarations.find(node.type);
    if (!def) return nullptr;
    for (const OutputDecl& output : def->outputs())
        if (output.type->name == type) return &output;
    return nullptr;
}

std::optional<Link> autoencoder_of(const Graph& graph, const Declarations& declarations, const std::string& sampler) {
    for (const std::string& id : reached(graph, std::span(&sampler, 1), Way::downstream))
        if (const Link* link = link_of_type(declarations, graph.nodes.at(id), "autoencoder")) return *link;
    for (const std::string& id : reached(graph, std::span(&sampler, 1), Way::upstream))
        if (const OutputDecl* output = output_of_type(declarations, graph.nodes.at(id), "autoencoder")) return Link{id, output->name};
    return {};
}

}  // namespace

std::string trace_output(const Declarations& declarations, const Node& node) {
    const OutputDecl* output = output_of_type(declarations, node, "trace");
    return output ? output->name : "";
}

std::vector<std::string> traced_nodes(const Graph& graph, const Declarations& declarations) {
    std::vector<std::string> found;
    for (const std::string& id : topological_order(graph))
        if (!trace_output(declarations, graph.nodes.at(id)).empty()) found.push_back(id);
    return found;
}

std::optional<Node> look_node(const Graph& graph, const Declarations& declarations, const std::string& sampler, int step) {
    const NodeDef* def = declarations.find(look_type);
    const auto found = graph.nodes.find(sampler);
    if (!def || found == graph.nodes.end()) return {};
    const Link* guider = link_of_type(declarations, found->second, "guider");
    const std::string trace = trace_output(declarations, found->second);
    if (!guider || trace.empty()) return {};
    Node look{look_type, def->version(), false, {{"trace", Link{sampler, trace}}, {"guider", *guider}, {"step", Json(step)}}};
    if (const auto autoencoder = autoencoder_of(graph, declarations, sampler)) look.inputs["autoencoder"] = *autoencoder;
    return look;
}

std::vector<int> even_steps(int steps, int count) {
    std::vector<int> chosen;
    count = std::min(steps, count);
    for (int i = 0; i < count; ++i) chosen.push_back(count == 1 ? 0 : (i * (steps - 1) + (count - 1) / 2) / (count - 1));
    return chosen;
}

}  // namespace noiseloom
