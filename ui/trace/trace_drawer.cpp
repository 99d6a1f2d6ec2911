#include "ui/trace/trace_drawer.h"

#include <cmath>

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPointer>
#include <QScrollArea>
#include <QSettings>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/flatten.h"
#include "ui/fields/elided_label.h"
#include "ui/fields/field_widget.h"
#include "ui/inspector/run_facts.h"
#include "ui/model/field_edit.h"
#include "ui/runs/workshop.h"
#include "ui/theme/fonts.h"
#include "ui/trace/film_strip.h"
#include "ui/trace/look_graph.h"
#include "ui/trace/remedies.h"
#include "ui/trace/trace_plot.h"
#include "ui/trace/warning_card.h"

namespace noiseloom {
namespace {

constexpr const char* hidden_key = "trace/hidden";   // ids of plots that the user does not want

QLabel* label(const QFont& font, const QColor& colour, QWidget* parent) {
    auto* made = new QLabel(parent);
    made->setTextFormat(Qt::PlainText);
    made->setFont(font);
    QPalette palette = made->palette();
    palette.setColor(QPalette::WindowText, colour);
    made->setPalette(palette);
    return made;
}

}  // namespace

TraceDrawer::TraceDrawer(EditorDocument& document, Runs& runs, Workshop& workshop, const Theme& theme, QWidget* parent)
    : QWidget(parent), document_(document), runs_(runs), workshop_(workshop), theme_(theme) {
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Trace"));
    title_ = label(panel_font(12, true), theme[Tone::text], this);
    rerun_ = label(panel_font(11), theme[Tone::ok], this);
    samplers_ = new QComboBox(this);
    samplers_->setAccessibleName(tr("Sampler whose trace is shown"));
    samplers_->setFont(panel_font(11));
    samplers_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    choice_ = new QToolButton(this);
    choice_->setText(tr("Figures"));
    choice_->setFont(panel_font(11));
    choice_->setPopupMode(QToolButton::InstantPopup);
    choice_->setMenu(new QMenu(choice_));
    auto* head = new QHBoxLayout;
    head->addWidget(title_);
    head->addWidget(rerun_);
    head->addStretch(1);
    head->addWidget(samplers_);
    head->addWidget(choice_);

    empty_ = label(panel_font(12), theme[Tone::text2], this);
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setWordWrap(true);
    plots_ = new QWidget(this);
    plots_row_ = new QHBoxLayout(plots_);
    plots_row_->setContentsMargins(0, 0, 0, 0);
    plots_row_->setSpacing(scaled(8));
    plots_view_ = new QScrollArea(this);
    plots_view_->setWidget(plots_);
    plots_view_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    plots_view_->setMinimumHeight(scaled(96));
    film_ = new FilmStrip(workshop, runs, theme, this);
    film_view_ = new QScrollArea(this);
    film_view_->setWidget(film_);
    film_view_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    film_view_->setMinimumHeight(scaled(66));
    for (QScrollArea* view : {plots_view_, film_view_}) {
        view->setWidgetResizable(true);
        view->setFrameShape(QFrame::NoFrame);
        view->setFocusPolicy(Qt::NoFocus);   // keys are the drawer's
        view->viewport()->setAutoFillBackground(false);
        view->widget()->setAutoFillBackground(false);
    }
    warnings_ = new QHBoxLayout;
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(scaled(12), scaled(6), scaled(12), scaled(8));
    all->setSpacing(scaled(6));
    all->addLayout(head);
    all->addWidget(empty_, 1);
    all->addLayout(warnings_);
    all->addWidget(plots_view_, 1);
    all->addWidget(film_view_, 1);

    connect(film_, &FilmStrip::step_chosen, this, [this](int step) {
        setFocus();
        set_step(step);
    });
    connect(film_, &FilmStrip::picture_chosen, this, [this](int step, int row) {
        if (const QImage picture = film_->picture(step, row); !picture.isNull())
            emit picture_chosen(tr("%1, step %2").arg(film_->row_name(row)).arg(step + 1), picture, film_->saliency(step));
    });
    connect(film_, &FilmStrip::menu_requested, this, &TraceDrawer::show_step_menu);
    connect(samplers_, &QComboBox::activated, this, [this](int index) { choose(samplers_->itemData(index).toString().toStdString()); });
    connect(&document_, &EditorDocument::changed, this, [this] {
        if (isVisible()) list_samplers();
    });
    connect(&runs_, &Runs::plan_changed, this, [this] {
        if (!isVisible()) return;
        refresh();
        tell_rerun();
    });
    connect(&runs_, &Runs::job_finished, this, &TraceDrawer::refresh);
    connect(&runs_, &Runs::status_changed, this, &TraceDrawer::tell_rerun);
    list_samplers();
    tell_step();
}

QSize TraceDrawer::sizeHint() const { return {scaled(900), scaled(284)}; }

// --- whose ---------------------------------------------------------------------------------------

void TraceDrawer::list_samplers() {
    const auto flat = flattened(document_.graph(), document_.declarations());
    const auto paths = flat ? traced_nodes(flat->graph, document_.declarations()) : std::vector<std::string>();
    samplers_->clear();
    for (const std::string& path : paths) samplers_->addItem(path_title(document_, path), QString::fromStdString(path));
    samplers_->setVisible(paths.size() > 1);
    if (std::find(paths.begin(), paths.end(), sampler_) == paths.end()) choose(paths.empty() ? "" : paths.back());
    samplers_->setCurrentIndex(samplers_->findData(QString::fromStdString(sampler_)));
}

void TraceDrawer::follow(const std::vector<std::string>& selected) {
    for (const std::string& path : selected)
        for (int index = 0; index < samplers_->count(); ++index)
            if (const std::string sampler = samplers_->itemData(index).toString().toStdString(); sampler == path || sampler.starts_with(path + '/')) {
                samplers_->setCurrentIndex(index);
                return choose(sampler);
            }
}

void TraceDrawer::choose(const std::string& sampler) {
    if (sampler == sampler_) return;
    sampler_ = sampler;
    trace_ = {};
    compared_.reset();
    show_figures({});
    refresh();
    tell_rerun();
}

std::string TraceDrawer::trace_of_sampler() const {
    const auto found = placed_node(document_, sampler_);
    return found ? trace_output(document_.declarations(), found->place.graph().nodes.at(found->id)) : "";
}

// The figures of the last run stay while an edit has not been run.
void TraceDrawer::refresh() {
    const std::string output = trace_of_sampler();
    if (output.empty()) return;
    if (const Value trace = runs_.output(sampler_, output)) return take(trace);
    runs_.fetch(sampler_, output, [self = QPointer<TraceDrawer>(this), sampler = sampler_](const Value& trace) {
        if (self && self->sampler_ == sampler) self->take(trace);
    });
}

void TraceDrawer::take(const Value& trace) {
    if (!trace || trace.object() == trace_.object()) return;
    trace_ = trace;
    show_figures(trace_figures(workshop_.backend().figures(trace)));
}

void TraceDrawer::showEvent(QShowEvent* event) {
    list_samplers();
    refresh();
    QWidget::showEvent(event);
}

// --- what ----------------------------------------------------------------------------------------

void TraceDrawer::show_figures(TraceFigures figures) {
    figures_ = std::move(figures);
    step_ = std::clamp(step_, 0, std::max(step_count() - 1, 0));
    rebuild_plots();
    rebuild_warnings();
    QStringList terms;
    for (const StepFigures& one : figures_.steps)
        for (const TermFigures& term : one.terms)
            if (!terms.contains(term.name)) terms << term.name;
    film_->set_run(sampler_, step_count(), terms);
    tell_step();
}

void TraceDrawer::compare_with(std::optional<TraceFigures> figures) {
    compared_ = std::move(figures);
    rebuild_plots();
}

void TraceDrawer::rebuild_plots() {
    for (TracePlot* plot : shown_) plot->deleteLater();
    shown_.clear();
    const QStringList hidden = QSettings().value(hidden_key).toStringList();
    choice_->menu()->clear();
    for (PlotData& plotted : trace_plots(figures_, compared_ ? &*compared_ : nullptr)) {
        QAction* action = choice_->menu()->addAction(plotted.title);
        action->setCheckable(true);
        action->setChecked(!hidden.contains(plotted.id));
        connect(action, &QAction::toggled, this, [this, id = plotted.id](bool on) {
            QStringList now = QSettings().value(hidden_key).toStringList();
            now.removeAll(id);
            if (!on) now.append(id);
            QSettings().setValue(hidden_key, now);
            // The menu that is open now must outlive its action.
            QMetaObject::invokeMethod(this, &TraceDrawer::rebuild_plots, Qt::QueuedConnection);
        });
        if (!action->isChecked()) continue;
        auto* plot = new TracePlot(theme_, plots_);
        plot->set_data(std::move(plotted));
        plot->set_step(step_);
        connect(plot, &TracePlot::step_chosen, this, [this](int step) {
            setFocus();
            set_step(step);
        });
        plots_row_->addWidget(plot);
        plot->show();
        shown_.push_back(plot);
    }
    choice_->setVisible(step_count() > 0);
    plots_view_->setVisible(step_count() > 0);
    film_view_->setVisible(step_count() > 0);
    empty_->setVisible(step_count() == 0);
    empty_->setText(sampler_.empty() ? tr("No node of this graph samples. Add one of the category Sampling.") : tr("What guidance does in the steps of a run is shown here, once this sampler has run."));
}

// One line each: the drawer is low. The hint is the tip.
void TraceDrawer::rebuild_warnings() {
    while (QLayoutItem* item = warnings_->takeAt(0)) {
        if (QWidget* card = item->widget()) card->deleteLater();
        delete item;
    }
    for (const TraceWarning& warning : figures_.warnings) {
        const auto placed = placed_node(document_, sampler_);
        QStringList labels;
        for (const TraceRemedy& remedy : placed ? remedies(*placed, warning) : std::vector<TraceRemedy>()) labels << remedy.label;
        auto* card = new WarningCard(warning, labels, theme_, this);
        // The patch is made when it is asked for: the document may have changed.
        connect(card, &WarningCard::chosen, this, [this, warning](const QString& wanted) {
            const auto now = placed_node(document_, sampler_);
            for (const TraceRemedy& one : now ? remedies(*now, warning) : std::vector<TraceRemedy>())
                if (one.label == wanted) return edit(one.patch, wanted);
        });
        warnings_->addWidget(card, 1);
    }
}

void TraceDrawer::edit(const Patch& patch, const QString& label) {
    if (patch.empty()) return emit refused(tr("The guidance of this sampler has no scale that could be changed: a wire sets it, or there is none."));
    const auto placed = placed_node(document_, sampler_);
    if (!placed) return;
    if (const auto done = placed->place.apply(patch, label); !done) return emit refused(QString::fromStdString(done.error().message));
    QStringList added;
    for (const Operation& operation : patch.operations)
        if (const auto* one = std::get_if<AddNode>(&operation)) added << QString::fromStdString(one->id);
    if (!added.isEmpty()) emit nodes_added(added);
}

void TraceDrawer::show_step_menu(int step, const QPoint& global) {
    const auto placed = placed_node(document_, sampler_);
    if (!placed) return;
    QMenu menu(this);
    QAction* otherwise = menu.addAction(tr("Guide otherwise from here"));
    QAction* fork = menu.addAction(tr("Fork here"));
    QAction* sweep = menu.addAction(tr("Sweep from here…"));
    sweep->setEnabled(placed->place.path().empty());   // sweeps are of inputs of the whole graph
    QAction* look = menu.addAction(tr("Look at this step as a node"));
    const QAction* chosen = menu.exec(global);
    if (chosen == otherwise) edit(guide_otherwise(*placed, step, step_count()), otherwise->text());
    if (chosen == fork) edit(fork_here(*placed, step, step_count()), fork->text());
    if (chosen == sweep) {
        const auto axis = sweep_from(*placed, step, step_count());
        if (!axis) return edit({}, {});   // says why
        emit sweep_requested(QString::fromStdString(axis->node), QString::fromStdString(axis->input), QString::fromStdString(json_text(Json(axis->values))));
    }
    if (chosen == look) edit(keep_look(*placed, step), look->text());
}

void TraceDrawer::set_step(int step) {
    step = std::clamp(step, 0, std::max(step_count() - 1, 0));
    if (step == step_) return;
    step_ = step;
    for (TracePlot* plot : shown_) plot->set_step(step_);
    film_->set_step(step_);
    tell_step();
    emit step_changed(step_);
}

void TraceDrawer::tell_step() {
    QStringList parts{tr("Trace")};
    if (!sampler_.empty()) parts << path_title(document_, sampler_);
    if (step_count() > 0) {
        parts << tr("step %1 of %2").arg(step_ + 1).arg(step_count());
        if (const double sigma = figures_.steps[static_cast<std::size_t>(step_)].sigma; std::isfinite(sigma)) parts << "σ " + QString::number(sigma, 'g', 3);
    }
    title_->setText(parts.join(" · "));
    setAccessibleDescription(title_->text());
}

void TraceDrawer::tell_rerun() { rerun_->setText(rerun_text(runs_.status(sampler_))); }

void TraceDrawer::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Comma: case Qt::Key_Left: return set_step(step_ - 1);
        case Qt::Key_Period: case Qt::Key_Right: return set_step(step_ + 1);
        case Qt::Key_Home: return set_step(0);
        case Qt::Key_End: return set_step(step_count() - 1);
        case Qt::Key_T: case Qt::Key_Escape: return emit close_requested();
        default: QWidget::keyPressEvent(event);
    }
}

}  // namespace noiseloom
