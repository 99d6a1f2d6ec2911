#include "ui/canvas/graph_texts.h"

#include <QCoreApplication>

#include "ui/fields/field_text.h"
#include "ui/inspector/run_facts.h"
#include "ui/model/field_edit.h"

namespace noiseloom {
namespace {

constexpr int most_fields = 3;   // told with a node: those that are not as they come

struct Words {
    Q_DECLARE_TR_FUNCTIONS(GraphTexts)
};

QString input_label(const NodeDef* def, const std::string& name) {
    const InputDecl* input = def ? def->input(name) : nullptr;
    return input ? field_label(*input) : spaced_text(name);
}

QString output_label(const NodeDef* def, const std::string& name) {
    const OutputDecl* output = def ? def->output(name) : nullptr;
    return output ? label_of(*output) : spaced_text(name);
}

}  // namespace

QString graph_text(const GraphScene& scene) { return Words::tr("%1 nodes, %2 wires").arg(scene.nodes().size()).arg(scene.wires().size()); }

QString node_text(const GraphScene& scene, const NodeItem& item) {
    const GraphPlace& place = scene.place();
    const NodeDef* def = place.declaration(item.id());
    const auto found = place.graph().nodes.find(item.id());
    QStringList parts{item.title()};
    if (!def || found == place.graph().nodes.end()) return (parts << Words::tr("unknown node")).join(QStringLiteral(", "));
    parts << library_text(def->category()) << Words::tr("%1 inputs").arg(def->inputs().size());
    QStringList fields, sources;
    for (const InputDecl& input : def->inputs()) {
        const auto given = found->second.inputs.find(input.name);
        if (given == found->second.inputs.end()) continue;
        if (const Link* link = link_of(given->second)) {
            if (const QString title = node_title(place, link->node); !sources.contains(title)) sources << title;
        } else if (fields.size() < most_fields) {
            fields << field_label(input) + ' ' + field_text(input, std::get<Json>(given->second)).left(60);
        }
    }
    parts << fields;
    if (!sources.isEmpty()) parts << Words::tr("connected from %1").arg(sources.join(QStringLiteral(", ")));
    return parts.join(QStringLiteral(", "));
}

QString node_state_text(const NodeItem& item) {
    QStringList parts;
    if (item.is_muted()) parts << Words::tr("muted");
    else if (item.is_bypassed()) parts << Words::tr("bypassed");
    const NodeStatus& status = item.status();
    if (status.error) parts << QString::fromStdString(status.error->message);
    if (status.warning) parts << QString::fromStdString(status.warning->message);
    if (const QString facts = run_story(status); !facts.isEmpty()) parts << facts.simplified();
    return parts.join(QStringLiteral(", "));
}

QString socket_text(const GraphScene& scene, const SocketName& socket) {
    const NodeDef* def = scene.place().declaration(socket.node);
    return socket.is_output ? Words::tr("output %1").arg(output_label(def, socket.socket)) : Words::tr("input %1").arg(input_label(def, socket.socket));
}

QString socket_value_text(const GraphScene& scene, const SocketName& socket) {
    const GraphPlace& place = scene.place();
    const NodeItem* item = scene.node(socket.node);
    const NodeDef* def = place.declaration(socket.node);
    if (socket.is_output) {
        QStringList targets;
        for (const WireItem* wire : item ? item->wires_of() : std::set<WireItem*>())
            if (&wire->from() == item && wire->output() == socket.socket) targets << wire->to().title() + QStringLiteral(", ") + input_label(place.declaration(wire->to().id()), wire->name().input);
        return targets.isEmpty() ? Words::tr("goes nowhere") : Words::tr("to %1").arg(targets.join(QStringLiteral("; ")));
    }
    if (const Link* link = link_to(place.graph(), socket.node, socket.socket))
        return Words::tr("from %1, %2").arg(node_title(place, link->node), output_label(place.declaration(link->node), link->output));
    const InputDecl* input = def ? def->input(socket.socket) : nullptr;
    if (input && field_kind(*input) != FieldKind::wire) return field_text(*input, literal_of(place.graph(), socket.node, socket.socket));
    const SocketSpot* spot = item ? item->layout().socket(false, socket.socket) : nullptr;
    return spot && spot->is_missing ? Words::tr("nothing, and it needs a wire") : Words::tr("nothing");
}

QString wire_text(const GraphScene& scene, const WireItem& wire) {
    const GraphPlace& place = scene.place();
    return Words::tr("%1, %2, to %3, %4").arg(wire.from().title(), output_label(place.declaration(wire.from().id()), wire.output()), wire.to().title(), input_label(place.declaration(wire.to().id()), wire.name().input));
}

}  // namespace noiseloom
