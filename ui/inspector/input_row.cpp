#include "ui/inspector/input_row.h"

#include <QContextMenuEvent>
#include <QPainter>

#include "ui/canvas/socket_painter.h"
#include "ui/fields/field_painter.h"
#include "ui/fields/field_widget.h"
#include "ui/fields/glyph_button.h"
#include "ui/fields/painted_text.h"

namespace noiseloom {

void paint_socket_sign(QPainter& painter, const QRectF& square, std::string_view type, bool is_filled, const Theme& theme) {
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor colour = theme.socket(type);
    painter.setPen(QPen(colour, 1.5));
    painter.setBrush(is_filled ? QBrush(colour) : QBrush(Qt::NoBrush));
    painter.drawPath(socket_path(theme.shape(type), square.center(), square.width() / 12));
}

InputRow::InputRow(const InputDecl& input, const QString& from, const Theme& theme, double text_scale, QWidget* parent)
    : QWidget(parent), input_(input), from_(from), theme_(theme), scale_(text_scale) {
    setToolTip(plain_tip(library_text(input.doc)));
    setAccessibleName(from.isEmpty() ? tr("%1, not connected").arg(field_label(input)) : tr("%1, from %2").arg(field_label(input), from));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    if (from.isEmpty()) return;
    auto* button = new GlyphButton(Glyph::jump, tr("Go to %1").arg(from), theme, this);
    connect(button, &GlyphButton::clicked, this, &InputRow::jump);
    button_ = button;
    setCursor(Qt::PointingHandCursor);
}

QSize InputRow::sizeHint() const { return QSize(static_cast<int>(200 * scale_), static_cast<int>(24 * scale_)); }

void InputRow::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.scale(scale_, scale_);
    const QRectF area(0, 0, width() / scale_, height() / scale_);
    const bool is_lacking = from_.isEmpty() && !input_.is_optional;
    paint_socket_sign(painter, QRectF(6, area.center().y() - 5, 10, 10), input_.type->name, !from_.isEmpty(), theme_);
    painter.setPen(theme_[Tone::text2]);
    const QRectF row = area.adjusted(22, 0, from_.isEmpty() ? -8 : -26, 0);
    const double used = draw_line(painter, QRectF(row.left(), 0, row.width() * 0.5, row.height()), field_label(input_), Face::label, 12);
    painter.setPen(theme_[is_lacking ? Tone::error : from_.isEmpty() ? Tone::text3 : Tone::text]);
    const QString text = !from_.isEmpty() ? from_ : is_lacking ? tr("needs a %1").arg(spaced_text(input_.type->name)) : tr("not connected");
    draw_line(painter, row.adjusted(used + 10, 0, 0, 0), text, Face::label, 12, Qt::AlignRight, Qt::ElideMiddle);
}

void InputRow::resizeEvent(QResizeEvent*) {
    if (!button_) return;
    const int side = static_cast<int>(20 * scale_);
    button_->setGeometry(width() - side - 2, (height() - side) / 2, side, side);
}

void InputRow::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && !from_.isEmpty()) emit jump();
}

void InputRow::contextMenuEvent(QContextMenuEvent* event) { emit menu_requested(event->globalPos()); }

}  // namespace noiseloom
