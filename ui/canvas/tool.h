// A gesture: what a drag does from press to release. One class and one file each, in ui/canvas/tools.
//
// Tools move items while they go on, and edit the document when they end, in one step of undo. Cancelled (Escape), they leave all as it was.
#pragma once

#include <memory>

#include <QPointF>
#include <Qt>

class QPainter;

namespace noiseloom {

class GraphView;
struct Hit;

struct ToolEvent {
    QPointF scene;
    QPointF view;   // pixels of the viewport
    Qt::KeyboardModifiers modifiers;
};

class Tool {
  public:
    explicit Tool(GraphView& view) : view_(view) {}
    virtual ~Tool() = default;
    virtual void move(const ToolEvent& event) = 0;
    virtual void release(const ToolEvent& event) = 0;
    virtual void cancel() {}
    virtual void paint(QPainter&) const {}   // over everything, in the scene's coordinates

  protected:
    GraphView& view_;
};

std::unique_ptr<Tool> make_pan_tool(GraphView& view, const ToolEvent& pressed);
std::unique_ptr<Tool> make_band_tool(GraphView& view, const ToolEvent& pressed);
std::unique_ptr<Tool> make_move_tool(GraphView& view, const ToolEvent& pressed);   // of what is selected
std::unique_ptr<Tool> make_wire_tool(GraphView& view, const ToolEvent& pressed, const Hit& from);
std::unique_ptr<Tool> make_cut_tool(GraphView& view, const ToolEvent& pressed);
std::unique_ptr<Tool> make_slide_tool(GraphView& view, const ToolEvent& pressed, const Hit& field);
std::unique_ptr<Tool> make_resize_tool(GraphView& view, const ToolEvent& pressed, const Hit& edge);   // of a node or a frame

}  // namespace noiseloom
