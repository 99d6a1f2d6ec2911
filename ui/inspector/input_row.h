// An input that has no field now: where its wire comes from, with a way there, or that it wants one.
#pragma once

#include <QWidget>

#include "core/node_def.h"
#include "ui/theme/theme.h"

namespace noiseloom {

class InputRow : public QWidget {
    Q_OBJECT
  public:
    // `from` in words ("Prompt · conditioning"); empty: not connected.
    InputRow(const InputDecl& input, const QString& from, const Theme& theme, double text_scale, QWidget* parent);
    QSize sizeHint() const override;

  signals:
    void jump();
    void menu_requested(const QPoint& global);

  protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void contextMenuEvent(QContextMenuEvent*) override;

  private:
    const InputDecl input_;
    const QString from_;
    const Theme& theme_;
    const double scale_;
    QWidget* button_ = nullptr;
};

// A socket's sign in `square`: filled if connected. Its shape says the kind of value, its colour the family.
void paint_socket_sign(QPainter& painter, const QRectF& square, std::string_view type, bool is_filled, const Theme& theme);

}  // namespace noiseloom
