#include "image/heat_map.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "image/canvas.h"

namespace noiseloom {
namespace {

// Evenly spaced along 0 to 1.
template <std::size_t count>
Colour between(const std::array<Colour, count>& stops, float at) {
    const float place = std::clamp(std::isfinite(at) ? at : 0.0F, 0.0F, 1.0F) * static_cast<float>(count - 1);
    const auto below = std::min(static_cast<std::size_t>(place), count - 2);
    Colour mixed{};
    for (std::size_t c = 0; c < mixed.size(); ++c) mixed[c] = std::lerp(stops[below][c], stops[below + 1][c], place - static_cast<float>(below));
    return mixed;
}

template <class Paint>
Image painted(int width, int height, std::span<const float> values, Paint paint) {
    std::vector<float> pixels;
    pixels.reserve(values.size() * 3);
    for (const float value : values) {
        const Colour colour = paint(value);
        pixels.insert(pixels.end(), colour.begin(), colour.end());
    }
    return make_image(width, height, 3, std::move(pixels));
}

}  // namespace

Image signed_heat_map(int width, int height, std::span<const float> values, float largest) {
    static constexpr std::array<Colour, 5> stops{{{0.03F, 0.19F, 0.42F}, {0.42F, 0.68F, 0.84F}, {1, 1, 1}, {0.98F, 0.60F, 0.35F}, {0.60F, 0.16F, 0.02F}}};
    return painted(width, height, values, [&](float value) { return between(stops, 0.5F + 0.5F * value / largest); });
}

Image heat_map(int width, int height, std::span<const float> values, float largest) {
    static constexpr std::array<Colour, 5> stops{{{0, 0, 0.02F}, {0.34F, 0.06F, 0.43F}, {0.73F, 0.21F, 0.33F}, {0.98F, 0.55F, 0.04F}, {0.99F, 1, 0.64F}}};
    return painted(width, height, values, [&](float value) { return between(stops, value / largest); });
}

}  // namespace noiseloom
