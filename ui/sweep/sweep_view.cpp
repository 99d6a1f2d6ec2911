#include "ui/sweep/sweep_view.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/inspector/run_facts.h"
#include "ui/model/error_text.h"
#include "ui/sweep/sweep_grid.h"
#include "ui/sweep/sweep_plot.h"
#include "ui/theme/fonts.h"

namespace noiseloom {
namespace {

QScrollArea* scrolled(QWidget* inside, QWidget* parent) {
    auto* area = new QScrollArea(parent);
    area->setWidget(inside);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    area->viewport()->setAutoFillBackground(false);
    inside->setAutoFillBackground(false);
    return area;
}

}  // namespace

SweepView::SweepView(EditorDocument& document, Runs& runs, const Theme& theme, QWidget* parent)
    : QWidget(parent), document_(document), runs_(runs), theme_(theme), title_(new QLabel(this)), told_(new QLabel(this)), grid_(new SweepGrid(theme, this)), plots_side_(new QWidget(this)),
      use_(new QPushButton(tr("Use these values"), this)), open_(new QPushButton(tr("Show picture"), this)) {
    setAccessibleName(tr("Sweep"));
    setAutoFillBackground(true);
    setFocusProxy(grid_);
    title_->setTextFormat(Qt::PlainText);
    title_->setFont(panel_font(13, true));
    told_->setTextFormat(Qt::PlainText);
    told_->setFont(panel_font(11));
    told_->setWordWrap(true);
    told_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* close = new QToolButton(this);
    close->setText(tr("Close"));
    close->setFont(panel_font(11));
    close->setAutoRaise(true);
    use_->setToolTip(tr("Puts the chosen picture's values into the workflow (U)"));
    open_->setToolTip(tr("Shows the chosen picture large (Enter)"));
    auto* head = new QHBoxLayout;
    head->addWidget(title_, 1);
    head->addWidget(close);
    column_ = new QVBoxLayout(plots_side_);
    column_->setContentsMargins(0, 0, scaled(4), 0);
    column_->setSpacing(scaled(8));
    column_->addStretch(1);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(scaled(12));
    middle->addWidget(scrolled(grid_, this), 3);
    QScrollArea* plots = scrolled(plots_side_, this);
    plots->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    middle->addWidget(plots, 2);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(scaled(8));
    foot->addWidget(told_, 1);
    foot->addWidget(open_);
    foot->addWidget(use_);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(scaled(12), scaled(8), scaled(12), scaled(10));
    rows->setSpacing(scaled(8));
    rows->addLayout(head);
    rows->addLayout(middle, 1);
    rows->addLayout(foot);
    connect(close, &QToolButton::clicked, this, &SweepView::closed);
    connect(use_, &QPushButton::clicked, this, &SweepView::use);
    connect(open_, &QPushButton::clicked, this, [this] { emit picture_requested(job_, grid_->chosen()); });
    connect(grid_, &SweepGrid::opened, this, [this](std::size_t cell) { emit picture_requested(job_, cell); });
    connect(grid_, &SweepGrid::chosen_changed, this, &SweepView::choose);
    connect(&runs_, &Runs::cell_finished, this, [this](int job) {
        if (job == job_) refresh();
    });
    connect(&runs_, &Runs::job_finished, this, [this](int job) {
        if (job == job_) refresh();
    });
    connect(&document_, &EditorDocument::changed, this, [this] {
        if (const Job* job = runs_.find_job(job_)) grid_->set_present(present_cell(*job, document_));
    });
}

void SweepView::show_job(int job) {
    job_ = job;
    plotted_.clear();
    refresh();
    if (const Job* shown = runs_.find_job(job_))
        if (const auto present = present_cell(*shown, document_)) grid_->choose(*present);
}

void SweepView::refresh() {
    const Job* job = runs_.find_job(job_);
    if (!job || job->axes.empty()) return;
    grid_->set_table(nullptr);
    for (SweepPlot* plot : plots_) plot->hide();
    table_ = sweep_table(*job, document_);
    grid_->set_table(&table_);
    grid_->set_present(present_cell(*job, document_));
    QStringList ids;
    for (const SweepFigure& figure : table_.figures) ids << figure.id;
    if (ids != plotted_) {
        plotted_ = ids;
        rebuild_plots();
    }
    for (std::size_t i = 0; i < plots_.size(); ++i) {
        plots_[i]->show_figure(&table_, table_.figures[i]);
        plots_[i]->set_chosen(grid_->chosen());
        plots_[i]->show();
    }
    tell();
}

void SweepView::rebuild_plots() {
    for (SweepPlot* plot : plots_) delete plot;
    plots_.clear();
    grid_->set_kept({});
    for (const SweepFigure& figure : table_.figures) {
        auto* plot = new SweepPlot(theme_, plots_side_);
        plot->show_figure(&table_, figure);
        column_->insertWidget(column_->count() - 1, plot);
        plots_.push_back(plot);
        connect(plot, &SweepPlot::chosen, grid_, &SweepGrid::choose);
        connect(plot, &SweepPlot::brushed, this, [this, plot](const std::set<std::size_t>& cells) { brush(plot, cells); });
        connect(plot, &SweepPlot::brush_cleared, this, [this] { grid_->set_kept({}); });
    }
}

// One brush at a time.
void SweepView::brush(SweepPlot* by, const std::set<std::size_t>& cells) {
    for (SweepPlot* plot : plots_)
        if (plot != by) plot->clear_brush();
    grid_->set_kept(cells);
}

bool SweepView::clear_brushes() {
    bool any = false;
    for (SweepPlot* plot : plots_) {
        any = any || plot->has_brush();
        plot->clear_brush();
    }
    return any;
}

void SweepView::choose(std::size_t cell) {
    for (SweepPlot* plot : plots_) plot->set_chosen(cell);
    tell();
}

void SweepView::tell() {
    const Job* job = runs_.find_job(job_);
    if (!job || table_.cells.empty()) return;
    const auto done = std::count_if(table_.cells.begin(), table_.cells.end(), [](const SweepCell& cell) { return cell.is_done || cell.has_failed; });
    QStringList head{tr("Sweep"), tr("%1 of %2").arg(done).arg(table_.cells.size())};
    if (job->state == JobState::running && job->progress > 0.02) head << tr("%1 left").arg(seconds_text(job->seconds / job->progress * (1 - job->progress)));
    if (job->state == JobState::cancelled) head << tr("cancelled");
    title_->setText(head.join(QStringLiteral(" · ")));
    const SweepCell& cell = table_.cells[grid_->chosen()];
    QString text = table_.place_of(grid_->chosen());
    if (cell.has_failed) text += QStringLiteral(": ") + cell.error;
    else if (const QString figures = figures_text(table_, grid_->chosen()); !figures.isEmpty()) text += QStringLiteral("     ") + figures;
    told_->setText(text);
    open_->setEnabled(!cell.picture.isNull());
}

void SweepView::use() {
    const Job* job = runs_.find_job(job_);
    if (!job || table_.cells.empty()) return;
    if (const auto done = document_.apply(use_values(*job, grid_->chosen()), tr("Use %1").arg(table_.place_of(grid_->chosen()))); !done) emit refused(error_text(done.error()));
}

void SweepView::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_U && event->modifiers() == Qt::NoModifier) return use();
    if (event->key() != Qt::Key_Escape) return QWidget::keyPressEvent(event);
    if (!clear_brushes()) emit closed();
}

void SweepView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), theme_[Tone::panel]);
    painter.setPen(theme_[Tone::border]);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

}  // namespace noiseloom
