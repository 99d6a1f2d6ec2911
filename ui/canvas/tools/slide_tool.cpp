// A number is dragged where it stands: Shift fine, Ctrl coarse. A flat curve is such a number.
#include "ui/canvas/graph_view.h"
#include "ui/fields/number_drag.h"
#include "ui/model/field_edit.h"

namespace noiseloom {
namespace {

class SlideTool : public Tool {
  public:
    SlideTool(GraphView& view, const ToolEvent& pressed, const Hit& field)
        : Tool(view), from_(pressed.view.x()), node_(field.node->id()), decl_(*view.place().declaration(node_)->input(field.name)), start_(value()) {
        view.viewport()->setCursor(Qt::SizeHorCursor);
    }
    ~SlideTool() override { view_.viewport()->unsetCursor(); }

    void move(const ToolEvent& event) override { set(event, false); }
    void release(const ToolEvent& event) override { set(event, true); }
    void cancel() override { (void)set_field(view_.place(), {node_}, decl_, start_json_, true); }

  private:
    Json value() {
        start_json_ = literal_of(view_.place().graph(), node_, decl_.name);
        return start_json_.is_null() ? decl_.value : start_json_;
    }

    void set(const ToolEvent& event, bool is_final) {
        const NumberRules rules = number_rules(decl_);
        const double number = dragged(start_.get<double>(), (event.view.x() - from_) / view_.pixels_per_unit(), event.modifiers, rules);
        const Json json = rules.is_integer ? Json(static_cast<std::int64_t>(number)) : Json(number);
        if (const auto done = set_field(view_.place(), {node_}, decl_, json, is_final); !done) emit view_.refused(QString::fromStdString(done.error().message));
    }

    double from_;
    std::string node_;
    const InputDecl decl_;
    Json start_json_, start_;
};

}  // namespace

std::unique_ptr<Tool> make_slide_tool(GraphView& view, const ToolEvent& pressed, const Hit& field) { return std::make_unique<SlideTool>(view, pressed, field); }

}  // namespace noiseloom
