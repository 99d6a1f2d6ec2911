#include "ui/canvas/socket_painter.h"

#include <cmath>

#include <QPainter>

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

void paint_socket(QPainter& painter, const Theme& theme, std::string_view type, QPointF centre, const SocketLook& look, double scale) {
    const QPainterPath path = socket_path(theme.shape(type), centre, scale * (look.is_lit ? 1.25 : 1));
    QColor colour = theme.socket(type);
    if (look.is_faded) colour.setAlphaF(0.3f);
    painter.setPen(QPen(theme[Tone::canvas], 3));
    painter.setBrush(theme[Tone::canvas]);
    painter.drawPath(path);
    if (look.is_filled) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
    } else {
        painter.setPen(QPen(colour, 1.5));
        painter.setBrush(theme[Tone::body]);
    }
    painter.drawPath(path);
    if (look.is_missing) {
        painter.setPen(QPen(theme[Tone::error], 1.2, Qt::DashLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(centre, 8.5 * scale, 8.5 * scale);
    }
}

QPainterPath wire_path(QPointF from, QPointF to) {
    const double reach = std::clamp(std::abs(to.x() - from.x()) / 2, 32.0, 160.0);
    QPainterPath path(from);
    path.cubicTo(from + QPointF(reach, 0), to - QPointF(reach, 0), to);
    return path;
}

}  // namespace noiseloom
