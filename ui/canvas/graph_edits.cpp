#include "ui/canvas/graph_edits.h"

#include "ui/canvas/graph_view.h"
#include "ui/model/edits.h"

namespace noiseloom {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(GraphEdits)
};

}  // namespace

void GraphEdits::remove(bool dissolve) {
    const GraphScene& scene = view_.graph_scene();
    const Workflow& workflow = view_.place().document().workflow();
    Patch patch = noiseloom::remove(workflow, view_.place().scope(), view_.place().declarations(), scene.selected_nodes(), dissolve);
    for (const auto& [id, frame] : scene.frame_items())
        if (frame->isSelected()) patch.operations.push_back(set_frame(id, {}));
    for (const auto& [id, dot] : scene.dot_items())
        if (dot->isSelected()) patch += remove_dot(view_.place().view(), id);
    view_.edit(patch, dissolve ? Words::tr("Dissolve") : Words::tr("Delete"));
}

QString GraphEdits::copied() const {
    const auto ids = view_.graph_scene().selected_nodes();
    if (ids.empty()) return {};
    return QString::fromStdString(copied_text(view_.place().document().workflow(), view_.place().scope(), view_.place().declarations(), {ids.begin(), ids.end()}));
}

void GraphEdits::paste(const QString& text, bool keeps_wires, std::optional<QPointF> at) {
    const GraphPlace& place = view_.place();
    auto made = pasted(text.toStdString(), place.document().workflow(), place.scope(), place.declarations(), at, keeps_wires);
    if (!made) return view_.refused(Words::tr("This cannot be pasted: %1").arg(QString::fromStdString(made.error().message)));
    if (view_.edit(made->patch, Words::tr("Paste"))) view_.graph_scene().select(made->ids);
}

void GraphEdits::duplicate(bool keeps_wires) {
    const QString text = copied();
    if (!text.isEmpty()) paste(text, keeps_wires);
}

void GraphEdits::toggle_bypass() {
    Patch patch;
    const auto ids = view_.graph_scene().selected_nodes();
    const Graph& graph = view_.place().graph();
    const bool on = std::any_of(ids.begin(), ids.end(), [&](const std::string& id) { return !graph.nodes.at(id).bypass; });
    for (const std::string& id : ids)
        if (graph.nodes.at(id).bypass != on) patch.operations.push_back(SetBypass{id, on});
    view_.edit(patch, on ? Words::tr("Bypass") : Words::tr("No bypass"));
}

void GraphEdits::toggle_mute() {
    Patch patch;
    const auto ids = view_.graph_scene().selected_nodes();
    const Graph& graph = view_.place().graph();
    const bool on = std::any_of(ids.begin(), ids.end(), [&](const std::string& id) { return !graph.nodes.at(id).mute; });
    for (const std::string& id : ids)
        if (graph.nodes.at(id).mute != on) patch.operations.push_back(SetMute{id, on});
    view_.edit(patch, on ? Words::tr("Mute") : Words::tr("Unmute"));
}

void GraphEdits::toggle_flag(const char* kind, bool usual, const QString& label) {
    const auto ids = view_.graph_scene().selected_nodes();
    const auto value = [&](const std::string& id) {
        const NodeLook look = node_look(view_.place().view(), id);
        return std::string_view(kind) == "collapsed" ? look.is_collapsed : look.shows_preview;
    };
    const bool to = !std::all_of(ids.begin(), ids.end(), [&](const std::string& id) { return value(id) != usual; }) ? !usual : usual;
    Patch patch;
    for (const std::string& id : ids)
        if (value(id) != to) patch.operations.push_back(set_flag(kind, id, to, usual));
    view_.edit(patch, label);
}

void GraphEdits::toggle_collapsed() { toggle_flag("collapsed", false, Words::tr("Collapse")); }
void GraphEdits::toggle_preview() { toggle_flag("preview", true, Words::tr("Show picture")); }

void GraphEdits::toggle_tags() {
    std::vector<std::string> wires;
    for (const auto& [name, wire] : view_.graph_scene().wires())
        if (wire->from().isSelected() || wire->to().isSelected()) wires.push_back(name.path());
    const Json& view = view_.place().view();
    const bool on = std::any_of(wires.begin(), wires.end(), [&](const std::string& wire) { return !is_tag(view, wire); });
    Patch patch;
    for (const std::string& wire : wires)
        if (is_tag(view, wire) != on) patch.operations.push_back(set_flag("tags", wire, on, false));
    view_.edit(patch, on ? Words::tr("Wires as tags") : Words::tr("Wires as lines"));
}

void GraphEdits::frame() {
    const QRectF inside = view_.graph_scene().bounds(view_.graph_scene().selected_nodes());
    const QRectF rect = inside.isNull() ? QRectF(snapped(view_.visible_rect().center() - QPointF(160, 96)), QSizeF(320, 192)) : inside.adjusted(-24, -40, 24, 24);
    FrameLook look{QRectF(snapped(rect.topLeft()), snapped(rect.bottomRight())), Words::tr("Frame"), ""};
    const std::string key = free_key(view_.place().view(), "frames", "f");
    if (view_.edit({{set_frame(key, look)}}, Words::tr("Frame"))) emit view_.rename_requested(QString::fromStdString(key));
}

std::map<std::string, QRectF> GraphEdits::selected_rects() const {
    std::map<std::string, QRectF> rects;
    for (const std::string& id : view_.graph_scene().selected_nodes()) rects[id] = view_.graph_scene().node(id)->scene_rect();
    return rects;
}

void GraphEdits::place(const std::map<std::string, QPointF>& places, const QString& label) {
    Patch patch;
    for (const auto& [id, at] : places)
        if (const NodeItem* node = view_.graph_scene().node(id); node && node->pos() != snapped(at)) patch.operations.push_back(set_position(id, snapped(at)));
    view_.edit(patch, label);
}

void GraphEdits::align(Alignment alignment) { place(aligned(selected_rects(), alignment), Words::tr("Align")); }
void GraphEdits::distribute(Qt::Orientation direction) { place(distributed(selected_rects(), direction), Words::tr("Distribute")); }

void GraphEdits::tidy() {
    const GraphScene& scene = view_.graph_scene();
    std::vector<std::string> ids = scene.selected_nodes();
    if (ids.size() < 2) {
        ids.clear();
        for (const auto& [id, node] : scene.nodes()) ids.push_back(id);
    }
    const QPointF corner = scene.bounds(ids).topLeft();
    auto places = tidied(view_.place().graph(), ids, [&](const std::string& id) { return scene.node(id)->rect().size(); });
    for (auto& [id, at] : places) at += corner;
    place(places, Words::tr("Tidy"));
}

}  // namespace noiseloom
