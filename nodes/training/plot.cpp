#include "training/plot.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "image/plot.h"

namespace noiseloom {

Image loss_plot(const std::vector<std::pair<double, double>>& points) {
    constexpr int width = 800, height = 450;
    Series losses{"loss", {}, series_colour(0), Marks::points, 0.4}, trend{"mean of the nearest twentieth", {}, series_colour(0)};
    for (const auto& one : points)
        if (one.second > 0) losses.points.push_back(one);
    const std::size_t count = losses.points.size(), reach = count / 40;
    std::vector<double> sums{0};   // of the logarithms before each point
    for (const auto& one : losses.points) sums.push_back(sums.back() + std::log(one.second));
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t near = std::min({reach, i, count - 1 - i}), first = i - near, end = i + near + 1;
        trend.points.emplace_back(losses.points[i].first, std::exp((sums[end] - sums[first]) / static_cast<double>(end - first)));
    }
    PlotAxis steps{"step"}, scale;
    steps.is_whole = true;
    scale.is_log = true;
    const std::array<Panel, 1> panel{{{"", std::move(steps), std::move(scale), {std::move(losses), std::move(trend)}}}};
    return plot(panel, 1, width, height, Font(13));
}

}  // namespace noiseloom
