#include "ui/model/looks.h"

#include <cmath>

#include "ui/model/tidy.h"

namespace noiseloom {
namespace {

const Json* entry(const Json& view, const char* kind, const std::string& name) {
    if (!view.is_object()) return nullptr;
    const auto all = view.find(kind);
    if (all == view.end() || !all->is_object()) return nullptr;
    const auto found = all->find(name);
    return found == all->end() ? nullptr : &*found;
}

// Positions beyond a million pixels are mistakes of a file, and painting would lose precision there.
std::optional<QPointF> point(const Json& json) {
    if (!json.is_array() || json.size() != 2 || !json[0].is_number() || !json[1].is_number()) return {};
    const QPointF made(json[0].get<double>(), json[1].get<double>());
    if (!(std::abs(made.x()) <= 1e6 && std::abs(made.y()) <= 1e6)) return {};
    return made;
}

std::string text(const Json& json) { return json.is_string() ? json.get<std::string>() : std::string(); }

template <class Visit>
void for_each_entry(const Json& view, const char* kind, Visit visit) {
    if (!view.is_object()) return;
    const auto all = view.find(kind);
    if (all == view.end() || !all->is_object()) return;
    for (const auto& [id, json] : all->items()) visit(id, json);
}

Json number_json(double value) {
    const double rounded = std::round(value * 100) / 100;
    if (rounded == std::floor(rounded)) return static_cast<std::int64_t>(rounded);
    return rounded;
}

}  // namespace

NodeLook node_look(const Json& view, const std::string& id) {
    NodeLook look;
    if (const Json* at = entry(view, "at", id)) look.at = point(*at);
    if (const Json* width = entry(view, "width", id); width && width->is_number()) look.width = std::clamp(width->get<double>(), smallest_node_width, largest_node_width);
    if (const Json* collapsed = entry(view, "collapsed", id)) look.is_collapsed = *collapsed == Json(true);
    if (const Json* preview = entry(view, "preview", id)) look.shows_preview = *preview != Json(false);
    if (const Json* title = entry(view, "title", id)) look.title = QString::fromStdString(text(*title)).left(200);
    return look;
}

std::map<std::string, FrameLook> frames(const Json& view) {
    std::map<std::string, FrameLook> found;
    for_each_entry(view, "frames", [&](const std::string& id, const Json& json) {
        if (!json.is_object()) return;
        const auto at = point(json.value("at", Json())), size = point(json.value("size", Json()));
        if (at && size && size->x() > 0 && size->y() > 0)
            found[id] = {QRectF(*at, QSizeF(size->x(), size->y())), QString::fromStdString(text(json.value("title", Json()))).left(200), text(json.value("colour", Json()))};
    });
    return found;
}

std::map<std::string, QPointF> dots(const Json& view) {
    std::map<std::string, QPointF> found;
    for_each_entry(view, "dots", [&](const std::string& id, const Json& json) {
        if (const auto at = point(json)) found[id] = *at;
    });
    return found;
}

std::vector<std::string> route(const Json& view, const std::string& input) {
    std::vector<std::string> ids;
    const Json* json = entry(view, "routes", input);
    if (json && json->is_array())
        for (const Json& id : *json)
            if (id.is_string() && entry(view, "dots", id.get<std::string>())) ids.push_back(id.get<std::string>());
    return ids;
}

bool is_tag(const Json& view, const std::string& input) {
    const Json* tag = entry(view, "tags", input);
    return tag && *tag == Json(true);
}

std::optional<Json> camera(const Json& view) {
    const auto found = view.is_object() ? view.find("camera") : view.end();
    if (!view.is_object() || found == view.end() || !found->is_array() || found->size() != 3) return {};
    for (const Json& number : *found)
        if (!number.is_number()) return {};
    return *found;
}

Json point_json(QPointF point) { return Json::array({number_json(point.x()), number_json(point.y())}); }

Json frame_json(const FrameLook& frame) {
    Json made{{"at", point_json(frame.rect.topLeft())}, {"size", point_json({frame.rect.width(), frame.rect.height()})}};
    if (!frame.title.isEmpty()) made["title"] = frame.title.toStdString();
    if (!frame.colour.empty()) made["colour"] = frame.colour;
    return made;
}

QPointF snapped(QPointF point) { return {std::round(point.x() / canvas_snap) * canvas_snap, std::round(point.y() / canvas_snap) * canvas_snap}; }

Operation set_position(const std::string& id, QPointF at) { return SetView{{"at", id}, point_json(at)}; }

Operation set_width(const std::string& id, double width) {
    if (width == default_node_width) return SetView{{"width", id}, {}};
    return SetView{{"width", id}, number_json(width)};
}

Operation set_flag(const char* kind, const std::string& name, bool on, bool usual) {
    if (on == usual) return SetView{{kind, name}, {}};
    return SetView{{kind, name}, Json(on)};
}

Operation set_title(const std::string& id, const QString& title) {
    if (title.isEmpty()) return SetView{{"title", id}, {}};
    return SetView{{"title", id}, Json(title.toStdString())};
}

Operation set_frame(const std::string& id, const std::optional<FrameLook>& frame) {
    if (!frame) return SetView{{"frames", id}, {}};
    return SetView{{"frames", id}, frame_json(*frame)};
}

Operation set_dot(const std::string& id, const std::optional<QPointF>& at) {
    if (!at) return SetView{{"dots", id}, {}};
    return SetView{{"dots", id}, point_json(*at)};
}

Operation set_route(const std::string& input, const std::vector<std::string>& ids) {
    if (ids.empty()) return SetView{{"routes", input}, {}};
    return SetView{{"routes", input}, Json(ids)};
}

Patch place_nodes(const Graph& graph, const Json& view) {
    std::vector<std::string> homeless;
    for (const auto& [id, node] : graph.nodes)
        if (!node_look(view, id).at) homeless.push_back(id);
    Patch patch;
    if (homeless.empty()) return patch;
    QRectF taken;
    for (const auto& [id, node] : graph.nodes)
        if (const auto at = node_look(view, id).at) taken |= QRectF(*at, QSizeF(default_node_width, 160));
    const auto places = tidied(graph, homeless, [](const std::string&) { return QSizeF(default_node_width, 160); });
    const QPointF origin = taken.isNull() ? QPointF(64, 64) : QPointF(taken.left(), std::ceil(taken.bottom() / 16) * 16 + 64);
    for (const auto& [id, at] : places) patch.operations.push_back(set_position(id, snapped(at + origin)));
    return patch;
}

}  // namespace noiseloom
