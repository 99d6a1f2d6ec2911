// Pictures made by formulas, and comparisons, for the tests of nodes/image.
#pragma once

#include <cmath>
#include <fstream>
#include <iterator>

#include "image/image.h"

namespace noiseloom::test {

// Smooth colours (JPEG-friendly) with a hard-edged disc; alpha, where there is one, runs from 1/5 to 1.
inline Image picture(int width, int height, int channels, int bits = 8) {
    std::vector<float> values;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const float u = float(x) / float(width - 1), v = float(y) / float(height - 1);
            const bool disc = std::hypot(u - 0.5f, v - 0.5f) < 0.25f;
            const float rgba[4] = {disc ? 0.9f : u, disc ? 0.2f : v, 0.25f + 0.5f * u * v, 0.2f + 0.8f * u};
            values.insert(values.end(), rgba, rgba + channels);
        }
    }
    Image image = make_image(width, height, channels, std::move(values));
    image.bits = bits;
    return image;
}

inline double largest_difference(const Image& a, const Image& b) {
    if (a.width != b.width || a.height != b.height || a.channels != b.channels) return INFINITY;
    double largest = 0;
    for (std::size_t i = 0; i < a.size(); ++i) largest = std::max(largest, std::abs(double(a.values()[i]) - b.values()[i]));
    return largest;
}

inline double mean_difference(const Image& a, const Image& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += std::abs(double(a.values()[i]) - b.values()[i]);
    return sum / double(a.size());
}

inline std::string contents(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

inline void put_contents(const std::string& path, const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }

}  // namespace noiseloom::test
