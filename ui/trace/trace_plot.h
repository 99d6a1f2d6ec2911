// One plot of the trace drawer: lines over the steps, with the playhead that all plots share. Pressing or dragging chooses a step.
#pragma once

#include <QWidget>

#include "ui/theme/theme.h"
#include "ui/trace/trace_figures.h"

namespace noiseloom {

class TracePlot : public QWidget {
    Q_OBJECT
  public:
    TracePlot(const Theme& theme, QWidget* parent);
    void set_data(PlotData data);
    const PlotData& data() const { return data_; }
    void set_step(int step);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {sizeHint().width(), sizeHint().height() / 2}; }

    std::vector<QRectF> legend_places() const;   // of the title and the lines' names, for tests: none overlap

  signals:
    void step_chosen(int step);

  protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

  private:
    struct Legend {
        std::vector<std::pair<QRectF, QString>> entries;   // the title first
        double height = 0;
    };
    std::size_t steps() const { return data_.lines.empty() ? 0 : data_.lines.front().values.size(); }
    int step_at(double x) const;
    Legend legend() const;
    QRectF area(double legend_height) const;
    int told_step() const { return hovered_ >= 0 ? hovered_ : step_; }
    void paint_stack(QPainter& painter, const QRectF& area, double top) const;

    const Theme& theme_;
    PlotData data_;
    int step_ = 0, hovered_ = -1;
    double bottom_ = 0, top_ = 1;
};

// The middle of a step on the axis that plots and filmstrip share, as a share of its width.
inline double step_place(int step, int steps) { return (step + 0.5) / std::max(steps, 1); }

}  // namespace noiseloom
