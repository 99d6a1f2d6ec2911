// What the fields of inspector, form and canvas do to the document: one way to set an input, with undo that takes a drag as one step.
#pragma once

#include "ui/model/graph_place.h"
#include "ui/model/node_texts.h"

namespace noiseloom {

// The literal of an input, or null where it has none: the default holds, or a wire leads to it.
Json literal_of(const Graph& graph, const std::string& node, const std::string& input);
// The wire that leads to an input, or null.
const Link* link_to(const Graph& graph, const std::string& node, const std::string& input);

// Sets `input` of all `nodes`; what equals the declared default is left out of the file. Until `is_final`, changes of the same input are one
// step of undo. Nothing happens where nothing would change.
Result<void> set_field(const GraphPlace& place, const std::vector<std::string>& nodes, const InputDecl& input, const Json& value, bool is_final);

// The name that the user gave a node, or that of its type. Kept in the view: "title".
QString node_title(const GraphPlace& place, const std::string& node);
QString path_title(EditorDocument& document, const std::string& path);   // "Two Stages / Sample": of a node as runs name it
Result<void> set_node_title(const GraphPlace& place, const std::string& node, const QString& title);   // empty: its type's

}  // namespace noiseloom
