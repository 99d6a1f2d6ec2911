// A picture to look into: zoomed by the wheel, moved by dragging, with a second one to compare with.
//
// Keys: 1 is pixel by pixel, F fits, + and - zoom, Space (held) shows the other picture, S the slider between both, D their difference,
// [ and ] its strength, O the overlay.
#pragma once

#include <QImage>
#include <QWidget>

#include "ui/theme/theme.h"

namespace noiseloom {

enum class Comparison { none, slider, difference };

class PictureView : public QWidget {
    Q_OBJECT
  public:
    PictureView(const Theme& theme, QWidget* parent = nullptr);

    void set_picture(const QImage& picture);        // zoom and place stay if the size does
    void set_other(const QImage& other);            // to compare with; may be null
    void set_overlay(const QImage& overlay);        // light where it matters: added to the picture when it is wanted
    const QImage& picture() const { return picture_; }
    bool has_other() const { return !other_.isNull(); }
    bool has_overlay() const { return !overlay_.isNull(); }

    void set_comparison(Comparison comparison);
    Comparison comparison() const { return comparison_; }
    void set_gain(int gain);                        // of the difference, 1 to 64
    int gain() const { return gain_; }
    void show_overlay(bool on);
    bool is_overlay_shown() const { return wants_overlay_; }

    double zoom() const { return zoom_; }           // device pixels of the screen for one of the picture
    void zoom_to(double zoom, QPointF around);      // which stays where it is, in widget coordinates
    void fit();
    void zoom_to_pixels();                          // 1:1
    QPoint pixel_at(QPointF place) const;           // may lie outside the picture
    QSize sizeHint() const override { return {480, 480}; }

  signals:
    void pixel_told(const QString& text);           // "x 12  y 40   128 64 255"; empty: the mouse is elsewhere
    void changed();                                 // zoom, comparison, overlay

  protected:
    void paintEvent(QPaintEvent*) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent*) override { emit pixel_told({}); }
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void resizeEvent(QResizeEvent*) override;

  private:
    QRectF place() const;                           // of the picture, in widget coordinates
    bool is_on_slider(QPointF place) const;
    void hold_other(bool on);
    QImage composed() const;
    void recompose();

    const Theme& theme_;
    QImage picture_, other_, overlay_, shown_;      // shown_: with difference or overlay
    Comparison comparison_ = Comparison::none;
    int gain_ = 4;
    bool wants_overlay_ = false, holds_other_ = false, fits_ = true, drags_slider_ = false;
    double zoom_ = 1, slider_ = 0.5;                // the slider as a share of the widget's width
    QPointF centre_;                                // of the widget, in the picture's pixels
    QPointF grip_;
};

// |a − b| · gain by channel; `b` is scaled to the size of `a`.
QImage difference(const QImage& a, const QImage& b, int gain);
// The overlay's light added to the picture.
QImage lit(const QImage& picture, const QImage& overlay);

}  // namespace noiseloom
