#include "ui/fields/mask_field.h"

#include <QMenu>
#include <QMouseEvent>

#include "ui/fields/glyph_button.h"
#include "ui/fields/mask_painter.h"

namespace noiseloom {

MaskField::MaskField(const InputDecl& input, const FieldContext& context, QWidget* parent)
    : FieldWidget(input, context, parent), brush_(new GlyphButton(Glyph::pencil, tr("Paint…"), *context.theme, this)) {
    icon_room_ = 20;
    connect(brush_, &GlyphButton::clicked, this, &MaskField::begin_editing);
}

void MaskField::begin_editing() {
    const auto drawing = ValueType<Drawing>::from_json(shown_value(input(), value()));
    auto* dialog = new MaskPainter(drawing ? *drawing : Drawing{}, context().picture_beneath ? context().picture_beneath() : QImage(), *context().theme, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &MaskPainter::painted, this, [this, dialog] { change(ValueType<Drawing>::to_json(dialog->drawing())); });
    connect(dialog, &QDialog::finished, this, &MaskField::left);
    dialog->open();
}

void MaskField::layout_parts() {
    const double side = std::min(18.0, field_rect().height() - 2) * scale();
    brush_->setGeometry(QRectF(width() - side - 3 * scale(), (height() - side) / 2, side, side).toRect());
}

void MaskField::fill_menu(QMenu& menu) { menu.addAction(tr("Paint…"), this, &MaskField::begin_editing); }

void MaskField::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) begin_editing();
    else FieldWidget::mousePressEvent(event);
}

}  // namespace noiseloom
