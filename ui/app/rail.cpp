#include "ui/app/rail.h"

#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"

namespace noiseloom {
namespace {

constexpr double rail_width = 44, panel_width = 264;

}  // namespace

Rail::Rail(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme), rows_(new QVBoxLayout(this)) {
    setFixedWidth(scaled(rail_width));
    rows_->setContentsMargins(0, scaled(8), 0, scaled(8));
    rows_->setSpacing(0);
    rows_->addStretch(1);
}

QToolButton* Rail::add_button(const QString& icon_name, const QString& text) {
    auto* button = new QToolButton(this);
    button->setIcon(icon(icon_name, theme_[Tone::text2], theme_[Tone::text3]));
    button->setIconSize(QSize(scaled(20), scaled(20)));
    button->setFixedSize(scaled(rail_width), scaled(rail_width));
    button->setAutoRaise(true);
    button->setToolTip(text);
    button->setAccessibleName(text);
    rows_->insertWidget(rows_->count() - 1, button);
    return button;
}

void Rail::add_command(const QString& icon_name, const QString& text, std::function<void()> act) { connect(add_button(icon_name, text), &QToolButton::clicked, this, std::move(act)); }

void Rail::add_panel(const QString& name, const QString& icon_name, const QString& text, std::function<QWidget*()> make) {
    QToolButton* button = add_button(icon_name, text);
    button->setCheckable(true);
    panels_[name] = {std::move(make), nullptr, button};
    connect(button, &QToolButton::clicked, this, [this, name] { toggle(name); });
}

Rail::~Rail() {
    for (auto& [name, panel] : panels_) delete panel.widget;
}

void Rail::toggle(const QString& name) {
    const auto found = panels_.find(name);
    if (found == panels_.end()) return;
    Panel& panel = found->second;
    const bool opens = !open_ || open_ != panel.widget;
    close_panels();
    if (!opens) return;
    if (!panel.widget) {
        panel.widget = panel.make();
        panel.widget->setParent(parentWidget());
        panel.widget->setAutoFillBackground(true);
    }
    panel.button->setChecked(true);
    open_ = panel.widget;
    place();
    open_->show();
    open_->raise();
}

void Rail::close_panels() {
    for (auto& [name, panel] : panels_) {
        panel.button->setChecked(false);
        if (panel.widget) panel.widget->hide();
    }
    open_ = nullptr;
}

void Rail::place() {
    if (open_) open_->setGeometry(geometry().right() + 1, y(), scaled(panel_width), height());
}

void Rail::resizeEvent(QResizeEvent*) { place(); }

void Rail::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), theme_[Tone::panel]);
    painter.fillRect(QRect(width() - 1, 0, 1, height()), theme_[Tone::line]);
}

}  // namespace noiseloom
