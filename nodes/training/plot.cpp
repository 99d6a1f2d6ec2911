#include "training/plot.h"

#include <algorithm>
#include <cmath>

#include "image/canvas.h"

namespace noiseloom {
namespace {

constexpr int width = 800, height = 450, margin = 20;

}  // namespace

Image plot(const std::vector<std::pair<double, double>>& points) {
    Canvas canvas(width, height);
    std::vector<std::pair<double, double>> logs;
    for (const auto& [x, y] : points)
        if (y > 0) logs.emplace_back(x, std::log2(y));
    if (logs.empty()) return canvas.take();
    const auto by_value = [](const auto& a, const auto& b) { return a.second < b.second; };
    const double low = std::min_element(logs.begin(), logs.end(), by_value)->second - 0.1;
    const double high = std::max_element(logs.begin(), logs.end(), by_value)->second + 0.1;
    const double first = logs.front().first, last = std::max(logs.back().first, first + 1);
    const auto at_x = [&](double x) { return margin + (x - first) / (last - first) * (width - 2 * margin); };
    const auto at_y = [&](double y) { return height - margin - (y - low) / (high - low) * (height - 2 * margin); };

    for (double y = std::ceil(low); y <= high; ++y) canvas.line(margin, at_y(y), width - margin, at_y(y), {0.85F, 0.85F, 0.85F});
    double mean = logs.front().second;
    double x_before = at_x(first), y_before = at_y(mean);
    const double share = std::max(0.02, 5.0 / static_cast<double>(logs.size()));
    for (const auto& [x, y] : logs) {
        canvas.dot(at_x(x), at_y(y), 1, {0.35F, 0.55F, 0.9F}, 0.35);
        mean += std::min(1.0, share) * (y - mean);
        canvas.line(x_before, y_before, at_x(x), at_y(mean), {0.1F, 0.25F, 0.6F});
        x_before = at_x(x);
        y_before = at_y(mean);
    }
    return canvas.take();
}

}  // namespace noiseloom
