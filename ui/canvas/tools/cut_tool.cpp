// Y and a stroke: every wire that it crosses is cut.
#include <QPainter>

#include "ui/canvas/graph_view.h"
#include "ui/model/edits.h"

namespace noiseloom {
namespace {

class CutTool : public Tool {
  public:
    CutTool(GraphView& view, const ToolEvent& pressed) : Tool(view) { stroke_ << pressed.scene; }
    ~CutTool() override {
        for (const InputName& name : cut_)
            if (WireItem* wire = view_.graph_scene().wire(name)) wire->set_hovered(false);
    }

    void move(const ToolEvent& event) override {
        const QLineF piece(stroke_.back(), event.scene);
        stroke_ << event.scene;
        for (const auto& [name, wire] : view_.graph_scene().wires())
            if (wire->crosses(piece)) {
                cut_.insert(name);
                wire->set_hovered(true);
            }
        view_.viewport()->update();
    }

    void release(const ToolEvent& event) override {
        move(event);
        Patch patch;
        for (const InputName& name : cut_) patch += disconnect(view_.place().view(), name);
        view_.edit(patch, QObject::tr("Cut wires"));
    }

    void paint(QPainter& painter) const override {
        QPen pen(view_.graph_scene().theme()[Tone::error], 2, Qt::DashLine);
        pen.setCosmetic(true);
        painter.setPen(pen);
        painter.drawPolyline(stroke_);
    }

  private:
    QPolygonF stroke_;
    std::set<InputName> cut_;
};

}  // namespace

std::unique_ptr<Tool> make_cut_tool(GraphView& view, const ToolEvent& pressed) { return std::make_unique<CutTool>(view, pressed); }

}  // namespace noiseloom
