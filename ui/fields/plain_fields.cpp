#include "ui/fields/plain_fields.h"

#include <QKeyEvent>
#include <QMouseEvent>

namespace noiseloom {

void ToggleField::begin_editing() {
    const Json& shown = shown_value(input(), value());
    change(!(shown.is_boolean() && shown.get<bool>()));
}

void ToggleField::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) begin_editing();
    else FieldWidget::mousePressEvent(event);
}

void ToggleField::mouseDoubleClickEvent(QMouseEvent* event) { mousePressEvent(event); }   // two quick clicks turn it twice

void ToggleField::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::NoModifier) return begin_editing();
    FieldWidget::keyPressEvent(event);
}

LineField::LineField(const InputDecl& input, const FieldContext& context, QWidget* parent) : FieldWidget(input, context, parent) {
    setCursor(Qt::IBeamCursor);
}

void LineField::begin_editing() {
    const Json& shown = shown_value(input(), value());
    open_line(shown.is_string() ? QString::fromStdString(shown.get<std::string>()) : QString(), true);
}

Result<void> LineField::accept_text(const QString& text) {
    if (Json made = text.toStdString(); made != shown_value(input(), value())) change(made);
    return {};
}

void LineField::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && !is_typing()) begin_editing();
    else FieldWidget::mousePressEvent(event);
}

void LineField::keyPressEvent(QKeyEvent* event) {
    if (!event->text().isEmpty() && event->text()[0].isPrint() && !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)))
        return open_line(event->text(), false);
    FieldWidget::keyPressEvent(event);
}

}  // namespace noiseloom
