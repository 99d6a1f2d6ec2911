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

Result<Node*> find_node(Workflow& workflow, const std::string& id) {
    const auto found = workflow.graph.nodes.find(id);
    if (found != workflow.graph.nodes.end()) return &found->second;
    std::vector<std::string> ids;
    for (const auto& [other, node] : workflow.graph.nodes) ids.push_back(other);
    return bad("there is no node '" + id.substr(0, 80) + "'", did_you_mean(id, ids));
}

// Carries out one operation and returns its inverse; on an error nothing has changed.
struct Apply {
    Workflow& workflow;

    Result<Operation> operator()(const AddNode& add) const {
        if (!is_valid_id(add.id))
            return bad("not a node id: '" + add.id.substr(0, 80) + "'", "An id has at most 64 letters, digits, '-' and '_'.");
        if (workflow.graph.nodes.size() >= WorkflowLimits{}.nodes)
            return bad("a workflow has at most " + std::to_string(WorkflowLimits{}.nodes) + " nodes");
        NL_CHECK(check_node(add.node));
        if (!workflow.graph.nodes.emplace(add.id, add.node).second) return bad("there is already a node '" + add.id + "'");
        return Operation(RemoveNode{add.id});
    }

    Result<Operation> operator()(const RemoveNode& remove) const {
        NL_TRY(Node * node, find_node(workflow, remove.id));
        AddNode inverse{remove.id, std::move(*node)};
        workflow.graph.nodes.erase(remove.id);
        return Operation(std::move(inverse));
    }

    Result<Operation> operator()(const SetInput& set) const {
        NL_TRY(Node * node, find_node(workflow, set.node));
        if (set.to) NL_CHECK(check_input(set.input, *set.to));
        SetInput inverse{set.node, set.input, {}};
        if (const auto old = node->inputs.find(set.input); old != node->inputs.end()) inverse.to = std::move(old->second);
        if (set.to)
            node->inputs[set.input] = *set.to;
        else
            node->inputs.erase(set.input);
        return Operation(std::move(inverse));
    }

    Result<Operation> operator()(const SetBypass& set) const {
        NL_TRY(Node * node, find_node(workflow, set.node));
        return Operation(SetBypass{set.node, std::exchange(node->bypass, set.to)});
    }

    Result<Operation> operator()(const SetMute& set) const {
        NL_TRY(Node * node, find_node(workflow, set.node));
        return Operation(SetMute{set.node, std::exchange(node->mute, set.to)});
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
        Json* at = &workflow.view;
        for (std::size_t i = 0; i < set.path.size(); ++i) {
            if (!at->is_object()) return bad("view." + set.path[i - 1].substr(0, 80) + " is not an object");
            const auto found = at->find(set.path[i]);
            if (found != at->end()) {
                at = &*found;
                continue;
            }
            SetView inverse{{set.path.begin(), set.path.begin() + static_cast<std::ptrdiff_t>(i) + 1}, {}};
            if (set.to) {
                for (; i < set.path.size(); ++i) at = &(*at)[set.path[i]];   // null becomes an object
                *at = *set.to;
            }
            return Operation(std::move(inverse));
        }
        SetView inverse{set.path, std::move(*at)};
        if (set.to) {
            *at = *set.to;
        } else {
            Json* parent = &workflow.view;
            for (std::size_t i = 0; i + 1 < set.path.size(); ++i) parent = &(*parent)[set.path[i]];
            parent->erase(set.path.back());
        }
        return Operation(std::move(inverse));
    }
};

Operation with_fresh_ids(Operation operation, const std::map<std::string, std::string>& fresh) {
    const auto rename = [&](std::string& id) {
        if (const auto found = fresh.find(id); found != fresh.end()) id = found->second;
    };
    const auto rename_link = [&](Input& input) {
        if (Link* link = std::get_if<Link>(&input)) rename(link->node);
    };
    if (auto* add = std::get_if<AddNode>(&operation)) {
        rename(add->id);
        for (auto& [name, input] : add->node.inputs) rename_link(input);
    } else if (auto* remove = std::get_if<RemoveNode>(&operation)) {
        rename(remove->id);
    } else if (auto* set = std::get_if<SetInput>(&operation)) {
        rename(set->node);
        if (set->to) rename_link(*set->to);
    } else if (auto* bypass = std::get_if<SetBypass>(&operation)) {
        rename(bypass->node);
    } else if (auto* mute = std::get_if<SetMute>(&operation)) {
        rename(mute->node);
    } else if (auto* view = std::get_if<SetView>(&operation)) {
        for (std::string& key : view->path) rename(key);
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

Patch diff(const Graph& from, const Graph& to) {
    Patch patch;
    const auto same_node = [](const Node& a, const Node& b) {
        return a.type == b.type && a.version == b.version && a.unknown == b.unknown;
    };
    for (const auto& [id, node] : from.nodes) {
        const auto other = to.nodes.find(id);
        if (other == to.nodes.end() || !same_node(node, other->second)) patch.operations.push_back(RemoveNode{id});
    }
    for (const auto& [id, node] : to.nodes) {
        const auto other = from.nodes.find(id);
        if (other == from.nodes.end() || !same_node(node, other->second)) {
            patch.operations.push_back(AddNode{id, node});
            continue;
        }
        const Node& old = other->second;
        if (old.bypass != node.bypass) patch.operations.push_back(SetBypass{id, node.bypass});
        if (old.mute != node.mute) patch.operations.push_back(SetMute{id, node.mute});
        for (const auto& [name, input] : old.inputs)
            if (!node.inputs.contains(name)) patch.operations.push_back(SetInput{id, name, {}});
        for (const auto& [name, input] : node.inputs) {
            const auto before = old.inputs.find(name);
            if (before == old.inputs.end() || input_to_json(before->second).dump() != input_to_json(input).dump())
                patch.operations.push_back(SetInput{id, name, input});
        }
    }
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

Patch remove_nodes(const Workflow& workflow, std::span<const std::string> ids) {
    const std::set<std::string> gone(ids.begin(), ids.end());
    Patch patch;
    for (const auto& [id, node] : workflow.graph.nodes) {
        if (gone.contains(id)) continue;
        for (const auto& [name, input] : node.inputs)
            if (const Link* link = link_of(input); link && gone.contains(link->node)) patch.operations.push_back(SetInput{id, name, {}});
    }
    for (const std::string& id : gone) {
        if (!workflow.graph.nodes.contains(id)) continue;
        for (const SetView& entry : view_entries(workflow.view, id)) patch.operations.push_back(SetView{entry.path, {}});
        patch.operations.push_back(RemoveNode{id});
    }
    return patch;
}

Patch copy_nodes(const Workflow& workflow, std::span<const std::string> ids) {
    Patch patch;
    for (const std::string& id : std::set<std::string>(ids.begin(), ids.end())) {
        const auto node = workflow.graph.nodes.find(id);
        if (node == workflow.graph.nodes.end()) continue;
        patch.operations.push_back(AddNode{id, node->second});
        for (SetView& entry : view_entries(workflow.view, id)) patch.operations.push_back(std::move(entry));
    }
    return patch;
}

Patch renumbered(Patch copied, const Graph& graph) {
    Graph taken = graph;   // with the ids given so far
    std::map<std::string, std::string> fresh;
    std::set<std::string> added;
    for (const Operation& operation : copied.operations) {
        const auto* add = std::get_if<AddNode>(&operation);
        if (!add) continue;
        if (graph.nodes.contains(add->id)) {
            const std::string slug(slug_of(add->id));
            fresh[add->id] = make_id(slug, taken);
        }
        const auto renamed = fresh.find(add->id);
        const std::string& id = renamed == fresh.end() ? add->id : renamed->second;
        taken.nodes[id];
        added.insert(id);
    }
    for (Operation& operation : copied.operations) {
        operation = with_fresh_ids(std::move(operation), fresh);
        if (auto* add = std::get_if<AddNode>(&operation))
            std::erase_if(add->node.inputs, [&](const auto& entry) {
                const Link* link = link_of(entry.second);
                return link && !added.contains(link->node) && !graph.nodes.contains(link->node);
            });
    }
    return copied;
}

}  // namespace noiseloom
