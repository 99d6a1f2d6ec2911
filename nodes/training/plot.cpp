#include "training/plot.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace noiseloom {
namespace {

constexpr int width = 800, height = 450, margin = 20;
using Colour = std::array<float, 3>;

class Canvas {
  public:
    Canvas() : pixels_(static_cast<std::size_t>(width * height * 3), 1.0F) {}
    void dot(double x, double y, double radius, const Colour& colour, double alpha) {
        for (int j = static_cast<int>(y - radius - 1); j <= y + radius + 1; ++j)
            for (int i = static_cast<int>(x - radius - 1); i <= x + radius + 1; ++i) {
                if (i < 0 || j < 0 || i >= width || j >= height) continue;
                const double cover = std::clamp(radius + 0.5 - std::hypot(i - x, j - y), 0.0, 1.0) * alpha;
                for (std::size_t c = 0; c < 3; ++c) {
                    float& value = pixels_[static_cast<std::size_t>(j * width + i) * 3 + c];
                    value += static_cast<float>(cover) * (colour[c] - value);
                }
            }
    }
    void line(double x0, double y0, double x1, double y1, const Colour& colour) {
        const int count = std::max(1, static_cast<int>(std::hypot(x1 - x0, y1 - y0)));
        for (int i = 0; i < count; ++i) {
            const double part = static_cast<double>(i) / count;
            dot(x0 + part * (x1 - x0), y0 + part * (y1 - y0), 0.8, colour, 0.8);
        }
    }
    Image take() { return make_image(width, height, 3, std::move(pixels_)); }

  private:
    std::vector<float> pixels_;
};

}  // namespace

Image plot(const std::vector<std::pair<double, double>>& points) {
    Canvas canvas;
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
