#include "ui/panels/models_panel.h"

#include <array>

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QTreeWidget>

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"

namespace noiseloom {
namespace {

enum Column { name_column, size_column, column_count };
constexpr int name_role = Qt::UserRole;

QString heading_of(ModelKind kind) {
    switch (kind) {
        case ModelKind::pipeline: return ModelsPanel::tr("Models in folders");
        case ModelKind::checkpoint: return ModelsPanel::tr("Checkpoints");
        case ModelKind::lora: return ModelsPanel::tr("LoRA");
        case ModelKind::autoencoder: return ModelsPanel::tr("Autoencoders");
        case ModelKind::encoder: return ModelsPanel::tr("Text and image encoders");
        case ModelKind::other: break;
    }
    return ModelsPanel::tr("Others");
}

}  // namespace

ModelsPanel::ModelsPanel(ModelList& models, const Theme& theme, QWidget* parent)
    : QWidget(parent), models_(models), theme_(theme), search_(new QLineEdit(this)), tree_(new QTreeWidget(this)), places_(new QLabel(this)), use_(new QPushButton(tr("Use"), this)) {
    search_->setPlaceholderText(tr("Search models"));
    search_->setAccessibleName(search_->placeholderText());
    search_->setClearButtonEnabled(true);
    tree_->setAccessibleName(tr("Models"));
    tree_->setFrameShape(QFrame::NoFrame);
    tree_->setColumnCount(column_count);
    tree_->setHeaderHidden(true);
    tree_->setIndentation(scaled(12));
    tree_->setIconSize(QSize(scaled(16), scaled(16)));
    tree_->setTextElideMode(Qt::ElideMiddle);
    tree_->header()->setStretchLastSection(false);
    tree_->header()->setSectionResizeMode(name_column, QHeaderView::Stretch);
    tree_->header()->setSectionResizeMode(size_column, QHeaderView::ResizeToContents);
    places_->setTextFormat(Qt::PlainText);
    places_->setWordWrap(true);
    places_->setFont(panel_font(11));
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, theme[Tone::text2]);
    places_->setPalette(quiet);
    auto* again = new QPushButton(tr("Look again"), this);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(use_, 1);
    buttons->addWidget(again);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(scaled(12), scaled(12), scaled(12), scaled(12));
    rows->setSpacing(scaled(10));
    rows->addWidget(search_);
    rows->addWidget(tree_, 1);
    rows->addLayout(buttons);
    rows->addWidget(places_);
    setFocusProxy(search_);
    connect(search_, &QLineEdit::textChanged, this, &ModelsPanel::show_only);
    connect(tree_, &QTreeWidget::currentItemChanged, this, &ModelsPanel::show_button);
    connect(tree_, &QTreeWidget::itemActivated, this, &ModelsPanel::use);
    connect(use_, &QPushButton::clicked, this, &ModelsPanel::use);
    connect(again, &QPushButton::clicked, &models, &ModelList::scan);
    connect(&models, &ModelList::scanned, this, &ModelsPanel::show_files);
    set_usable(false);
    if (models.is_known()) show_files();
    else models.want();
}

void ModelsPanel::show_files() {
    QStringList places;
    for (const std::filesystem::path& folder : models_.folders()) places << QString::fromStdString(folder.string());
    places_->setText(tr("Looked for in:\n%1").arg(places.join('\n')));
    tree_->clear();
    std::array<QTreeWidgetItem*, model_kinds> groups{};
    for (int kind = 0; kind < model_kinds; ++kind) {
        for (const ModelFile& file : models_.files()) {
            if (static_cast<int>(file.kind) != kind) continue;
            QTreeWidgetItem*& group = groups[static_cast<std::size_t>(kind)];
            if (!group) {
                group = new QTreeWidgetItem(tree_, {heading_of(file.kind)});
                group->setFirstColumnSpanned(true);
                group->setFont(name_column, panel_font(11, true));
                group->setForeground(name_column, theme_[Tone::text2]);
                group->setFlags(Qt::ItemIsEnabled);
                group->setExpanded(true);
            }
            const QString name = QString::fromStdString(file.name);
            auto* item = new QTreeWidgetItem(group, {name, QLocale().formattedDataSize(static_cast<qint64>(file.bytes), 1, QLocale::DataSizeTraditionalFormat)});
            item->setData(name_column, name_role, name);
            const QString path = QString::fromStdString(file.path.string()), about = file.is_embedded ? tr("Comes with Noiseloom: %1").arg(path) : path;
            item->setToolTip(name_column, about.toHtmlEscaped());
            item->setData(name_column, Qt::AccessibleDescriptionRole, about);
            item->setForeground(size_column, theme_[Tone::text3]);
            item->setTextAlignment(size_column, Qt::AlignRight | Qt::AlignVCenter);
            item->setIcon(name_column, icon(file.is_embedded ? "noiseloom" : file.kind == ModelKind::pipeline ? "folder" : "models", theme_[file.is_embedded ? Tone::accent : Tone::text2], theme_[Tone::text3]));
        }
    }
    show_only(search_->text());
    show_button();
}

void ModelsPanel::show_only(const QString& typed) {
    for (int i = 0; i < tree_->topLevelItemCount(); ++i) {
        QTreeWidgetItem* group = tree_->topLevelItem(i);
        bool is_empty = true;
        for (int j = 0; j < group->childCount(); ++j) {
            const bool fits = group->child(j)->text(name_column).contains(typed, Qt::CaseInsensitive);
            group->child(j)->setHidden(!fits);
            is_empty = is_empty && !fits;
        }
        group->setHidden(is_empty);
    }
}

void ModelsPanel::set_usable(bool on, const QString& why_not) {
    is_usable_ = on;
    use_->setToolTip(on ? tr("Puts the name into the selected node") : why_not.isEmpty() ? tr("Select a node that loads a model first.") : why_not.toHtmlEscaped());
    show_button();
}

void ModelsPanel::show_button() {
    const QTreeWidgetItem* item = tree_->currentItem();
    use_->setEnabled(is_usable_ && item && item->parent());
}

void ModelsPanel::use() {
    const QTreeWidgetItem* item = tree_->currentItem();
    if (is_usable_ && item && item->parent()) emit use_requested(item->data(name_column, name_role).toString());
}

}  // namespace noiseloom
