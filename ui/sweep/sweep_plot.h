// One figure of a sweep over its first axis, a line for every value of the second. A rectangle drawn with the mouse keeps the cells in it.
#pragma once

#include <set>

#include <QWidget>

#include "ui/sweep/sweep_table.h"
#include "ui/theme/theme.h"

namespace noiseloom {

class SweepPlot : public QWidget {
    Q_OBJECT
  public:
    SweepPlot(const Theme& theme, QWidget* parent = nullptr);

    void show_figure(const SweepTable* table, const SweepFigure& figure);   // the table outlives it or is replaced before it goes
    void set_chosen(std::size_t cell);
    void clear_brush();
    bool has_brush() const { return brush_.has_value(); }
    std::optional<QPointF> place(std::size_t cell) const;                   // none: it has no such figure
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {sizeHint().width() / 2, sizeHint().height()}; }

  signals:
    void brushed(const std::set<std::size_t>& cells);                        // while it is drawn, and once it is
    void brush_cleared();
    void chosen(std::size_t cell);                                           // a click on a point

  protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

  private:
    QRectF area() const;
    double x_of(std::size_t column) const;
    double y_of(double value) const;
    std::optional<double> value(std::size_t cell) const;
    std::optional<std::size_t> cell_near(QPointF at) const;
    std::set<std::size_t> inside() const;
    void paint_axes(QPainter& painter) const;

    const Theme& theme_;
    const SweepTable* table_ = nullptr;
    SweepFigure figure_;
    double bottom_ = 0, top_ = 1;
    std::size_t chosen_ = 0;
    std::optional<QRectF> brush_;
    QPointF pressed_;
    bool is_dragging_ = false;
};

}  // namespace noiseloom
