// A picture as a plain value: float32 pixels, row-major and interleaved, in one shared immutable buffer.
//
// Everywhere inside the project colours are sRGB-encoded and nominally in [0, 1], as models see them.
// A picture may instead hold linear light (float EXR read with `keep_linear`): `color_space` says
// which. Alpha, the fourth channel, is never encoded and never multiplied into the colours.
// A mask is a picture of one channel in [0, 1]: 1 means "repaint here".
#pragma once

#include <map>
#include <span>
#include <vector>

#include "core/value.h"

namespace noiseloom {

enum class ColorSpace { srgb, linear };

using Texts = std::map<std::string, std::string>;   // key to UTF-8 text

struct Image {
    int width = 0;      // pixels, 1 to max_side
    int height = 0;
    int channels = 0;   // 1 grey, 3 RGB, 4 RGB and alpha
    int x = 0;          // where the upper left corner lies in the frame of the picture that it came from, in that
    int y = 0;          //   picture's pixels: of a part right and below (0, 0), of an extended canvas left and above
    ColorSpace color_space = ColorSpace::srgb;
    int bits = 8;       // per channel of the file that it came from: 8, 16 or 32 (float)
    std::shared_ptr<const float[]> pixels;          // [height][width][channels]
    std::shared_ptr<const std::string> icc;         // profile of the file that it came from; null: none
    Texts metadata;                                 // texts of that file: "parameters", "noiseloom", ...

    static constexpr int max_side = 32768;

    std::size_t size() const { return std::size_t(width) * std::size_t(height) * std::size_t(channels); }   // in floats
    std::span<const float> values() const { return {pixels.get(), size()}; }
    float at(int column, int row, int c) const {
        return pixels[(std::size_t(row) * std::size_t(width) + std::size_t(column)) * std::size_t(channels) + std::size_t(c)];
    }
    bool has_alpha() const { return channels == 4; }
};

struct Mask {
    Image image;   // one channel
};

// `values` must hold width * height * channels floats.
Image make_image(int width, int height, int channels, std::vector<float> values);
// A picture like `image` (origin, colour space, bits, profile, texts) with other pixels of any size.
Image with_pixels(const Image& image, int width, int height, int channels, std::vector<float> values);

// Equal shape, colour space and bits of every pixel; origin, texts and profile do not count.
bool same_pixels(const Image& a, const Image& b);

template <>
struct ValueType<Image> {
    static constexpr std::string_view name = "image";
    static std::size_t bytes(const Image& image);
    static std::string save(const Image& image);
    static Result<std::shared_ptr<const Image>> load(std::string_view bytes);
};

template <>
struct ValueType<Mask> {
    static constexpr std::string_view name = "mask";
    static std::size_t bytes(const Mask& mask) { return ValueType<Image>::bytes(mask.image); }
    static std::string save(const Mask& mask) { return ValueType<Image>::save(mask.image); }
    static Result<std::shared_ptr<const Mask>> load(std::string_view bytes);
};

}  // namespace noiseloom
