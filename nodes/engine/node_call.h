// The call of a node: the wall at which exceptions become errors that name node and socket.
#pragma once

#include "engine/active_run.h"

namespace noiseloom {

// Calls the node with the inputs of ActiveRun::begin(), and keeps its outputs in the caches.
Outcome call_node(ActiveRun& run, int node, std::vector<Value> inputs);

// Which lazy inputs the node wants; an outcome if that went wrong.
struct Wanted {
    std::vector<std::string> inputs;
    std::optional<Outcome> failure;
};
Wanted ask_node(ActiveRun& run, int node, std::vector<Value> inputs);

}  // namespace noiseloom
