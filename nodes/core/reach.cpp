#include "core/reach.h"

#include <set>

namespace noiseloom {

std::vector<std::string> reached(const Graph& graph, std::span<const std::string> from, Way way) {
    std::map<std::string, std::vector<std::string>> next;
    for (const auto& [id, node] : graph.nodes)
        for (const auto& [name, input] : node.inputs)
            if (const Link* link = link_of(input)) way == Way::downstream ? next[link->node].push_back(id) : next[id].push_back(link->node);
    std::vector<std::string> found;
    std::set<std::string> seen;
    const auto visit = [&](const std::string& id) {
        if (graph.nodes.contains(id) && seen.insert(id).second) found.push_back(id);
    };
    for (const std::string& id : from) visit(id);
    for (std::size_t at = 0; at < found.size(); ++at)
        for (const std::string& id : next[found[at]]) visit(id);
    return found;
}

}  // namespace noiseloom
