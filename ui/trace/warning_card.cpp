#include "ui/trace/warning_card.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

#include "ui/fields/elided_label.h"
#include "ui/fields/field_widget.h"
#include "ui/theme/fonts.h"

namespace noiseloom {
namespace {

constexpr double least_text = 140;   // of the line before buttons give way

}  // namespace

WarningCard::WarningCard(const TraceWarning& warning, const QStringList& remedies, const Theme& theme, QWidget* parent) : QFrame(parent), more_(new QToolButton(this)) {
    setAutoFillBackground(true);
    QPalette tint = palette();
    tint.setColor(QPalette::Window, mixed(theme[Tone::panel], theme[Tone::warn], 0.2));
    setPalette(tint);
    setToolTip(plain_tip(warning.message + "\n" + warning.hint));
    setAccessibleName(warning.message);
    setAccessibleDescription(warning.hint);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(scaled(8), scaled(2), scaled(4), scaled(2));
    auto* text = new ElidedLabel(this);   // what does not fit is in the tip
    text->setFont(panel_font(11));
    text->setText(warning.message.left(1).toUpper() + warning.message.mid(1));
    row->addWidget(text, 1);
    auto* menu = new QMenu(more_);
    for (const QString& remedy : remedies) {
        auto* button = new QToolButton(this);
        button->setText(remedy);
        button->setFont(panel_font(11));
        connect(button, &QToolButton::clicked, this, [this, remedy] { emit chosen(remedy); });
        if (!buttons_.empty()) menu->addAction(remedy, this, [this, remedy] { emit chosen(remedy); });
        buttons_.push_back(button);
        row->addWidget(button);
    }
    more_->setText(tr("More"));
    more_->setFont(panel_font(11));
    more_->setPopupMode(QToolButton::InstantPopup);
    more_->setMenu(menu);
    more_->hide();
    row->addWidget(more_);
}

QSize WarningCard::minimumSizeHint() const {
    const int first = buttons_.empty() ? 0 : buttons_.front()->sizeHint().width() + more_->sizeHint().width();
    return {scaled(40) + first + scaled(16), QFrame::minimumSizeHint().height()};
}

void WarningCard::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    int wanted = scaled(least_text);
    for (const QToolButton* button : buttons_) wanted += button->sizeHint().width() + layout()->spacing();
    const bool fits = wanted <= width();
    for (std::size_t i = 1; i < buttons_.size(); ++i) buttons_[i]->setVisible(fits);
    more_->setVisible(!fits && buttons_.size() > 1);
}

}  // namespace noiseloom
