// A workflow in a few hundred pixels: its nodes as boxes in the colours of their groups, its wires between them. What file managers
// show for a .noiseloom file. Nothing but the file is read, so nodes of any version and of nobody's are drawn alike.
#pragma once

#include <QImage>

#include "core/workflow.h"

namespace noiseloom {

// `size` pixels wide, 16 to 1024, and less high where the graph is flat. Nodes without a place in the file are laid out; of very large graphs only a part is drawn.
QImage graph_picture(const Workflow& workflow, int size);

}  // namespace noiseloom
