// The edits that people make on the canvas, as patches: nothing here changes anything by itself.
//
// All take the graph and the view that they are about. Where several things follow from one gesture (a wire replaced, a route that no
// longer leads anywhere), the patch has all of them, so that they are one step of undo.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include <QPointF>
#include <QString>

#include "core/patch.h"
#include "core/declarations.h"
#include "ui/model/connection.h"

namespace noiseloom {

struct InputName {
    std::string node, input;
    auto operator<=>(const InputName&) const = default;
    std::string path() const { return node + "." + input; }
};

Patch connect(const Json& view, const Link& from, const InputName& to);   // replaces what was there
Patch disconnect(const Json& view, const InputName& to);                  // back to the field

struct Added {
    Patch patch;
    std::string id;
};
Added add_node(const Graph& graph, const NodeDef& def, QPointF at);
// A new node, wired: from an output into its first fitting input, or its first fitting output to an input.
Added add_node_after(const Graph& graph, const Json& view, const Declarations& declarations, const NodeDef& def, QPointF at, const Link& from);
Added add_node_before(const Graph& graph, const Json& view, const Declarations& declarations, const NodeDef& def, QPointF at, const InputName& to);

// Puts a node (already in the graph, or just added by `patch`) into a wire. Empty if it has no fitting pair of sockets.
Patch insert_on_wire(const Graph& graph, const Json& view, const Declarations& declarations, const std::string& id, const NodeDef& def, const InputName& wire);
// Moves whatever lies to the right of a node that was put in between, as far as it takes to make room.
Patch make_room(const Graph& graph, const std::string& id, QRectF taken, const std::function<QRectF(const std::string&)>& rect_of);

// Wires past a node what it would pass on if it were bypassed; its other wires are cut. For "dissolve" and for shaking a node off.
Patch detach(const Graph& graph, const Json& view, const Declarations& declarations, const std::string& id);
// Nodes with their wires and looks; with `dissolve` what they pass on stays connected.
Patch remove(const Workflow& workflow, const std::string& scope, const Declarations& declarations, const std::vector<std::string>& ids, bool dissolve);

// A dot on a wire, between the dots `before` (an index into its route) and the next.
Patch add_dot(const Json& view, const InputName& wire, std::size_t before, QPointF at);
Patch remove_dot(const Json& view, const std::string& dot);

// --- clipboard: the text of a workflow that holds the chosen nodes and their looks, with the wires that lead into them ---

std::string copied_text(const Workflow& workflow, const std::string& scope, const Declarations& declarations, const std::set<std::string>& ids);
struct Pasted {
    Patch patch;
    std::vector<std::string> ids;
};
// Into the graph of `scope`, at `at` (of the top left of all; none: where they were, moved by 32). Wires from nodes that are not pasted stay if
// `keeps_wires` and the graph has such an output, and are cut else. Subgraphs come with their definitions, under another name where
// the workflow has another one of theirs. Errors (bad_workflow): the text is no workflow.
Result<Pasted> pasted(const std::string& text, const Workflow& workflow, const std::string& scope, const Declarations& declarations, std::optional<QPointF> at, bool keeps_wires);

std::string free_key(const Json& view, const char* kind, const char* prefix);   // "f-7k2q": for a new frame or dot

Patch& operator+=(Patch& patch, Patch more);

}  // namespace noiseloom
