#include "ui/app/mending.h"

#include "ui/app/document_page.h"
#include "ui/app/field_hooks.h"
#include "ui/app/notice_bar.h"
#include "ui/canvas/key_walk.h"
#include "ui/model/connection.h"
#include "ui/model/edits.h"
#include "ui/model/error_text.h"
#include "ui/model/field_edit.h"
#include "ui/model/remedy.h"

namespace noiseloom {

void Mending::mend(const std::string& node) {
    const NodeStatus status = page_.runs().status_within(page_.place().run_path(node));
    if (!status.error) return;
    const Remedy remedy = remedy_for(*status.error, page_.place().declaration(node));
    if (remedy.kind == RemedyKind::locate_file) return locate_file(node, *remedy.input);
    page_.view().keys().go_to({node, status.error->socket, false});
    if (remedy.kind == RemedyKind::connect && !link_to(page_.place().graph(), node, remedy.input->name))
        return emit page_.view().search_requested(page_.scene().node(node)->pos() - QPointF(280, 0), SocketName{node, remedy.input->name, false});
    page_.notices().add(error_text(*status.error, "\n"), Tone::error);
}

void Mending::locate_file(const std::string& node, const InputDecl& input) {
    hooks_.context(page_.place(), QString::fromStdString(node)).choose_file(input.file, [this, node, copy = input](const Json& value) {
        if (const auto done = set_field(page_.place(), {node}, copy, value, true); !done) page_.tell(QString::fromStdString(done.error().message));
        page_.runs().refresh();
    });
}

void Mending::offer_bridges(const QString& message, const SocketName& from, const SocketName& to) {
    const SocketName& source = from.is_output ? from : to;
    const SocketName& target = from.is_output ? to : from;
    const GraphPlace& place = page_.place();
    const TypeInfo* type = type_of_output(place.graph(), place.declarations(), {source.node, source.socket});
    const NodeDef* def = place.declaration(target.node);
    const InputDecl* input = def ? def->input(target.socket) : nullptr;
    std::vector<NoticeAction> actions;
    if (from.is_output != to.is_output && type && input && !place.declarations().registry().accepts(*type, *input->type))
        for (const Bridge& bridge : bridges(place.declarations(), *type, *input->type, 3))
            actions.push_back({tr("Insert %1").arg(QString::fromStdString(bridge.def->title())), [this, bridge, source, target] {
                const NodeItem* before = page_.scene().node(source.node);
                const NodeItem* after = page_.scene().node(target.node);
                if (!before || !after) return;
                const QPointF middle = (before->scene_rect().center() + after->scene_rect().center()) / 2;
                Added added = add_node(page_.place().graph(), *bridge.def, middle - QPointF(default_node_width / 2, 60));
                added.patch += noiseloom::connect(page_.place().view(), {source.node, source.socket}, {added.id, bridge.input});
                added.patch += noiseloom::connect(page_.place().view(), {added.id, bridge.output}, {target.node, target.socket});
                page_.view().edit(added.patch, tr("Insert %1").arg(QString::fromStdString(bridge.def->title())));
            }});
    page_.notices().add(message, Tone::error, std::move(actions));
}

}  // namespace noiseloom
