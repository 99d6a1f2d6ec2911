// What of a widget's parts cannot be read: smaller than their texts, outside of what they lie in, or over one another.
#pragma once

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QStringList>

#include "ui/fields/elided_label.h"
#include "ui/fields/field_widget.h"

namespace noiseloom {

inline QString told(const QWidget& widget) {
    QString text = widget.accessibleName();
    if (const auto* label = qobject_cast<const QLabel*>(&widget)) text = label->text();
    if (const auto* button = qobject_cast<const QAbstractButton*>(&widget); button && !button->text().isEmpty()) text = button->text();
    return QString("%1 “%2”").arg(widget.metaObject()->className(), text.left(40));
}

inline bool has_words(const QWidget& widget) {
    if (const auto* label = qobject_cast<const QLabel*>(&widget)) return !label->text().isEmpty();
    return qobject_cast<const QAbstractButton*>(&widget) || qobject_cast<const QComboBox*>(&widget) || qobject_cast<const QAbstractSpinBox*>(&widget) ||
           qobject_cast<const QLineEdit*>(&widget) || qobject_cast<const FieldWidget*>(&widget);
}

// Needs no more than it asks for: hints know texts, paddings and icons. Lines and lists of choices scroll.
inline QSize needed(const QWidget& widget) {
    if (const auto* label = qobject_cast<const QLabel*>(&widget)) {
        if (qobject_cast<const ElidedLabel*>(label)) return {0, label->sizeHint().height()};
        if (label->wordWrap()) return {0, label->heightForWidth(label->width())};
        return label->sizeHint();
    }
    if (const auto* button = qobject_cast<const QAbstractButton*>(&widget)) return button->text().isEmpty() ? button->minimumSizeHint() : button->sizeHint();
    return {widget.minimumSizeHint().width(), widget.sizeHint().height()};
}

inline void look_for_clipping(const QWidget& parent, QStringList& found) {
    const bool scrolls = qobject_cast<const QAbstractScrollArea*>(parent.parentWidget());
    QList<const QWidget*> words;
    for (const QObject* object : parent.children()) {
        const auto* child = qobject_cast<const QWidget*>(object);
        if (!child || child->isWindow() || !child->isVisible()) continue;
        if (!scrolls && !parent.rect().contains(child->geometry()) && !child->geometry().isEmpty())
            found << QString("%1 (%2,%3 %4x%5) lies outside of its %6 of %7x%8").arg(told(*child)).arg(child->x()).arg(child->y()).arg(child->width()).arg(child->height()).arg(parent.metaObject()->className()).arg(parent.width()).arg(parent.height());
        if (has_words(*child)) {
            if (const QSize need = needed(*child); child->width() < need.width() || child->height() < need.height())
                found << QString("%1 is %2x%3 and needs %4x%5").arg(told(*child)).arg(child->width()).arg(child->height()).arg(need.width()).arg(need.height());
            for (const QWidget* other : words)
                if (other->geometry().intersects(child->geometry()) && !other->geometry().contains(child->geometry())) found << told(*child) + " overlaps " + told(*other);
            words << child;
        }
        if (!qobject_cast<const QComboBox*>(child) && !qobject_cast<const QAbstractSpinBox*>(child)) look_for_clipping(*child, found);
    }
}

inline QStringList clipped(const QWidget& root) {
    QStringList found;
    look_for_clipping(root, found);
    return found;
}

}  // namespace noiseloom
