#include "ui/canvas/frame_item.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QStyleOptionGraphicsItem>

#include "ui/canvas/node_item.h"
#include "ui/canvas/socket_painter.h"
#include "ui/theme/fonts.h"

namespace noiseloom {
namespace {

constexpr double title_height = 30, corner = 16;

}  // namespace

FrameItem::FrameItem(const Theme*& theme, std::string id) : theme_(theme), id_(std::move(id)) { setZValue(1); }

void FrameItem::show(const FrameLook& look) {
    prepareGeometryChange();
    look_ = look;
    // A small frame lies on a large one.
    setZValue(1 + 1 / (1 + look.rect.width() * look.rect.height() / 1e4));
    update();
}

QRectF FrameItem::title_rect() const { return QRectF(look_.rect.topLeft(), QSizeF(look_.rect.width(), std::min(title_height, look_.rect.height()))); }
QRectF FrameItem::corner_rect() const { return QRectF(look_.rect.bottomRight() - QPointF(corner, corner), QSizeF(corner, corner)); }

void FrameItem::paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget*) {
    const Theme& theme = *theme_;
    const double scale = option->levelOfDetailFromTransform(painter->worldTransform());
    const QColor colour = look_.colour.empty() ? theme[Tone::text3] : theme.socket(look_.colour);
    QColor fill = colour, border = colour;
    fill.setAlphaF(0.07f);
    border.setAlphaF(0.43f);
    painter->setRenderHint(QPainter::Antialiasing, scale >= 0.35);
    painter->setPen(isSelected() ? QPen(theme[Tone::select], 2) : QPen(border, 1));
    painter->setBrush(fill);
    painter->drawRoundedRect(look_.rect, 10, 10);
    painter->setPen(QPen(border, 1.5));
    for (const double inset : {6.0, 10.0}) painter->drawLine(look_.rect.bottomRight() - QPointF(inset, 3), look_.rect.bottomRight() - QPointF(3, inset));
    QColor title = mixed(theme[Tone::text], colour, 0.6);
    painter->setPen(title);
    if (detail_at(scale) == Detail::full || detail_at(scale) == Detail::plain_fields) {
        painter->setFont(canvas_font(CanvasFont::frame));
        const double room = look_.rect.width() - 24;
        painter->drawText(QRectF(look_.rect.topLeft() + QPointF(12, 6), QSizeF(room, 20)), Qt::AlignVCenter | Qt::AlignLeft,
                          QFontMetricsF(painter->font()).elidedText(look_.title, Qt::ElideRight, room));
        return;
    }
    // From far away titles of frames are the map: they keep their size.
    const QPointF at = painter->worldTransform().map(look_.rect.topLeft());
    painter->save();
    painter->resetTransform();
    painter->setFont(canvas_font(CanvasFont::constant));
    const QFontMetricsF metrics(painter->font());
    painter->drawText(at + QPointF(4, metrics.ascent() + 2), metrics.elidedText(look_.title, Qt::ElideRight, look_.rect.width() * scale - 8));
    painter->restore();
}

DotItem::DotItem(const Theme*& theme, std::string id) : theme_(theme), id_(std::move(id)) { setZValue(8); }

void DotItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    painter->setRenderHint(QPainter::Antialiasing);
    if (isSelected()) {
        painter->setPen(QPen((*theme_)[Tone::select], 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawEllipse(QPointF(), 10, 10);
    }
    paint_socket(*painter, *theme_, type_, QPointF(), {}, 1.2);
}

}  // namespace noiseloom
