#include "ui/host/publish_dialog.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include "host/published_list.h"
#include "ui/fields/field_widget.h"
#include "ui/model/error_text.h"
#include "ui/theme/fonts.h"

namespace noiseloom {
namespace {

QLabel* wrapped(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

}  // namespace

PublishDialog::PublishDialog(EditorDocument& document, std::filesystem::path resources, const Theme& theme, QWidget* parent)
    : QDialog(parent), document_(document), resources_(std::move(resources)), theme_(theme) {
    setWindowTitle(tr("Publish to Image Editors"));
    setFont(panel_font(12));
    title_ = new QLineEdit(document_.name(), this);
    title_->setAccessibleName(tr("Title in the menus"));
    title_->setMaxLength(80);
    publish_ = new QPushButton(this);
    told_ = wrapped({}, this);
    list_ = new QListWidget(this);
    list_->setAccessibleName(tr("Published workflows"));
    remove_ = new QPushButton(tr("Remove"), this);
    auto* first = new QHBoxLayout;
    first->addWidget(title_, 1);
    first->addWidget(publish_);
    auto* last = new QHBoxLayout;
    last->addWidget(remove_);
    last->addStretch(1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    last->addWidget(buttons);
    auto* all = new QVBoxLayout(this);
    all->setSpacing(scaled(8));
    all->addWidget(wrapped(tr("“%1” gets an entry of this title in the menus of GIMP and Krita; its form is the dialog there. A copy is published: what is edited later is published anew.").arg(document_.name()), this));
    all->addLayout(first);
    all->addWidget(told_);
    all->addWidget(wrapped(tr("In the menus are:"), this));
    all->addWidget(list_, 1);
    all->addLayout(last);
    for (QPushButton* button : findChildren<QPushButton*>()) button->setAutoDefault(false);
    publish_->setDefault(true);
    connect(title_, &QLineEdit::textChanged, this, &PublishDialog::show_title);
    connect(publish_, &QPushButton::clicked, this, &PublishDialog::publish);
    connect(remove_, &QPushButton::clicked, this, &PublishDialog::remove);
    connect(list_, &QListWidget::currentRowChanged, this, [this](int row) { remove_->setEnabled(row >= 0); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    resize(scaled(460), scaled(420));
    show_list();
    show_title();
    if (document_.form().empty()) tell(tr("Its form is empty: the dialog would ask for nothing. In the graph, right-click a field and choose “Promote to form”."), Tone::warn);
}

void PublishDialog::tell(const QString& text, Tone tone) {
    QPalette palette = told_->palette();
    palette.setColor(QPalette::WindowText, theme_[tone]);
    told_->setPalette(palette);
    told_->setText(text);
    told_->setVisible(!text.isEmpty());
}

void PublishDialog::show_list() {
    list_->clear();
    const auto all = list_published(resources_);
    if (!all) return tell(error_text(all.error()), Tone::error);
    for (const Published& one : *all) {
        auto* item = new QListWidgetItem(QString::fromStdString(one.title), list_);
        item->setData(Qt::UserRole, QString::fromStdString(one.name));
        item->setToolTip(plain_tip(QString::fromStdString(one.about.empty() ? one.source : one.about)));
    }
    remove_->setEnabled(false);
}

// An entry of the same title is replaced, which is said before.
void PublishDialog::show_title() {
    const QString title = title_->text().trimmed();
    const bool is_known = !list_->findItems(title, Qt::MatchExactly).isEmpty();
    publish_->setText(is_known ? tr("Publish Anew") : tr("Publish"));
    publish_->setEnabled(!title.isEmpty());
}

void PublishDialog::publish() {
    const QString title = title_->text().trimmed();
    if (title.isEmpty()) return;
    const auto done = noiseloom::publish(title.toStdString(), document_.workflow(), document_.registry(), resources_);
    if (!done) return tell(error_text(done.error()), Tone::error);
    show_list();
    show_title();
    tell(tr("“%1” is published. Krita has it at once, GIMP from its next start on.").arg(title), Tone::ok);
}

void PublishDialog::remove() {
    const QListWidgetItem* item = list_->currentItem();
    if (!item) return;
    const QString title = item->text();
    const auto done = unpublish(item->data(Qt::UserRole).toString().toStdString(), resources_);
    if (!done) return tell(error_text(done.error()), Tone::error);
    show_list();
    show_title();
    tell(tr("“%1” was removed. Krita forgets it at once, GIMP from its next start on.").arg(title), Tone::ok);
}

}  // namespace noiseloom
