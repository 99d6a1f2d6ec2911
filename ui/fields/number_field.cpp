#include "ui/fields/number_field.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include "ui/fields/expression.h"
#include "ui/fields/field_text.h"

namespace noiseloom {
namespace {

constexpr double drag_begins = 3;   // logical pixels: less is a click
constexpr double notch = 120;       // of QWheelEvent

}  // namespace

NumberField::NumberField(const InputDecl& input, const FieldContext& context, QWidget* parent)
    : FieldWidget(input, context, parent), rules_(number_rules(input)) {
    setCursor(Qt::SizeHorCursor);
}

void NumberField::begin_editing() {
    const Json& shown = shown_value(input(), value());
    open_line(shown.is_number_integer() ? QString::fromStdString(shown.dump()) : number_text(shown_number()), true);
}

Json NumberField::json_of(double number) const {
    if (rules_.is_integer) return static_cast<std::int64_t>(std::clamp(number, -9.2e18, 9.2e18));
    return number;
}

Result<void> NumberField::accept_text(const QString& text) {
    const QString trimmed_text = text.trimmed();
    if (trimmed_text.isEmpty()) {
        reset();
        return {};
    }
    bool is_whole = false;
    const qlonglong whole = trimmed_text.toLongLong(&is_whole);   // sums are computed in doubles, which are exact to 2^53 only
    NL_TRY(const double typed, evaluate(trimmed_text.toStdString()));
    const double taken = clamped(typed, rules_);
    set_remark({});
    if (taken != typed) {
        const QString why = taken == std::round(typed) ? tr("Whole numbers only: %1").arg(number_text(taken))
                            : typed > rules_.high      ? tr("At most %1").arg(number_text(rules_.high))
                                                       : tr("At least %1").arg(number_text(rules_.low));
        set_remark(why);
    }
    const Json made = rules_.is_integer && is_whole && taken == typed ? Json(static_cast<std::int64_t>(whole)) : json_of(taken);
    if (made != shown_value(input(), value())) change(made);
    return {};
}

void NumberField::take_hold(double x, Qt::KeyboardModifiers modifiers) {
    drag_->from_x = x;
    drag_->start = shown_number();
    drag_->modifiers = modifiers;
}

void NumberField::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || is_typing()) return FieldWidget::mousePressEvent(event);
    drag_ = Drag{};
    drag_->before = value();
    take_hold(event->position().x() / scale(), event->modifiers());
}

void NumberField::mouseMoveEvent(QMouseEvent* event) {
    if (!drag_) return;
    const double x = event->position().x() / scale();
    if (!drag_->moved && std::abs(x - drag_->from_x) < drag_begins) return;
    drag_->moved = true;
    if (event->modifiers() != drag_->modifiers) take_hold(x, event->modifiers());
    const Json made = json_of(dragged(drag_->start, x - drag_->from_x, event->modifiers(), rules_));
    if (made != shown_value(input(), value())) change(made, false);
}

void NumberField::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !drag_) return;
    const bool moved = drag_->moved;
    drag_.reset();
    if (moved) change(shown_value(input(), value()), true);
}

void NumberField::step(double notches, Qt::KeyboardModifiers modifiers) {
    const double by = key_step(shown_number(), rules_, modifiers) * notches;
    const double made = clamped(QString::number(shown_number() + by, 'g', 12).toDouble(), rules_);
    if (json_of(made) != shown_value(input(), value())) change_gradually(json_of(made));
    else set_remark(notches > 0 ? tr("At most %1").arg(number_text(rules_.high)) : tr("At least %1").arg(number_text(rules_.low)));
}

void NumberField::wheelEvent(QWheelEvent* event) {
    if (!hasFocus() || is_typing()) return event->ignore();   // the panel scrolls
    wheel_ += (event->angleDelta().y() + event->angleDelta().x()) / notch;   // Alt turns the wheel sideways
    const double notches = std::trunc(wheel_);
    wheel_ -= notches;
    if (notches != 0) step(notches, event->modifiers());
    event->accept();
}

void NumberField::keyPressEvent(QKeyEvent* event) {
    const Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
    switch (event->key()) {
        case Qt::Key_Up:
        case Qt::Key_Right: return step(1, modifiers);
        case Qt::Key_Down:
        case Qt::Key_Left: return step(-1, modifiers);
        case Qt::Key_PageUp: return step(10, modifiers);
        case Qt::Key_PageDown: return step(-10, modifiers);
        case Qt::Key_Escape:
            if (!drag_ || !drag_->moved) break;
            change(drag_->before, true);
            drag_.reset();
            return;
        default: break;
    }
    const QString typed = event->text();
    if (!typed.isEmpty() && !(modifiers & ~Qt::ShiftModifier) && (typed[0].isDigit() || QStringLiteral("-.(").contains(typed[0])))
        return open_line(typed, false);
    FieldWidget::keyPressEvent(event);
}

}  // namespace noiseloom
