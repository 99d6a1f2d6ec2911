// Which picture a graph is about.
#pragma once

#include "ui/model/graph_place.h"
#include "ui/runs/runs.h"

namespace noiseloom {

// The node furthest down that has one. Empty: none has.
std::string pictured_node(const Runs& runs, const GraphPlace& place);

}  // namespace noiseloom
