#include "image/paint.h"

#include <algorithm>
#include <climits>
#include <cmath>
#include <utility>

namespace noiseloom {
namespace {

struct Point {
    double x, y;
};

// From the point to the line between a and b.
double distance(Point p, Point a, Point b) {
    const double dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
    const double t = length > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length, 0.0, 1.0) : 0;
    return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

class Canvas {
  public:
    Canvas(int width, int height) : width_(width), height_(height), values_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height)), stroke_(values_.size()) {}

    void draw(const BrushStroke& stroke, const Cancel& cancel) {
        const double radius = stroke.width * std::min(width_, height_) / 2;
        Box touched;
        for (std::size_t i = 0; i < stroke.points.size(); ++i) {
            cancel.check();
            const Point a = place(stroke.points[i > 0 ? i - 1 : 0]), b = place(stroke.points[i]);
            const Box box = around(a, b, radius + 1);
            cover(a, b, radius, box);
            touched = {std::min(touched.left, box.left), std::min(touched.top, box.top), std::max(touched.right, box.right), std::max(touched.bottom, box.bottom)};
        }
        // A stroke that crosses itself covers no more there: the whole of it is laid over what was there.
        for (int y = touched.top; y < touched.bottom; ++y)
            for (int x = touched.left; x < touched.right; ++x) {
                float& value = values_[index(x, y)];
                const float covered = std::exchange(stroke_[index(x, y)], 0.0F);
                value = stroke.erases ? value * (1 - covered) : std::max(value, covered);
            }
    }
    Mask taken() { return {make_image(width_, height_, 1, std::move(values_))}; }

  private:
    struct Box {   // of pixels; right and bottom are beyond it
        int left = INT_MAX, top = INT_MAX, right = 0, bottom = 0;
    };
    Point place(const std::pair<double, double>& point) const { return {point.first * width_, point.second * height_}; }
    std::size_t index(int x, int y) const { return static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x); }
    Box around(Point a, Point b, double reach) const {
        const auto from = [&](double low, int size) { return std::clamp(static_cast<int>(std::floor(low - reach)), 0, size); };
        const auto to = [&](double high, int size) { return std::clamp(static_cast<int>(std::ceil(high + reach)), 0, size); };
        return {from(std::min(a.x, b.x), width_), from(std::min(a.y, b.y), height_), to(std::max(a.x, b.x), width_), to(std::max(a.y, b.y), height_)};
    }
    void cover(Point a, Point b, double radius, const Box& box) {
        for (int y = box.top; y < box.bottom; ++y)
            for (int x = box.left; x < box.right; ++x) {
                const double inside = radius + 0.5 - distance({x + 0.5, y + 0.5}, a, b);   // pixels are seen at their centres
                stroke_[index(x, y)] = std::max(stroke_[index(x, y)], static_cast<float>(std::clamp(inside, 0.0, 1.0)));
            }
    }

    const int width_, height_;
    std::vector<float> values_, stroke_;
};

}  // namespace

Mask painted(const Drawing& drawing, int width, int height, const Cancel& cancel) {
    Canvas canvas(width, height);
    for (const BrushStroke& stroke : drawing.strokes) canvas.draw(stroke, cancel);
    return canvas.taken();
}

}  // namespace noiseloom
