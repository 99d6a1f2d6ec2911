// The picture above the form; while the mouse is on it (or Space is held), the one before, to compare.
#pragma once

#include <QImage>
#include <QWidget>

#include "ui/theme/theme.h"

namespace noiseloom {

class PictureBox : public QWidget {
    Q_OBJECT
  public:
    PictureBox(const Theme& theme, QWidget* parent);
    // A preview replaces the picture that is shown; a result also makes the last result the one before.
    void set_picture(const QImage& picture, bool is_preview);
    bool shows_previous() const { return wants_previous_ && !previous_.isNull(); }
    QSize sizeHint() const override { return {396, 320}; }

  protected:
    void paintEvent(QPaintEvent*) override;
    bool event(QEvent* event) override;

  private:
    const Theme& theme_;
    QImage shown_, result_, previous_;
    bool wants_previous_ = false;
};

}  // namespace noiseloom
