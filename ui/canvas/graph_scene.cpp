#include "ui/canvas/graph_scene.h"

#include <set>

namespace noiseloom {

namespace {

// Whether an operation is about the nodes and looks of that graph.
bool is_here(const Operation& operation, const std::string& scope) {
    return std::visit([&](const auto& one) {
        if constexpr (requires { one.scope; }) return one.scope == scope;
        else return false;
    }, operation);
}

}  // namespace

GraphScene::GraphScene(const GraphPlace& place, const Theme& theme, QObject* parent) : QGraphicsScene(parent), place_(place), theme_(&theme) {
    setItemIndexMethod(QGraphicsScene::BspTreeIndex);
    connect(&place_.document(), &EditorDocument::changed, this, &GraphScene::apply);
    connect(this, &QGraphicsScene::selectionChanged, this, &GraphScene::selection_changed);
    read_everything();
}

void GraphScene::set_theme(const Theme& theme) {
    theme_ = &theme;
    setBackgroundBrush(theme[Tone::canvas]);
    update();
}

NodeItem* GraphScene::node(const std::string& id) const {
    const auto found = nodes_.find(id);
    return found == nodes_.end() ? nullptr : found->second;
}

WireItem* GraphScene::wire(const InputName& name) const {
    const auto found = wires_.find(name);
    return found == wires_.end() ? nullptr : found->second;
}

FrameItem* GraphScene::frame(const std::string& id) const {
    const auto found = frames_.find(id);
    return found == frames_.end() ? nullptr : found->second;
}

DotItem* GraphScene::dot(const std::string& id) const {
    const auto found = dots_.find(id);
    return found == dots_.end() ? nullptr : found->second;
}

std::vector<std::string> GraphScene::selected_nodes() const {
    std::vector<std::string> ids;
    for (const auto& [id, item] : nodes_)
        if (item->isSelected()) ids.push_back(id);
    return ids;
}

void GraphScene::select(const std::vector<std::string>& ids, bool alone) {
    {
        const QSignalBlocker quiet(this);   // one signal, not one a node
        if (alone) clearSelection();
        for (const std::string& id : ids)
            if (NodeItem* item = node(id)) item->setSelected(true);
    }
    emit selectionChanged();
}

QRectF GraphScene::bounds(const std::vector<std::string>& ids) const {
    QRectF all;
    if (ids.empty()) {
        for (const auto& [id, item] : nodes_) all |= item->scene_rect();
        for (const auto& [id, item] : frames_) all |= item->scene_rect();
    }
    for (const std::string& id : ids)
        if (const NodeItem* item = node(id)) all |= item->scene_rect();
    return all;
}

void GraphScene::read_everything() {
    setBackgroundBrush((*theme_)[Tone::canvas]);
    const Patch placed = place_nodes(place_.graph(), place_.view());
    if (!placed.empty()) (void)place_.apply(placed, tr("Place nodes"));   // positions that are valid by construction
    for (const auto& [id, node] : place_.graph().nodes) read_node(id);
    read_dots();
    for (const auto& [id, node] : place_.graph().nodes) read_wires(id);
    read_frames();
    emit nodes_changed();
}

void GraphScene::apply(const Patch& patch) {
    if (!place_.is_there()) return;   // the definition went: whoever shows it goes elsewhere
    std::set<std::string> touched;
    bool looks_of_frames = false, looks_of_dots = false, came_or_went = false;
    for (const Operation& operation : patch.operations) {
        if (!is_here(operation, place_.scope())) {
            // Another graph: here it shows in the sockets of subgraphs.
            for (const auto& [id, node] : place_.graph().nodes)
                if (!subgraph_name(node.type).empty()) touched.insert(id);
            if (const auto* sockets = std::get_if<SetInterface>(&operation); sockets && sockets->name == place_.scope())
                for (const auto& [id, item] : nodes_) touched.insert(id);
            if (const auto* all = std::get_if<SetSubgraph>(&operation); all && all->name == place_.scope()) {
                for (const auto& [id, item] : nodes_) touched.insert(id);
                for (const auto& [id, node] : place_.graph().nodes) touched.insert(id);
                looks_of_frames = looks_of_dots = came_or_went = true;
            }
            continue;
        }
        if (const auto* add = std::get_if<AddNode>(&operation)) { touched.insert(add->id); came_or_went = true; }
        if (const auto* remove = std::get_if<RemoveNode>(&operation)) { touched.insert(remove->id); came_or_went = true; }
        if (const auto* set = std::get_if<SetInput>(&operation)) touched.insert(set->node);
        if (const auto* bypass = std::get_if<SetBypass>(&operation)) touched.insert(bypass->node);
        if (const auto* mute = std::get_if<SetMute>(&operation)) touched.insert(mute->node);
        const auto* view = std::get_if<SetView>(&operation);
        if (!view) continue;
        if (view->path.size() < 2) {   // a whole kind came or went, with its first or last entry
            for (const auto& [id, item] : nodes_) touched.insert(id);
            looks_of_frames = looks_of_dots = true;
        } else if (view->path[0] == "frames") {
            looks_of_frames = true;
        } else if (view->path[0] == "dots") {
            looks_of_dots = true;
        } else {
            touched.insert(view->path[1].substr(0, view->path[1].find('.')));
        }
    }
    // Wires may be there before their source: undo brings nodes back in any order.
    if (came_or_went)
        for (const auto& [id, node] : place_.graph().nodes)
            for (const auto& [name, input] : node.inputs)
                if (const Link* link = link_of(input); link && !nodes_.contains(link->node)) touched.insert(id);
    for (const std::string& id : touched) read_node(id);
    if (looks_of_dots) read_dots();
    for (const std::string& id : touched) read_wires(id);
    if (looks_of_dots)
        for (const auto& [name, wire] : wires_) follow(*wire);
    if (looks_of_frames) read_frames();
    if (came_or_went) emit nodes_changed();
    if (std::exchange(lost_selected_, false)) emit selectionChanged();
}

// Whoever hears of the selection looks at the document, and so only once all of a patch is seen.
void GraphScene::take_away(QGraphicsItem* item) {
    lost_selected_ = lost_selected_ || item->isSelected();
    const QSignalBlocker quiet(this);
    delete item;
}

void GraphScene::read_node(const std::string& id) {
    NodeItem* item = node(id);
    if (!place_.graph().nodes.contains(id)) {
        if (!item) return;
        const std::set<WireItem*> wires = item->wires();
        for (WireItem* wire : wires) remove_wire(wire);
        nodes_.erase(id);
        take_away(item);
        return;
    }
    if (item) return item->read();
    item = new NodeItem(place_, theme_, id);
    item->setFlag(QGraphicsItem::ItemIsSelectable);
    nodes_[id] = item;
    if (const auto status = statuses_.find(id); status != statuses_.end()) item->set_status(status->second);
    if (const auto texts = stand_ins_.find(id); texts != stand_ins_.end()) item->set_stand_ins(texts->second);
    addItem(item);
}

void GraphScene::read_wires(const std::string& id) {
    NodeItem* target = node(id);
    if (!target) return;
    const Node& node_now = place_.graph().nodes.at(id);
    std::vector<WireItem*> gone;
    for (WireItem* wire : target->wires()) {
        if (&wire->to() != target) continue;
        const auto input = node_now.inputs.find(wire->name().input);
        const Link* link = input == node_now.inputs.end() ? nullptr : link_of(input->second);
        if (!link || !(*link == wire->source())) gone.push_back(wire);
    }
    for (WireItem* wire : gone) remove_wire(wire);
    for (const auto& [name, input] : node_now.inputs) {
        const Link* link = link_of(input);
        NodeItem* source = link ? node(link->node) : nullptr;
        if (!source) continue;
        WireItem*& wire = wires_[{id, name}];
        if (!wire) {
            wire = new WireItem(theme_, *source, link->output, *target, name);
            source->wires().insert(wire);
            target->wires().insert(wire);
            addItem(wire);
        }
        const TypeInfo* type = type_of_output(place_.graph(), place_.declarations(), *link);
        wire->set_type(type ? std::string(type->name) : "");
    }
    update_wires_of(id);
}

void GraphScene::remove_wire(WireItem* wire) {
    NodeItem& from = wire->from();
    from.wires().erase(wire);
    wire->to().wires().erase(wire);
    wires_.erase(wire->name());
    show_outputs_in_use(from);
    take_away(wire);
}

void GraphScene::update_wires_of(const std::string& id) {
    NodeItem* item = node(id);
    if (!item) return;
    item->relayout();
    show_outputs_in_use(*item);
    for (WireItem* wire : item->wires())
        if (&wire->to() == item) show_outputs_in_use(wire->from());
    for (WireItem* wire : item->wires()) follow(*wire);
    show_stale_wires(*item);
}

// Outputs are drawn full that are in use, and of an unknown type those are all that there are.
void GraphScene::show_outputs_in_use(NodeItem& node) {
    std::vector<std::string> outputs;
    for (const WireItem* wire : node.wires())
        if (&wire->from() == &node) outputs.push_back(wire->output());
    if (!node.show_outputs_in_use(std::move(outputs))) return;
    for (WireItem* wire : node.wires()) follow(*wire);
}

void GraphScene::follow(WireItem& wire) {
    std::vector<QPointF> stops;
    for (const std::string& id : route(place_.view(), wire.name().path()))
        if (DotItem* item = dot(id)) {
            stops.push_back(item->pos());
            item->set_type(wire.value_type());
        }
    wire.follow(std::move(stops), is_tag(place_.view(), wire.name().path()));
}

void GraphScene::read_frames() {
    const auto looks = noiseloom::frames(place_.view());
    for (auto frame = frames_.begin(); frame != frames_.end();) {
        if (looks.contains(frame->first)) {
            ++frame;
            continue;
        }
        take_away(frame->second);
        frame = frames_.erase(frame);
    }
    for (const auto& [id, look] : looks) {
        FrameItem*& item = frames_[id];
        if (!item) {
            item = new FrameItem(theme_, id);
            item->setFlag(QGraphicsItem::ItemIsSelectable);
            addItem(item);
        }
        item->show(look);
    }
}

void GraphScene::read_dots() {
    const auto places = noiseloom::dots(place_.view());
    for (auto dot = dots_.begin(); dot != dots_.end();) {
        if (places.contains(dot->first)) {
            ++dot;
            continue;
        }
        take_away(dot->second);
        dot = dots_.erase(dot);
    }
    for (const auto& [id, at] : places) {
        DotItem*& item = dots_[id];
        if (!item) {
            item = new DotItem(theme_, id);
            item->setFlag(QGraphicsItem::ItemIsSelectable);
            addItem(item);
        }
        item->setPos(at);
    }
}

void GraphScene::set_stand_ins(std::map<std::string, std::map<std::string, QString>> texts) {
    if (texts == stand_ins_) return;
    stand_ins_ = std::move(texts);
    for (const auto& [id, item] : nodes_) {
        const auto found = stand_ins_.find(id);
        item->set_stand_ins(found == stand_ins_.end() ? std::map<std::string, QString>() : found->second);
    }
}

void GraphScene::set_status(const std::string& id, const NodeStatus& status) {
    statuses_[id] = status;
    NodeItem* item = node(id);
    if (!item) return;
    const double height = item->layout().size.height();
    item->set_status(status);
    if (item->layout().size.height() != height)
        for (WireItem* wire : item->wires()) follow(*wire);
    show_stale_wires(*item);
}

void GraphScene::show_stale_wires(NodeItem& node) {
    for (WireItem* wire : node.wires())
        if (&wire->from() == &node) wire->set_stale(node.status().is_stale || node.status().state == NodeState::will_run);
        else wire->set_running(node.status().state == NodeState::running, 0);
}

bool GraphScene::is_animated() const {
    return std::any_of(nodes_.begin(), nodes_.end(), [](const auto& node) { return node.second->status().state == NodeState::running; });
}

void GraphScene::animate(double phase) {
    for (const auto& [name, wire] : wires_) wire->set_running(wire->to().status().state == NodeState::running, phase);
}

void GraphScene::fade_unrelated_wires(bool on) {
    fades_ = on;
    selection_changed();
}

void GraphScene::selection_changed() {
    const bool any = fades_ && std::any_of(nodes_.begin(), nodes_.end(), [](const auto& node) { return node.second->isSelected(); });
    for (const auto& [name, wire] : wires_) wire->set_faded(any && !wire->from().isSelected() && !wire->to().isSelected());
}

void GraphScene::place_node(const std::string& id, QPointF at) {
    NodeItem* item = node(id);
    if (!item) return;
    item->setPos(at);
    for (WireItem* wire : item->wires()) follow(*wire);
}

void GraphScene::place_dot(const std::string& id, QPointF at) {
    DotItem* item = dot(id);
    if (!item) return;
    item->setPos(at);
    for (const auto& [name, wire] : wires_) {
        const auto way = route(place_.view(), name.path());
        if (std::find(way.begin(), way.end(), id) != way.end()) follow(*wire);
    }
}

}  // namespace noiseloom
