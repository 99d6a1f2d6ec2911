#include "ui/model/edits.h"

#include <algorithm>

#include "core/ids.h"
#include "core/validate.h"
#include "core/workflow.h"
#include "ui/model/field_edit.h"
#include "ui/model/looks.h"

namespace noiseloom {
namespace {

bool has_route(const Json& view, const InputName& wire) { return !route(view, wire.path()).empty() || is_tag(view, wire.path()); }

void forget_route(const Json& view, const InputName& wire, Patch& patch) {
    if (!has_route(view, wire)) return;
    patch.operations.push_back(set_route(wire.path(), {}));
    patch.operations.push_back(set_flag("tags", wire.path(), false, false));
}

// The nodes that `ids` feed directly, with what each wire would be without them: past several nodes if need be.
struct Rewired {
    InputName input;
    std::optional<Link> to;
};
std::vector<Rewired> bridged(const Graph& graph, const Declarations& declarations, const std::set<std::string>& ids) {
    std::vector<Rewired> wires;
    for (const auto& [id, node] : graph.nodes) {
        if (ids.contains(id)) continue;
        for (const auto& [name, input] : node.inputs) {
            const Link* link = link_of(input);
            if (!link || !ids.contains(link->node)) continue;
            std::optional<Link> source = *link;
            for (std::size_t steps = 0; source && ids.contains(source->node); ++steps) {
                const NodeDef* def = declarations.find(graph.nodes.at(source->node).type);
                const std::string passed = def ? def->bypass_input(source->output) : "";
                const Link* before = passed.empty() || steps > ids.size() ? nullptr : link_to(graph, source->node, passed);
                source = before ? std::optional(*before) : std::nullopt;
            }
            wires.push_back({{id, name}, source});
        }
    }
    return wires;
}

Operation rewire(const Rewired& wire) {
    SetInput set{wire.input.node, wire.input.input, {}};
    if (wire.to) set.to.emplace(*wire.to);
    return set;
}

// The definitions that `copied` brings along; what its nodes are called where a name was taken by another one.
void bring_definitions(Workflow& copied, const Workflow& workflow, Patch& patch) {
    std::map<std::string, std::string> renamed;
    for (const auto& [name, definition] : copied.subgraphs) {
        const auto there = workflow.subgraphs.find(name);
        if (there != workflow.subgraphs.end() && !(there->second == definition)) renamed[name] = name + "-" + random_word(4);
    }
    const auto rename = [&](Graph& graph) {
        for (auto& [id, node] : graph.nodes)
            if (const auto to = renamed.find(subgraph_name(node.type)); to != renamed.end()) node.type = subgraph_node(to->second).type;
    };
    rename(copied.graph);
    for (auto& [name, definition] : copied.subgraphs) {
        rename(definition.graph);
        const auto to = renamed.find(name);
        if (to != renamed.end()) patch.operations.push_back(SetSubgraph{to->second, definition});
        else if (!workflow.subgraphs.contains(name)) patch.operations.push_back(SetSubgraph{name, definition});
    }
}

void move_views(const Json& from, Json& to, const char* kind, const std::string& key) {
    if (from.is_object() && from.contains(kind) && from[kind].is_object() && from[kind].contains(key)) to[kind][key] = from[kind][key];
}

}  // namespace

Patch& operator+=(Patch& patch, Patch more) {
    std::move(more.operations.begin(), more.operations.end(), std::back_inserter(patch.operations));
    return patch;
}

Patch connect(const Json& view, const Link& from, const InputName& to) {
    Patch patch;
    patch.operations.push_back(SetInput{to.node, to.input, Input(from)});
    forget_route(view, to, patch);
    return patch;
}

Patch disconnect(const Json& view, const InputName& to) {
    Patch patch;
    patch.operations.push_back(SetInput{to.node, to.input, {}});
    forget_route(view, to, patch);
    return patch;
}

Added add_node(const Graph& graph, const NodeDef& def, QPointF at) {
    Added added;
    added.id = make_id(def.type(), graph);
    added.patch.operations = {AddNode{added.id, Node{def.type(), def.version()}}, set_position(added.id, snapped(at))};
    return added;
}

Added add_node_after(const Graph& graph, const Json& view, const Declarations& declarations, const NodeDef& def, QPointF at, const Link& from) {
    Added added = add_node(graph, def, at);
    const TypeInfo* type = type_of_output(graph, declarations, from);
    const auto inputs = type ? inputs_for(def, declarations, *type) : std::vector<std::string>();
    if (!inputs.empty()) added.patch += connect(view, from, {added.id, inputs.front()});
    return added;
}

Added add_node_before(const Graph& graph, const Json& view, const Declarations& declarations, const NodeDef& def, QPointF at, const InputName& to) {
    Added added = add_node(graph, def, at);
    const NodeDef* target = def_of(graph, declarations, to.node);
    const InputDecl* input = target ? target->input(to.input) : nullptr;
    const auto outputs = input ? outputs_for(def, declarations, *input->type) : std::vector<std::string>();
    if (!outputs.empty()) added.patch += connect(view, {added.id, outputs.front()}, to);
    return added;
}

Patch insert_on_wire(const Graph& graph, const Json& view, const Declarations& declarations, const std::string& id, const NodeDef& def, const InputName& wire) {
    Patch patch;
    const Link* from = link_to(graph, wire.node, wire.input);
    const NodeDef* target = def_of(graph, declarations, wire.node);
    const InputDecl* decl = target ? target->input(wire.input) : nullptr;
    const TypeInfo* type = from ? type_of_output(graph, declarations, *from) : nullptr;
    if (!decl || !type || wire.node == id || from->node == id) return patch;
    const auto inputs = inputs_for(def, declarations, *type);
    const auto outputs = outputs_for(def, declarations, *decl->type);
    if (inputs.empty() || outputs.empty()) return patch;
    if (graph.nodes.contains(id) && (depends_on(graph, from->node, id) || depends_on(graph, id, wire.node))) return patch;
    patch += connect(view, *from, {id, inputs.front()});
    patch += connect(view, {id, outputs.front()}, wire);
    return patch;
}

Patch make_room(const Graph& graph, const std::string& id, QRectF taken, const std::function<QRectF(const std::string&)>& rect_of) {
    constexpr double gap = 48;
    Patch patch;
    double shift = 0;
    std::vector<std::pair<std::string, QPointF>> right;
    for (const auto& [other, node] : graph.nodes) {
        if (other == id) continue;
        const QRectF rect = rect_of(other);
        if (rect.center().x() < taken.center().x()) continue;
        const bool same_rows = rect.top() < taken.bottom() + gap && rect.bottom() > taken.top() - gap;
        if (same_rows && rect.left() < taken.right() + gap) shift = std::max(shift, taken.right() + gap - rect.left());
        right.push_back({other, rect.topLeft()});
    }
    if (shift > 0)
        for (const auto& [other, at] : right) patch.operations.push_back(set_position(other, snapped(at + QPointF(shift, 0))));
    return patch;
}

Patch detach(const Graph& graph, const Json& view, const Declarations& declarations, const std::string& id) {
    Patch patch;
    for (const Rewired& wire : bridged(graph, declarations, {id})) {
        patch.operations.push_back(rewire(wire));
        forget_route(view, wire.input, patch);
    }
    const auto node = graph.nodes.find(id);
    if (node != graph.nodes.end())
        for (const auto& [name, input] : node->second.inputs)
            if (link_of(input)) patch += disconnect(view, {id, name});
    return patch;
}

Patch remove(const Workflow& workflow, const std::string& scope, const Declarations& declarations, const std::vector<std::string>& ids, bool dissolve) {
    Patch patch;
    const Graph& graph = *workflow.graph_in(scope);
    const std::set<std::string> chosen(ids.begin(), ids.end());
    for (const std::string& id : ids) {
        const auto node = graph.nodes.find(id);
        if (node == graph.nodes.end()) continue;
        for (const auto& [name, input] : node->second.inputs) forget_route(*workflow.view_in(scope), {id, name}, patch);
    }
    std::vector<Rewired> wires = dissolve ? bridged(graph, declarations, chosen) : std::vector<Rewired>();
    patch += remove_nodes(workflow, ids, scope);
    for (const Rewired& wire : wires)
        if (wire.to) patch.operations.push_back(rewire(wire));
    return patch;
}

Patch add_dot(const Json& view, const InputName& wire, std::size_t before, QPointF at) {
    const std::string id = free_key(view, "dots", "d");
    std::vector<std::string> ids = route(view, wire.path());
    ids.insert(ids.begin() + static_cast<std::ptrdiff_t>(std::min(before, ids.size())), id);
    return {{set_dot(id, snapped(at)), set_route(wire.path(), ids)}};
}

Patch remove_dot(const Json& view, const std::string& dot) {
    Patch patch;
    if (view.is_object() && view.contains("routes") && view["routes"].is_object())
        for (const auto& [input, ids] : view["routes"].items()) {
            std::vector<std::string> left = route(view, input);
            if (std::erase(left, dot) > 0) patch.operations.push_back(set_route(input, left));
        }
    patch.operations.push_back(set_dot(dot, {}));
    return patch;
}

std::string copied_text(const Workflow& workflow, const std::string& scope, const Declarations& declarations, const std::set<std::string>& ids) {
    const Graph& graph = *workflow.graph_in(scope);
    const Json& view = *workflow.view_in(scope);
    Workflow copy;
    for (const std::string& id : ids) {
        const auto found = graph.nodes.find(id);
        if (found == graph.nodes.end()) continue;
        copy.graph.nodes.insert(*found);
        for (const char* kind : {"at", "width", "collapsed", "preview", "title"}) move_views(view, copy.view, kind, id);
        for (const auto& [name, input] : found->second.inputs) {
            const std::string path = id + "." + name;
            move_views(view, copy.view, "tags", path);
            move_views(view, copy.view, "routes", path);
            for (const std::string& dot : route(view, path)) move_views(view, copy.view, "dots", dot);
        }
    }
    for (const std::string& name : subgraphs_in(copy.graph, workflow.subgraphs)) copy.subgraphs[name] = workflow.subgraphs.at(name);
    return write_workflow(copy, &declarations.registry());
}

Result<Pasted> pasted(const std::string& text, const Workflow& workflow, const std::string& scope, const Declarations& declarations, std::optional<QPointF> at, bool keeps_wires) {
    const Graph& graph = *workflow.graph_in(scope);
    const Json& view = *workflow.view_in(scope);
    NL_TRY(Workflow copied, read_workflow(text));
    NL_TRY(copied, upgraded(std::move(copied), declarations.registry()));
    copied.view.erase("camera");
    const Patch placed = place_nodes(copied.graph, copied.view);
    NL_TRY([[maybe_unused]] const Patch inverse, apply(placed, copied));

    QPointF corner(1e9, 1e9);
    std::map<std::string, std::string> fresh;
    Graph taken = graph;
    for (const auto& [id, node] : copied.graph.nodes) {
        const QPointF place = node_look(copied.view, id).at.value_or(QPointF());
        corner = {std::min(corner.x(), place.x()), std::min(corner.y(), place.y())};
        fresh[id] = taken.nodes.contains(id) ? make_id(node.type, taken) : id;
        taken.nodes[fresh[id]] = node;
    }
    const QPointF shift = at ? snapped(*at) - corner : QPointF(32, 32);

    Pasted made;
    bring_definitions(copied, workflow, made.patch);
    for (auto& [id, node] : copied.graph.nodes) {
        for (auto input = node.inputs.begin(); input != node.inputs.end();) {
            Link* link = std::get_if<Link>(&input->second);
            const bool inside = link && fresh.contains(link->node);
            if (inside) link->node = fresh[link->node];
            const bool cut = link && !inside && !(keeps_wires && type_of_output(graph, declarations, *link));
            input = cut ? node.inputs.erase(input) : std::next(input);
        }
        made.ids.push_back(fresh[id]);
        made.patch.operations.push_back(AddNode{fresh[id], node});
        made.patch.operations.push_back(set_position(fresh[id], node_look(copied.view, id).at.value_or(QPointF()) + shift));
        for (const char* kind : {"width", "collapsed", "preview", "title"}) {
            Json moved = Json::object();
            move_views(copied.view, moved, kind, id);
            if (moved.contains(kind)) made.patch.operations.push_back(SetView{{kind, fresh[id]}, moved[kind][id]});
        }
    }
    std::map<std::string, std::string> fresh_dots;
    Json keys = view;
    for (const auto& [dot, place] : dots(copied.view)) {
        fresh_dots[dot] = free_key(keys, "dots", "d");
        keys["dots"][fresh_dots[dot]] = true;
        made.patch.operations.push_back(set_dot(fresh_dots[dot], place + shift));
    }
    for (const auto& [id, node] : copied.graph.nodes)
        for (const auto& [name, input] : node.inputs) {
            if (!link_of(input)) continue;
            std::vector<std::string> way = route(copied.view, id + "." + name);
            for (std::string& dot : way) dot = fresh_dots[dot];
            if (!way.empty()) made.patch.operations.push_back(set_route(fresh[id] + "." + name, way));
            if (is_tag(copied.view, id + "." + name)) made.patch.operations.push_back(set_flag("tags", fresh[id] + "." + name, true, false));
        }
    for (const auto& [id, frame] : frames(copied.view)) {
        FrameLook moved = frame;
        moved.rect.translate(shift);
        const std::string key = free_key(keys, "frames", "f");
        keys["frames"][key] = true;
        made.patch.operations.push_back(set_frame(key, moved));
    }
    return made;
}

std::string free_key(const Json& view, const char* kind, const char* prefix) {
    while (true) {
        std::string key = std::string(prefix) + "-" + random_word(4);
        if (!view.is_object() || !view.contains(kind) || !view[kind].is_object() || !view[kind].contains(key)) return key;
    }
}

}  // namespace noiseloom
