// A curve over the steps to draw on: knots are dragged, added by a click on the line, removed with Del or a right click. Everything can be
// done by keys too: Left and Right go from knot to knot, Up and Down change its value, Ctrl+Left and Ctrl+Right its place, + adds one.
#pragma once

#include <QWidget>

#include "ui/fields/curve_edit.h"
#include "ui/theme/theme.h"

namespace noiseloom {

class CurvePlot : public QWidget {
    Q_OBJECT
  public:
    CurvePlot(double low, double high, double step, const Theme& theme, QWidget* parent);   // low, high: what values may be, infinite if anything

    void set_curve(const Curve& curve);
    const Knots& knots() const { return knots_; }
    std::size_t selected() const { return selected_; }
    void select(std::size_t knot);
    void set_knot(double u, double value);    // of the selected one
    void set_scale(double scale);
    void set_marker(std::optional<double> u);             // the step that is run or looked at
    void set_steps(int steps);                            // 0: unknown; ticks, and what Ctrl snaps to
    void set_ghost(const std::optional<Curve>& curve);   // of another run
    QPointF place_of(double u, double value) const;       // in widget coordinates
    QSize sizeHint() const override { return QSize(static_cast<int>(240 * scale_), static_cast<int>(132 * scale_)); }

  signals:
    void changed(bool is_final);
    void selection_changed();
    void left();

  protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;
    void mouseDoubleClickEvent(QMouseEvent*) override;
    void leaveEvent(QEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void contextMenuEvent(QContextMenuEvent*) override;
    void focusInEvent(QFocusEvent*) override { update(); }
    void focusOutEvent(QFocusEvent*) override { update(); }

  private:
    QRectF plot() const;
    std::pair<double, double> value_at(QPointF place) const;
    std::optional<std::size_t> knot_at(QPointF place) const;
    bool is_on_line(QPointF place) const;
    double at(double u) const;
    void fit_axis();
    void remove(std::size_t knot);
    std::pair<double, double> snapped(std::pair<double, double> point) const;

    const double low_, high_, step_;
    const Theme& theme_;
    Knots knots_{{0, 0}}, before_drag_;
    double bottom_ = 0, top_ = 1;   // of the axis; stays while a knot is dragged
    std::size_t selected_ = 0;
    std::optional<std::size_t> hovered_;
    QPointF grip_;                  // from the mouse to the knot that it holds
    bool is_dragging_ = false, has_moved_ = false;
    double scale_ = 1;
    std::optional<double> marker_;
    int steps_ = 0;
    std::optional<Curve> ghost_;
};

}  // namespace noiseloom
