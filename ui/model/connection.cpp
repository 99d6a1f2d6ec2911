#include "ui/model/connection.h"

#include <algorithm>
#include <map>

#include <QCoreApplication>

#include "core/reach.h"
#include "ui/model/node_texts.h"

namespace noiseloom {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Connection)
};

bool is_wire_only(const InputDecl& input) { return !input.type->from_json; }
bool is_required(const InputDecl& input) { return !input.is_optional && input.value.is_null(); }


}  // namespace

const NodeDef* def_of(const Graph& graph, const Declarations& declarations, const std::string& id) {
    const auto found = graph.nodes.find(id);
    return found == graph.nodes.end() ? nullptr : declarations.find(found->second.type);
}

std::optional<QString> refusal(const Graph& graph, const Declarations& declarations, const Link& from, const std::string& node, const std::string& input) {
    if (from.node == node) return Words::tr("A node cannot feed itself.");
    const NodeDef* target = def_of(graph, declarations, node);
    const InputDecl* decl = target ? target->input(input) : nullptr;
    if (!decl) return Words::tr("This node's type is unknown here, so nothing can be connected to it.");
    const TypeInfo* type = type_of_output(graph, declarations, from);
    if (!type) return Words::tr("The type of this output is unknown here.");
    if (!declarations.registry().accepts(*type, *decl->type))
        return Words::tr("This gives “%1”, and the input “%2” takes “%3”.").arg(spaced_text(type->name), field_label(*decl), spaced_text(decl->type->name));
    if (depends_on(graph, from.node, node)) return Words::tr("This would close a loop: the output is made from this very node.");
    return {};
}

bool depends_on(const Graph& graph, const std::string& from, const std::string& node) { return upstream_of(graph, from).contains(node); }

std::set<std::string> upstream_of(const Graph& graph, const std::string& node) {
    const auto found = reached(graph, std::span(&node, 1), Way::upstream);
    return {found.begin(), found.end()};
}

std::set<std::string> downstream_of(const Graph& graph, const std::string& node) {
    const auto found = reached(graph, std::span(&node, 1), Way::downstream);
    return {found.begin(), found.end()};
}

std::vector<Bridge> bridges(const Declarations& declarations, const TypeInfo& from, const TypeInfo& to, std::size_t most) {
    std::vector<std::pair<std::size_t, Bridge>> found;   // by how many further wires it needs
    for (const NodeDef* def : declarations.all()) {
        const auto ins = inputs_for(*def, declarations, from);
        const auto outs = outputs_for(*def, declarations, to);
        if (ins.empty() || outs.empty() || is_wire_only(*def->input(ins.front())) != !from.from_json) continue;
        const auto further = std::count_if(def->inputs().begin(), def->inputs().end(),
                                           [&](const InputDecl& input) { return input.name != ins.front() && is_required(input); });
        found.push_back({static_cast<std::size_t>(further), {def, ins.front(), outs.front()}});
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<Bridge> best;
    for (const auto& [further, bridge] : found)
        if (best.size() < most) best.push_back(bridge);
    return best;
}

std::vector<std::string> inputs_for(const NodeDef& def, const Declarations& declarations, const TypeInfo& type) {
    std::vector<std::pair<int, std::string>> found;
    for (const InputDecl& input : def.inputs())
        if (declarations.registry().accepts(type, *input.type))
            found.push_back({(input.type == &type ? 0 : 4) + (is_required(input) ? 0 : 2) + (is_wire_only(input) ? 0 : 1), input.name});
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::string> names;
    for (auto& [rank, name] : found) names.push_back(std::move(name));
    return names;
}

std::vector<std::string> outputs_for(const NodeDef& def, const Declarations& declarations, const TypeInfo& type) {
    std::vector<std::string> same, converted;
    for (const OutputDecl& output : def.outputs()) {
        if (output.type == &type) same.push_back(output.name);
        else if (declarations.registry().accepts(*output.type, type)) converted.push_back(output.name);
    }
    same.insert(same.end(), converted.begin(), converted.end());
    return same;
}

const TypeInfo* type_of_output(const Graph& graph, const Declarations& declarations, const Link& link) {
    const NodeDef* def = def_of(graph, declarations, link.node);
    const OutputDecl* output = def ? def->output(link.output) : nullptr;
    return output ? output->type : nullptr;
}

}  // namespace noiseloom
