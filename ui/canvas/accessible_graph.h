// The canvas for assistive technology: a graph whose children are its nodes, with their sockets as children, and its wires.
//
// Interfaces are made when they are asked for, and look everything up by name, so that none outlives what it is about. Without assistive
// technology nothing of this exists, and the calls here do nothing.
#pragma once

namespace noiseloom {

class GraphView;

void install_accessible_graph();               // once, before the first view
void tell_keyboard_place(GraphView& view);     // the node or socket that has the keyboard
void tell_nodes_changed(GraphView& view);      // some came or went

}  // namespace noiseloom
