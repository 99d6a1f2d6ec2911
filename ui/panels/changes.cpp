#include "ui/panels/changes.h"

#include <QCoreApplication>

#include "core/patch.h"
#include "core/sweep.h"
#include "ui/model/node_texts.h"
#include "ui/model/looks.h"

namespace noiseloom {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Changes)
};

QString title(const Workflow& workflow, const Declarations& declarations, const std::string& id) {
    if (const QString given = node_look(workflow.view, id).title; !given.isEmpty()) return given;
    const auto node = workflow.graph.nodes.find(id);
    const NodeDef* def = node == workflow.graph.nodes.end() ? nullptr : declarations.find(node->second.type);
    return QString::fromStdString(def ? def->title() : id);
}

const InputDecl* declared(const Workflow& workflow, const Declarations& declarations, const SetInput& set) {
    const auto node = workflow.graph.nodes.find(set.node);
    const NodeDef* def = node == workflow.graph.nodes.end() ? nullptr : declarations.find(node->second.type);
    return def ? def->input(set.input) : nullptr;
}

QString value_in_words(const Workflow& workflow, const Declarations& declarations, const SetInput& set) {
    const auto& inputs = workflow.graph.nodes.at(set.node).inputs;
    const auto input = inputs.find(set.input);
    if (input == inputs.end()) {
        const InputDecl* decl = declared(workflow, declarations, set);
        return decl && !decl->value.is_null() ? QString::fromStdString(value_label(decl->value)) : Words::tr("nothing");
    }
    if (const Link* link = link_of(input->second)) return title(workflow, declarations, link->node);
    return QString::fromStdString(value_label(std::get<Json>(input->second)));
}

}  // namespace

QStringList changes_in_words(const Workflow& from, const Workflow& to, const Declarations& declarations) {
    QStringList words;
    for (const Operation& operation : diff(from.graph, to.graph).operations) {
        if (const auto* add = std::get_if<AddNode>(&operation)) words << Words::tr("%1 added").arg(title(to, declarations, add->id));
        else if (const auto* remove = std::get_if<RemoveNode>(&operation)) words << Words::tr("%1 removed").arg(title(from, declarations, remove->id));
        else if (const auto* bypass = std::get_if<SetBypass>(&operation)) words << (bypass->to ? Words::tr("%1 bypassed") : Words::tr("%1 no longer bypassed")).arg(title(to, declarations, bypass->node));
        else if (const auto* mute = std::get_if<SetMute>(&operation)) words << (mute->to ? Words::tr("%1 muted") : Words::tr("%1 no longer muted")).arg(title(to, declarations, mute->node));
        else if (const auto* set = std::get_if<SetInput>(&operation); set && from.graph.nodes.contains(set->node) && to.graph.nodes.contains(set->node)) {
            const InputDecl* decl = declared(to, declarations, *set);
            const QString name = decl ? field_label(*decl) : spaced_text(set->input);
            words << Words::tr("%1: %2 → %3").arg(name.left(1).toUpper() + name.mid(1), value_in_words(from, declarations, *set), value_in_words(to, declarations, *set));
        }
    }
    return words;
}

}  // namespace noiseloom
