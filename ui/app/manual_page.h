// The page of the manual that a node's declaration is: a small window of its own.
#pragma once

#include "core/node_def.h"

class QWidget;

namespace noiseloom {

void show_manual(const NodeDef& def, QWidget* parent);

}  // namespace noiseloom
