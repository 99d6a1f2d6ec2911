// A graph with a name and sockets of its own, used as a node of type "subgraph.<name>@1".
//
// Definitions lie in the workflow, by name, and all nodes of that type share them. Inside, an input of
// the definition feeds inputs of its nodes, and an output is one of theirs. What stands at the first input that is fed
// (its type, range and documentation, a literal written there) declares the subgraph's input. In files:
//
//     "subgraphs": {
//       "glow": { "title": "Glow", "about": "Light that spreads.",
//         "inputs": [ { "name": "image", "feeds": ["blur-1.image", "mix-2.under"] }, { "name": "radius", "feeds": ["blur-1.radius"], "label": "Radius" } ],
//         "outputs": [ { "name": "image", "from": "@mix-2.image" } ],
//         "nodes": {...}, "view": {...} } }
#pragma once

#include "core/graph.h"

namespace noiseloom {

struct InputPlace {
    std::string node, input;
    bool operator==(const InputPlace&) const = default;
};

struct SubgraphInput {
    std::string name;
    std::vector<InputPlace> feeds;
    std::string label = {};
    Json unknown = Json::object();
    bool operator==(const SubgraphInput&) const = default;
};

struct SubgraphOutput {
    std::string name;
    Link from;
    Json unknown = Json::object();
    bool operator==(const SubgraphOutput&) const = default;
};

struct SubgraphInterface {
    std::string title, about;
    std::vector<SubgraphInput> inputs;     // names are unique
    std::vector<SubgraphOutput> outputs;
    bool operator==(const SubgraphInterface&) const = default;
};

struct Subgraph : SubgraphInterface {
    Graph graph;
    Json view = Json::object();
    Json unknown = Json::object();
    bool operator==(const Subgraph&) const = default;
};

using Subgraphs = std::map<std::string, Subgraph>;   // by name, which is like an id

// "glow" for "subgraph.glow", empty for other types.
std::string subgraph_name(const std::string& type);
Node subgraph_node(const std::string& name);

// JSON forms, as above. Errors end in ", at path.nodes.blur-1.radius".
Json to_json(const SubgraphInterface& interface);
Json to_json(const Subgraph& subgraph);
Result<SubgraphInterface> interface_from_json(Json json, const std::string& path);   // other keys are left alone
Result<Subgraph> subgraph_from_json(Json json, const std::string& path);
Result<Graph> nodes_from_json(Json json, const std::string& path);

// The definitions that these nodes and definitions are made of, however deep, each once and by name.
std::vector<std::string> subgraphs_in(const Graph& graph, const Subgraphs& subgraphs);

}  // namespace noiseloom
