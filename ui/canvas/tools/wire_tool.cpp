// Draws a wire from a socket. From an input that has one, it takes that wire up instead: dropped in the empty it is cut, dropped on another
// input it moves there. Dropped in the empty, a new wire asks for a node; on a node, it takes the socket that fits best.
#include <QPainter>
#include <QToolTip>

#include "ui/canvas/graph_view.h"
#include "ui/canvas/socket_painter.h"
#include "ui/model/edits.h"

namespace noiseloom {
namespace {

class WireTool : public Tool {
  public:
    WireTool(GraphView& view, const ToolEvent& pressed, const Hit& from) : Tool(view), to_(pressed.scene) {
        start_ = {from.node->id(), from.name, from.is_output};
        if (!from.is_output)
            if (const WireItem* wire = view.graph_scene().wire({start_.node, start_.socket})) {
                lifted_ = wire->name();
                start_ = {wire->from().id(), wire->output(), true};
                view.graph_scene().wire(*lifted_)->setVisible(false);
            }
        ends_ = view.possible_ends(start_);
        view.light(&ends_);
    }
    ~WireTool() override {
        view_.light(nullptr);
        if (lifted_)
            if (WireItem* wire = view_.graph_scene().wire(*lifted_)) wire->setVisible(true);
    }

    void move(const ToolEvent& event) override {
        to_ = event.scene;
        target_ = target_at(event);
        const Hit hit = hit_test(view_.graph_scene(), event.scene, view_.pixels_per_unit());
        if (hit.kind == HitKind::socket && !target_ && hit.node->id() + hit.name != start_.node + start_.socket) explain(hit, event);
        else QToolTip::hideText();
        view_.viewport()->update();
    }

    void release(const ToolEvent& event) override {
        move(event);
        QToolTip::hideText();
        const auto scene = event.scene;
        if (target_) {
            if (!lifted_ || InputName{target_->node, target_->socket} != *lifted_) reconnect(*target_);
            return;
        }
        const Hit hit = hit_test(view_.graph_scene(), scene, view_.pixels_per_unit());
        if (lifted_) {
            if (hit.kind == HitKind::nothing || hit.kind == HitKind::wire || hit.kind == HitKind::frame_title) view_.edit(disconnect(view_.place().view(), *lifted_), QObject::tr("Cut wire"));
            return;
        }
        if (hit.kind == HitKind::socket && hit.node->id() != start_.node) return view_.wire_refused(reason(hit), start_, {hit.node->id(), hit.name, hit.is_output});
        if (!hit.node) emit view_.search_requested(scene, start_);
    }

    void paint(QPainter& painter) const override {
        const NodeItem* node = view_.graph_scene().node(start_.node);
        if (!node) return;
        const SocketSpot* socket = node->layout().socket(start_.is_output, start_.socket);
        const std::string type = socket ? socket->type : "";
        QPointF from = node->socket_point(start_.is_output, start_.socket), to = to_;
        if (target_)
            if (const NodeItem* other = view_.graph_scene().node(target_->node)) to = other->socket_point(target_->is_output, target_->socket);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(view_.graph_scene().theme().socket(type), target_ ? 3.2 : 2.2, target_ ? Qt::SolidLine : Qt::DashLine, Qt::RoundCap));
        painter.drawPath(start_.is_output ? wire_path(from, to) : wire_path(to, from));
        if (!target_) paint_socket(painter, view_.graph_scene().theme(), type, to_, {});
    }

  private:
    bool is_possible(const std::string& node, bool is_output, const std::string& socket) const {
        const auto found = ends_.find(node);
        return found != ends_.end() && found->second.contains((is_output ? "o:" : "i:") + socket);
    }

    // The socket under the mouse, or the best free one of the node under it.
    std::optional<SocketName> target_at(const ToolEvent& event) const {
        const Hit hit = hit_test(view_.graph_scene(), event.scene, view_.pixels_per_unit());
        if (!hit.node || hit.node->id() == start_.node) return {};
        if (hit.kind == HitKind::socket || hit.kind == HitKind::field) {
            const bool is_output = hit.kind == HitKind::socket && hit.is_output;
            if (is_possible(hit.node->id(), is_output, hit.name)) return SocketName{hit.node->id(), hit.name, is_output};
            if (hit.kind == HitKind::socket) return {};
        }
        const SocketSpot* best = nullptr;
        for (const SocketSpot& socket : hit.node->layout().sockets) {
            if (socket.is_output == start_.is_output || !is_possible(hit.node->id(), socket.is_output, socket.name)) continue;
            const auto rank = [&](const SocketSpot& s) { return (s.is_linked ? 0 : 2) + (s.is_missing ? 1 : 0); };
            if (!best || rank(socket) > rank(*best)) best = &socket;
        }
        if (!best) return {};
        return SocketName{hit.node->id(), best->name, best->is_output};
    }

    QString reason(const Hit& hit) const {
        if (hit.is_output == start_.is_output) return start_.is_output ? QObject::tr("Wires lead from an output to an input.") : QObject::tr("Wires lead from an input to an output.");
        const Link from = start_.is_output ? Link{start_.node, start_.socket} : Link{hit.node->id(), hit.name};
        const InputName to = start_.is_output ? InputName{hit.node->id(), hit.name} : InputName{start_.node, start_.socket};
        return refusal(view_.place().graph(), view_.place().declarations(), from, to.node, to.input).value_or(QString());
    }

    void explain(const Hit& hit, const ToolEvent& event) const {
        QToolTip::showText(view_.viewport()->mapToGlobal(event.view.toPoint()), reason(hit).toHtmlEscaped(), view_.viewport());
    }

    void reconnect(const SocketName& end) {
        const Link from = start_.is_output ? Link{start_.node, start_.socket} : Link{end.node, end.socket};
        const InputName to = start_.is_output ? InputName{end.node, end.socket} : InputName{start_.node, start_.socket};
        Patch patch;
        if (lifted_) patch += disconnect(view_.place().view(), *lifted_);
        patch += connect(view_.place().view(), from, to);
        view_.edit(patch, QObject::tr("Connect"));
    }

    SocketName start_;
    QPointF to_;
    std::optional<InputName> lifted_;
    std::optional<SocketName> target_;
    std::map<std::string, std::set<std::string>> ends_;
};

}  // namespace

std::unique_ptr<Tool> make_wire_tool(GraphView& view, const ToolEvent& pressed, const Hit& from) { return std::make_unique<WireTool>(view, pressed, from); }

}  // namespace noiseloom
