#include "ui/panels/templates_panel.h"

#include <QDir>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/fields/field_widget.h"
#include "ui/theme/fonts.h"

namespace noiseloom {
namespace {

constexpr int most_recent = 4;

std::filesystem::path folder_of(const Backend& backend) { return backend.resources() / "templates"; }
QString path_of(const TemplateInfo& info) { return QString::fromStdString(info.file.string()); }

}  // namespace

TemplatesPanel::TemplatesPanel(Backend& backend, const Theme& theme, QWidget* parent) : QWidget(parent), search_(new QLineEdit(this)) {
    search_->setPlaceholderText(tr("Search templates"));
    search_->setAccessibleName(search_->placeholderText());
    search_->setClearButtonEnabled(true);
    auto* inside = new QWidget;
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, scaled(4), 0);
    column->setSpacing(scaled(8));
    for (const TemplateInfo& info : template_infos(folder_of(backend))) {
        auto* card = new TemplateCard(info, CardShape::row, theme, inside);
        column->addWidget(card);
        cards_.push_back(card);
        connect(card, &TemplateCard::clicked, this, [this, path = path_of(info)] { emit template_chosen(path); });
    }
    column->addStretch(1);
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(inside);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(scaled(12), scaled(12), scaled(8), scaled(12));
    rows->setSpacing(scaled(10));
    rows->addWidget(search_);
    rows->addWidget(scroll, 1);
    setFocusProxy(search_);
    connect(search_, &QLineEdit::textChanged, this, &TemplatesPanel::show_only);
}

void TemplatesPanel::show_only(const QString& typed) {
    for (TemplateCard* card : cards_) {
        const TemplateInfo& info = card->info();
        card->setVisible(info.title.contains(typed, Qt::CaseInsensitive) || info.name.contains(typed, Qt::CaseInsensitive) || info.about.contains(typed, Qt::CaseInsensitive));
    }
}

StartPage::StartPage(Backend& backend, const QStringList& recent, const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme), grid_(new QGridLayout) {
    auto* inside = new QWidget;
    auto* heading = new QLabel(tr("Start with a template"), inside);
    heading->setFont(panel_font(16, true));
    auto* remark = new QLabel(tr("They run at once, with the small model that comes along."), inside);
    remark->setFont(panel_font(12));
    for (const TemplateInfo& info : first_templates(template_infos(folder_of(backend)))) {
        auto* card = new TemplateCard(info, CardShape::tile, theme, inside);
        cards_.push_back(card);
        connect(card, &TemplateCard::clicked, this, [this, path = path_of(info)] { emit template_chosen(path); });
    }
    grid_->setSpacing(scaled(16));
    auto* all = new QPushButton(tr("All templates"), inside);
    auto* none = new QPushButton(tr("Empty graph"), inside);
    connect(all, &QPushButton::clicked, this, &StartPage::more);
    connect(none, &QPushButton::clicked, this, &StartPage::empty);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(scaled(12));
    buttons->addStretch(1);
    buttons->addWidget(all);
    buttons->addWidget(none);
    buttons->addStretch(1);
    auto* rows = new QVBoxLayout(inside);
    rows->setSpacing(scaled(12));
    rows->addStretch(1);
    rows->addWidget(heading, 0, Qt::AlignHCenter);
    rows->addWidget(remark, 0, Qt::AlignHCenter);
    rows->addLayout(grid_);
    rows->addLayout(buttons);
    if (!recent.isEmpty()) add_recent(*rows, recent);
    rows->addStretch(1);
    auto* scroll = new QScrollArea(this);   // of a small window
    scroll->setWidget(inside);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->viewport()->setAutoFillBackground(false);
    inside->setAutoFillBackground(false);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scroll);
}

void StartPage::add_recent(QVBoxLayout& rows, const QStringList& recent) {
    auto* heading = new QLabel(tr("Or go on with"), this);
    heading->setFont(panel_font(12));
    rows.addSpacing(scaled(12));
    rows.addWidget(heading, 0, Qt::AlignHCenter);
    for (const QString& path : recent.mid(0, most_recent)) {
        auto* file = new QToolButton(this);
        file->setAutoRaise(true);
        file->setFont(panel_font(12));
        const QString folder = QDir::toNativeSeparators(QFileInfo(path).absolutePath());
        file->setText(QFontMetrics(file->font()).elidedText(QFileInfo(path).completeBaseName().replace('&', "&&") + "   " + QString(folder).replace('&', "&&"), Qt::ElideMiddle, scaled(520)));
        file->setToolTip(plain_tip(path));
        connect(file, &QToolButton::clicked, this, [this, path] { emit file_chosen(path); });
        rows.addWidget(file, 0, Qt::AlignHCenter);
    }
}

void StartPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (cards_.empty()) return;
    const int room = width() - 2 * scaled(16), one = cards_.front()->sizeHint().width() + grid_->spacing();
    const int count = static_cast<int>(cards_.size()), fit = std::clamp(room / one, 1, count);
    const int columns = fit == count ? count : fit >= 2 ? 2 : 1;   // four, two and two, or one below the other
    while (grid_->count()) delete grid_->takeAt(0);
    for (int column = 0; column <= count + 1; ++column) grid_->setColumnStretch(column, 0);
    for (int i = 0; i < count; ++i) grid_->addWidget(cards_[static_cast<std::size_t>(i)], i / columns, 1 + i % columns);
    grid_->setColumnStretch(0, 1);
    grid_->setColumnStretch(columns + 1, 1);
}

void StartPage::paintEvent(QPaintEvent*) { QPainter(this).fillRect(rect(), theme_[Tone::canvas]); }

}  // namespace noiseloom
