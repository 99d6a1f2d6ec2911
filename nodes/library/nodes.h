// The node library: every node that Noiseloom ships, one file each in the folder of its category.
//
// A new node is a new file that defines NodeDef <folder>_<file>_node(), its name in the list of
// CMakeLists.txt, and nothing else; the table-driven test in tests/nodes/library checks it.
#pragma once

#include "core/registry.h"

namespace noiseloom {

void register_nodes(Registry& registry);

}  // namespace noiseloom
