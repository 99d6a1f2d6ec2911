#include "image/canvas.h"

#include <algorithm>
#include <cmath>

#include "image/transform.h"

namespace noiseloom {
namespace {

// Whole pixels within reach of [low, high] and in [0, size): first and one past the last.
std::pair<int, int> pixels_near(double low, double high, double reach, int size) {
    const double first = std::clamp(std::floor(low - reach), 0.0, static_cast<double>(size));
    const double end = std::clamp(std::ceil(high + reach) + 1, first, static_cast<double>(size));
    return {static_cast<int>(first), static_cast<int>(end)};
}

double distance_to_segment(double x, double y, const Canvas::Place& a, const Canvas::Place& b) {
    const double dx = b.first - a.first, dy = b.second - a.second, squared = dx * dx + dy * dy;
    const double part = squared > 0 ? std::clamp(((x - a.first) * dx + (y - a.second) * dy) / squared, 0.0, 1.0) : 0;
    return std::hypot(x - a.first - part * dx, y - a.second - part * dy);
}

}  // namespace

Canvas::Canvas(int width, int height)
    : width_(width), height_(height), pixels_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3, 1.0F) {}

void Canvas::blend(int x, int y, const Colour& colour, double alpha) {
    if (x < 0 || y < 0 || x >= width_ || y >= height_) return;
    float* pixel = &pixels_[(static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x)) * 3];
    for (std::size_t c = 0; c < 3; ++c) pixel[c] += static_cast<float>(alpha) * (colour[c] - pixel[c]);
}

void Canvas::dot(double x, double y, double radius, const Colour& colour, double alpha) {
    const double reach = radius + 1;
    if (!(x > -reach && y > -reach && x < width_ + reach && y < height_ + reach)) return;
    for (int j = static_cast<int>(y - reach); j <= y + reach; ++j)
        for (int i = static_cast<int>(x - reach); i <= x + reach; ++i)
            blend(i, j, colour, std::clamp(radius + 0.5 - std::hypot(i - x, j - y), 0.0, 1.0) * alpha);
}

void Canvas::line(double x0, double y0, double x1, double y1, const Colour& colour) {
    const std::array<Place, 2> ends{{{x0, y0}, {x1, y1}}};
    path(ends, 1.6, colour, 1);
}

void Canvas::path(std::span<const Place> places, double width, const Colour& colour, double alpha) {
    if (places.empty()) return;
    const auto [left, right] = std::minmax_element(places.begin(), places.end());
    const auto [top, bottom] = std::minmax_element(places.begin(), places.end(), [](const Place& a, const Place& b) { return a.second < b.second; });
    const double reach = width / 2 + 1;
    const auto [x0, x1] = pixels_near(left->first, right->first, reach, width_);
    const auto [y0, y1] = pixels_near(top->second, bottom->second, reach, height_);
    const int columns = x1 - x0;
    std::vector<float> cover(static_cast<std::size_t>(columns) * static_cast<std::size_t>(y1 - y0));
    for (std::size_t k = 0; k < std::max<std::size_t>(places.size() - 1, 1); ++k) {
        const Place &a = places[k], &b = places[std::min(k + 1, places.size() - 1)];
        const auto [i0, i1] = pixels_near(std::min(a.first, b.first), std::max(a.first, b.first), reach, width_);
        const auto [j0, j1] = pixels_near(std::min(a.second, b.second), std::max(a.second, b.second), reach, height_);
        for (int j = j0; j < j1; ++j)
            for (int i = i0; i < i1; ++i) {
                float& most = cover[static_cast<std::size_t>(j - y0) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(i - x0)];
                most = std::max(most, static_cast<float>(std::clamp(width / 2 + 0.5 - distance_to_segment(i, j, a, b), 0.0, 1.0)));
            }
    }
    for (int j = y0; j < y1; ++j)
        for (int i = x0; i < x1; ++i)
            blend(i, j, colour, alpha * cover[static_cast<std::size_t>(j - y0) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(i - x0)]);
}

void Canvas::fill(int left, int top, int width, int height, const Colour& colour) {
    for (int y = top; y < top + height; ++y)
        for (int x = left; x < left + width; ++x) blend(x, y, colour, 1);
}

void Canvas::put(const Image& picture, int left, int top) {
    const Image rgb = to_rgb(without_alpha(picture));
    for (int y = 0; y < rgb.height; ++y)
        for (int x = 0; x < rgb.width; ++x) {
            if (left + x < 0 || top + y < 0 || left + x >= width_ || top + y >= height_) continue;
            const auto at = (static_cast<std::size_t>(top + y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(left + x)) * 3;
            for (int c = 0; c < 3; ++c) pixels_[at + static_cast<std::size_t>(c)] = rgb.at(x, y, c);   // exactly
        }
}

}  // namespace noiseloom
