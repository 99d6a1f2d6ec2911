#include "core/patch.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/ids.h"

namespace noiseloom {
namespace {

Error bad(std::string message, std::string hint = "") {
    return {Code::bad_workflow, std::move(message), std::move(hint)};
}

// What a document holds must be readable from its file again: finite numbers, bounded nesting and texts.
Result<void> check_value(const Json& json, std::size_t depth = 0) {
    if (json.is_number_float() && !std::isfinite(json.get<double>())) return bad("a value is not a finite number");
    if (json.is_string()) {
        const auto& text = json.get_ref<const std::string&>();
        if (text.size() >= JsonLimits{}.string_bytes)
            return bad("a text is longer than " + std::to_string(JsonLimits{}.string_bytes) + " bytes");
        if (text.find('\0') != std::string::npos) return bad("a text contains a NUL character");
    }
    if (!json.is_structured()) return {};
    if (depth >= 48) return bad("a value is nested deeper than 48 levels");
    for (const Json& item : json) NL_CHECK(check_value(item, depth + 1));
    return {};
}

Result<void> check_input(const std::string& name, const Input& input) {
    if (!is_valid_socket(name)) return bad("not an input name: '" + name.substr(0, 80) + "'");
    const Link* link = link_of(input);
    if (!link) return check_value(std::get<Json>(input));
    if (!is_valid_id(link->node) || !is_valid_socket(link->output))
        return bad("not a wire: '" + link->node.substr(0, 80) + "." + link->output.substr(0, 80) + "'");
    return {};
}

Result<void> check_node(const Node& node) {
    if (node.type.empty() || node.type.size() > 128 || node.type.find('@') != std::string::npos || node.version < 1)
        return bad("not a node type: '" + node.type.substr(0, 80) + "@" + std::to_string(node.version) + "'");
    for (const auto& [name, input] : node.inputs) NL_CHECK(check_input(name, input));
    return check_value(node.unknown);
}

Result<void> check_id(const std::string& id) {
    if (is_valid_id(id)) return {};
    return bad("not a node id: '" + id.substr(0, 80) + "'", "An id has at most 64 letters, digits, '-' and '_'.");
}

template <class Sockets>
Result<void> check_names(const Sockets& sockets) {
    std::set<std::string> names;
    for (const auto& socket : sockets) {
        if (!is_valid_socket(socket.name)) return bad("not a socket name: '" + socket.name.substr(0, 80) + "'", "It has at most 64 lower-case letters, digits and '_', a letter first.");
        if (!names.insert(socket.name).second) return bad("two sockets are called '" + socket.name + "'", "Give one of them another name.");
        NL_CHECK(check_value(socket.unknown));
    }
    return {};
}

Result<void> check_interface(const SubgraphInterface& interface) {
    NL_CHECK(check_value(Json{interface.title, interface.about}));
    NL_CHECK(check_names(interface.inputs));
    NL_CHECK(check_names(interface.outputs));
    for (const SubgraphInput& input : interface.inputs) {
        NL_CHECK(check_value(input.label));
        for (const InputPlace& place : input.feeds)
            if (!is_valid_id(place.node) || !is_valid_socket(place.input)) return bad("not an input of a node: '" + place.node.substr(0, 80) + "." + place.input.substr(0, 80) + "'");
    }
    for (const SubgraphOutput& output : interface.outputs) NL_CHECK(check_input(output.name, output.from));
    return {};
}

Result<void> check_subgraph(const Subgraph& subgraph) {
    NL_CHECK(check_interface(subgraph));
    for (const auto& [id, node] : subgraph.graph.nodes) {
        NL_CHECK(check_id(id));
        NL_CHECK(check_node(node));
    }
    if (!subgraph.view.is_object()) return bad("the view of a subgraph must be an object");
    NL_CHECK(check_value(subgraph.view));
    return check_value(subgraph.unknown);
}

Result<void> check_room(const Workflow& workflow, std::size_t more) {
    std::size_t count = workflow.graph.nodes.size() + more;
    for (const auto& [name, subgraph] : workflow.subgraphs) count += subgraph.graph.nodes.size();
    if (count <= WorkflowLimits{}.nodes) return {};
    return bad("a workflow has at most " + std::to_string(WorkflowLimits{}.nodes) + " nodes");
}

Result<Subgraph*> find_subgraph(Workflow& workflow, const std::string& name) {
    const auto found = workflow.subgraphs.find(name);
    if (found != workflow.subgraphs.end()) return &found->second;
    std::vector<std::string> names;
    for (const auto& [other, subgraph] : workflow.subgraphs) names.push_back(other);
    return bad("there is no subgraph '" + name.substr(0, 80) + "'", did_you_mean(name, names));
}

Result<Graph*> find_graph(Workflow& workflow, const std::string& scope) {
    if (scope.empty()) return &workflow.graph;
    NL_TRY(Subgraph * subgraph, find_subgraph(workflow, scope));
    return &subgraph->graph;
}

Result<Node*> find_node(Workflow& workflow, const std::string& scope, const std::string& id) {
    NL_TRY(Graph * graph, find_graph(workflow, scope));
    const auto found = graph->nodes.find(id);
    if (found != graph->nodes.end()) return &found->second;
    std::vector<std::string> ids;
    for (const auto& [other, node] : graph->nodes) ids.push_back(other);
    return bad("there is no node '" + id.substr(0, 80) + "'", did_you_mean(id, ids));
}

// Carries out one operation and returns its inverse; on an error nothing has changed.
struct Apply {
    Workflow& workflow;

    Result<Operation> operator()(const AddNode& add) const {
        NL_CHECK(check_id(add.id));
        NL_CHECK(check_room(workflow, 1));
        NL_CHECK(check_node(add.node));
        NL_TRY(Graph * graph, find_graph(workflow, add.scope));
        if (!graph->nodes.emplace(add.id, add.node).second) return bad("there is already a node '" + add.id + "'");
        return Operation(RemoveNode{add.id, add.scope});
    }

    Result<Operation> operator()(const RemoveNode& remove) const {
        NL_TRY(Node * node, find_node(workflow, remove.scope, remove.id));
        AddNode inverse{remove.id, std::move(*node), remove.scope};
        (*find_graph(workflow, remove.scope))->nodes.erase(remove.id);
        return Operation(std::move(inverse));
    }

    Result<Operation> operator()(const SetInput& set) const {
        NL_TRY(Node * node, find_node(workflow, set.scope, set.node));
        if (set.to) NL_CHECK(check_input(set.input, *set.to));
        SetInput inverse{set.node, set.input, {}, set.scope};
        if (const auto old = node->inputs.find(set.input); old != node->inputs.end()) inverse.to = std::move(old->second);
        if (set.to)
            node->inputs[set.input] = *set.to;
        else
            node->inputs.erase(set.input);
        return Operation(std::move(inverse));
    }

    Result<Operation> operator()(const SetBypass& set) const {
        NL_TRY(Node * node, find_node(workflow, set.scope, set.node));
        return Operation(SetBypass{set.node, std::exchange(node->bypass, set.to), set.scope});
    }

    Result<Operation> operator()(const SetMute& set) const {
        NL_TRY(Node * node, find_node(workflow, set.scope, set.node));
        return Operation(SetMute{set.node, std::exchange(node->mute, set.to), set.scope});
    }

    Result<Operation> operator()(const SetForm& set) const {
        if (!set.to.is_array()) return bad("the form must be a list");
        NL_CHECK(check_value(set.to));
        return Operation(SetForm{std::exchange(workflow.form, set.to)});
    }

    // The inverse of making a nested entry removes the outermost object that was made for it.
    Result<Operation> operator()(const SetView& set) const {
        if (set.path.empty() || set.path.size() > 8) return bad("a path in the view has 1 to 8 keys");
        if (set.to) NL_CHECK(check_value(*set.to));
        Json* root = &workflow.view;
        if (!set.scope.empty()) {
            NL_TRY(Subgraph * subgraph, find_subgraph(workflow, set.scope));
            root = &subgraph->view;
        }
        Json* at = root;
        for (std::size_t i = 0; i < set.path.size(); ++i) {
            if (!at->is_object()) return bad("view." + set.path[i - 1].substr(0, 80) + " is not an object");
            const auto found = at->find(set.path[i]);
            if (found != at->end()) {
                at = &*found;
                continue;
            }
            SetView inverse{{set.path.begin(), set.path.begin() + static_cast<std::ptrdiff_t>(i) + 1}, {}, set.scope};
            if (set.to) {
                for (; i < set.path.size(); ++i) at = &(*at)[set.path[i]];   // null becomes an object
                *at = *set.to;
            }
            return Operation(std::move(inverse));
        }
        SetView inverse{set.path, std::move(*at), set.scope};
        if (set.to) {
            *at = *set.to;
        } else {
            Json* parent = root;
            for (std::size_t i = 0; i + 1 < set.path.size(); ++i) parent = &(*parent)[set.path[i]];
            parent->erase(set.path.back());
        }
        return Operation(std::move(inverse));
    }

    Result<Operation> operator()(const SetSubgraph& set) const {
        if (!set.to) {
            NL_TRY(Subgraph * subgraph, find_subgraph(workflow, set.name));
            SetSubgraph inverse{set.name, std::move(*subgraph)};
            workflow.subgraphs.erase(set.name);
            return Operation(std::move(inverse));
        }
        if (!is_valid_id(set.name))
            return bad("not a name of a subgraph: '" + set.name.substr(0, 80) + "'", "A name has at most 64 letters, digits, '-' and '_'.");
        NL_CHECK(check_subgraph(*set.to));
        NL_CHECK(check_room(workflow, set.to->graph.nodes.size()));
        SetSubgraph inverse{set.name, {}};
        if (const auto old = workflow.subgraphs.find(set.name); old != workflow.subgraphs.end()) inverse.to = std::move(old->second);
        workflow.subgraphs[set.name] = *set.to;
        return Operation(std::move(inverse));
    }

    Result<Operation> operator()(const SetInterface& set) const {
        NL_TRY(SubgraphInterface * interface, find_subgraph(workflow, set.name));
        NL_CHECK(check_interface(set.to));
        return Operation(SetInterface{set.name, std::exchange(*interface, set.to)});
    }
};

// Ids, and names of definitions in the types of nodes.
using Renamed = std::map<std::string, std::string>;

void rename(std::string& name, const Renamed& fresh) {
    if (const auto found = fresh.find(name); found != fresh.end()) name = found->second;
}

void rename_type(Node& node, const Renamed& subgraphs) {
    if (const auto found = subgraphs.find(subgraph_name(node.type)); found != subgraphs.end()) node.type = subgraph_node(found->second).type;
}

// An operation of copy_nodes() with other ids and names, for another scope.
Operation moved(Operation operation, const Renamed& ids, const Renamed& subgraphs, const std::string& scope) {
    if (auto* add = std::get_if<AddNode>(&operation)) {
        add->scope = scope;
        rename(add->id, ids);
        rename_type(add->node, subgraphs);
        for (auto& [name, input] : add->node.inputs)
            if (Link* link = std::get_if<Link>(&input)) rename(link->node, ids);
    } else if (auto* view = std::get_if<SetView>(&operation)) {
        view->scope = scope;
        for (std::string& key : view->path) rename(key, ids);
    } else if (auto* set = std::get_if<SetSubgraph>(&operation)) {
        rename(set->name, subgraphs);
        if (set->to)
            for (auto& [id, node] : set->to->graph.nodes) rename_type(node, subgraphs);
    }
    return operation;
}

}  // namespace

Result<Patch> apply(const Patch& patch, Workflow& workflow) {
    Patch inverse;
    for (const Operation& operation : patch.operations) {
        auto undone = std::visit(Apply{workflow}, operation);
        if (undone) {
            inverse.operations.push_back(*std::move(undone));
            continue;
        }
        for (auto done = inverse.operations.rbegin(); done != inverse.operations.rend(); ++done)
            (void)std::visit(Apply{workflow}, *done);   // an inverse always applies
        return std::move(undone.error());
    }
    std::reverse(inverse.operations.begin(), inverse.operations.end());
    return inverse;
}

Patch diff(const Graph& from, const Graph& to, const std::string& scope) {
    Patch patch;
    const auto same_node = [](const Node& a, const Node& b) {
        return a.type == b.type && a.version == b.version && a.unknown == b.unknown;
    };
    for (const auto& [id, node] : from.nodes) {
        const auto other = to.nodes.find(id);
        if (other == to.nodes.end() || !same_node(node, other->second)) patch.operations.push_back(RemoveNode{id, scope});
    }
    for (const auto& [id, node] : to.nodes) {
        const auto other = from.nodes.find(id);
        if (other == from.nodes.end() || !same_node(node, other->second)) {
            patch.operations.push_back(AddNode{id, node, scope});
            continue;
        }
        const Node& old = other->second;
        if (old.bypass != node.bypass) patch.operations.push_back(SetBypass{id, node.bypass, scope});
        if (old.mute != node.mute) patch.operations.push_back(SetMute{id, node.mute, scope});
        for (const auto& [name, input] : old.inputs)
            if (!node.inputs.contains(name)) patch.operations.push_back(SetInput{id, name, {}, scope});
        for (const auto& [name, input] : node.inputs) {
            const auto before = old.inputs.find(name);
            if (before == old.inputs.end() || input_to_json(before->second).dump() != input_to_json(input).dump())
                patch.operations.push_back(SetInput{id, name, input, scope});
        }
    }
    return patch;
}

namespace {

void append(Patch& patch, Patch more) {
    patch.operations.insert(patch.operations.end(), std::make_move_iterator(more.operations.begin()), std::make_move_iterator(more.operations.end()));
}

// Section by section.
Patch diff_views(const Json& from, const Json& to, const std::string& scope) {
    Patch patch;
    for (const auto& [section, value] : from.get_ref<const Json::object_t&>())
        if (!to.contains(section)) patch.operations.push_back(SetView{{section}, {}, scope});
    for (const auto& [section, value] : to.get_ref<const Json::object_t&>())
        if (!from.contains(section) || from[section].dump() != value.dump()) patch.operations.push_back(SetView{{section}, value, scope});
    return patch;
}

}  // namespace

Patch diff(const Workflow& from, const Workflow& to) {
    Patch patch = diff(from.graph, to.graph);
    for (const auto& [name, subgraph] : from.subgraphs)
        if (!to.subgraphs.contains(name)) patch.operations.push_back(SetSubgraph{name, {}});
    for (const auto& [name, subgraph] : to.subgraphs) {
        const auto old = from.subgraphs.find(name);
        if (old == from.subgraphs.end() || old->second.unknown.dump() != subgraph.unknown.dump()) {
            patch.operations.push_back(SetSubgraph{name, subgraph});
            continue;
        }
        const SubgraphInterface &before = old->second, &after = subgraph;
        if (to_json(before).dump() != to_json(after).dump()) patch.operations.push_back(SetInterface{name, after});
        append(patch, diff(old->second.graph, subgraph.graph, name));
        append(patch, diff_views(old->second.view, subgraph.view, name));
    }
    if (from.form.dump() != to.form.dump()) patch.operations.push_back(SetForm{to.form});
    append(patch, diff_views(from.view, to.view, ""));
    return patch;
}

namespace {

// The places of the view that belong to one node: view.<section>.<id>.
std::vector<SetView> view_entries(const Json& view, const std::string& id) {
    std::vector<SetView> entries;
    for (const auto& [section, values] : view.get_ref<const Json::object_t&>())
        if (values.is_object() && values.contains(id)) entries.push_back({{section, id}, values[id]});
    return entries;
}

}  // namespace

Patch remove_nodes(const Workflow& workflow, std::span<const std::string> ids, const std::string& scope) {
    const std::set<std::string> gone(ids.begin(), ids.end());
    Patch patch;
    const Graph* graph = workflow.graph_in(scope);
    if (!graph) return patch;
    for (const auto& [id, node] : graph->nodes) {
        if (gone.contains(id)) continue;
        for (const auto& [name, input] : node.inputs)
            if (const Link* link = link_of(input); link && gone.contains(link->node)) patch.operations.push_back(SetInput{id, name, {}, scope});
    }
    if (!scope.empty()) {   // sockets of the definition that lead to the nodes
        const SubgraphInterface& old = workflow.subgraphs.at(scope);
        SubgraphInterface interface = old;
        for (SubgraphInput& input : interface.inputs) std::erase_if(input.feeds, [&](const InputPlace& place) { return gone.contains(place.node); });
        std::erase_if(interface.inputs, [](const SubgraphInput& input) { return input.feeds.empty(); });
        std::erase_if(interface.outputs, [&](const SubgraphOutput& output) { return gone.contains(output.from.node); });
        if (interface != old) patch.operations.push_back(SetInterface{scope, std::move(interface)});
    }
    for (const std::string& id : gone) {
        if (!graph->nodes.contains(id)) continue;
        for (const SetView& entry : view_entries(*workflow.view_in(scope), id)) patch.operations.push_back(SetView{entry.path, {}, scope});
        patch.operations.push_back(RemoveNode{id, scope});
    }
    return patch;
}

Patch copy_nodes(const Workflow& workflow, std::span<const std::string> ids, const std::string& scope) {
    Patch patch;
    const Graph* graph = workflow.graph_in(scope);
    if (!graph) return patch;
    Graph copied;
    for (const std::string& id : ids)
        if (const auto node = graph->nodes.find(id); node != graph->nodes.end()) copied.nodes.insert(*node);
    for (const std::string& name : subgraphs_in(copied, workflow.subgraphs)) patch.operations.push_back(SetSubgraph{name, workflow.subgraphs.at(name)});
    for (const auto& [id, node] : copied.nodes) {
        patch.operations.push_back(AddNode{id, node});
        for (SetView& entry : view_entries(*workflow.view_in(scope), id)) patch.operations.push_back(std::move(entry));
    }
    return patch;
}

Patch renumbered(Patch copied, const Workflow& workflow, const std::string& scope) {
    const Graph* found = workflow.graph_in(scope);
    const Graph graph = found ? *found : Graph();
    Graph taken = graph;   // with the ids given so far
    Renamed ids, subgraphs;
    std::set<std::string> added, names;   // names: of definitions, there and given so far
    for (const auto& [name, subgraph] : workflow.subgraphs) names.insert(name);
    for (const Operation& operation : copied.operations)
        if (const auto* set = std::get_if<SetSubgraph>(&operation)) names.insert(set->name);
    for (const Operation& operation : copied.operations) {
        if (const auto* set = std::get_if<SetSubgraph>(&operation)) {
            const auto there = workflow.subgraphs.find(set->name);
            if (there == workflow.subgraphs.end() || there->second == set->to) continue;
            for (int number = 2; subgraphs[set->name].empty(); ++number)
                if (std::string name = set->name.substr(0, 56) + '-' + std::to_string(number); names.insert(name).second) subgraphs[set->name] = std::move(name);
        }
        const auto* add = std::get_if<AddNode>(&operation);
        if (!add) continue;
        if (graph.nodes.contains(add->id)) {
            const std::string slug(slug_of(add->id));
            ids[add->id] = make_id(slug, taken);
        }
        const auto renamed = ids.find(add->id);
        const std::string& id = renamed == ids.end() ? add->id : renamed->second;
        taken.nodes[id];
        added.insert(id);
    }
    std::erase_if(copied.operations, [&](const Operation& operation) {   // definitions that are there
        const auto* set = std::get_if<SetSubgraph>(&operation);
        return set && workflow.subgraphs.contains(set->name) && !subgraphs.contains(set->name);
    });
    for (Operation& operation : copied.operations) {
        operation = moved(std::move(operation), ids, subgraphs, scope);
        if (auto* add = std::get_if<AddNode>(&operation))
            std::erase_if(add->node.inputs, [&](const auto& entry) {
                const Link* link = link_of(entry.second);
                return link && !added.contains(link->node) && !graph.nodes.contains(link->node);
            });
    }
    return copied;
}

}  // namespace noiseloom
