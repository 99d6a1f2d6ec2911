#include "image/colour.h"

#include <cmath>

namespace noiseloom {

namespace {

Image map_colours(const Image& image, ColorSpace space, float (*curve)(float)) {
    if (image.color_space == space) return image;
    std::vector<float> values(image.values().begin(), image.values().end());
    const std::size_t channels = static_cast<std::size_t>(image.channels);
    const std::size_t colours = image.has_alpha() ? 3 : channels;
    for (std::size_t i = 0; i < values.size(); i += channels) {
        for (std::size_t c = 0; c < colours; ++c) values[i + c] = curve(values[i + c]);
    }
    Image mapped = with_pixels(image, image.width, image.height, image.channels, std::move(values));
    mapped.color_space = space;
    return mapped;
}

}  // namespace

float srgb_encode(float linear) {
    const double x = std::abs(static_cast<double>(linear));
    const double y = x <= 0.0031308 ? 12.92 * x : 1.055 * std::pow(x, 1 / 2.4) - 0.055;
    return static_cast<float>(std::copysign(y, linear));
}

float srgb_decode(float encoded) {
    const double x = std::abs(static_cast<double>(encoded));
    const double y = x <= 0.04045 ? x / 12.92 : std::pow((x + 0.055) / 1.055, 2.4);
    return static_cast<float>(std::copysign(y, encoded));
}

Image to_srgb(const Image& image) { return map_colours(image, ColorSpace::srgb, srgb_encode); }
Image to_linear(const Image& image) { return map_colours(image, ColorSpace::linear, srgb_decode); }

}  // namespace noiseloom
