#include "ui/app/breadcrumb.h"

#include <QHBoxLayout>
#include <QToolButton>

#include "ui/theme/fonts.h"

namespace noiseloom {

Breadcrumb::Breadcrumb(const Theme* const& theme, QWidget* parent) : QWidget(parent), theme_(theme) { setVisible(false); }

void Breadcrumb::show_path(const QStringList& names) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(scaled(8), scaled(4), scaled(8), scaled(4));
    row->setSpacing(scaled(4));
    for (qsizetype i = 0; i < names.size(); ++i) {
        auto* button = new QToolButton(this);
        const QString name = QString(names[i]).replace('&', "&&");   // no mnemonics
        button->setText(i == 0 ? name : QStringLiteral("› ") + name);
        button->setAutoRaise(true);
        button->setFont(panel_font(12, i + 1 == names.size()));
        button->setEnabled(i + 1 < names.size());
        connect(button, &QToolButton::clicked, this, [this, i] { emit chosen(static_cast<int>(i)); });
        row->addWidget(button);
    }
    QPalette palette = this->palette();
    palette.setColor(QPalette::Window, (*theme_)[Tone::panel]);
    setPalette(palette);
    setAutoFillBackground(true);
    move(scaled(8), scaled(8));
    adjustSize();
    setVisible(names.size() > 1);
}

}  // namespace noiseloom
