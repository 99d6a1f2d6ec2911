// Numbers as curves and points over axes with round numbers, in one or more panels with a legend each.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "image/canvas.h"
#include "image/font.h"

namespace noiseloom {

enum class Marks { line, points, both };

struct Series {
    std::string name;                                // in the legend; empty: not there
    std::vector<std::pair<double, double>> points;   // (x, y); where one is not finite, or not above 0 on a logarithmic axis, the line is broken
    Colour colour{};
    Marks marks = Marks::line;
    double alpha = 1;
    std::vector<std::string> labels = {};            // beside the points; empty: none
};

struct PlotAxis {
    std::string name = {};
    bool is_log = false;
    bool is_whole = false;                                  // counts: no ticks between them
    std::vector<std::string> words = {};                    // what stands at 0, 1, ... in place of numbers
    std::optional<std::pair<double, double>> range = {};    // first and last value; none: of the points
};

struct Panel {
    std::string title;
    PlotAxis x;   // without a name: ticks without numbers, for a panel above one with the same axis
    PlotAxis y;   // its name stands in the title
    std::vector<Series> series;
};

// Panels row by row, each `width` x `height` pixels; a row is higher where a legend would leave no room for curves. Without a font: the curves alone.
Image plot(std::span<const Panel> panels, int columns, int width, int height, const Font& font);

// Colours that tell series apart on white, also for colour-blind eyes; grey from the ninth on, which legends only count.
Colour series_colour(std::size_t index);

}  // namespace noiseloom
