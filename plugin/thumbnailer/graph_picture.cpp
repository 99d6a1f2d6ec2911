#include "thumbnailer/graph_picture.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include <QPainter>
#include <QPainterPath>

#include "ui/model/tidy.h"
#include "ui/theme/theme.h"

namespace noiseloom {
namespace {

// In the units of the file, as large as the editor's boxes are about.
constexpr double box_width = 224, header_height = 32, row_height = 26;
constexpr double farthest = 1e6;         // places beyond are a slip of the pen
constexpr std::size_t most_nodes = 2000;   // more are a grey cloud at this size

using Boxes = std::map<std::string, QRectF>;

QSizeF size_of(const Node& node) { return {box_width, header_height + row_height * static_cast<double>(std::clamp<std::size_t>(node.inputs.size(), 1, 8))}; }

std::optional<QPointF> place_of(const Json& view, const std::string& id) {
    const auto all = view.find("at");
    if (all == view.end() || !all->is_object()) return std::nullopt;
    const auto at = all->find(id);
    if (at == all->end() || !at->is_array() || at->size() != 2 || !(*at)[0].is_number() || !(*at)[1].is_number()) return std::nullopt;
    const QPointF place((*at)[0].get<double>(), (*at)[1].get<double>());
    const bool is_near = std::abs(place.x()) < farthest && std::abs(place.y()) < farthest;   // false for NaN too
    return is_near ? std::optional(place) : std::nullopt;
}

// Where all nodes have a place these; else all of them laid out.
Boxes boxes_of(const Workflow& workflow) {
    Boxes boxes;
    std::vector<std::string> ids;
    bool all_placed = true;
    for (const auto& [id, node] : workflow.graph.nodes) {
        if (ids.size() == most_nodes) break;
        ids.push_back(id);
        const auto place = workflow.view.is_object() ? place_of(workflow.view, id) : std::nullopt;
        all_placed = all_placed && place;
        boxes[id] = {place.value_or(QPointF()), size_of(node)};
    }
    if (!all_placed) {
        const auto places = tidied(workflow.graph, ids, [&](const std::string& id) { return boxes.at(id).size(); });
        for (auto& [id, box] : boxes)
            if (const auto place = places.find(id); place != places.end()) box.moveTopLeft(place->second);
    }
    return boxes;
}

QColor colour_of(const Theme& theme, const std::string& type) {
    std::string group = type.substr(0, type.find('.'));
    if (!group.empty() && group[0] >= 'a' && group[0] <= 'z') group[0] = static_cast<char>(group[0] - 'a' + 'A');
    return theme.category(group);
}

void draw_wires(QPainter& painter, const Theme& theme, const Graph& graph, const Boxes& boxes, double width) {
    for (const auto& [id, to] : boxes) {
        double y = to.top() + header_height + row_height / 2;
        for (const auto& [name, input] : graph.nodes.at(id).inputs) {
            const Link* link = link_of(input);
            const auto from = link ? boxes.find(link->node) : boxes.end();
            if (from != boxes.end()) {
                const QPointF begin(from->second.right(), from->second.top() + header_height / 2), end(to.left(), y);
                const double bend = std::max(60.0, std::abs(end.x() - begin.x()) / 2);
                QPainterPath path(begin);
                path.cubicTo(begin + QPointF(bend, 0), end - QPointF(bend, 0), end);
                painter.strokePath(path, QPen(colour_of(theme, graph.nodes.at(link->node).type), width));
            }
            y = std::min(y + row_height, to.bottom() - row_height / 2);
        }
    }
}

void draw_boxes(QPainter& painter, const Theme& theme, const Graph& graph, const Boxes& boxes, double line) {
    for (const auto& [id, box] : boxes) {
        const Node& node = graph.nodes.at(id);
        const double round = 10;
        painter.setOpacity(node.mute || node.bypass ? 0.4 : 1);
        QPainterPath body;
        body.addRoundedRect(box, round, round);
        painter.fillPath(body, theme[Tone::header]);
        painter.save();
        painter.setClipPath(body);
        painter.fillRect(QRectF(box.topLeft(), QSizeF(box.width(), header_height)), colour_of(theme, node.type));
        painter.restore();
        painter.strokePath(body, QPen(theme[Tone::text3], line));
    }
    painter.setOpacity(1);
}

}  // namespace

QImage graph_picture(const Workflow& workflow, int size) {
    const Theme& theme = Theme::named("dark");
    const Boxes boxes = boxes_of(workflow);
    QRectF whole;
    for (const auto& [id, box] : boxes) whole |= box;

    // Graphs are flat, as wires go from left to right: stretched, more can be made out.
    const double flatness = whole.isEmpty() ? 1 : whole.width() / whole.height(), stretch = std::clamp(flatness / 1.4, 1.0, 2.2);
    const double width = std::clamp(size, 16, 1024), height = std::round(width / std::clamp(flatness / stretch, 1.0, 1.6));
    QImage picture(static_cast<int>(width), static_cast<int>(height), QImage::Format_ARGB32_Premultiplied);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath card;
    card.addRoundedRect(QRectF(0, 0, width, height), width / 20, width / 20);
    painter.fillPath(card, theme[Tone::canvas]);
    if (whole.isEmpty()) return picture;

    const double scale = std::min({width * 0.9 / whole.width(), height * 0.84 / (whole.height() * stretch), width / 500});   // a lone node does not fill it
    painter.translate(width / 2, height / 2);
    painter.scale(scale, scale * stretch);
    painter.translate(-whole.center());
    draw_wires(painter, theme, workflow.graph, boxes, 0.005 * width / scale);
    draw_boxes(painter, theme, workflow.graph, boxes, 0.0025 * width / scale);
    return picture;
}

}  // namespace noiseloom
