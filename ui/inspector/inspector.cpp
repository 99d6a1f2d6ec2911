#include "ui/inspector/inspector.h"

#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/fields/curve_field.h"
#include "ui/fields/curve_plot.h"
#include "ui/fields/field_text.h"
#include "ui/fields/field_widget.h"
#include "ui/fields/painted_text.h"
#include "ui/form/form_edit.h"
#include "ui/inspector/input_row.h"
#include "ui/inspector/node_header.h"
#include "ui/inspector/note.h"
#include "ui/inspector/run_facts.h"
#include "ui/model/field_edit.h"
#include "ui/model/subgraph_sockets.h"

namespace noiseloom {
namespace {

constexpr int least_width = 240, most_width = 480, usual_width = 320;
constexpr int margin = 12, spacing = 4;

QLabel* make_label(const QString& text, const QColor& colour, double pixels, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setFont(font_of(Face::label, pixels));
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, colour);
    label->setPalette(palette);
    return label;
}

const Node* find_node(const Graph& graph, const std::string& id) {
    const auto found = graph.nodes.find(id);
    return found == graph.nodes.end() ? nullptr : &found->second;
}

}  // namespace

Inspector::Inspector(const GraphPlace& place, std::function<FieldContext(const QString&)> context_of, QWidget* parent)
    : QWidget(parent), place_(place), context_of_(std::move(context_of)), scroll_(new QScrollArea(this)), cost_(new QLabel(this)) {
    setMinimumWidth(least_width);
    setMaximumWidth(most_width);
    resize(usual_width, 600);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(scroll_);
    layout->addWidget(cost_);
    cost_->setTextFormat(Qt::PlainText);
    cost_->setWordWrap(true);
    cost_->setMargin(margin);
    cost_->hide();
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setWidgetResizable(true);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(&place_.document(), &EditorDocument::changed, this, &Inspector::document_changed);
    rebuild();
}

void Inspector::go_to(const GraphPlace& place) {
    nodes_.clear();
    marks_ = {};
    show_cost({});
    place_ = place;
    rebuild();
}

void Inspector::show_nodes(const std::vector<std::string>& nodes) {
    if (nodes == nodes_) return;
    nodes_ = nodes;
    std::erase_if(nodes_, [&](const std::string& id) { return !find_node(place_.graph(), id); });
    status_ = {};
    marks_ = {};
    show_cost({});
    rebuild();
}

void Inspector::show_status(const std::string& node, const NodeStatus& status) {
    if (nodes_.size() != 1 || nodes_.front() != node) return;
    status_ = status;
    build_status();
}

// Below the fields, which stay where they are: a knot may be under the mouse.
void Inspector::show_cost(const QString& text) {
    const FieldContext context = context_of_({});
    QPalette palette = cost_->palette();
    palette.setColor(QPalette::WindowText, (*context.theme)[Tone::warn]);
    cost_->setPalette(palette);
    cost_->setFont(font_of(Face::label, 12 * context.text_scale));
    cost_->setText(text);
    cost_->setVisible(!text.isEmpty());
}

void Inspector::mark_curves(CurveMarks marks) {
    marks_ = std::move(marks);
    apply_marks();
}

void Inspector::apply_marks() {
    for (const auto& [name, field] : fields_)
        if (auto* curve = qobject_cast<CurveField*>(field)) {
            const auto ghost = marks_.ghosts.find(name);
            curve->plot().set_steps(marks_.steps);
            curve->plot().set_marker(marks_.marker);
            curve->plot().set_ghost(ghost == marks_.ghosts.end() ? std::nullopt : std::optional(ghost->second));
        }
}

FieldWidget* Inspector::field(const std::string& input) const {
    const auto found = fields_.find(input);
    return found == fields_.end() ? nullptr : found->second;
}

// All that decides which rows there are: while it stays, fields only take new values, and keep the focus and the drag.
std::string Inspector::structure() const {
    std::string text;
    for (const std::string& id : nodes_) {
        const Node* node = find_node(place_.graph(), id);
        if (!node) continue;
        if (const NodeDef* def = place_.scope().empty() ? nullptr : place_.declaration(id))
            for (const InputDecl& input : def->inputs()) text += outer_input(place_, id, input.name) + ',';
        text += id + ' ' + node->type + (node->bypass ? " bypass" : "") + (node->mute ? " mute" : "") + ' ' + node_title(place_, id).toStdString() + '\n';
        for (const auto& [name, input] : node->inputs)
            if (const Link* link = link_of(input)) text += name + '@' + link->node + '.' + link->output + ' ' + node_title(place_, link->node).toStdString() + '\n';
    }
    if (nodes_.size() > 1)
        for (const auto& [name, field] : fields_) text += differ(field->input()) ? '1' : '0';
    return text;
}

void Inspector::document_changed() {
    if (!place_.is_there()) return;   // whoever shows this goes elsewhere
    const auto gone = [&](const std::string& id) { return !find_node(place_.graph(), id); };
    if (std::any_of(nodes_.begin(), nodes_.end(), gone)) {
        std::erase_if(nodes_, gone);
        return rebuild();
    }
    if (structure() != structure_ && !is_dragging_) return rebuild();
    for (const auto& [name, field] : fields_) field->set_value(literal_of(place_.graph(), nodes_.front(), name));
}

void Inspector::rebuild() {
    const QWidget* focused = page_ ? page_->focusWidget() : nullptr;
    std::string focused_input;
    for (const auto& [name, field] : fields_)
        if (focused && (field == focused || field->isAncestorOf(focused))) focused_input = name;
    fields_.clear();
    is_dragging_ = false;
    status_rows_ = nullptr;
    page_ = new QWidget;
    rows_ = new QVBoxLayout(page_);
    rows_->setContentsMargins(margin, margin, margin, margin);
    rows_->setSpacing(spacing);
    if (nodes_.empty()) build_nothing();
    else if (nodes_.size() == 1) build_node(nodes_.front());
    else build_several();
    rows_->addStretch();
    if (QWidget* old = scroll_->takeWidget()) old->deleteLater();   // the change may come from one of its fields
    scroll_->setWidget(page_);
    structure_ = structure();
    apply_marks();
    if (FieldWidget* again = field(focused_input)) again->setFocus();
}

void Inspector::add_text(const QString& text, Tone tone, double pixels, const FieldContext& context) {
    if (!text.isEmpty()) rows_->addWidget(make_label(text, (*context.theme)[tone], pixels * context.text_scale, page_));
}

void Inspector::add_heading(const QString& text, const FieldContext& context) {
    rows_->addSpacing(8);
    add_text(text, Tone::text3, 11, context);
}

void Inspector::build_nothing() {
    const FieldContext context = context_of_({});
    add_text(tr("Nothing is selected."), Tone::text2, 12, context);
    add_text(tr("Click a node to see what it does and to set its fields."), Tone::text3, 12, context);
}

void Inspector::add_header(const std::string& id, const FieldContext& context) {
    const Node& node = *find_node(place_.graph(), id);
    const NodeDef* def = place_.document().declaration(node.type);
    auto* header = new NodeHeader(node_title(place_, id), def ? def->category() : "", *context.theme, context.text_scale, page_);
    header->set_bypassed(node.bypass);
    header->set_muted(node.mute);
    header->set_documented(def != nullptr);
    connect(header, &NodeHeader::renamed, this, [this, id](const QString& title) { tell(set_node_title(place_, id, title)); });
    connect(header, &NodeHeader::bypass_toggled, this, [this, id](bool on) {
        tell(place_.apply(Patch{{SetBypass{id, on}}}, on ? tr("Bypass Node") : tr("Do Not Bypass Node")));
    });
    connect(header, &NodeHeader::mute_toggled, this, [this, id](bool on) { tell(place_.apply(Patch{{SetMute{id, on}}}, on ? tr("Mute Node") : tr("Unmute Node"))); });
    connect(header, &NodeHeader::manual_requested, this, [this, type = node.type] { emit manual_requested(QString::fromStdString(type)); });
    rows_->addWidget(header);
    add_text(def ? def_summary(*def) : QString(), Tone::text2, 12, context);
    if (!def) {
        const Error unknown{Code::bad_workflow, "There is no node of type '" + node.type + "' here.",
                            "It comes from another version of Noiseloom. It is kept as it is, and cannot run.", id, "", ""};
        rows_->addWidget(new Note(unknown, Tone::warn, *context.theme, context.text_scale, page_));
    }
}

void Inspector::build_node(const std::string& id) {
    const FieldContext context = context_of_(QString::fromStdString(id));
    add_header(id, context);
    status_rows_ = new QVBoxLayout;
    status_rows_->setSpacing(spacing);
    rows_->addLayout(status_rows_);
    build_status();

    const Node& node = *find_node(place_.graph(), id);
    const NodeDef* def = place_.document().declaration(node.type);
    if (!def) {   // what the file says
        for (const auto& [name, input] : node.inputs)
            add_text(QString::fromStdString(name + ": " + json_text(input_to_json(input))).left(200), Tone::text2, 12, context);
        return;
    }
    if (!def->inputs().empty()) add_heading(tr("Inputs"), context);
    for (const InputDecl& input : def->inputs()) add_input(input, context);
    if (!def->outputs().empty()) add_heading(tr("Outputs"), context);
    for (const OutputDecl& output : def->outputs()) {
        auto* row = new OutputRow(output, *context.theme, context.text_scale, page_);
        rows_->addWidget(row);
    }
    rows_->addSpacing(8);
    auto* reset = new QPushButton(tr("Reset all fields"), page_);
    reset->setFont(font_of(Face::label, 12 * context.text_scale));
    connect(reset, &QPushButton::clicked, this, &Inspector::reset_all);
    rows_->addWidget(reset, 0, Qt::AlignLeft);
}

void Inspector::add_input(const InputDecl& input, const FieldContext& given) {
    const std::string& id = nodes_.front();
    const Link* link = link_to(place_.graph(), id, input.name);
    if (const std::string outer = outer_input(place_, id, input.name); !outer.empty() && nodes_.size() == 1) {
        rows_->addWidget(new InputRow(input, tr("from outside · %1").arg(spaced_text(outer)), *given.theme, given.text_scale, page_));
        return;
    }
    FieldContext context = given;
    context.add_actions = [this, given](QMenu& menu, const InputDecl& declared) {
        fill_menu(menu, declared);
        if (given.add_actions) given.add_actions(menu, declared);
    };
    FieldWidget* field = link ? nullptr : make_field(input, context, page_);
    if (!field) {
        const QString from = link ? node_title(place_, link->node) + " · " + spaced_text(link->output) : QString();
        auto* row = new InputRow(input, from, *context.theme, context.text_scale, page_);
        if (link) connect(row, &InputRow::jump, this, [this, node = link->node] { emit jump_requested(QString::fromStdString(node)); });
        rows_->addWidget(row);
        return;
    }
    field->set_value(literal_of(place_.graph(), id, input.name));
    connect(field, &FieldWidget::edited, this, [this, field](const Json& value, bool is_final) {
        is_dragging_ = !is_final;
        tell(set_field(place_, nodes_, field->input(), value, is_final));
        if (is_final && structure() != structure_) rebuild();
    });
    fields_[input.name] = field;
    rows_->addWidget(field);
}

bool Inspector::differ(const InputDecl& input) const {
    const Json first = literal_of(place_.graph(), nodes_.front(), input.name);
    return std::any_of(nodes_.begin(), nodes_.end(), [&](const std::string& id) {
        return shown_value(input, literal_of(place_.graph(), id, input.name)) != shown_value(input, first);
    });
}

void Inspector::build_several() {
    const FieldContext context = context_of_(QString::fromStdString(nodes_.front()));
    auto* header = new NodeHeader(tr("%n nodes", "", static_cast<int>(nodes_.size())), "", *context.theme, context.text_scale, page_);
    header->set_read_only();
    const auto all = [&](bool Node::*flag) { return std::all_of(nodes_.begin(), nodes_.end(), [&](const std::string& id) { return find_node(place_.graph(), id)->*flag; }); };
    header->set_bypassed(all(&Node::bypass));
    header->set_muted(all(&Node::mute));
    connect(header, &NodeHeader::bypass_toggled, this, [this](bool on) {
        Patch patch;
        for (const std::string& id : nodes_) patch.operations.push_back(SetBypass{id, on});
        tell(place_.apply(patch, on ? tr("Bypass Nodes") : tr("Do Not Bypass Nodes")));
    });
    connect(header, &NodeHeader::mute_toggled, this, [this](bool on) {
        Patch patch;
        for (const std::string& id : nodes_) patch.operations.push_back(SetMute{id, on});
        tell(place_.apply(patch, on ? tr("Mute Nodes") : tr("Unmute Nodes")));
    });
    rows_->addWidget(header);
    const NodeDef* first = place_.document().declaration(find_node(place_.graph(), nodes_.front())->type);
    const auto has = [&](const std::string& id, const InputDecl& input) {
        const NodeDef* def = place_.document().declaration(find_node(place_.graph(), id)->type);
        const InputDecl* same = def ? def->input(input.name) : nullptr;
        return same && same->type == input.type && same->choices == input.choices && !link_to(place_.graph(), id, input.name);
    };
    bool any = false;
    for (const InputDecl& input : first ? first->inputs() : std::vector<InputDecl>()) {
        if (!input.type->from_json || !std::all_of(nodes_.begin(), nodes_.end(), [&](const std::string& id) { return has(id, input); })) continue;
        InputDecl shown = input;
        if (differ(input)) shown.label = tr("%1 (they differ)").arg(field_label(input)).toStdString();
        add_input(shown, context);
        any = true;
    }
    if (!any) add_text(tr("These nodes have no field in common."), Tone::text3, 12, context);
}

void Inspector::build_status() {
    if (!status_rows_) return;
    while (QLayoutItem* item = status_rows_->takeAt(0)) {
        if (item->widget()) item->widget()->deleteLater();
        delete item;
    }
    const FieldContext context = context_of_(QString::fromStdString(nodes_.front()));
    const auto note = [&](const Error& error, Tone tone) { status_rows_->addWidget(new Note(error, tone, *context.theme, context.text_scale, page_)); };
    if (status_.error) note(*status_.error, Tone::error);
    if (status_.warning) note(*status_.warning, Tone::warn);
    if (const QString facts = run_story(status_); !facts.isEmpty())
        status_rows_->addWidget(make_label(facts, (*context.theme)[Tone::text3], 11 * context.text_scale, page_));
}

void Inspector::fill_menu(QMenu& menu, const InputDecl& input) {
    menu.addSeparator();
    if (nodes_.size() == 1) {
        const std::string id = nodes_.front();
        const auto place = place_in_form(place_.document().form(), id, input.name);
        menu.addAction(place ? tr("Remove from form") : tr("Promote to form"), this, [this, id, place, name = input.name] {
            const Json form = place ? without_item(place_.document().form(), *place) : with_input(place_.document().form(), id, name);
            tell(place_.apply(Patch{{SetForm{form}}}, place ? tr("Remove from Form") : tr("Promote to Form")));
        });
        const auto kind = field_kind(input);
        if (kind != FieldKind::file)
            menu.addAction(tr("Sweep…"), this, [this, id, name = input.name] { emit sweep_requested(QString::fromStdString(id), QString::fromStdString(name)); });
    }
    if (const Node* node = find_node(place_.graph(), nodes_.front()))
        menu.addAction(tr("Manual page"), this, [this, type = node->type] { emit manual_requested(QString::fromStdString(type)); });
}

void Inspector::reset_all() {
    Patch patch;
    for (const auto& [name, field] : fields_)
        if (!literal_of(place_.graph(), nodes_.front(), name).is_null()) patch.operations.push_back(SetInput{nodes_.front(), name, std::nullopt});
    tell(place_.apply(patch, tr("Reset All Fields")));
}

void Inspector::tell(const Result<void>& done) {
    if (!done) emit refused(QString::fromStdString(done.error().message));
}

}  // namespace noiseloom
