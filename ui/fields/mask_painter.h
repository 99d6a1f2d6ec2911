// Where a mask is painted: the picture, what is masked over it, and a brush.
//
// Left paints, right or Shift erases, [ and ] or the wheel change the brush, Ctrl+Z takes the last stroke back. By keys: arrows move the brush,
// Space puts a dot, E changes between painting and erasing.
#pragma once

#include <optional>

#include <QDialog>
#include <QImage>
#include <QWidget>

#include "core/drawing.h"
#include "ui/theme/theme.h"

class QSlider;
class QToolButton;

namespace noiseloom {

class MaskCanvas : public QWidget {
    Q_OBJECT
  public:
    MaskCanvas(Drawing drawing, const QImage& picture, const Theme& theme, QWidget* parent);

    const Drawing& drawing() const { return drawing_; }
    double brush() const { return brush_; }          // its width in parts of the picture's shorter side
    void set_brush(double width);
    bool erases() const { return erases_; }
    void set_erasing(bool on);
    void undo();                                     // the last stroke
    void clear();
    QRectF place() const;                            // of the picture
    QSize sizeHint() const override { return {640, 560}; }

  signals:
    void painted();                                  // a stroke was finished, taken back, or all were cleared
    void tools_changed();

  protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override { mask_ = {}; }
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent*) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    std::pair<double, double> point_at(QPointF place) const;
    double shorter() const;                          // of the sides of place()
    void draw(QImage& mask, const BrushStroke& stroke) const;
    void end_stroke();

    Drawing drawing_;
    const QImage picture_;
    const Theme& theme_;
    QImage mask_;                                    // of the finished strokes, as large as place(); null: to be made
    std::optional<BrushStroke> stroke_;              // that is being made
    std::optional<QPointF> cursor_;
    double brush_ = 0.12;
    bool erases_ = false;
};

class MaskPainter : public QDialog {
    Q_OBJECT
  public:
    // `picture`: what is painted on; null: a blank square.
    MaskPainter(Drawing drawing, const QImage& picture, const Theme& theme, QWidget* parent);
    const Drawing& drawing() const { return canvas_->drawing(); }
    MaskCanvas& canvas() { return *canvas_; }

  signals:
    void painted();

  protected:
    void keyPressEvent(QKeyEvent* event) override;

  private:
    void show_tools();

    MaskCanvas* canvas_;
    QSlider* size_;
    QToolButton* paint_;
    QToolButton* erase_;
    QToolButton* undo_;
    QToolButton* clear_;
};

}  // namespace noiseloom
