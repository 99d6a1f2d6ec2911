#include "training/scenes/painter.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace noiseloom::scenes {
namespace {

constexpr float stripe_period = 0.44F;   // in units of the shape, half of it in the pattern's colour
constexpr float dot_distance = 0.48F;
constexpr float dot_radius = 0.135F;

float clamped(float x) { return x < 0 ? 0 : x > 1 ? 1 : x; }
float smooth(float t) { return t * t * (3 - 2 * t); }

// x - the nearest whole number below; for |x| < 1000, without the cost of std::floor.
float fraction(float x) { return x - static_cast<float>(static_cast<int>(x + 1000) - 1000); }

// Share of the pattern's colour at p; `scale` is pixels a unit, for anti-aliasing.
float stripes_at(Point p, float scale) {
    const float across = (p.x + p.y) * (std::numbers::sqrt2_v<float> / 2) / stripe_period;
    const float from_middle = std::fabs(fraction(across) - 0.5F) * stripe_period;
    return clamped(0.5F + (from_middle - stripe_period / 4) * scale);
}

// A lattice with every second row shifted by half, as dots on fabric.
float dots_at(Point p, float scale) {
    const float y = p.y / dot_distance + 0.5F;
    const float row = y - fraction(y);
    const bool is_odd = static_cast<int>(row + 1000) % 2 == 1;
    const float dy = (fraction(y) - 0.5F) * dot_distance;
    const float dx = (fraction(p.x / dot_distance + (is_odd ? 0.0F : 0.5F)) - 0.5F) * dot_distance;
    return clamped(0.5F - (std::sqrt(dx * dx + dy * dy) - dot_radius) * scale);
}

Rgb colour_at(const Brush& brush, Point p, float scale) {
    Rgb colour = brush.colour;
    if (brush.pattern == Pattern::striped) colour = mixed(colour, brush.pattern_colour, stripes_at(p, scale));
    if (brush.pattern == Pattern::dotted) colour = mixed(colour, brush.pattern_colour, dots_at(p, scale));
    if (!brush.lit) return colour;
    const float light = -0.4F * p.x - 0.55F * p.y;
    return light > 0 ? mixed(colour, white, 0.2F * light) : mixed(colour, brush.shade, -0.26F * light);
}

// Calls paint(pixel, distance, point) along every line of pixels that `shape`, grown by `reach`, can touch.
// Points are not mirrored: light and patterns stay where they are when a shape is turned round.
template <class Paint>
void for_pixels(Canvas& canvas, const Placement& placement, const Shape& shape, float reach, Paint paint) {
    const float scale = placement.radius * static_cast<float>(canvas.side);   // pixels a unit
    const float step = 1 / scale;
    const Point origin{0.5F * step - placement.centre.x / placement.radius, 0.5F * step - placement.centre.y / placement.radius};
    Bounds bounds = shape.bounds();
    if (placement.mirrored) bounds = {{-bounds.high.x, bounds.low.y}, {-bounds.low.x, bounds.high.y}};
    const auto first = [&](float low, float start) { return std::max(0, static_cast<int>(std::floor((low - reach - start) * scale))); };
    const auto end = [&](float high, float start) { return std::min(canvas.side, static_cast<int>(std::ceil((high + reach - start) * scale)) + 1); };
    const int x_end = end(bounds.high.x, origin.x);
    const int y_end = end(bounds.high.y, origin.y);
    std::array<float, longest_line> distances;
    for (int y = first(bounds.low.y, origin.y); y < y_end; ++y) {
        for (int x = first(bounds.low.x, origin.x); x < x_end; x += static_cast<int>(longest_line)) {
            const Point start{origin.x + static_cast<float>(x) * step, origin.y + static_cast<float>(y) * step};
            const int count = std::min(x_end - x, static_cast<int>(longest_line));
            const float flip = placement.mirrored ? -1.0F : 1.0F;
            shape.distances({{flip * start.x, start.y}, {flip * step, 0}}, std::span(distances).first(static_cast<std::size_t>(count)));
            Rgb* pixels = canvas.row(y) + x;
            for (int i = 0; i < count; ++i)
                paint(pixels[i], distances[static_cast<std::size_t>(i)], Point{start.x + static_cast<float>(i) * step, start.y});
        }
    }
}

}  // namespace

Canvas::Canvas(int pixels_a_side) : side(pixels_a_side), pixels(static_cast<std::size_t>(side) * static_cast<std::size_t>(side)) {}

void fill(Canvas& canvas, const Placement& placement, const Shape& shape, const Brush& brush) {
    const float scale = placement.radius * static_cast<float>(canvas.side);
    for_pixels(canvas, placement, shape, 1 / scale, [&](Rgb& pixel, float distance, Point p) {
        const float cover = clamped(0.5F - distance * scale) * brush.opacity;
        if (cover > 0) pixel = mixed(pixel, colour_at(brush, p, scale), cover);
    });
}

void fill_soft(Canvas& canvas, const Placement& placement, const Shape& shape, const Brush& brush, float softness) {
    for_pixels(canvas, placement, shape, softness, [&](Rgb& pixel, float distance, Point) {
        if (distance < softness) pixel = mixed(pixel, brush.colour, smooth(clamped(0.5F - distance / (2 * softness))) * brush.opacity);
    });
}

void fill_gradient(Canvas& canvas, Rgb top, Rgb centre, Rgb bottom, float middle) {
    for (int y = 0; y < canvas.side; ++y) {
        const float t = (static_cast<float>(y) + 0.5F) / static_cast<float>(canvas.side);
        const Rgb colour = t < middle ? mixed(top, centre, t / middle) : mixed(centre, bottom, (t - middle) / (1 - middle));
        std::fill_n(canvas.row(y), canvas.side, colour);
    }
}

void fill_ground(Canvas& canvas, const Ground& ground) {
    const float side = static_cast<float>(canvas.side);
    std::vector<float> skyline(static_cast<std::size_t>(canvas.side));   // in pixels
    for (std::size_t x = 0; x < skyline.size(); ++x) {
        const float turn = ground.waves * (static_cast<float>(x) + 0.5F) / side;
        skyline[x] = side * (ground.height + ground.amplitude * std::sin(2 * std::numbers::pi_v<float> * turn + ground.phase));
    }
    const float highest = side * (ground.height - ground.amplitude);
    for (int y = std::max(0, static_cast<int>(highest) - 1); y < canvas.side; ++y) {
        const float below = static_cast<float>(y) + 0.5F;
        const Rgb colour = mixed(ground.top, ground.bottom, clamped((below - highest) / (side - highest)));
        Rgb* pixels = canvas.row(y);
        for (std::size_t x = 0; x < skyline.size(); ++x) pixels[x] = mixed(pixels[x], colour, clamped(below - skyline[x] + 0.5F));
    }
}

}  // namespace noiseloom::scenes
