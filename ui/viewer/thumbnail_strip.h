// The pictures that a viewer keeps, small, in a row: a click shows one. Those of one result stand close together.
#pragma once

#include <QImage>
#include <QWidget>

#include "ui/theme/theme.h"

namespace noiseloom {

struct Thumbnail {
    QImage picture;     // as small as it is painted: see small_picture
    QString title;
    int result = 0;     // pictures of the same one are neighbours
};

class ThumbnailStrip : public QWidget {
    Q_OBJECT
  public:
    ThumbnailStrip(const Theme& theme, QWidget* parent);

    // What is small of a picture for this strip, on this screen.
    QImage small_picture(const QImage& picture) const;
    void set_pictures(std::vector<Thumbnail> pictures, std::size_t shown);
    void set_shown(std::size_t shown);                // framed, and brought into view
    QRectF place(std::size_t picture) const;          // in the widget, perhaps beyond its ends
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

  signals:
    void chosen(std::size_t picture);

  protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void resizeEvent(QResizeEvent*) override { scroll_to_shown(); }
    bool event(QEvent* event) override;               // tips

  private:
    void lay_out();
    void scroll_to(double start);
    void scroll_to_shown();
    double row_width() const { return places_.empty() ? 0 : places_.back().right(); }
    std::optional<std::size_t> picture_at(QPointF place) const;

    const Theme& theme_;
    std::vector<Thumbnail> pictures_;
    std::vector<QRectF> places_;    // in the row, which begins at 0
    std::size_t shown_ = 0;
    double start_ = 0;              // what of the row is at the widget's left edge; below 0 where the row has room to spare
};

}  // namespace noiseloom
