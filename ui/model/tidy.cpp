#include "ui/model/tidy.h"

#include <algorithm>
#include <numeric>
#include <set>

#include "core/validate.h"

namespace noiseloom {
namespace {

constexpr double column_gap = 80, row_gap = 24;

struct Layered {
    std::vector<std::vector<std::string>> layers;
    std::map<std::string, std::vector<std::string>> before, after;   // neighbours among the chosen
};

Layered in_layers(const Graph& graph, const std::vector<std::string>& ids) {
    const std::set<std::string> chosen(ids.begin(), ids.end());
    Layered made;
    std::map<std::string, std::size_t> layer;
    for (const std::string& id : topological_order(graph)) {
        if (!chosen.contains(id)) continue;
        std::size_t at = 0;
        for (const auto& [name, input] : graph.nodes.at(id).inputs) {
            const Link* link = link_of(input);
            if (!link || !chosen.contains(link->node) || link->node == id) continue;
            made.before[id].push_back(link->node);
            made.after[link->node].push_back(id);
            if (const auto found = layer.find(link->node); found != layer.end()) at = std::max(at, found->second + 1);
        }
        layer[id] = at;
    }
    // What feeds only far layers (a model, a schedule) moves next to its first user, except that nothing passes what feeds it.
    const std::vector<std::string> order = topological_order(graph);
    for (auto id = order.rbegin(); id != order.rend(); ++id) {
        const auto users = made.after.find(*id);
        if (!chosen.contains(*id) || users == made.after.end() || made.before.contains(*id)) continue;
        std::size_t nearest = static_cast<std::size_t>(-1);
        for (const std::string& user : users->second) nearest = std::min(nearest, layer[user]);
        if (nearest > layer[*id] + 1) layer[*id] = nearest - 1;
    }
    for (const auto& [id, at] : layer) {
        if (made.layers.size() <= at) made.layers.resize(at + 1);
        made.layers[at].push_back(id);
    }
    return made;
}

using Neighbours = std::map<std::string, std::vector<std::string>>;

void order_by(std::vector<std::string>& layer, const Neighbours& neighbours, const std::map<std::string, double>& rank) {
    std::map<std::string, double> wish;
    for (const std::string& id : layer) {
        const auto found = neighbours.find(id);
        double sum = 0;
        if (found != neighbours.end())
            for (const std::string& other : found->second) sum += rank.at(other);
        wish[id] = found == neighbours.end() ? rank.at(id) : sum / static_cast<double>(found->second.size());
    }
    std::stable_sort(layer.begin(), layer.end(), [&](const std::string& a, const std::string& b) { return wish[a] < wish[b]; });
}

std::map<std::string, double> ranks(const Layered& layered) {
    std::map<std::string, double> rank;
    for (const auto& layer : layered.layers)
        for (std::size_t i = 0; i < layer.size(); ++i) rank[layer[i]] = (static_cast<double>(i) + 0.5) / static_cast<double>(layer.size());
    return rank;
}

}  // namespace

std::map<std::string, QPointF> tidied(const Graph& graph, const std::vector<std::string>& ids, const SizeOf& size) {
    Layered layered = in_layers(graph, ids);
    for (int sweep = 0; sweep < 4; ++sweep) {
        for (auto& layer : layered.layers) order_by(layer, layered.before, ranks(layered));
        for (auto layer = layered.layers.rbegin(); layer != layered.layers.rend(); ++layer) order_by(*layer, layered.after, ranks(layered));
    }
    std::map<std::string, QPointF> places;
    double x = 0, tallest = 0;
    std::vector<double> heights;
    for (const auto& layer : layered.layers) {
        double height = -row_gap;
        for (const std::string& id : layer) height += size(id).height() + row_gap;
        heights.push_back(height);
        tallest = std::max(tallest, height);
    }
    for (std::size_t i = 0; i < layered.layers.size(); ++i) {
        double y = (tallest - heights[i]) / 2, widest = 0;
        for (const std::string& id : layered.layers[i]) {
            places[id] = {x, y};
            y += size(id).height() + row_gap;
            widest = std::max(widest, size(id).width());
        }
        if (!layered.layers[i].empty()) x += widest + column_gap;
    }
    return places;
}

std::map<std::string, QPointF> aligned(const std::map<std::string, QRectF>& nodes, Alignment alignment) {
    QRectF all;
    for (const auto& [id, rect] : nodes) all |= rect;
    std::map<std::string, QPointF> places;
    for (const auto& [id, rect] : nodes) {
        QPointF at = rect.topLeft();
        switch (alignment) {
            case Alignment::left: at.setX(all.left()); break;
            case Alignment::centre: at.setX(all.center().x() - rect.width() / 2); break;
            case Alignment::right: at.setX(all.right() - rect.width()); break;
            case Alignment::top: at.setY(all.top()); break;
            case Alignment::middle: at.setY(all.center().y() - rect.height() / 2); break;
            case Alignment::bottom: at.setY(all.bottom() - rect.height()); break;
        }
        places[id] = at;
    }
    return places;
}

std::map<std::string, QPointF> distributed(const std::map<std::string, QRectF>& nodes, Qt::Orientation direction) {
    std::map<std::string, QPointF> places;
    if (nodes.size() < 3) return places;
    const bool across = direction == Qt::Horizontal;
    const auto low = [&](const QRectF& rect) { return across ? rect.left() : rect.top(); };
    const auto length = [&](const QRectF& rect) { return across ? rect.width() : rect.height(); };
    std::vector<std::pair<std::string, QRectF>> order(nodes.begin(), nodes.end());
    std::stable_sort(order.begin(), order.end(), [&](const auto& a, const auto& b) { return low(a.second) < low(b.second); });
    const double first = low(order.front().second), end = low(order.back().second) + length(order.back().second);
    const double filled = std::accumulate(order.begin(), order.end(), 0.0, [&](double sum, const auto& node) { return sum + length(node.second); });
    const double gap = (end - first - filled) / static_cast<double>(order.size() - 1);
    double at = first;
    for (const auto& [id, rect] : order) {
        places[id] = across ? QPointF(at, rect.top()) : QPointF(rect.left(), at);
        at += length(rect) + gap;
    }
    return places;
}

}  // namespace noiseloom
