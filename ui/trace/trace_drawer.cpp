#include "ui/trace/trace_drawer.h"

#include <cmath>

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QScrollArea>
#include <QSettings>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/model/field_edit.h"
#include "ui/theme/fonts.h"
#include "ui/trace/look_graph.h"
#include "ui/trace/trace_plot.h"

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

TraceDrawer::TraceDrawer(EditorDocument& document, Runs& runs, Backend& backend, const Theme& theme, QWidget* parent)
    : QWidget(parent), document_(document), runs_(runs), backend_(backend), theme_(theme) {
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
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(plots_);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumHeight(scaled(112));
    scroll->setFocusPolicy(Qt::NoFocus);   // keys are the drawer's
    scroll->viewport()->setAutoFillBackground(false);
    plots_->setAutoFillBackground(false);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(scaled(12), scaled(6), scaled(12), scaled(8));
    all->setSpacing(scaled(6));
    all->addLayout(head);
    all->addWidget(empty_, 1);
    all->addWidget(scroll, 1);

    connect(samplers_, &QComboBox::activated, this, [this](int index) { choose(samplers_->itemData(index).toString().toStdString()); });
    connect(&document_, &EditorDocument::changed, this, [this] {
        if (isVisible()) list_samplers();
    });
    connect(&runs_, &Runs::plan_changed, this, [this] {
        if (!isVisible()) return;
        refresh();
        if (runs_.is_planned() && runs_.status(sampler_).state == NodeState::will_run) runs_.count_steps();
        tell_rerun();
    });
    connect(&runs_, &Runs::job_finished, this, &TraceDrawer::refresh);
    connect(&runs_, &Runs::steps_counted, this, &TraceDrawer::tell_rerun);
    list_samplers();
    tell_step();
}

QSize TraceDrawer::sizeHint() const { return {scaled(900), scaled(284)}; }

// --- whose ---------------------------------------------------------------------------------------

void TraceDrawer::list_samplers() {
    const auto ids = traced_nodes(document_.graph(), document_.registry());
    samplers_->clear();
    for (const std::string& id : ids) samplers_->addItem(node_title(GraphPlace(document_), id), QString::fromStdString(id));
    samplers_->setVisible(ids.size() > 1);
    if (std::find(ids.begin(), ids.end(), sampler_) == ids.end()) choose(ids.empty() ? "" : ids.back());
    samplers_->setCurrentIndex(samplers_->findData(QString::fromStdString(sampler_)));
}

void TraceDrawer::follow(const std::vector<std::string>& selected) {
    for (const std::string& id : selected)
        if (const int index = samplers_->findData(QString::fromStdString(id)); index >= 0) {
            samplers_->setCurrentIndex(index);
            return choose(id);
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

// The figures of the last run stay while an edit has not been run.
void TraceDrawer::refresh() {
    const auto node = document_.graph().nodes.find(sampler_);
    if (node == document_.graph().nodes.end()) return;
    const Value trace = runs_.output(sampler_, trace_output(document_.registry(), node->second));
    if (!trace || trace.object() == trace_.object()) return;
    trace_ = trace;
    show_figures(trace_figures(backend_.figures(trace)));
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
    plots_->parentWidget()->parentWidget()->setVisible(step_count() > 0);
    empty_->setVisible(step_count() == 0);
    empty_->setText(sampler_.empty() ? tr("No node of this graph samples. Add one of the category Sampling.") : tr("Run the workflow: what guidance does in its steps is shown here."));
}

void TraceDrawer::set_step(int step) {
    step = std::clamp(step, 0, std::max(step_count() - 1, 0));
    if (step == step_) return;
    step_ = step;
    for (TracePlot* plot : shown_) plot->set_step(step_);
    tell_step();
    emit step_changed(step_);
}

void TraceDrawer::tell_step() {
    QStringList parts{tr("Trace")};
    if (!sampler_.empty()) parts << node_title(GraphPlace(document_), sampler_);
    if (step_count() > 0) {
        parts << tr("step %1 of %2").arg(step_ + 1).arg(step_count());
        if (const double sigma = figures_.steps[static_cast<std::size_t>(step_)].sigma; std::isfinite(sigma)) parts << "σ " + QString::number(sigma, 'g', 3);
    }
    title_->setText(parts.join(" · "));
    setAccessibleDescription(title_->text());
}

void TraceDrawer::tell_rerun() {
    QString text;
    const auto count = runs_.steps().find(sampler_);
    if (count != runs_.steps().end() && count->second.walked > 0 && runs_.status(sampler_).state == NodeState::will_run) {
        double seconds = 0;
        for (const StepFigures& step : figures_.steps)
            if (std::isfinite(step.seconds)) seconds += step.seconds;
        text = tr("%1 of %2 steps re-run").arg(count->second.walked).arg(count->second.all);
        if (seconds > 0) text += tr(" (about %1 s)").arg(seconds / step_count() * count->second.walked, 0, 'g', 2);
    }
    if (text == rerun_->text()) return;
    rerun_->setText(text);
    emit steps_told(QString::fromStdString(sampler_), text);
}

void TraceDrawer::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Comma: case Qt::Key_Left: return set_step(step_ - 1);
        case Qt::Key_Period: case Qt::Key_Right: return set_step(step_ + 1);
        case Qt::Key_Home: return set_step(0);
        case Qt::Key_End: return set_step(step_count() - 1);
        default: QWidget::keyPressEvent(event);
    }
}

}  // namespace noiseloom
