#include "ui/canvas/key_walk.h"

#include <cmath>

#include <QPainter>

#include "ui/canvas/accessible_graph.h"
#include "ui/theme/fonts.h"

namespace noiseloom {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(KeyWalk)
};

// How far a node lies in a direction: sideways counts double, and what lies the other way not at all.
double cost(QPointF from, QPointF to, Qt::Key direction) {
    const QPointF d = to - from;
    double along = 0, across = 0;
    switch (direction) {
        case Qt::Key_Left: along = -d.x(); across = d.y(); break;
        case Qt::Key_Right: along = d.x(); across = d.y(); break;
        case Qt::Key_Up: along = -d.y(); across = d.x(); break;
        default: along = d.y(); across = d.x(); break;
    }
    return along <= 1 ? std::numeric_limits<double>::infinity() : along + 2 * std::abs(across);
}

// a, b, ... z, then aa, ab, ...: all of one length, so that none is another's beginning.
QString letter(std::size_t i, std::size_t count) {
    if (count <= 26) return QString(QChar(u'a' + static_cast<int>(i)));
    return QString(QChar(u'a' + static_cast<int>(i / 26 % 26))) + QChar(u'a' + static_cast<int>(i % 26));
}

}  // namespace

void KeyWalk::go_to(const SocketName& place) {
    end_letters();
    place_ = place;
    if (const NodeItem* node = view_.graph_scene().node(place.node)) {
        if (!node->isSelected()) view_.graph_scene().select({place.node});
        const QRectF rect = node->scene_rect().adjusted(-24, -24, 24, 24);
        if (!view_.visible_rect().contains(rect)) {
            const QPointF off = node->scene_rect().center() - view_.visible_rect().center();
            view_.scroll_by(off * view_.pixels_per_unit());
        }
    }
    view_.show_marks();
    tell_keyboard_place(view_);
}

void KeyWalk::walk(Qt::Key direction, bool extends) {
    const GraphScene& scene = view_.graph_scene();
    const NodeItem* from = scene.node(place_.node);
    if (!from)
        for (const std::string& id : scene.selected_nodes()) from = scene.node(id);
    std::string best;
    double least = std::numeric_limits<double>::infinity();
    const QPointF at = from ? from->scene_rect().center() : view_.visible_rect().center();
    for (const auto& [id, node] : scene.nodes()) {
        if (node == from) continue;
        // Along wires first: what feeds lies left, what is fed right.
        double one = from ? cost(at, node->scene_rect().center(), direction) : QLineF(at, node->scene_rect().center()).length();
        if (from && (direction == Qt::Key_Left || direction == Qt::Key_Right))
            for (const WireItem* wire : from->wires_of())
                if ((direction == Qt::Key_Left && &wire->from() == node) || (direction == Qt::Key_Right && &wire->to() == node)) one *= 0.25;
        if (one < least) {
            least = one;
            best = id;
        }
    }
    if (best.empty()) return;
    const std::vector<std::string> before = scene.selected_nodes();
    go_to({best, "", false});
    if (extends) view_.graph_scene().select(before, false);
}

void KeyWalk::walk_sockets(bool forward) {
    const NodeItem* node = view_.graph_scene().node(place_.node);
    if (!node) return;
    const auto& sockets = node->layout().sockets;
    if (sockets.empty()) return;
    int at = -1;
    for (std::size_t i = 0; i < sockets.size(); ++i)
        if (sockets[i].name == place_.socket && sockets[i].is_output == place_.is_output) at = static_cast<int>(i);
    const int count = static_cast<int>(sockets.size());
    at = at < 0 ? (forward ? 0 : count - 1) : (at + (forward ? 1 : count - 1)) % count;
    const SocketSpot& socket = sockets[static_cast<std::size_t>(at)];
    go_to({place_.node, socket.name, socket.is_output});
}

void KeyWalk::open() {
    const NodeItem* node = view_.graph_scene().node(place_.node);
    if (!node) return;
    if (place_.socket.empty()) {
        if (node->layout().fields.empty()) return emit view_.opened(QString::fromStdString(place_.node));
        return go_to({place_.node, node->layout().fields.front().decl->name, false});
    }
    if (!place_.is_output && node->layout().field(place_.socket)) {
        if (detail_at(view_.pixels_per_unit()) != Detail::full) view_.fit(node->scene_rect());   // too small to be edited there
        return view_.open_field(place_.node, place_.socket);
    }
    begin_letters();
}

void KeyWalk::begin_letters() {
    end_letters();
    if (place_.node.empty()) return view_.say(Words::tr("Walk to a node first, with the arrow keys."), view_.visible_rect().center());
    if (place_.socket.empty()) {
        // The node as a whole: from its first output, or the first input that lacks a wire.
        const NodeItem* node = view_.graph_scene().node(place_.node);
        for (const SocketSpot& socket : node->layout().sockets)
            if (socket.is_output || socket.is_missing) {
                place_ = {place_.node, socket.name, socket.is_output};
                break;
            }
        if (place_.socket.empty()) return;
    }
    ends_ = view_.possible_ends(place_);
    std::vector<SocketName> found;
    for (const auto& [node, sockets] : ends_)
        for (const std::string& socket : sockets) {
            const NodeItem* item = view_.graph_scene().node(node);
            if (item && view_.visible_rect().intersects(item->scene_rect())) found.push_back({node, socket.substr(2), socket[0] == 'o'});
        }
    if (found.empty()) return view_.say(Words::tr("Nothing in sight can be wired to this socket."), view_.graph_scene().node(place_.node)->socket_point(place_.is_output, place_.socket));
    const QPointF here = view_.graph_scene().node(place_.node)->socket_point(place_.is_output, place_.socket);
    const auto point = [&](const SocketName& s) { return view_.graph_scene().node(s.node)->socket_point(s.is_output, s.socket); };
    std::stable_sort(found.begin(), found.end(), [&](const SocketName& a, const SocketName& b) { return QLineF(here, point(a)).length() < QLineF(here, point(b)).length(); });
    if (found.size() > 26 * 26) found.resize(26 * 26);
    for (std::size_t i = 0; i < found.size(); ++i) letters_[letter(i, found.size())] = found[i];
    view_.light(&ends_);
}

bool KeyWalk::take_letter(const QString& typed) {
    if (letters_.empty() || typed.isEmpty() || !typed[0].isLetter()) return false;
    typed_ += typed.toLower();
    const auto found = letters_.find(typed_);
    if (found != letters_.end()) {
        const SocketName end = found->second, start = place_;
        end_letters();
        view_.connect_sockets(start, end);
        return true;
    }
    if (letters_.lower_bound(typed_) == letters_.end() || !letters_.lower_bound(typed_)->first.startsWith(typed_)) end_letters();
    view_.viewport()->update();
    return true;
}

void KeyWalk::end_letters() {
    if (letters_.empty()) return;
    letters_.clear();
    typed_.clear();
    view_.light(nullptr);
}

void KeyWalk::paint(QPainter& painter) const {
    const Theme& theme = view_.graph_scene().theme();
    painter.setFont(canvas_font(CanvasFont::value));
    for (const auto& [name, socket] : letters_) {
        if (!name.startsWith(typed_)) continue;
        const NodeItem* node = view_.graph_scene().node(socket.node);
        if (!node) continue;
        const QPointF at = node->socket_point(socket.is_output, socket.socket) + QPointF(socket.is_output ? 18 : -18, 0);
        const QRectF box(at - QPointF(9, 9), QSizeF(18, 18));
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme[Tone::accent]);
        painter.drawRoundedRect(box.adjusted(name.size() > 1 ? -4 : 0, 0, name.size() > 1 ? 4 : 0, 0), 4, 4);
        painter.setPen(theme[Tone::canvas]);
        painter.drawText(box.adjusted(-6, 0, 6, 0), Qt::AlignCenter, name.toUpper());
    }
}

}  // namespace noiseloom
