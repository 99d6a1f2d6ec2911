#include "ui/panels/template_card.h"

#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QTextLayout>

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"

namespace noiseloom {
namespace {

constexpr int row_width = 232, row_height = 84, tile_width = 208, tile_height = 292, gap = 10, row_lines = 3, tile_lines = 4;

// Text in lines of the box's width; the last one that fits is elided.
void draw_lines(QPainter& painter, const QRectF& box, const QString& text, int most) {
    QTextLayout layout(text, painter.font());
    layout.beginLayout();
    const double height = painter.fontMetrics().height();
    double y = box.top();
    for (int i = 0; i < most && y + height <= box.bottom() + 1; ++i, y += height) {
        QTextLine line = layout.createLine();
        if (!line.isValid()) break;
        line.setLineWidth(box.width());
        const bool is_last = i + 1 == most || y + 2 * height > box.bottom() + 1;
        const QString shown = is_last ? painter.fontMetrics().elidedText(text.mid(line.textStart()), Qt::ElideRight, static_cast<int>(box.width())) : text.mid(line.textStart(), line.textLength());
        painter.drawText(QRectF(box.left(), y, box.width(), height), Qt::AlignLeft | Qt::AlignVCenter, shown);
    }
    layout.endLayout();
}

}  // namespace

TemplateCard::TemplateCard(TemplateInfo info, CardShape shape, const Theme& theme, QWidget* parent) : QAbstractButton(parent), info_(std::move(info)), shape_(shape), theme_(theme) {
    setAccessibleName(info_.title);
    setAccessibleDescription(info_.about);
    setToolTip(info_.about.toHtmlEscaped());
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(shape == CardShape::row ? QSizePolicy::Expanding : QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize TemplateCard::sizeHint() const { return shape_ == CardShape::row ? QSize(scaled(row_width), scaled(row_height)) : QSize(scaled(tile_width), scaled(tile_height)); }

void TemplateCard::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) return click();
    QAbstractButton::keyPressEvent(event);
}

void TemplateCard::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    const double space = scaled(gap);
    const QRectF card = QRectF(rect()).adjusted(1, 1, -1, -1);
    painter.setPen(QPen(theme_[hasFocus() ? Tone::accent : underMouse() ? Tone::text3 : Tone::border], hasFocus() ? 2 : 1));
    painter.setBrush(isDown() ? theme_[Tone::header] : theme_[Tone::body]);
    painter.drawRoundedRect(card, scaled(6), scaled(6));

    const QRectF inside = card.adjusted(space, space, -space, -space);
    const double side = shape_ == CardShape::row ? inside.height() : inside.width();
    const QRectF frame(inside.topLeft(), QSizeF(side, side));
    if (picture_.isNull() && !info_.picture.empty()) picture_ = QPixmap(QString::fromStdString(info_.picture.string()));
    QPainterPath round;
    round.addRoundedRect(frame, scaled(4), scaled(4));
    painter.fillPath(round, theme_[Tone::field]);
    if (picture_.isNull()) {
        const double glyph = scaled(20);
        paint_icon(painter, "templates", QRectF(frame.center() - QPointF(glyph, glyph) / 2, QSizeF(glyph, glyph)), theme_[Tone::text3]);
    } else {
        painter.save();
        painter.setClipPath(round);
        const QSizeF full = QSizeF(picture_.size()).scaled(frame.size(), Qt::KeepAspectRatio);   // a strip of pictures is shown whole
        painter.drawPixmap(QRectF(frame.center() - QPointF(full.width(), full.height()) / 2, full), picture_, QRectF(picture_.rect()));
        painter.restore();
    }

    QRectF texts = shape_ == CardShape::row ? inside.adjusted(side + space, 0, 0, 0) : inside.adjusted(0, side + space, 0, 0);
    painter.setFont(panel_font(shape_ == CardShape::row ? 12 : 13, true));
    painter.setPen(theme_[Tone::text]);
    painter.drawText(texts, Qt::AlignLeft | Qt::AlignTop, painter.fontMetrics().elidedText(info_.title, Qt::ElideRight, static_cast<int>(texts.width())));
    texts.setTop(texts.top() + painter.fontMetrics().height() + scaled(2));
    painter.setFont(panel_font(11));
    painter.setPen(theme_[Tone::text2]);
    draw_lines(painter, texts, info_.about, shape_ == CardShape::row ? row_lines : tile_lines);
}

}  // namespace noiseloom
