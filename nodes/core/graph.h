// The meaning of a document: nodes by id with their inputs, nothing about looks.
//
// An input is a literal (JSON as in the file, checked against the declaration when it is used) or a
// link to another node's output. Names, never positions. Inputs that are absent have the default of
// the node's version. Nodes of unknown type keep everything that was read and are written back.
#pragma once

#include <map>
#include <string>
#include <variant>

#include "core/json.h"

namespace noiseloom {

struct Link {
    std::string node;
    std::string output;
    bool operator==(const Link&) const = default;
};

using Input = std::variant<Json, Link>;

struct Node {
    std::string type;   // "guidance.cfg"
    int version = 1;
    bool bypass = false;
    std::map<std::string, Input> inputs;
    Json unknown = Json::object();   // keys of the file that this version does not know, kept as they were
    bool mute = false;   // does not exist for a run: what it feeds is as if it were unconnected; goes before bypass
    bool operator==(const Node&) const = default;
};

struct Graph {
    std::map<std::string, Node> nodes;   // by id: "cfg-7k2q"
    bool operator==(const Graph&) const = default;
};

// JSON forms, as in files, on the clipboard and in upgrades. A link is "@node.output"; a text that
// begins with @ is written with a second one. A node is one object: "type": "guidance.cfg@1",
// "bypass": true and "mute": true where set, and beside them the inputs by name.
Json input_to_json(const Input& input);
Result<Input> input_from_json(Json json);
Json node_to_json(const Node& node);
Result<Node> node_from_json(Json json, const std::string& path = "node");   // errors end in ", at path.scale"

// The link of an input, or null if it is a literal.
inline const Link* link_of(const Input& input) { return std::get_if<Link>(&input); }

}  // namespace noiseloom
