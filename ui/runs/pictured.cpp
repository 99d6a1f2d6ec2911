#include "ui/runs/pictured.h"

#include <algorithm>

#include "core/validate.h"

namespace noiseloom {

std::string pictured_node(const Runs& runs, const GraphPlace& place) {
    const auto order = topological_order(place.graph());
    const auto found = std::find_if(order.rbegin(), order.rend(), [&](const std::string& id) { return !runs.status_within(place.run_path(id)).picture.isNull(); });
    return found == order.rend() ? "" : *found;
}

}  // namespace noiseloom
