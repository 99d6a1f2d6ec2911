// Which nodes lie before or behind others, along wires as they are drawn: those of muted nodes count too, since muting is taken back.
// What a run needs is topological_order (validate.h), for which muted nodes do not exist.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/graph.h"

namespace noiseloom {

enum class Way { upstream, downstream };   // to what they are made from, or to what is made from them

// `from` and all that is reached from them, each once, nearest first and the same for equal graphs. Ids of no node are left out; loops do no harm.
std::vector<std::string> reached(const Graph& graph, std::span<const std::string> from, Way way);

}  // namespace noiseloom
