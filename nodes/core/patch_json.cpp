// The JSON form of patches, as described in patch.h.
#include "core/patch.h"

namespace noiseloom {
namespace {

Error bad(std::size_t index, std::string what) {
    return {Code::bad_workflow, "operation " + std::to_string(index) + " of the patch " + std::move(what)};
}

Json in_scope(Json json, const std::string& scope) {
    if (!scope.empty()) json["in"] = scope;
    return json;
}

struct Write {
    Json operator()(const AddNode& add) const { return in_scope({{"add", add.id}, {"node", node_to_json(add.node)}}, add.scope); }
    Json operator()(const RemoveNode& remove) const { return in_scope({{"remove", remove.id}}, remove.scope); }
    Json operator()(const SetInput& set) const {
        Json json{{"set", set.node + '.' + set.input}};
        if (set.to) json["to"] = input_to_json(*set.to);
        return in_scope(std::move(json), set.scope);
    }
    Json operator()(const SetBypass& set) const { return in_scope({{"bypass", set.node}, {"to", set.to}}, set.scope); }
    Json operator()(const SetMute& set) const { return in_scope({{"mute", set.node}, {"to", set.to}}, set.scope); }
    Json operator()(const SetForm& set) const { return {{"form", set.to}}; }
    Json operator()(const SetView& set) const {
        Json json{{"view", set.path}};
        if (set.to) json["to"] = *set.to;
        return in_scope(std::move(json), set.scope);
    }
    Json operator()(const SetSubgraph& set) const {
        Json json{{"subgraph", set.name}};
        if (set.to) json["to"] = to_json(*set.to);
        return json;
    }
    Json operator()(const SetInterface& set) const {
        Json json = to_json(set.to);
        json["interface"] = set.name;
        return json;
    }
};

Result<Operation> read_operation(Json& json, std::size_t index) {
    if (!json.is_object()) return bad(index, "is not an object");
    const auto text = [&](const char* key) -> const std::string* {
        const auto found = json.find(key);
        return found == json.end() ? nullptr : found->get_ptr<const std::string*>();
    };
    const auto to = json.find("to");
    if (json.contains("in") && !json["in"].is_string()) return bad(index, "is in a subgraph whose name is not a text");
    const std::string scope = json.value("in", "");
    if (const auto* id = text("add")) {
        if (!json.contains("node")) return bad(index, "adds no node");
        const std::string name = *id;
        NL_TRY(Node node, node_from_json(std::move(json["node"]), name));
        return Operation(AddNode{name, std::move(node), scope});
    }
    if (const auto* id = text("remove")) return Operation(RemoveNode{*id, scope});
    if (const auto* place = text("set")) {
        const std::size_t dot = place->find('.');
        if (dot == std::string::npos) return bad(index, "sets no input: it is written \"node.input\"");
        SetInput set{place->substr(0, dot), place->substr(dot + 1), {}, scope};
        if (to != json.end()) {
            NL_TRY(set.to, input_from_json(std::move(*to)));
        }
        return Operation(std::move(set));
    }
    if (const auto* id = text("bypass")) {
        if (to == json.end() || !to->is_boolean()) return bad(index, "bypasses neither to true nor to false");
        return Operation(SetBypass{*id, to->get<bool>(), scope});
    }
    if (const auto* id = text("mute")) {
        if (to == json.end() || !to->is_boolean()) return bad(index, "mutes neither to true nor to false");
        return Operation(SetMute{*id, to->get<bool>(), scope});
    }
    if (const auto form = json.find("form"); form != json.end()) return Operation(SetForm{std::move(*form)});
    if (const auto path = json.find("view"); path != json.end() && path->is_array()) {
        SetView set{{}, {}, scope};
        for (const Json& key : *path) {
            if (!key.is_string()) return bad(index, "has a path in the view that is not of texts");
            set.path.push_back(key.get<std::string>());
        }
        if (to != json.end()) set.to = std::move(*to);
        return Operation(std::move(set));
    }
    if (const auto* found = text("subgraph")) {
        SetSubgraph set{*found, {}};
        if (to != json.end()) {
            NL_TRY(set.to, subgraph_from_json(std::move(*to), "subgraphs." + set.name));
        }
        return Operation(std::move(set));
    }
    if (const auto* found = text("interface")) {
        const std::string name = *found;
        NL_TRY(SubgraphInterface interface, interface_from_json(std::move(json), "subgraphs." + name));
        return Operation(SetInterface{name, std::move(interface)});
    }
    return bad(index, "is of no known kind");
}

}  // namespace

Json patch_to_json(const Patch& patch) {
    Json json = Json::array();
    for (const Operation& operation : patch.operations) json.push_back(std::visit(Write{}, operation));
    return json;
}

Result<Patch> patch_from_json(Json json) {
    if (!json.is_array()) return Error{Code::bad_workflow, "a patch is a list of operations"};
    Patch patch;
    for (std::size_t i = 0; i < json.size(); ++i) {
        NL_TRY(Operation operation, read_operation(json[i], i));
        patch.operations.push_back(std::move(operation));
    }
    return patch;
}

}  // namespace noiseloom
