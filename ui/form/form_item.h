// An item of the form while the form is edited: a grip, its label, ways up and down, and out.
#pragma once

#include <QWidget>

#include "ui/theme/theme.h"

class QLineEdit;

namespace noiseloom {

class FormItem : public QWidget {
    Q_OBJECT
  public:
    FormItem(std::size_t place, const QString& label, const QString& usual_label, const Theme& theme, double text_scale, QWidget* parent);
    std::size_t place() const { return place_; }

  signals:
    void relabelled(const QString& label);
    void move_requested(int by);           // up -1, down 1
    void dragged_to(const QPoint& global);  // the grip was let go there
    void removed();

  protected:
    void paintEvent(QPaintEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;

  private:
    const std::size_t place_;
    const Theme& theme_;
    const double scale_;
    QLineEdit* label_;
    bool is_held_ = false, has_moved_ = false;
};

}  // namespace noiseloom
