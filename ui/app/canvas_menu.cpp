#include "ui/app/canvas_menu.h"

#include <QInputDialog>

#include "ui/app/document_page.h"
#include "ui/app/subgraph_commands.h"
#include "ui/canvas/graph_edits.h"
#include "ui/model/edits.h"
#include "ui/model/error_text.h"
#include "ui/model/subgraph_sockets.h"

namespace noiseloom {

CanvasMenu::CanvasMenu(DocumentPage& page, const Hit& hit, QPointF scene) : QMenu(&page), page_(page) {
    if (hit.wire) of_wire(*hit.wire, scene);
    else if (hit.frame) of_frame(hit.frame->id());
    else if (hit.node) of_node(hit);
    else of_graph(scene);
}

void CanvasMenu::add(const QString& text, std::function<void()> act) { connect(addAction(text), &QAction::triggered, this, std::move(act)); }

void CanvasMenu::of_wire(const WireItem& wire, QPointF scene) {
    const InputName name = wire.name();
    const std::size_t part = wire.part_at(scene);
    add(tr("Add dot"), [this, name, part, scene] { page_.view().edit(add_dot(page_.place().view(), name, part, scene), tr("Add dot")); });
    add(is_tag(page_.place().view(), name.path()) ? tr("Show as a line") : tr("Show as a tag"), [this, name] {
        page_.view().edit({{set_flag("tags", name.path(), !is_tag(page_.place().view(), name.path()), false)}}, tr("Tag"));
    });
    add(tr("Cut wire"), [this, name] { page_.view().edit(noiseloom::disconnect(page_.place().view(), name), tr("Cut wire")); });
}

void CanvasMenu::of_frame(const std::string& id) {
    add(tr("Rename…"), [this, id] { page_.rename(id); });
    QMenu* colours = addMenu(tr("Colour"));
    for (const auto& [label, type] : std::vector<std::pair<QString, std::string>>{{tr("Grey"), ""}, {tr("Text"), "conditioning"}, {tr("Guidance"), "guider"}, {tr("Sampling"), "sampler"}, {tr("Picture"), "image"}, {tr("Model"), "model"}})
        connect(colours->addAction(label), &QAction::triggered, this, [this, id, type = type] {
            if (const FrameItem* frame = page_.scene().frame(id)) {
                FrameLook look = frame->look();
                look.colour = type;
                page_.view().edit({{set_frame(id, look)}}, tr("Colour"));
            }
        });
    add(tr("Remove frame"), [this, id] { page_.view().edit({{set_frame(id, {})}}, tr("Remove frame")); });
}

void CanvasMenu::of_node(const Hit& hit) {
    const std::string id = hit.node->id();
    if (!hit.node->isSelected()) page_.scene().select({id});
    if (page_.canvas().is_inside() && (hit.kind == HitKind::socket || hit.kind == HitKind::field)) {
        of_outer_socket({id, hit.name, hit.is_output});
        addSeparator();
    }
    const Node& node = page_.place().graph().nodes.at(id);
    add(tr("Run to here"), [this] { page_.run_to_selected(); });
    addSeparator();
    add(tr("Rename…"), [this, id] { page_.rename(id); });
    add(node.bypass ? tr("No bypass") : tr("Bypass"), [this] { page_.view().edits().toggle_bypass(); });
    add(node.mute ? tr("Unmute") : tr("Mute"), [this] { page_.view().edits().toggle_mute(); });
    add(tr("Collapse"), [this] { page_.view().edits().toggle_collapsed(); });
    add(tr("Frame"), [this] { page_.view().edits().frame(); });
    add(tr("Make subgraph"), [this] { page_.subgraphs().make(); });
    if (!subgraph_name(node.type).empty()) {
        add(tr("Dissolve subgraph"), [this] { page_.subgraphs().dissolve(); });
        add(tr("Save subgraph…"), [this] { page_.subgraphs().save(); });
    }
    addSeparator();
    add(tr("Copy"), [this] { page_.copy(false); });
    add(tr("Duplicate with wires"), [this] { page_.view().edits().duplicate(true); });
    add(tr("Delete"), [this] { page_.view().edits().remove(); });
    add(tr("Delete, keeping wires"), [this] { page_.view().edits().remove(true); });
}

// Of a node inside a subgraph: whether the socket is one of the subgraph.
void CanvasMenu::of_outer_socket(const SocketName& socket) {
    const auto edit = [this](const Patch& patch, const QString& label) {
        if (const auto done = page_.document().apply(patch, label); !done) page_.tell(error_text(done.error()));   // of other graphs too: not the place's
    };
    const std::string outer = socket.is_output ? outer_output(page_.place(), socket.node, socket.socket) : outer_input(page_.place(), socket.node, socket.socket);
    if (outer.empty()) {
        const QString text = socket.is_output ? tr("Make it an output of the subgraph") : tr("Make it an input of the subgraph");
        return add(text, [this, edit, socket, text] { edit(socket.is_output ? expose_output(page_.place(), socket.node, socket.socket) : expose_input(page_.place(), socket.node, socket.socket), text); });
    }
    const QString text = tr("No longer “%1” of the subgraph").arg(QString::fromStdString(outer));
    add(text, [this, edit, socket, text] { edit(socket.is_output ? hide_output(page_.place(), socket.node, socket.socket) : hide_input(page_.place(), socket.node, socket.socket), text); });
    if (socket.is_output) return;
    add(tr("Label outside…"), [this, edit, outer] {
        bool accepted = false;
        const QString label = QInputDialog::getText(&page_, tr("Label outside"), tr("Label"), QLineEdit::Normal, QString::fromStdString(outer), &accepted).trimmed();
        if (accepted) edit(label_input(page_.place(), outer, label), tr("Label outside"));
    });
}

void CanvasMenu::of_graph(QPointF scene) {
    add(tr("Add node…"), [this, scene] { emit page_.view().search_requested(scene, {}); });
    add(tr("Paste"), [this] { page_.paste(false); });
    addSeparator();
    add(tr("Tidy"), [this] { page_.view().edits().tidy(); });
    add(tr("Fit all"), [this] { page_.view().fit_all(); });
    add(tr("Run"), [this] { page_.run(false); });
}

}  // namespace noiseloom
