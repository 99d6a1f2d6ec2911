// Moves what is selected: nodes, dots, and frames with all that lies inside them. Dropped on a wire, a single node is put into it, unless
// Ctrl or 8 is held; shaken, it is taken out of its wires. Alt leaves the raster.
#include <cmath>

#include "ui/canvas/graph_view.h"
#include "ui/model/edits.h"

namespace noiseloom {
namespace {

// Four turns to and fro within 0.7 s, each at least 12 pixels wide.
class Shake {
  public:
    Shake() { clock_.start(); }
    bool add(double x) {
        const double moved = x - turn_x_;
        if (std::abs(moved) < 12) return false;
        const int direction = moved > 0 ? 1 : -1;
        if (direction != direction_ && direction_ != 0) {
            times_.push_back(clock_.elapsed());
            if (times_.size() > 4) times_.erase(times_.begin());
        }
        direction_ = direction;
        turn_x_ = x;
        return times_.size() == 4 && times_.back() - times_.front() < 700;
    }

  private:
    QElapsedTimer clock_;
    std::vector<qint64> times_;
    double turn_x_ = 0;
    int direction_ = 0;
};

class MoveTool : public Tool {
  public:
    MoveTool(GraphView& view, const ToolEvent& pressed) : Tool(view), from_(pressed.scene) {
        const GraphScene& scene = view.graph_scene();
        for (const auto& [id, node] : scene.nodes())
            if (node->isSelected()) nodes_[id] = node->pos();
        for (const auto& [id, dot] : scene.dot_items())
            if (dot->isSelected()) dots_[id] = dot->pos();
        for (const auto& [id, frame] : scene.frame_items()) {
            if (!frame->isSelected()) continue;
            const QRectF rect = frame->scene_rect();
            frames_[id] = frame->look();
            for (const auto& [other, node] : scene.nodes())
                if (rect.contains(node->scene_rect())) nodes_[other] = node->pos();
            for (const auto& [other, dot] : scene.dot_items())
                if (rect.contains(dot->pos())) dots_[other] = dot->pos();
            for (const auto& [other, inner] : scene.frame_items())
                if (inner != frame && rect.contains(inner->scene_rect())) frames_[other] = inner->look();
        }
    }

    void move(const ToolEvent& event) override {
        const QPointF by = event.scene - from_;
        const bool is_free = event.modifiers & Qt::AltModifier;
        for (const auto& [id, at] : nodes_) view_.graph_scene().place_node(id, is_free ? at + by : snapped(at + by));
        for (const auto& [id, at] : dots_) view_.graph_scene().place_dot(id, is_free ? at + by : snapped(at + by));
        for (const auto& [id, look] : frames_)
            if (FrameItem* frame = view_.graph_scene().frame(id)) frame->show(moved(look, by, is_free));
        if (nodes_.size() == 1 && !detached_ && shake_.add(event.view.x())) detach_now();
        hover_wire(event);
    }

    void release(const ToolEvent& event) override {
        move(event);
        Patch patch;
        // What an undo or another view took away meanwhile is no longer moved.
        const GraphScene& shown = view_.graph_scene();
        for (const auto& [id, at] : nodes_)
            if (const NodeItem* node = shown.node(id); node && node->pos() != at) patch.operations.push_back(set_position(id, node->pos()));
        for (const auto& [id, at] : dots_)
            if (const DotItem* dot = shown.dot(id); dot && dot->pos() != at) patch.operations.push_back(set_dot(id, dot->pos()));
        for (const auto& [id, look] : frames_)
            if (const FrameItem* frame = shown.frame(id); frame && frame->look().rect != look.rect) patch.operations.push_back(set_frame(id, frame->look()));
        QString label = QObject::tr("Move");
        if (wire_ && shown.wire(*wire_)) {
            const std::string& id = nodes_.begin()->first;
            const GraphPlace& place = view_.place();
            if (Patch into = insert_on_wire(place.graph(), place.view(), place.declarations(), id, *place.declaration(id), *wire_); !into.empty()) {
                patch += std::move(into);
                patch += make_room(place.graph(), id, shown.node(id)->scene_rect(), [&](const std::string& other) { return shown.node(other)->scene_rect(); });
                label = QObject::tr("Insert on wire");
            }
            set_wire({});
        }
        view_.edit(patch, label, detached_ ? "shake" : "");
        view_.place().document().end_merge();
    }

    void cancel() override {
        set_wire({});
        for (const auto& [id, at] : nodes_) view_.graph_scene().place_node(id, at);
        for (const auto& [id, at] : dots_) view_.graph_scene().place_dot(id, at);
        for (const auto& [id, look] : frames_)
            if (FrameItem* frame = view_.graph_scene().frame(id)) frame->show(look);
        if (detached_) view_.place().document().undo();
    }

  private:
    static FrameLook moved(FrameLook look, QPointF by, bool is_free) {
        look.rect.moveTopLeft(is_free ? look.rect.topLeft() + by : snapped(look.rect.topLeft() + by));
        return look;
    }

    void detach_now() {
        const GraphPlace& place = view_.place();
        const Patch patch = detach(place.graph(), place.view(), place.declarations(), nodes_.begin()->first);
        detached_ = !patch.empty() && view_.edit(patch, QObject::tr("Shake off"), "shake");
        // The document's positions are those before the drag: the items follow the mouse again with the next move.
    }

    void hover_wire(const ToolEvent& event) {
        if (nodes_.size() != 1 || !frames_.empty() || detached_) return;
        const std::string& id = nodes_.begin()->first;
        const NodeItem* node = view_.graph_scene().node(id);
        std::optional<InputName> wire;
        const bool is_suspended = (event.modifiers & Qt::ControlModifier) || view_.is_key_down(Qt::Key_8);
        if (!is_suspended && node && view_.place().declaration(id))
            for (const auto& [name, candidate] : view_.graph_scene().wires()) {
                if (&candidate->from() == node || &candidate->to() == node) continue;
                if (!candidate->boundingRect().intersects(node->scene_rect())) continue;
                const QPainterPath path = candidate->path();
                const QRectF inner = node->scene_rect().adjusted(8, 4, -8, -4);
                if (path.intersects(inner) && !insert_on_wire(view_.place().graph(), view_.place().view(), view_.place().declarations(), id, *view_.place().declaration(id), name).empty()) {
                    wire = name;
                    break;
                }
            }
        set_wire(wire);
    }

    void set_wire(const std::optional<InputName>& wire) {
        if (wire == wire_) return;
        const auto hover = [this](bool on) {
            if (WireItem* item = wire_ ? view_.graph_scene().wire(*wire_) : nullptr) item->set_hovered(on);
        };
        hover(false);
        wire_ = wire;
        hover(true);
    }

    QPointF from_;
    std::map<std::string, QPointF> nodes_, dots_;
    std::map<std::string, FrameLook> frames_;
    std::optional<InputName> wire_;   // that the node would be put into
    Shake shake_;
    bool detached_ = false;
};

}  // namespace

std::unique_ptr<Tool> make_move_tool(GraphView& view, const ToolEvent& pressed) { return std::make_unique<MoveTool>(view, pressed); }

}  // namespace noiseloom
