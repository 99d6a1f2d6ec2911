// The selected node: what it is, every input as a field or with where its wire comes from, what its last run told. Of several nodes: the
// fields that they share.
#pragma once

#include <map>

#include <QWidget>

#include "core/curve.h"
#include "ui/fields/field_context.h"
#include "ui/model/graph_place.h"
#include "ui/runs/node_status.h"

class QLabel;
class QMenu;
class QScrollArea;
class QVBoxLayout;

namespace noiseloom {

class FieldWidget;

class Inspector : public QWidget {
    Q_OBJECT
  public:
    // `context_of` makes what the fields of a node know; it is asked anew whenever the panel is built.
    Inspector(const GraphPlace& place, std::function<FieldContext(const QString& node)> context_of, QWidget* parent = nullptr);

    void go_to(const GraphPlace& place);   // of the same document; shows nothing yet
    void show_nodes(const std::vector<std::string>& nodes);
    const std::vector<std::string>& nodes() const { return nodes_; }
    // Of the one node that is shown; others are none of its business.
    void show_status(const std::string& node, const NodeStatus& status);
    // What a change here costs, below all fields: "Sample: 11 of 30 steps re-run". Empty: nothing to say.
    void show_cost(const QString& text);
    // On the curves of the one node that is shown: the steps of the sampler that reads them, the step that is looked at, and the curve of the
    // last run where it was another one.
    struct CurveMarks {
        int steps = 0;
        std::optional<double> marker;                 // 0 to 1
        std::map<std::string, Curve> ghosts;          // by input
    };
    void mark_curves(CurveMarks marks);
    // Builds everything anew: the theme, the text size or declarations changed.
    void rebuild();
    // Of an input's field, to put the focus there; null if there is none.
    FieldWidget* field(const std::string& input) const;

  signals:
    void jump_requested(const QString& node);
    void sweep_requested(const QString& node, const QString& input);
    void manual_requested(const QString& type);
    void refused(const QString& message);   // the document did not take an edit

  private:
    void document_changed();
    std::string structure() const;
    void build_nothing();
    void build_node(const std::string& id);
    void build_several();
    void add_header(const std::string& id, const FieldContext& context);
    void add_input(const InputDecl& input, const FieldContext& context);
    void add_heading(const QString& text, const FieldContext& context);
    void add_text(const QString& text, Tone tone, double pixels, const FieldContext& context);
    void build_status();
    void fill_menu(QMenu& menu, const InputDecl& input);
    void reset_all();
    bool differ(const InputDecl& input) const;
    void tell(const Result<void>& done);
    void apply_marks();

    GraphPlace place_;
    const std::function<FieldContext(const QString&)> context_of_;
    std::vector<std::string> nodes_;
    std::string structure_;
    std::map<std::string, FieldWidget*> fields_;
    NodeStatus status_;
    CurveMarks marks_;
    bool is_dragging_ = false;   // a field changes, and is not done: it must not be built anew under the mouse
    QScrollArea* scroll_;
    QLabel* cost_;
    QWidget* page_ = nullptr;
    QVBoxLayout* rows_ = nullptr;
    QVBoxLayout* status_rows_ = nullptr;
};

}  // namespace noiseloom
