#include "ui/canvas/hit.h"

#include <cmath>

#include "ui/canvas/graph_scene.h"

namespace noiseloom {
namespace {

constexpr double edge_width = 6, dot_reach = 12;

Hit within_node(NodeItem& node, QPointF at, Detail detail) {
    Hit hit{HitKind::body, &node};
    const QPointF p = at - node.pos();
    const bool has_parts = detail == Detail::full || detail == Detail::plain_fields;
    if (has_parts) {
        double nearest = socket_reach;
        for (const SocketSpot& socket : node.layout().sockets) {
            const QPointF away = p - socket.at;
            if (std::abs(away.x()) > socket_reach || std::abs(away.y()) > nearest) continue;
            nearest = std::abs(away.y());
            hit = {HitKind::socket, &node, socket.name, socket.is_output};
        }
        if (hit.kind == HitKind::socket) return hit;
    }
    if (!node.rect().contains(p)) return {};
    if (has_parts) {
        for (const FieldSpot& field : node.layout().fields)
            if (field.rect.contains(p)) return {HitKind::field, &node, field.decl->name};
        if (node.layout().strip.contains(p)) hit.kind = HitKind::strip;
        else if (node.layout().picture.contains(p)) hit.kind = HitKind::picture;
        else if (std::abs(p.x() - node.layout().size.width()) < edge_width && !node.layout().header.contains(p)) hit.kind = HitKind::edge;
        else if (node.layout().header.contains(p)) hit.kind = HitKind::header;
    }
    return hit;
}

}  // namespace

Hit hit_test(const GraphScene& scene, QPointF at, double pixels_per_unit) {
    const Detail detail = detail_at(pixels_per_unit);
    const QRectF around(at - QPointF(socket_reach, socket_reach), QSizeF(2 * socket_reach, 2 * socket_reach));
    Hit outside;   // a socket's outer half, unless another node covers it
    for (QGraphicsItem* item : scene.items(around, Qt::IntersectsItemBoundingRect, Qt::DescendingOrder)) {
        if (auto* node = qgraphicsitem_cast<NodeItem*>(item)) {
            const Hit hit = within_node(*node, at, detail);
            if (hit.kind == HitKind::socket && !node->scene_rect().contains(at)) {
                if (outside.kind == HitKind::nothing) outside = hit;
            } else if (hit.kind != HitKind::nothing) {
                return hit;
            }
        }
    }
    if (outside.kind != HitKind::nothing) return outside;
    for (const auto& [id, dot] : scene.dot_items())
        if (QLineF(dot->pos(), at).length() <= dot_reach) {
            Hit hit{HitKind::dot};
            hit.dot = dot;
            return hit;
        }
    if (WireItem* wire = wire_near(scene, at, 7 / pixels_per_unit)) {
        Hit hit{HitKind::wire};
        hit.wire = wire;
        return hit;
    }
    Hit found;
    for (QGraphicsItem* item : scene.items(around, Qt::IntersectsItemBoundingRect, Qt::DescendingOrder))
        if (auto* frame = qgraphicsitem_cast<FrameItem*>(item); frame && found.kind == HitKind::nothing) {
            if (frame->corner_rect().contains(at)) found.kind = HitKind::frame_corner;
            else if (frame->title_rect().contains(at)) found.kind = HitKind::frame_title;
            if (found.kind != HitKind::nothing) found.frame = frame;
        }
    return found;
}

WireItem* wire_near(const GraphScene& scene, QPointF at, double reach) {
    WireItem* nearest = nullptr;
    for (QGraphicsItem* item : scene.items(QRectF(at - QPointF(reach, reach), QSizeF(2 * reach, 2 * reach)), Qt::IntersectsItemBoundingRect))
        if (auto* wire = qgraphicsitem_cast<WireItem*>(item))
            if (const double distance = wire->distance(at); distance <= reach) {
                reach = distance;
                nearest = wire;
            }
    return nearest;
}

}  // namespace noiseloom
