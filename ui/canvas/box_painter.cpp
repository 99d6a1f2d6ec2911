#include "ui/canvas/box_painter.h"

#include <cmath>
#include <tuple>

#include <QPainter>

#include "ui/canvas/node_layout.h"
#include "ui/canvas/patch_cache.h"

namespace noiseloom {
namespace {

constexpr double shadow = 4;

// A box just large enough for its corners, in device pixels, with `margin` around it for the shadow and `head` pixels of header.
QPixmap patch(const BoxLook& look, double scale, int margin, int corner, int head) {
    const int width = 2 * (margin + corner) + 1, height = 2 * margin + head + corner + 1;
    QPixmap pixmap(width, height);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box(margin, margin, width - 2 * margin, height - 2 * margin);
    const double radius = node_radius * scale;
    painter.setPen(Qt::NoPen);
    for (const double spread : {3.0, 1.5}) {
        const double s = spread * scale;
        painter.setBrush(QColor(0, 0, 0, look.is_dark ? 40 : 16));
        painter.drawRoundedRect(box.adjusted(-s + 1, -s + 2, s - 1, s), radius + s, radius + s);
    }
    QPainterPath outline;
    const double half = look.border_width * scale / 2;
    outline.addRoundedRect(box.adjusted(half, half, -half, -half), radius - half, radius - half);
    painter.setBrush(look.body);
    painter.drawPath(outline);
    if (look.header.isValid()) {
        painter.setClipPath(outline);
        painter.fillRect(QRectF(margin, margin, width, head), look.header);
        painter.setClipping(false);
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(look.border, look.border_width * scale, look.is_dashed ? Qt::DashLine : Qt::SolidLine));
    painter.drawPath(outline);
    painter.end();
    return pixmap;
}

}  // namespace

void paint_box(QPainter& painter, const QRectF& box, const BoxLook& look) {
    const QTransform transform = painter.worldTransform();
    const double ratio = painter.device()->devicePixelRatioF(), scale = transform.m11() * ratio;
    const QRect target = QRectF(transform.mapRect(box)).toRect();
    const int margin = static_cast<int>(std::ceil(shadow * scale)), corner = static_cast<int>(std::ceil(node_radius * scale)) + 1;
    const int head = std::max(corner, static_cast<int>(std::lround(header_height * scale)));
    static PatchCache<std::tuple<QRgb, QRgb, QRgb, bool, double, bool, bool, double>> known;
    const QPixmap pixmap = known.find({look.body.rgba(), look.border.rgba(), look.header.rgba(), look.header.isValid(), look.border_width, look.is_dashed, look.is_dark, scale},
                                      [&] { return patch(look, scale, margin, corner, head); });
    const int c = margin + corner, top = margin + head;
    painter.save();
    painter.resetTransform();
    // In device pixels: columns and rows of the patch, and where they go.
    painter.scale(1 / ratio, 1 / ratio);
    const QRect all(static_cast<int>(target.left() * ratio) - margin, static_cast<int>(target.top() * ratio) - margin, static_cast<int>(target.width() * ratio) + 2 * margin,
                    static_cast<int>(target.height() * ratio) + 2 * margin);
    const int xs[4] = {all.left(), all.left() + c, all.left() + all.width() - c, all.left() + all.width()}, sx[4] = {0, c, pixmap.width() - c, pixmap.width()};
    const int ys[4] = {all.top(), all.top() + top, std::max(all.top() + top, all.top() + all.height() - c), all.top() + all.height()}, sy[4] = {0, top, pixmap.height() - c, pixmap.height()};
    for (int row = 0; row < 3; ++row)
        for (int column = 0; column < 3; ++column) {
            const QRect to(QPoint(xs[column], ys[row]), QSize(xs[column + 1] - xs[column], ys[row + 1] - ys[row])), from(QPoint(sx[column], sy[row]), QSize(sx[column + 1] - sx[column], sy[row + 1] - sy[row]));
            if (to.isEmpty() || from.isEmpty()) continue;
            if (row == 1 && column == 1) painter.fillRect(to, look.body);   // most of it is one colour
            else painter.drawPixmap(to, pixmap, from);
        }
    painter.restore();
}

}  // namespace noiseloom
