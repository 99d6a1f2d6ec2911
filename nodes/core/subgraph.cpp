#include "core/subgraph.h"

#include <set>

#include "core/ids.h"

namespace noiseloom {
namespace {

constexpr std::string_view prefix = "subgraph.";

Error bad(std::string message, std::string hint = "") {
    return {Code::bad_workflow, std::move(message), std::move(hint)};
}

Result<std::string> read_text(const Json& json, const std::string& path) {
    if (!json.is_string()) return bad(path.substr(path.rfind('.') + 1) + " must be a text, at " + path);
    return json.get<std::string>();
}

Result<InputPlace> read_place(const Json& json, const std::string& path) {
    const std::string text = json.is_string() ? json.get<std::string>() : "";
    const std::size_t dot = text.find('.');
    InputPlace place{text.substr(0, dot), dot == std::string::npos ? "" : text.substr(dot + 1)};
    if (!is_valid_id(place.node) || !is_valid_socket(place.input)) return bad("not an input of a node: " + json_text(json).substr(0, 80) + ", at " + path, "It is written \"node.input\".");
    return place;
}

// The parts that inputs and outputs share; what remains in `json` is for the caller.
Result<std::string> take_name(Json& json, std::set<std::string>& taken, const std::string& path) {
    if (!json.is_object() || !json.contains("name") || !json["name"].is_string()) return bad("a socket has no name, at " + path, R"(It is written { "name": "image", ... }.)");
    std::string name = json["name"].get<std::string>();
    if (!is_valid_socket(name)) return bad("not a socket name: '" + name.substr(0, 80) + "', at " + path, "It has at most 64 lower-case letters, digits and '_', a letter first.");
    if (!taken.insert(name).second) return bad("two sockets are called '" + name + "', at " + path);
    json.erase("name");
    return name;
}

Result<SubgraphInput> read_input(Json json, std::set<std::string>& taken, const std::string& path) {
    SubgraphInput input;
    NL_TRY(input.name, take_name(json, taken, path));
    for (auto& [key, value] : json.get_ref<Json::object_t&>()) {
        if (key == "feeds") {
            if (!value.is_array()) return bad("feeds must be a list, at " + path + ".feeds");
            for (const Json& place : value) {
                NL_TRY(InputPlace fed, read_place(place, path + ".feeds"));
                input.feeds.push_back(std::move(fed));
            }
        } else if (key == "label") {
            NL_TRY(input.label, read_text(value, path + ".label"));
        } else {
            input.unknown[key] = std::move(value);
        }
    }
    return input;
}

Result<SubgraphOutput> read_output(Json json, std::set<std::string>& taken, const std::string& path) {
    SubgraphOutput output;
    NL_TRY(output.name, take_name(json, taken, path));
    auto from = input_from_json(json.value("from", Json()));
    const Link* link = from ? link_of(*from) : nullptr;
    if (!link) return bad("an output comes from no node, at " + path + ".from", R"(It is written "from": "@node.output".)");
    output.from = *link;
    json.erase("from");
    output.unknown = std::move(json);
    return output;
}

template <class Socket>
Result<std::vector<Socket>> read_sockets(Json& json, Result<Socket> (*read)(Json, std::set<std::string>&, const std::string&), const std::string& path) {
    if (!json.is_array()) return bad(path.substr(path.rfind('.') + 1) + " must be a list, at " + path);
    std::vector<Socket> sockets;
    std::set<std::string> taken;
    for (Json& one : json) {
        NL_TRY(Socket socket, read(std::move(one), taken, path + '.' + std::to_string(sockets.size())));
        sockets.push_back(std::move(socket));
    }
    return sockets;
}

}  // namespace

std::string subgraph_name(const std::string& type) { return type.starts_with(prefix) ? type.substr(prefix.size()) : ""; }

Node subgraph_node(const std::string& name) { return {std::string(prefix) + name, 1}; }

Json to_json(const SubgraphInterface& interface) {
    Json json = Json::object();
    if (!interface.title.empty()) json["title"] = interface.title;
    if (!interface.about.empty()) json["about"] = interface.about;
    for (const SubgraphInput& input : interface.inputs) {
        Json one = input.unknown;
        one["name"] = input.name;
        one["feeds"] = Json::array();
        for (const InputPlace& place : input.feeds) one["feeds"].push_back(place.node + '.' + place.input);
        if (!input.label.empty()) one["label"] = input.label;
        json["inputs"].push_back(std::move(one));
    }
    for (const SubgraphOutput& output : interface.outputs) {
        Json one = output.unknown;
        one["name"] = output.name;
        one["from"] = input_to_json(output.from);
        json["outputs"].push_back(std::move(one));
    }
    return json;
}

Json to_json(const Subgraph& subgraph) {
    Json json = subgraph.unknown;
    json.update(to_json(static_cast<const SubgraphInterface&>(subgraph)));
    json["nodes"] = Json::object();
    for (const auto& [id, node] : subgraph.graph.nodes) json["nodes"][id] = node_to_json(node);
    if (!subgraph.view.empty()) json["view"] = subgraph.view;
    return json;
}

Result<SubgraphInterface> interface_from_json(Json json, const std::string& path) {
    SubgraphInterface interface;
    if (json.contains("title")) {
        NL_TRY(interface.title, read_text(json["title"], path + ".title"));
    }
    if (json.contains("about")) {
        NL_TRY(interface.about, read_text(json["about"], path + ".about"));
    }
    if (json.contains("inputs")) {
        NL_TRY(interface.inputs, read_sockets(json["inputs"], read_input, path + ".inputs"));
    }
    if (json.contains("outputs")) {
        NL_TRY(interface.outputs, read_sockets(json["outputs"], read_output, path + ".outputs"));
    }
    return interface;
}

Result<Subgraph> subgraph_from_json(Json json, const std::string& path) {
    if (!json.is_object()) return bad("a subgraph must be an object, at " + path);
    Subgraph subgraph;
    Json nodes = Json::object(), interface = Json::object();
    for (auto& [key, value] : json.get_ref<Json::object_t&>()) {
        if (key == "nodes") {
            nodes = std::move(value);
        } else if (key == "view") {
            if (!value.is_object()) return bad("view must be an object, at " + path + ".view");
            subgraph.view = std::move(value);
        } else if (key == "title" || key == "about" || key == "inputs" || key == "outputs") {
            interface[key] = std::move(value);
        } else {
            subgraph.unknown[key] = std::move(value);
        }
    }
    NL_TRY(static_cast<SubgraphInterface&>(subgraph), interface_from_json(std::move(interface), path));
    NL_TRY(subgraph.graph, nodes_from_json(std::move(nodes), path + ".nodes"));
    return subgraph;
}

Result<Graph> nodes_from_json(Json json, const std::string& path) {
    if (!json.is_object()) return bad("nodes must be an object, at " + path);
    Graph graph;
    for (auto& [id, value] : json.get_ref<Json::object_t&>()) {
        if (!is_valid_id(id)) return bad("not a node id: '" + id.substr(0, 80) + "', at " + path, "An id has at most 64 letters, digits, '-' and '_'.");
        NL_TRY(Node node, node_from_json(std::move(value), path + '.' + id));
        graph.nodes.emplace_hint(graph.nodes.end(), id, std::move(node));
    }
    return graph;
}

std::vector<std::string> subgraphs_in(const Graph& graph, const Subgraphs& subgraphs) {
    std::set<std::string> found;
    std::vector<const Graph*> waiting{&graph};
    while (!waiting.empty()) {
        const Graph& one = *waiting.back();
        waiting.pop_back();
        for (const auto& [id, node] : one.nodes) {
            const auto used = subgraphs.find(subgraph_name(node.type));
            if (used != subgraphs.end() && found.insert(used->first).second) waiting.push_back(&used->second.graph);
        }
    }
    return {found.begin(), found.end()};
}

}  // namespace noiseloom
