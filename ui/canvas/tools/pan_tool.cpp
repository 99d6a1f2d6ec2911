// The canvas under the hand: middle or right button.
#include "ui/canvas/graph_view.h"

namespace noiseloom {
namespace {

class PanTool : public Tool {
  public:
    PanTool(GraphView& view, const ToolEvent& pressed) : Tool(view), last_(pressed.view) { view.viewport()->setCursor(Qt::ClosedHandCursor); }
    ~PanTool() override { view_.viewport()->unsetCursor(); }
    void move(const ToolEvent& event) override { view_.scroll_by(std::exchange(last_, event.view) - event.view); }
    void release(const ToolEvent& event) override { move(event); }

  private:
    QPointF last_;
};

}  // namespace

std::unique_ptr<Tool> make_pan_tool(GraphView& view, const ToolEvent& pressed) { return std::make_unique<PanTool>(view, pressed); }

}  // namespace noiseloom
