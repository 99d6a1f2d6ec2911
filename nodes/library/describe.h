// What a workflow says in the words of A1111's `parameters` text, so that other programs and sites
// can read a picture's settings.
#pragma once

#include <string>

#include "core/graph.h"
#include "core/registry.h"

namespace noiseloom {

// Of the first sampler in the graph and what feeds it; empty if there is none. What that text has no
// words for (several samplers, regions, curves) is left out: the embedded workflow has it all.
std::string a1111_parameters(const Graph& graph, const Registry& registry);

}  // namespace noiseloom
