// What a subgraph shows of itself outside: sockets of its nodes that are its inputs and outputs, as patches from inside. All of it edits the
// definition, and with it every node of that type.
#pragma once

#include <string>

#include <QString>

#include "core/patch.h"
#include "ui/model/graph_place.h"

namespace noiseloom {

// The input of the subgraph that feeds this one, or the output that this one is; empty: none, or the graph is the document's own.
std::string outer_input(const GraphPlace& place, const std::string& node, const std::string& input);
std::string outer_output(const GraphPlace& place, const std::string& node, const std::string& output);

// The socket becomes one of the subgraph, named like it ("scale", "scale-2"). Empty: it is one already.
Patch expose_input(const GraphPlace& place, const std::string& node, const std::string& input);
Patch expose_output(const GraphPlace& place, const std::string& node, const std::string& output);
// It no longer is; values and wires of the nodes outside that went into it, or out of it, go as well.
Patch hide_input(const GraphPlace& place, const std::string& node, const std::string& input);
Patch hide_output(const GraphPlace& place, const std::string& node, const std::string& output);
// What an input of the subgraph is called outside; empty: as its first socket.
Patch label_input(const GraphPlace& place, const std::string& name, const QString& label);

}  // namespace noiseloom
