#include "ui/fields/glyph_button.h"

#include <QEvent>
#include <QPainter>
#include <QPainterPath>

namespace noiseloom {
namespace {

// All signs are drawn in a square of 14, from -7 to 7.
void paint_in_fourteen(QPainter& painter, Glyph glyph, const QColor& colour) {
    const auto line = [&](std::initializer_list<QPointF> points) { painter.drawPolyline(points.begin(), static_cast<int>(points.size())); };
    const auto dot = [&](QPointF at, double size) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawEllipse(at, size, size);
    };
    switch (glyph) {
        case Glyph::dice:
            painter.drawRoundedRect(QRectF(-5.5, -5.5, 11, 11), 2.5, 2.5);
            for (const QPointF at : {QPointF(-2.5, -2.5), QPointF(2.5, -2.5), QPointF(0, 0), QPointF(-2.5, 2.5), QPointF(2.5, 2.5)}) dot(at, 1);
            return;
        case Glyph::history:
        case Glyph::reset:
            painter.drawArc(QRectF(-5, -4, 10, 9.5), -120 * 16, 270 * 16);
            line({{-5.8, -4.6}, {-4.4, -1.2}, {-1.0, -2.6}});
            return;
        case Glyph::curve: {
            QPainterPath path({-6, 4});
            path.cubicTo({-1, 4}, {-2, -4}, {6, -4});
            painter.drawPath(path);
            return;
        }
        case Glyph::flat: return line({{-6, 0}, {6, 0}});
        case Glyph::folder: return line({{-6, 4.5}, {-6, -4.5}, {-2, -4.5}, {-0.5, -2.5}, {6, -2.5}, {6, 4.5}, {-6, 4.5}});
        case Glyph::chevron: return line({{-3.5, -1.5}, {0, 2}, {3.5, -1.5}});
        case Glyph::plus: line({{-4.5, 0}, {4.5, 0}}); return line({{0, -4.5}, {0, 4.5}});
        case Glyph::cross: line({{-3.5, -3.5}, {3.5, 3.5}}); return line({{-3.5, 3.5}, {3.5, -3.5}});
        case Glyph::up: line({{0, 5}, {0, -5}}); return line({{-3.5, -1.5}, {0, -5}, {3.5, -1.5}});
        case Glyph::down: line({{0, 5}, {0, -5}}); return line({{-3.5, 1.5}, {0, 5}, {3.5, 1.5}});
        case Glyph::grip:
            for (const double y : {-4.0, 0.0, 4.0})
                for (const double x : {-2.0, 2.0}) dot({x, y}, 1.1);
            return;
        case Glyph::jump: line({{-5, 5}, {5, -5}}); return line({{-1, -5}, {5, -5}, {5, 1}});
        case Glyph::question: {
            QPainterPath path({-3, -2.5});
            path.cubicTo({-3, -6.8}, {3.4, -6.8}, {3.2, -2.8});
            path.cubicTo({3, -0.6}, {0, -0.6}, {0, 2});
            painter.drawPath(path);
            return dot({0, 5}, 1);
        }
        case Glyph::eye: {
            QPainterPath path({-6.5, 0});
            path.quadTo({0, -7.5}, {6.5, 0});
            path.quadTo({0, 7.5}, {-6.5, 0});
            painter.drawPath(path);
            return dot({0, 0}, 1.9);
        }
        case Glyph::hatch:
            painter.drawRoundedRect(QRectF(-5.5, -5.5, 11, 11), 2, 2);
            line({{-5, 1}, {1, -5}});
            line({{-4, 5}, {5, -4}});
            return;
        case Glyph::mute:
            painter.drawEllipse(QRectF(-5.5, -5.5, 11, 11));
            return line({{-3.8, -3.8}, {3.8, 3.8}});
        case Glyph::pencil:
            line({{-5.5, 5.5}, {-4.7, 2}, {2.6, -5.3}, {5.3, -2.6}, {-2, 4.7}, {-5.5, 5.5}});
            return;
    }
}

}  // namespace

void paint_glyph(QPainter& painter, const QRectF& square, Glyph glyph, const QColor& colour) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(square.center());
    const double scale = std::min(square.width(), square.height()) / 14;
    painter.scale(scale, scale);
    painter.setPen(QPen(colour, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    paint_in_fourteen(painter, glyph, colour);
    painter.restore();
}

GlyphButton::GlyphButton(Glyph glyph, const QString& what, const Theme& theme, QWidget* parent)
    : QAbstractButton(parent), glyph_(glyph), theme_(&theme) {
    setAccessibleName(what);
    setToolTip(what);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::ArrowCursor);
    setFocusPolicy(Qt::TabFocus);
}

void GlyphButton::set_theme(const Theme& theme) {
    theme_ = &theme;
    update();
}

bool GlyphButton::event(QEvent* event) {
    if (event->type() == QEvent::HoverEnter || event->type() == QEvent::HoverLeave) update();
    return QAbstractButton::event(event);
}

void GlyphButton::paintEvent(QPaintEvent*) {
    const Theme& theme = *theme_;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool lit = isEnabled() && (underMouse() || isDown());
    if (lit || isChecked()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(isChecked() ? theme[Tone::slider] : mixed(theme[Tone::field], theme[Tone::text], isDown() ? 0.24 : 0.14));
        painter.drawRoundedRect(rect(), 4, 4);
    }
    if (hasFocus()) {
        painter.setPen(QPen(theme[Tone::accent], 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75), 4, 4);
    }
    const double side = std::min(width(), height()) * 0.62;
    const QRectF square(width() / 2.0 - side / 2, height() / 2.0 - side / 2, side, side);
    paint_glyph(painter, square, glyph_, theme[!isEnabled() ? Tone::border : lit || isChecked() ? Tone::text : Tone::text2]);
}

}  // namespace noiseloom
