#include "ui/host/made_pictures.h"

#include <algorithm>
#include <set>

#include "core/flatten.h"

namespace noiseloom {
namespace {

// Where an output of the graph comes from once subgraphs are opened.
std::optional<Link> flat_link(const FlatGraph& flat, const Declarations& declarations, const Graph& graph, const Link& link) {
    const auto opened = flat.subgraphs.find(link.node);
    if (opened == flat.subgraphs.end()) return link;
    const auto node = graph.nodes.find(link.node);
    const NodeDef* def = node == graph.nodes.end() ? nullptr : declarations.find(node->second.type);
    const std::size_t index = def ? def->output_index(link.output) : NodeDef::npos;
    if (index >= opened->second.size()) return std::nullopt;
    const Link* inner = link_of(opened->second[index]);
    return inner ? std::optional(*inner) : std::nullopt;
}

bool is_saving(const NodeDef& def) {
    return std::any_of(def.inputs().begin(), def.inputs().end(), [](const InputDecl& input) { return input.file == FileKind::output; });
}

}  // namespace

Result<std::vector<MadePicture>> made_pictures(const EditorDocument& document) {
    const Declarations& declarations = document.declarations();
    const Graph& graph = document.graph();
    NL_TRY(const FlatGraph flat, flattened(graph, declarations));
    std::vector<MadePicture> found;
    std::set<std::pair<std::string, std::string>> read_on;
    const auto add = [&](const Link& link) {
        const auto node = graph.nodes.find(link.node);
        const NodeDef* def = node == graph.nodes.end() || node->second.mute ? nullptr : declarations.find(node->second.type);
        const OutputDecl* output = def ? def->output(link.output) : nullptr;
        if (!output || output->type->name != "images") return;
        const auto flat_one = flat_link(flat, declarations, graph, link);
        if (flat_one && std::none_of(found.begin(), found.end(), [&](const MadePicture& one) { return one.path == flat_one->node && one.output == flat_one->output; })) found.push_back({flat_one->node, flat_one->output});
    };
    for (const auto& [id, node] : graph.nodes) {
        if (node.mute) continue;
        const NodeDef* def = declarations.find(node.type);
        for (const auto& [name, input] : node.inputs)
            if (const Link* link = link_of(input)) {
                read_on.insert({link->node, link->output});
                if (def && is_saving(*def)) add(*link);
            }
    }
    if (found.empty())
        for (const auto& [id, node] : graph.nodes)
            if (const NodeDef* def = declarations.find(node.type))
                for (const OutputDecl& output : def->outputs())
                    if (!read_on.contains({id, output.name})) add({id, output.name});
    if (found.empty()) return Error{Code::bad_workflow, "this workflow makes no picture", "Add 'Decode Latent' and 'Save Image' at its end.", "", "", ""};
    return found;
}

}  // namespace noiseloom
