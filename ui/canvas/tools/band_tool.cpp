// A rectangle that selects what it touches; with Shift it adds, with Ctrl it takes away.
#include <QPainter>

#include "ui/canvas/graph_view.h"

namespace noiseloom {
namespace {

class BandTool : public Tool {
  public:
    BandTool(GraphView& view, const ToolEvent& pressed) : Tool(view), from_(pressed.scene), to_(pressed.scene), before_(view.graph_scene().selected_nodes()) {}

    void move(const ToolEvent& event) override {
        to_ = event.scene;
        const QRectF band = QRectF(from_, to_).normalized();
        std::set<std::string> chosen;
        if (event.modifiers & (Qt::ShiftModifier | Qt::ControlModifier)) chosen.insert(before_.begin(), before_.end());
        for (const auto& [id, node] : view_.graph_scene().nodes()) {
            if (!node->scene_rect().intersects(band)) continue;
            if (event.modifiers & Qt::ControlModifier) chosen.erase(id);
            else chosen.insert(id);
        }
        view_.graph_scene().select({chosen.begin(), chosen.end()});
        for (const auto& [id, dot] : view_.graph_scene().dot_items()) dot->setSelected(band.contains(dot->pos()));
        view_.viewport()->update();
    }
    void release(const ToolEvent& event) override { move(event); }
    void cancel() override { view_.graph_scene().select(before_); }

    void paint(QPainter& painter) const override {
        QColor accent = view_.graph_scene().theme()[Tone::accent];
        QPen pen(accent);
        pen.setCosmetic(true);
        painter.setPen(pen);
        accent.setAlphaF(0.1f);
        painter.setBrush(accent);
        painter.drawRect(QRectF(from_, to_).normalized());
    }

  private:
    QPointF from_, to_;
    std::vector<std::string> before_;
};

}  // namespace

std::unique_ptr<Tool> make_band_tool(GraphView& view, const ToolEvent& pressed) { return std::make_unique<BandTool>(view, pressed); }

}  // namespace noiseloom
