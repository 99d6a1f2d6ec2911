// May this output feed that input, and if not, why and what helps.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include <QString>

#include "core/graph.h"
#include "core/declarations.h"

namespace noiseloom {

const NodeDef* def_of(const Graph& graph, const Declarations& declarations, const std::string& node);   // null: unknown

// The reason in the user's words, or nothing: the wire may be drawn. Not asked: whether the input has a wire already (it is replaced).
std::optional<QString> refusal(const Graph& graph, const Declarations& declarations, const Link& from, const std::string& node, const std::string& input);

// Whether `from` is computed, directly or not, from `node`: a wire from it to the node would close a loop.
bool depends_on(const Graph& graph, const std::string& from, const std::string& node);
// A node with all that it depends on, or all that depend on it.
std::set<std::string> upstream_of(const Graph& graph, const std::string& node);
std::set<std::string> downstream_of(const Graph& graph, const std::string& node);

struct Bridge {            // a node that makes the one type of the other
    const NodeDef* def = nullptr;
    std::string input, output;
};
// Those with one wire in between and no other required wire first; at most `most`.
std::vector<Bridge> bridges(const Declarations& declarations, const TypeInfo& from, const TypeInfo& to, std::size_t most = 4);

// The inputs of `def` that a value of this type may feed, and the outputs that may feed an input of this type, best first: same type, then by
// conversion; required before optional, wires before fields.
std::vector<std::string> inputs_for(const NodeDef& def, const Declarations& declarations, const TypeInfo& type);
std::vector<std::string> outputs_for(const NodeDef& def, const Declarations& declarations, const TypeInfo& type);

const TypeInfo* type_of_output(const Graph& graph, const Declarations& declarations, const Link& link);   // null: unknown

}  // namespace noiseloom
