// The right edge of a node, or the lower right corner of a frame.
#include <cmath>

#include "ui/canvas/graph_view.h"

namespace noiseloom {
namespace {

class ResizeNodeTool : public Tool {
  public:
    ResizeNodeTool(GraphView& view, const ToolEvent& pressed, const Hit& edge)
        : Tool(view), id_(edge.node->id()), from_(pressed.scene.x()), width_(edge.node->layout().size.width()) {}
    void move(const ToolEvent& event) override { set(event); }
    void release(const ToolEvent& event) override {
        set(event);
        view_.place().document().end_merge();
    }
    void cancel() override { view_.place().document().undo(); }

  private:
    void set(const ToolEvent& event) {
        const double width = std::clamp(std::round((width_ + event.scene.x() - from_) / canvas_snap) * canvas_snap, smallest_node_width, largest_node_width);
        view_.edit({{set_width(id_, width)}}, QObject::tr("Width"), QString::fromStdString("width " + id_));
    }

    std::string id_;
    double from_, width_;
};

class ResizeFrameTool : public Tool {
  public:
    ResizeFrameTool(GraphView& view, const ToolEvent& pressed, const Hit& corner) : Tool(view), id_(corner.frame->id()), from_(pressed.scene), before_(corner.frame->look()) {}
    void move(const ToolEvent& event) override { show(event); }
    void release(const ToolEvent& event) override {
        show(event);
        if (FrameItem* frame = view_.graph_scene().frame(id_)) view_.edit({{set_frame(id_, frame->look())}}, QObject::tr("Resize frame"));
    }
    void cancel() override {
        if (FrameItem* frame = view_.graph_scene().frame(id_)) frame->show(before_);
    }

  private:
    void show(const ToolEvent& event) {
        FrameLook look = before_;
        const QPointF corner = snapped(before_.rect.bottomRight() + event.scene - from_);
        look.rect.setBottomRight({std::max(corner.x(), look.rect.left() + 96), std::max(corner.y(), look.rect.top() + 64)});
        if (FrameItem* frame = view_.graph_scene().frame(id_)) frame->show(look);
    }

    std::string id_;
    QPointF from_;
    FrameLook before_;
};

}  // namespace

std::unique_ptr<Tool> make_resize_tool(GraphView& view, const ToolEvent& pressed, const Hit& hit) {
    if (hit.frame) return std::make_unique<ResizeFrameTool>(view, pressed, hit);
    return std::make_unique<ResizeNodeTool>(view, pressed, hit);
}

}  // namespace noiseloom
