// The whole graph small, in the corner: nodes in their categories' colours, and the part that is seen. A click or a drag goes there.
#pragma once

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
    void mousePressEvent(QMouseEvent* event) override { go(event->position()); }
    void mouseMoveEvent(QMouseEvent* event) override { go(event->position()); }
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void place();
    void go(QPointF at);
    QTransform to_map() const;   // from the scene

    GraphView& view_;
    QTimer later_;               // changes come in crowds
};

}  // namespace noiseloom
