#include "ui/form/form_item.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPainter>

#include "ui/fields/glyph_button.h"
#include "ui/fields/painted_text.h"

namespace noiseloom {
namespace {

constexpr int grip_width = 20;

}  // namespace

FormItem::FormItem(std::size_t place, const QString& label, const QString& usual_label, const Theme& theme, double text_scale, QWidget* parent)
    : QWidget(parent), place_(place), theme_(theme), scale_(text_scale), label_(new QLineEdit(label, this)) {
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::SizeVerCursor);
    setAccessibleName(tr("Item %1: %2").arg(place + 1).arg(label.isEmpty() ? usual_label : label));
    setToolTip(tr("Drag it, or press Alt+Up and Alt+Down"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(static_cast<int>(grip_width * text_scale), 2, 2, 2);
    layout->setSpacing(2);
    label_->setFont(font_of(Face::label, 12 * text_scale));
    label_->setPlaceholderText(usual_label);
    label_->setAccessibleName(tr("Label"));
    label_->setPalette(theme.palette());
    layout->addWidget(label_, 1);
    const auto add = [&](Glyph glyph, const QString& what, auto act) {
        auto* button = new GlyphButton(glyph, what, theme, this);
        button->setFixedSize(static_cast<int>(22 * text_scale), static_cast<int>(22 * text_scale));
        layout->addWidget(button);
        connect(button, &GlyphButton::clicked, this, act);
    };
    add(Glyph::up, tr("Up"), [this] { emit move_requested(-1); });
    add(Glyph::down, tr("Down"), [this] { emit move_requested(1); });
    add(Glyph::cross, tr("Remove from form"), [this] { emit removed(); });
    connect(label_, &QLineEdit::editingFinished, this, [this] {
        if (label_->isModified()) emit relabelled(label_->text().trimmed());
    });
}

void FormItem::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme_[hasFocus() || is_held_ ? Tone::accent : Tone::line], hasFocus() || is_held_ ? 1.5 : 1));
    painter.setBrush(theme_[Tone::header]);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75), 4, 4);
    const double side = 14 * scale_;
    paint_glyph(painter, QRectF(3 * scale_, (height() - side) / 2, side, side), Glyph::grip, theme_[Tone::text2]);
}

void FormItem::keyPressEvent(QKeyEvent* event) {
    if (event->modifiers() == Qt::AltModifier && event->key() == Qt::Key_Up) emit move_requested(-1);
    else if (event->modifiers() == Qt::AltModifier && event->key() == Qt::Key_Down) emit move_requested(1);
    else if (event->key() == Qt::Key_Delete) emit removed();
    else QWidget::keyPressEvent(event);
}

void FormItem::mousePressEvent(QMouseEvent* event) {
    is_held_ = event->button() == Qt::LeftButton;
    has_moved_ = false;
    update();
}

void FormItem::mouseMoveEvent(QMouseEvent* event) { has_moved_ = is_held_ && !rect().contains(event->position().toPoint()); }

void FormItem::mouseReleaseEvent(QMouseEvent* event) {
    const bool moved = is_held_ && has_moved_;
    is_held_ = false;
    update();
    if (moved) emit dragged_to(event->globalPosition().toPoint());
}

}  // namespace noiseloom
