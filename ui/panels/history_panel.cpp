#include "ui/panels/history_panel.h"

#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QMenu>
#include <QVBoxLayout>

#include "ui/fields/field_widget.h"
#include "ui/panels/changes.h"
#include "ui/theme/fonts.h"

namespace noiseloom {
namespace {

constexpr int most_changes = 3;   // told in a row; the tip tells all

}  // namespace

HistoryPanel::HistoryPanel(EditorDocument& document, Runs& runs, const Theme& theme, QWidget* parent) : QWidget(parent), document_(document), runs_(runs) {
    setAccessibleName(tr("History"));
    list_ = new QListWidget(this);
    list_->setAccessibleName(tr("Runs, newest first"));
    list_->setFont(panel_font(11));
    list_->setFrameShape(QFrame::NoFrame);
    list_->setWordWrap(true);
    list_->setIconSize(QSize(scaled(64), scaled(64)));
    list_->setContextMenuPolicy(Qt::CustomContextMenu);
    empty_ = new QLabel(tr("Nothing has run yet."), this);
    empty_->setFont(panel_font(12));
    empty_->setAlignment(Qt::AlignCenter);
    QPalette palette = empty_->palette();
    palette.setColor(QPalette::WindowText, theme[Tone::text2]);
    empty_->setPalette(palette);
    auto* all = new QVBoxLayout(this);
    all->addWidget(empty_, 1);
    all->addWidget(list_, 1);
    connect(list_, &QListWidget::itemClicked, this, [this](const QListWidgetItem* item) { emit show_requested(item->data(Qt::UserRole).toInt()); });
    connect(list_, &QListWidget::itemActivated, this, [this](const QListWidgetItem* item) { emit show_requested(item->data(Qt::UserRole).toInt()); });
    connect(list_, &QListWidget::customContextMenuRequested, this, &HistoryPanel::show_menu);
    connect(&runs_, &Runs::job_finished, this, &HistoryPanel::rebuild);
    rebuild();
}

void HistoryPanel::rebuild() {
    list_->clear();
    const Job* before = nullptr;
    for (const Job& job : runs_.jobs()) {
        if (!job.has_ended()) continue;
        QStringList changes = before ? changes_in_words(before->workflow, job.workflow, document_.declarations()) : QStringList();
        before = &job;
        QString head = QLocale().toString(job.when.time(), QLocale::ShortFormat);
        head += job.state == JobState::failed ? tr(" · failed") : job.state == JobState::cancelled ? tr(" · cancelled") : tr(" · %1 s").arg(job.seconds, 0, 'f', 1);
        auto* item = new QListWidgetItem;
        item->setData(Qt::UserRole, job.number);
        item->setToolTip(plain_tip((QStringList{head} + changes).join("\n")));
        if (changes.size() > most_changes) {
            const auto more = changes.size() - most_changes;
            changes = changes.first(most_changes);
            changes << tr("and %1 more").arg(more);
        }
        item->setText((QStringList{head} + changes).join("\n"));
        if (const auto pictures = job.pictures(); !pictures.empty())
            item->setIcon(QPixmap::fromImage(pictures.front().scaled(list_->iconSize() * devicePixelRatioF(), Qt::KeepAspectRatio, Qt::SmoothTransformation)));
        list_->insertItem(0, item);
    }
    list_->setVisible(list_->count() > 0);
    empty_->setVisible(list_->count() == 0);
}

void HistoryPanel::show_menu(const QPoint& place) {
    const QListWidgetItem* item = list_->itemAt(place);
    if (!item) return;
    const int job = item->data(Qt::UserRole).toInt();
    QMenu menu(this);
    connect(menu.addAction(tr("Show")), &QAction::triggered, this, [this, job] { emit show_requested(job); });
    connect(menu.addAction(tr("Restore this graph")), &QAction::triggered, this, [this, job] { emit restore_requested(job); });
    connect(menu.addAction(tr("Compare with the newest run")), &QAction::triggered, this, [this, job] { emit compare_requested(job); });
    connect(menu.addAction(tr("Remove")), &QAction::triggered, this, [this, job] {
        runs_.remove(job);
        rebuild();
    });
    menu.exec(list_->mapToGlobal(place));
}

}  // namespace noiseloom
