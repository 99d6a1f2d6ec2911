// What a sweep gave, over the canvas: the grid of its pictures, plots of its figures, and a way to take a cell's values into the document.
// It fills while the sweep runs. Esc takes a brush away, and then closes.
#pragma once

#include <QWidget>

#include "ui/runs/runs.h"
#include "ui/sweep/sweep_table.h"
#include "ui/theme/theme.h"

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace noiseloom {

class SweepGrid;
class SweepPlot;

class SweepView : public QWidget {
    Q_OBJECT
  public:
    SweepView(EditorDocument& document, Runs& runs, const Theme& theme, QWidget* parent = nullptr);

    void show_job(int job);
    int job() const { return job_; }
    const SweepTable& table() const { return table_; }
    SweepGrid& grid() { return *grid_; }
    std::vector<SweepPlot*> plots() const { return plots_; }
    void use();                                     // the chosen cell's values

  signals:
    void picture_requested(int job, std::size_t cell);
    void closed();
    void refused(const QString& message);

  protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent*) override;

  private:
    void refresh();
    void rebuild_plots();
    void brush(SweepPlot* by, const std::set<std::size_t>& cells);
    bool clear_brushes();
    void choose(std::size_t cell);
    void tell();

    EditorDocument& document_;
    Runs& runs_;
    const Theme& theme_;
    int job_ = 0;
    SweepTable table_;
    QStringList plotted_;                           // ids of the figures that have a plot
    QLabel* title_;
    QLabel* told_;
    SweepGrid* grid_;
    QVBoxLayout* column_;
    QWidget* plots_side_;
    std::vector<SweepPlot*> plots_;
    QPushButton* use_;
    QPushButton* open_;
};

}  // namespace noiseloom
