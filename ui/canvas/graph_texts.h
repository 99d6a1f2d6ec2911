// A graph in words: what is told of a node, a socket or a wire to whoever does not see the canvas.
#pragma once

#include "ui/canvas/graph_view.h"

namespace noiseloom {

QString graph_text(const GraphScene& scene);                              // "12 nodes, 15 wires"
QString node_text(const GraphScene& scene, const NodeItem& node);         // "CFG, Guidance, 5 inputs, scale 7.5, connected from Encode Text"
QString node_state_text(const NodeItem& node);                            // "will run, about 0.3 s"
QString socket_text(const GraphScene& scene, const SocketName& socket);   // "input scale"
QString socket_value_text(const GraphScene& scene, const SocketName& socket);   // "7.5", "from Encode Text, conditioning", "nothing, but it has to be"
QString wire_text(const GraphScene& scene, const WireItem& wire);         // "Encode Text, conditioning, to CFG, prompt"

}  // namespace noiseloom
