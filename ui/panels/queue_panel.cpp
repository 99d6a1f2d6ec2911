#include "ui/panels/queue_panel.h"

#include <cmath>

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/theme/fonts.h"

namespace noiseloom {

QueuePanel::QueuePanel(Runs& runs, const Theme& theme, QWidget* parent) : QWidget(parent), runs_(runs) {
    setAccessibleName(tr("Queue"));
    list_ = new QListWidget(this);
    list_->setAccessibleName(tr("Jobs"));
    list_->setFont(panel_font(12));
    list_->setFrameShape(QFrame::NoFrame);
    list_->setWordWrap(true);
    list_->setDragDropMode(QAbstractItemView::InternalMove);
    list_->installEventFilter(this);
    empty_ = new QLabel(tr("Nothing runs or waits."), this);
    empty_->setFont(panel_font(12));
    empty_->setAlignment(Qt::AlignCenter);
    QPalette palette = empty_->palette();
    palette.setColor(QPalette::WindowText, theme[Tone::text2]);
    empty_->setPalette(palette);
    auto* buttons = new QHBoxLayout;
    const auto add = [&](const QString& text, const QString& tip, auto act) {
        auto* button = new QToolButton(this);
        button->setText(text);
        button->setToolTip(tip);
        button->setFont(panel_font(11));
        connect(button, &QToolButton::clicked, this, act);
        buttons->addWidget(button);
    };
    add(tr("Earlier"), tr("Runs before the one above it (Alt+Up)"), [this] { move(-1); });
    add(tr("Later"), tr("Runs after the one below it (Alt+Down)"), [this] { move(1); });
    add(tr("Cancel"), tr("Takes the job out of the queue, or stops it (Del)"), [this] { cancel_current(); });
    buttons->addStretch(1);
    add(tr("Clear"), tr("Takes out all that waits"), [this] { clear(); });
    auto* all = new QVBoxLayout(this);
    all->addWidget(empty_, 1);
    all->addWidget(list_, 1);
    all->addLayout(buttons);
    connect(&runs_, &Runs::queue_changed, this, &QueuePanel::rebuild);
    // After the drop: the list is still at work on the rows when it tells.
    connect(list_->model(), &QAbstractItemModel::rowsMoved, this, [this](const QModelIndex&, int from, int, const QModelIndex&, int to) {
        const int row = to > from ? to - 1 : to;
        QMetaObject::invokeMethod(this, [this, row] { move_to_row(row); }, Qt::QueuedConnection);
    });
    rebuild();
}

void QueuePanel::rebuild() {
    const int chosen = current();
    std::vector<const Job*> jobs;
    for (const Job& job : runs_.jobs())
        if (!job.has_ended()) jobs.push_back(&job);
    const QSignalBlocker quiet(list_->model());
    while (list_->count() > static_cast<int>(jobs.size())) delete list_->takeItem(list_->count() - 1);
    while (list_->count() < static_cast<int>(jobs.size())) list_->addItem(QString());
    for (int row = 0; row < list_->count(); ++row) {
        const Job& job = *jobs[static_cast<std::size_t>(row)];
        QListWidgetItem* item = list_->item(row);
        QString text = job.title.isEmpty() ? tr("Run %1").arg(job.number) : tr("%1 · run %2").arg(job.title).arg(job.number);
        if (!job.axes.empty()) text += tr(" · sweep of %1").arg(cell_count(job.axes));
        text += "\n" + (job.state == JobState::running ? tr("%1 %, %2 s").arg(std::lround(job.progress * 100)).arg(job.seconds, 0, 'f', 1) : tr("waits"));
        item->setText(text);
        item->setData(Qt::UserRole, job.number);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | (job.state == JobState::queued ? Qt::ItemIsDragEnabled : Qt::NoItemFlags));
        if (job.number == chosen) list_->setCurrentRow(row);
    }
    list_->viewport()->update();
    list_->setVisible(!jobs.empty());
    empty_->setVisible(jobs.empty());
}

int QueuePanel::current() const {
    const QListWidgetItem* item = list_->currentItem();
    return item ? item->data(Qt::UserRole).toInt() : 0;
}

void QueuePanel::move(int by) { move_to_row(list_->currentRow() + by); }

// Rows count the running job, places do not.
void QueuePanel::move_to_row(int row) {
    const Job* job = runs_.find_job(current());
    const int place = row - (runs_.is_busy() ? 1 : 0);
    if (job && job->state == JobState::queued && place >= 0 && row < list_->count()) runs_.move(job->number, place);
    rebuild();
}

void QueuePanel::cancel_current() {
    if (const int number = current()) runs_.cancel(number);
}

void QueuePanel::clear() {
    std::vector<int> waiting;
    for (const Job& job : runs_.jobs())
        if (job.state == JobState::queued) waiting.push_back(job.number);
    for (const int number : waiting) runs_.cancel(number);
}

bool QueuePanel::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress) return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool moves = key->modifiers() & Qt::AltModifier;
    if (moves && key->key() == Qt::Key_Up) move(-1);
    else if (moves && key->key() == Qt::Key_Down) move(1);
    else if (key->key() == Qt::Key_Delete) cancel_current();
    else return QWidget::eventFilter(watched, event);
    return true;
}

}  // namespace noiseloom
