#include "core/drawing.h"

namespace noiseloom {
namespace {

constexpr std::size_t most_strokes = 2000, most_points = 100'000;

Error bad_drawing(std::string what) {
    return {Code::bad_workflow, "not a drawing: " + std::move(what), "Write {\"strokes\": [{\"width\": 0.1, \"points\": [[0.2, 0.3], [0.4, 0.5]]}]}, in parts of the picture.", "", "", ""};
}

Result<BrushStroke> stroke_from(const Json& json) {
    if (!json.is_object()) return bad_drawing("a stroke is no object");
    BrushStroke stroke;
    for (const auto& [key, value] : json.items()) {
        if (key == "width" && value.is_number()) stroke.width = value.get<double>();
        else if (key == "erase" && value.is_boolean()) stroke.erases = value.get<bool>();
        else if (key == "points" && value.is_array()) {
            for (const Json& point : value) {
                if (!point.is_array() || point.size() != 2 || !point[0].is_number() || !point[1].is_number()) return bad_drawing("a point must be [x, y]");
                const double x = point[0].get<double>(), y = point[1].get<double>();
                if (!(x >= -1 && x <= 2 && y >= -1 && y <= 2)) return bad_drawing("a point is beyond -1 to 2");
                stroke.points.emplace_back(x, y);
            }
        } else {
            return bad_drawing("'" + key + "' of a stroke");
        }
    }
    if (!(stroke.width > 0 && stroke.width <= 2)) return bad_drawing("a width is beyond 0 to 2");
    if (stroke.points.empty()) return bad_drawing("a stroke has no points");
    return stroke;
}

}  // namespace

std::size_t ValueType<Drawing>::bytes(const Drawing& drawing) {
    std::size_t sum = sizeof drawing;
    for (const BrushStroke& stroke : drawing.strokes) sum += sizeof stroke + stroke.points.size() * sizeof stroke.points.front();
    return sum;
}

Result<Drawing> ValueType<Drawing>::from_json(const Json& json) {
    if (!json.is_object() || json.size() != 1 || !json.contains("strokes") || !json["strokes"].is_array()) return bad_drawing("expected {\"strokes\": [...]}");
    if (json["strokes"].size() > most_strokes) return bad_drawing("it has more than " + std::to_string(most_strokes) + " strokes");
    Drawing drawing;
    std::size_t points = 0;
    for (const Json& one : json["strokes"]) {
        NL_TRY(BrushStroke stroke, stroke_from(one));
        points += stroke.points.size();
        if (points > most_points) return bad_drawing("it has more than " + std::to_string(most_points) + " points");
        drawing.strokes.push_back(std::move(stroke));
    }
    return drawing;
}

Json ValueType<Drawing>::to_json(const Drawing& drawing) {
    Json strokes = Json::array();
    for (const BrushStroke& stroke : drawing.strokes) {
        Json points = Json::array();
        for (const auto& [x, y] : stroke.points) points.push_back({x, y});
        Json json{{"width", stroke.width}, {"points", std::move(points)}};
        if (stroke.erases) json["erase"] = true;
        strokes.push_back(std::move(json));
    }
    return {{"strokes", std::move(strokes)}};
}

}  // namespace noiseloom
