// The trace drawer: what guidance did in the last run of one sampler, on one axis of steps that all plots share.
//
// Samplers of subgraphs count as well, so they go by their paths. It follows the selection, else shows the last sampler of the document. Mouse on a plot, "," and "." and Home and End choose the step.
#pragma once

#include <QWidget>

#include "ui/runs/runs.h"
#include "ui/theme/theme.h"
#include "ui/trace/trace_figures.h"

class QComboBox;
class QHBoxLayout;
class QScrollArea;
class QLabel;
class QToolButton;

namespace noiseloom {

class FilmStrip;
class Workshop;
class TracePlot;

class TraceDrawer : public QWidget {
    Q_OBJECT
  public:
    // All outlive it.
    TraceDrawer(EditorDocument& document, Runs& runs, Workshop& workshop, const Theme& theme, QWidget* parent = nullptr);

    void follow(const std::vector<std::string>& selected);   // paths: of samplers, or of subgraphs that have some
    const std::string& sampler() const { return sampler_; }
    int step() const { return step_; }
    const TraceFigures& figures() const { return figures_; }
    int step_count() const { return static_cast<int>(figures_.steps.size()); }
    void set_step(int step);                          // kept within the steps
    void show_figures(TraceFigures figures);          // of the sampler; refresh() takes them from its last run
    // Dashed behind the lines; none: no comparison.
    void compare_with(std::optional<TraceFigures> figures);
    QSize sizeHint() const override;

  public slots:
    void refresh();

  signals:
    void step_changed(int step);
    void picture_chosen(const QString& title, const QImage& picture, const QImage& saliency);
    void refused(const QString& message);
    void nodes_added(const QStringList& ids);
    void close_requested();                           // T, Escape
    void sweep_requested(const QString& node, const QString& input, const QString& values);

  protected:
    void keyPressEvent(QKeyEvent* event) override;
    void showEvent(QShowEvent* event) override;

  private:
    void list_samplers();
    void choose(const std::string& sampler);
    void rebuild_plots();
    void rebuild_warnings();
    void show_step_menu(int step, const QPoint& global);
    void edit(const Patch& patch, const QString& label);
    std::string trace_of_sampler() const;             // the output's name
    void take(const Value& trace);
    void tell_step();
    void tell_rerun();

    EditorDocument& document_;
    Runs& runs_;
    Workshop& workshop_;
    const Theme& theme_;
    std::string sampler_;
    Value trace_;                   // that the figures are of
    TraceFigures figures_;
    std::optional<TraceFigures> compared_;
    int step_ = 0;

    QLabel* title_;
    QComboBox* samplers_;
    QLabel* rerun_;
    QToolButton* choice_;
    QLabel* empty_;
    QScrollArea* plots_view_;
    QScrollArea* film_view_;
    QWidget* plots_;
    QHBoxLayout* plots_row_;
    std::vector<TracePlot*> shown_;
    QHBoxLayout* warnings_;
    FilmStrip* film_;
};

}  // namespace noiseloom
