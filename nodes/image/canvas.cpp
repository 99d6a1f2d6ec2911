#include "image/canvas.h"

#include <algorithm>
#include <cmath>

namespace noiseloom {

Canvas::Canvas(int width, int height)
    : width_(width), height_(height), pixels_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3, 1.0F) {}

void Canvas::dot(double x, double y, double radius, const Colour& colour, double alpha) {
    const double reach = radius + 1;
    if (!(x > -reach && y > -reach && x < width_ + reach && y < height_ + reach)) return;
    for (int j = static_cast<int>(y - reach); j <= y + reach; ++j)
        for (int i = static_cast<int>(x - reach); i <= x + reach; ++i) {
            if (i < 0 || j < 0 || i >= width_ || j >= height_) continue;
            const double cover = std::clamp(radius + 0.5 - std::hypot(i - x, j - y), 0.0, 1.0) * alpha;
            for (std::size_t c = 0; c < 3; ++c) {
                float& value = pixels_[(static_cast<std::size_t>(j) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(i)) * 3 + c];
                value += static_cast<float>(cover) * (colour[c] - value);
            }
        }
}

void Canvas::line(double x0, double y0, double x1, double y1, const Colour& colour) {
    const int count = std::max(1, static_cast<int>(std::ceil(std::hypot(x1 - x0, y1 - y0))));
    for (int i = 0; i < count; ++i) {
        const double part = static_cast<double>(i) / count;
        dot(x0 + part * (x1 - x0), y0 + part * (y1 - y0), 0.8, colour, 0.8);
    }
}

}  // namespace noiseloom
