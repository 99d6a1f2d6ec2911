// The menu of a right click on the canvas: what can be done with the wire, the frame or the node under the mouse, or with the graph.
#pragma once

#include <functional>

#include <QMenu>

#include "ui/canvas/graph_view.h"

namespace noiseloom {

class DocumentPage;

class CanvasMenu : public QMenu {
    Q_OBJECT
  public:
    CanvasMenu(DocumentPage& page, const Hit& hit, QPointF scene);

  private:
    void add(const QString& text, std::function<void()> act);
    void of_wire(const WireItem& wire, QPointF scene);
    void of_frame(const std::string& id);
    void of_node(const Hit& hit);
    void of_outer_socket(const SocketName& socket);
    void of_graph(QPointF scene);

    DocumentPage& page_;
};

}  // namespace noiseloom
