// A graph bound to its declarations: the form in which the engine computes keys, plans and runs.
//
// Nodes are numbered so that every wire leads from a lower to a higher number: "upstream first" is a
// plain loop, and nothing in the engine recurses. Literals are parsed, defaults filled in, and bypassed
// nodes are gone: an input fed by a bypassed node is fed by whatever that node passes on. Muted nodes are gone too: an input
// that one feeds has its default or nothing. What cannot
// run (unknown type, missing wire, loop, value out of range) has an error naming node and socket;
// what depends on it is blocked, and nothing else is.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/graph.h"
#include "core/registry.h"

namespace noiseloom {

// What stands at an input: the output of an earlier node, a value known now, or nothing.
struct Feed {
    int node = -1;              // -1: no wire
    int output = 0;             // of that node, by declaration order
    Value literal;
    bool is_default = false;    // the literal is the declaration's default
    bool is_blocked = false;    // `node` cannot run (unknown, on a loop) and may have no such output
    bool is_wire() const { return node >= 0; }
};

struct BoundNode {
    const std::string* id = nullptr;
    const Node* node = nullptr;
    const NodeDef* def = nullptr;   // null: unknown type
    int first_input = 0;            // into Program::inputs, in declaration order; none if bypassed or unknown
    int first_output = 0;           // numbers the outputs of all nodes; a bypassed node has none of its own
    int first_consumer = 0;         // into Program::consumers
};

struct Consumer {
    int node = 0;
    int input = 0;   // into Program::inputs
};

struct Program {
    std::shared_ptr<const Graph> graph;      // keeps ids and nodes alive
    std::vector<BoundNode> nodes;            // upstream first
    std::vector<Feed> inputs;
    std::vector<Consumer> consumers;
    std::map<int, Error> errors;             // by node
    std::map<int, std::vector<Feed>> passes; // of bypassed nodes, by output; of muted nodes, which pass nothing
    std::unordered_map<std::string_view, int> index;
    int outputs = 0;

    int size() const { return static_cast<int>(nodes.size()); }
    int find(std::string_view id) const;   // -1 if there is none
    std::span<const Feed> inputs_of(int node) const;
    std::span<const Consumer> consumers_of(int node) const;
    int outputs_of(int node) const;        // how many
    bool is_bypassed(int node) const { return passes.contains(node); }   // or muted
};

// The registry must outlive the program. Linear in the graph but for look-ups by name.
Program bind_graph(std::shared_ptr<const Graph> graph, const Registry& registry);

// What a run computes when nothing is named: nodes that write or show something (impure, or without
// outputs), else all nodes whose outputs nobody uses.
std::vector<std::string> default_targets(const Program& program);

}  // namespace noiseloom
