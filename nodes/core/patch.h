// Edits of a document as data.
//
// A Patch is a list of operations that name what they change. Undo, the crash journal, the clipboard,
// --set overrides and the difference of two graphs are all patches. Applying one gives its exact
// inverse; a patch that fails changes nothing.
//
// JSON form: a list of
//     {"add": "cfg-7k2q", "node": {"type": "guidance.cfg@1", ...}}      as in a file
//     {"remove": "cfg-7k2q"}
//     {"set": "cfg-7k2q.scale", "to": 5.5}      or "@node.output"; without "to": back to the default
//     {"bypass": "cfg-7k2q", "to": true}
//     {"mute": "cfg-7k2q", "to": true}
//     {"form": [...]}
//     {"view": ["at", "cfg-7k2q"], "to": [640, 104]}                     without "to": removed
//     {"subgraph": "glow", "to": {...}}         a definition as in a file; without "to": removed
//     {"interface": "glow", "title": "Glow", "inputs": [...], "outputs": [...]}   all but its nodes and view
// With "in": "glow" operations on nodes and view are of that definition instead of the workflow's own.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "core/graph.h"
#include "core/workflow.h"

namespace noiseloom {

struct AddNode {
    std::string id;   // must be free and valid
    Node node;
    std::string scope = {};   // of this and the other operations: the name of the definition that they change; empty: the workflow
    bool operator==(const AddNode&) const = default;
};

struct RemoveNode {   // wires from it stay behind: remove_nodes() cuts them first
    std::string id;
    std::string scope = {};
    bool operator==(const RemoveNode&) const = default;
};

struct SetInput {
    std::string node, input;
    std::optional<Input> to;   // a literal, a link, or none: unlinked and back to the default
    std::string scope = {};
    bool operator==(const SetInput&) const = default;
};

struct SetBypass {
    std::string node;
    bool to = true;
    std::string scope = {};
    bool operator==(const SetBypass&) const = default;
};

struct SetMute {
    std::string node;
    bool to = true;
    std::string scope = {};
    bool operator==(const SetMute&) const = default;
};

struct SetForm {
    Json to;   // the whole form: it is short
    bool operator==(const SetForm&) const = default;
};

struct SetView {
    std::vector<std::string> path;   // keys from the view's root, 1 to 8
    std::optional<Json> to;          // none: removed
    std::string scope = {};
    bool operator==(const SetView&) const = default;
};

struct SetSubgraph {   // adds, replaces or removes a definition; nodes of it stay
    std::string name;
    std::optional<Subgraph> to;
    bool operator==(const SetSubgraph&) const = default;
};

struct SetInterface {
    std::string name;
    SubgraphInterface to;
    bool operator==(const SetInterface&) const = default;
};

using Operation = std::variant<AddNode, RemoveNode, SetInput, SetBypass, SetMute, SetForm, SetView, SetSubgraph, SetInterface>;

struct Patch {
    std::vector<Operation> operations;
    bool operator==(const Patch&) const = default;
    bool empty() const { return operations.empty(); }
};

// Applies all of `patch` and returns its inverse, or changes nothing and returns the error.
Result<Patch> apply(const Patch& patch, Workflow& workflow);

Json patch_to_json(const Patch& patch);
Result<Patch> patch_from_json(Json json);

// What turns `from` into `to`: a graph, or all of a workflow but its unknown keys.
Patch diff(const Graph& from, const Graph& to, const std::string& scope = {});
Patch diff(const Workflow& from, const Workflow& to);

// Removes nodes together with the wires that leave them and their entries in the view.
Patch remove_nodes(const Workflow& workflow, std::span<const std::string> ids, const std::string& scope = {});
// The clipboard: nodes with their entries in the view, and the definitions that they need; wires between them, and from outside,
// stay. Its operations are of the workflow itself, whatever `scope` the nodes lie in.
Patch copy_nodes(const Workflow& workflow, std::span<const std::string> ids, const std::string& scope = {});
// A copied patch for that scope of `workflow`: with fresh ids where it already has them, and definitions renamed where it has others of
// that name; wires to nodes that neither has are cut.
Patch renumbered(Patch copied, const Workflow& workflow, const std::string& scope = {});

}  // namespace noiseloom
