#include "ui/model/field_edit.h"

#include <QCoreApplication>

#include "ui/fields/field_kind.h"
#include "ui/model/looks.h"

namespace noiseloom {

const Link* link_to(const Graph& graph, const std::string& node, const std::string& input) {
    const auto found = graph.nodes.find(node);
    if (found == graph.nodes.end()) return nullptr;
    const auto set = found->second.inputs.find(input);
    return set == found->second.inputs.end() ? nullptr : link_of(set->second);
}

Json literal_of(const Graph& graph, const std::string& node, const std::string& input) {
    const auto found = graph.nodes.find(node);
    if (found == graph.nodes.end()) return {};
    const auto set = found->second.inputs.find(input);
    if (set == found->second.inputs.end()) return {};
    const Json* literal = std::get_if<Json>(&set->second);
    return literal ? *literal : Json();
}

Result<void> set_field(const GraphPlace& place, const std::vector<std::string>& nodes, const InputDecl& input, const Json& value, bool is_final) {
    Patch patch;
    QString merge = "field";
    for (const std::string& node : nodes) {
        merge += ' ' + QString::fromStdString(node + '.' + input.name);
        const bool is_default = value.is_null() || value == input.value;
        const Json now = literal_of(place.graph(), node, input.name);
        if (is_default ? now.is_null() && !link_to(place.graph(), node, input.name) : now == value) continue;
        patch.operations.push_back(SetInput{node, input.name, is_default ? std::nullopt : std::optional<Input>(value)});
    }
    const auto done = place.apply(patch, EditorDocument::tr("Set %1").arg(field_label(input)), merge);
    if (is_final) place.end_merge();
    return done;
}

QString node_title(const GraphPlace& place, const std::string& node) {
    if (const QString title = node_look(place.view(), node).title; !title.isEmpty()) return library_text(title.toStdString());
    const auto found = place.graph().nodes.find(node);
    if (found == place.graph().nodes.end()) return QString::fromStdString(node);
    const NodeDef* def = place.document().declaration(found->second.type);
    return def ? def_title(*def) : QString::fromStdString(found->second.type);
}

QString path_title(EditorDocument& document, const std::string& path) {
    QStringList titles;
    for (std::size_t end = 0; end != std::string::npos;) {
        end = path.find('/', end + 1);
        const auto placed = placed_node(document, path.substr(0, end));
        if (!placed) return QString::fromStdString(path);
        titles << node_title(placed->place, placed->id);
    }
    return titles.join(" / ");
}

Result<void> set_node_title(const GraphPlace& place, const std::string& node, const QString& title) {
    if (title == node_title(place, node)) return {};
    return place.apply({{set_title(node, title)}}, EditorDocument::tr("Rename Node"));
}

}  // namespace noiseloom
