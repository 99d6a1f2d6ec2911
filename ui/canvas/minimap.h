// The whole graph small, in the corner: nodes in their categories' colours, and the part that is seen. A click or a drag goes there.
// It never takes more than a quarter of the canvas's width or height.
#pragma once

#include <optional>

#include <QTimer>
#include <QWidget>

#include "ui/canvas/graph_view.h"

namespace noiseloom {

class Minimap : public QWidget {
    Q_OBJECT
  public:
    explicit Minimap(GraphView& view);

  protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;   // zooms around the place under the mouse
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void place();
    void go(QPointF at);
    QTransform to_map() const;              // from the scene

    GraphView& view_;
    QTimer later_;                          // changes come in crowds
    std::optional<QTransform> held_;        // while it is dragged, the map stays as it was
};

}  // namespace noiseloom
