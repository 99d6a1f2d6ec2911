// The pictures of a sweep as a grid: the first axis from left to right, the second one downwards. A cell is chosen by mouse or arrows.
#pragma once

#include <set>

#include <QWidget>

#include "ui/sweep/sweep_table.h"
#include "ui/theme/theme.h"

namespace noiseloom {

class SweepGrid : public QWidget {
    Q_OBJECT
  public:
    SweepGrid(const Theme& theme, QWidget* parent = nullptr);

    // Outlives it or is replaced before it goes.
    void set_table(const SweepTable* table);
    void set_present(std::optional<std::size_t> cell);       // whose values the document has
    void set_kept(std::optional<std::set<std::size_t>> kept);   // the others fade; none: nothing fades
    void choose(std::size_t cell);
    std::size_t chosen() const { return chosen_; }
    QRectF place(std::size_t cell) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  signals:
    void chosen_changed(std::size_t cell);
    void opened(std::size_t cell);                            // double click, Enter

  protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;                       // tips

  private:
    std::optional<std::size_t> cell_at(QPointF place) const;
    double label_width() const;
    double label_height() const;
    double side() const;                                      // of a cell
    double side_for(QSizeF size) const;
    void paint_cell(QPainter& painter, std::size_t cell) const;
    void describe();

    const Theme& theme_;
    const SweepTable* table_ = nullptr;
    std::optional<std::size_t> present_;
    std::optional<std::set<std::size_t>> kept_;
    std::size_t chosen_ = 0;
};

// "spread 1.02, steps 12": all figures of a cell that differ, for tips and the line below the grid.
QString figures_text(const SweepTable& table, std::size_t cell);

}  // namespace noiseloom
