// Brush strokes, as painted masks have them: independent of the size of what is painted on, and readable in a workflow file.
#pragma once

#include <utility>
#include <vector>

#include "core/json.h"
#include "core/value.h"

namespace noiseloom {

struct BrushStroke {
    double width = 0.1;    // in parts of the picture's shorter side
    bool erases = false;   // what earlier strokes painted
    std::vector<std::pair<double, double>> points;   // x in parts of the width, y in parts of the height; a single one is a dot
    bool operator==(const BrushStroke&) const = default;
};

struct Drawing {
    std::vector<BrushStroke> strokes;   // in the order in which they were made
    bool operator==(const Drawing&) const = default;
};

// JSON: {"strokes": [{"width": 0.1, "points": [[0.2, 0.3], [0.4, 0.35]]}, {"width": 0.05, "erase": true, "points": [[0.3, 0.3]]}]}. Errors: not such
// a drawing, widths beyond 0 to 2, places beyond -1 to 2, more than 2000 strokes or 100,000 points.
template <>
struct ValueType<Drawing> {
    static constexpr std::string_view name = "drawing";
    static std::size_t bytes(const Drawing& drawing);
    static Result<Drawing> from_json(const Json& json);
    static Json to_json(const Drawing& drawing);
};

}  // namespace noiseloom
