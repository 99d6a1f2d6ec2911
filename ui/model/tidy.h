// Laying graphs out: layers from left to right in the direction of the wires (Sugiyama's scheme: longest paths for layers, a few sweeps
// by barycentres for the order within them), and lining chosen nodes up.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include "core/graph.h"

namespace noiseloom {

using SizeOf = std::function<QSizeF(const std::string& id)>;

// Places for `ids` alone, top left of all at (0, 0). Nodes on a loop are taken as they come. The same for equal graphs.
std::map<std::string, QPointF> tidied(const Graph& graph, const std::vector<std::string>& ids, const SizeOf& size);

enum class Alignment { left, centre, right, top, middle, bottom };
// New top left corners.
std::map<std::string, QPointF> aligned(const std::map<std::string, QRectF>& nodes, Alignment alignment);
// Equal gaps between the outermost two, in one direction; fewer than three nodes stay.
std::map<std::string, QPointF> distributed(const std::map<std::string, QRectF>& nodes, Qt::Orientation direction);

}  // namespace noiseloom
