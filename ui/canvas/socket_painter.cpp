#include "ui/canvas/socket_painter.h"

#include <cmath>

#include <QPainter>

#include "ui/canvas/patch_cache.h"

namespace noiseloom {

QPainterPath socket_path(SocketShape shape, QPointF centre, double scale) {
    QPainterPath path;
    switch (shape) {
        case SocketShape::circle: path.addEllipse(centre, 5 * scale, 5 * scale); break;
        case SocketShape::square: path.addRoundedRect(QRectF(centre.x() - 4.5 * scale, centre.y() - 4.5 * scale, 9 * scale, 9 * scale), 1.5 * scale, 1.5 * scale); break;
        case SocketShape::diamond: {
            const double r = 6 * scale;
            path.addPolygon(QPolygonF{centre + QPointF(0, -r), centre + QPointF(r, 0), centre + QPointF(0, r), centre + QPointF(-r, 0), centre + QPointF(0, -r)});
            break;
        }
        case SocketShape::hexagon: {
            QPolygonF polygon;
            for (int i = 0; i <= 6; ++i) polygon << centre + 5.8 * scale * QPointF(std::cos(i * M_PI / 3), std::sin(i * M_PI / 3));
            path.addPolygon(polygon);
            break;
        }
    }
    return path;
}

namespace {

// What a socket looks like, and at which size: few of them, drawn thousands of times a frame.
struct SocketPatch {
    SocketShape shape;
    QRgb colour, canvas, body, error;
    SocketLook look;
    double scale;
    auto operator<=>(const SocketPatch&) const = default;
};

constexpr double patch_reach = 12;

QPixmap drawn(const SocketPatch& patch) {
    const int side = 2 * static_cast<int>(std::ceil(patch_reach * patch.scale)) + 1;
    QPixmap pixmap(side, side);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(side / 2.0, side / 2.0);
    painter.scale(patch.scale, patch.scale);
    const QPainterPath path = socket_path(patch.shape, QPointF(), patch.look.is_lit ? 1.25 : 1);
    QColor colour = QColor::fromRgba(patch.colour);
    if (patch.look.is_faded) colour.setAlphaF(0.3f);
    painter.setPen(QPen(QColor::fromRgba(patch.canvas), 3));
    painter.setBrush(QColor::fromRgba(patch.canvas));
    painter.drawPath(path);
    painter.setPen(patch.look.is_filled ? QPen(Qt::NoPen) : QPen(colour, 1.5));
    painter.setBrush(patch.look.is_filled ? colour : QColor::fromRgba(patch.body));
    painter.drawPath(path);
    if (patch.look.is_missing) {
        painter.setPen(QPen(QColor::fromRgba(patch.error), 1.2, Qt::DashLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(QPointF(), 8.5, 8.5);
    }
    painter.end();
    return pixmap;
}

}  // namespace

void paint_socket(QPainter& painter, const Theme& theme, std::string_view type, QPointF centre, const SocketLook& look, double scale) {
    const double ratio = painter.device()->devicePixelRatioF();
    const QTransform transform = painter.worldTransform();
    static PatchCache<SocketPatch> known;
    const SocketPatch patch{theme.shape(type), theme.socket(type).rgba(), theme[Tone::canvas].rgba(), theme[Tone::body].rgba(), theme[Tone::error].rgba(), look, transform.m11() * ratio * scale};
    const QPixmap pixmap = known.find(patch, [&] { return drawn(patch); });
    const QPointF corner = transform.map(centre) * ratio - QPointF(pixmap.width() / 2.0, pixmap.height() / 2.0);
    painter.setWorldTransform(QTransform::fromScale(1 / ratio, 1 / ratio));
    painter.drawPixmap(corner.toPoint(), pixmap);
    painter.setWorldTransform(transform);
}

QPainterPath wire_path(QPointF from, QPointF to) {
    const double reach = std::clamp(std::abs(to.x() - from.x()) / 2, 32.0, 160.0);
    QPainterPath path(from);
    path.cubicTo(from + QPointF(reach, 0), to - QPointF(reach, 0), to);
    return path;
}

}  // namespace noiseloom
