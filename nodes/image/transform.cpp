#include "image/transform.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <numbers>

namespace noiseloom {

namespace {

// Applies `pixel(const float* in, float* out)` to every pixel.
template <class Pixel>
Image map_pixels(const Image& image, int channels, Pixel pixel) {
    const std::size_t count = std::size_t(image.width) * std::size_t(image.height);
    std::vector<float> out(count * std::size_t(channels));
    for (std::size_t i = 0; i < count; ++i) pixel(image.pixels.get() + i * std::size_t(image.channels), out.data() + i * std::size_t(channels));
    return with_pixels(image, image.width, image.height, channels, std::move(out));
}

Image unpremultiplied(const Image& image) {
    return map_pixels(image, 4, [](const float* in, float* out) {
        for (int c = 0; c < 3; ++c) out[c] = in[3] > 0 ? in[c] / in[3] : in[c];
        out[3] = in[3];
    });
}

double sinc(double x) { return x == 0 ? 1 : std::sin(std::numbers::pi * x) / (std::numbers::pi * x); }

double bicubic(double x) {
    constexpr double a = -0.5;
    x = std::abs(x);
    if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
    return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
}

double lanczos(double x) { return std::abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0; }
double triangle(double x) { return std::max(0.0, 1 - std::abs(x)); }
double box(double x) { return x > -0.5 && x <= 0.5 ? 1 : 0; }

// Which source samples make one output sample: weights[i] for sample first + i.
struct Taps {
    int first = 0;
    std::vector<float> weights;
};

// For area filtering the weight of a sample is its overlap with the output pixel's interval.
Taps area_taps(double low, double high, int size) {
    Taps taps;
    taps.first = std::clamp(static_cast<int>(std::floor(low)), 0, size - 1);
    const int end = std::clamp(static_cast<int>(std::ceil(high)), taps.first + 1, size);
    for (int i = taps.first; i < end; ++i) {
        taps.weights.push_back(static_cast<float>(std::max(1e-12, std::min(high, i + 1.0) - std::max(low, double(i)))));
    }
    return taps;
}

Taps kernel_taps(double centre, double scale, double support, double (*kernel)(double), int size) {
    Taps taps;
    taps.first = std::clamp(static_cast<int>(std::floor(centre - support * scale)), 0, size - 1);
    const int end = std::clamp(static_cast<int>(std::ceil(centre + support * scale)), taps.first + 1, size);
    for (int i = taps.first; i < end; ++i) taps.weights.push_back(static_cast<float>(kernel((i + 0.5 - centre) / scale)));
    return taps;
}

std::vector<Taps> taps_for(int from, int to, Filter filter) {
    std::vector<Taps> all;
    const double ratio = double(from) / to;
    const double scale = std::max(1.0, ratio);   // shrinking: widen the kernel, which is the antialias
    for (int o = 0; o < to; ++o) {
        const double centre = (o + 0.5) * ratio;
        Taps taps;
        switch (filter) {
            case Filter::nearest: taps = {std::min(static_cast<int>(centre), from - 1), {1.0f}}; break;
            case Filter::area: taps = ratio > 1 ? area_taps(o * ratio, (o + 1) * ratio, from) : kernel_taps(centre, 1, 0.5, box, from); break;
            case Filter::bilinear: taps = kernel_taps(centre, scale, 1, triangle, from); break;
            case Filter::bicubic: taps = kernel_taps(centre, scale, 2, bicubic, from); break;
            case Filter::lanczos: taps = kernel_taps(centre, scale, 3, lanczos, from); break;
        }
        double sum = 0;
        for (const float weight : taps.weights) sum += weight;
        for (float& weight : taps.weights) weight = static_cast<float>(weight / sum);
        all.push_back(std::move(taps));
    }
    return all;
}

// [rows][from.size][channels] along the middle axis.
std::vector<float> filter_rows(std::span<const float> in, int rows, int from, int channels, const std::vector<Taps>& taps) {
    const std::size_t n = std::size_t(channels);
    std::vector<float> out(std::size_t(rows) * taps.size() * n);
    for (std::size_t row = 0; row < std::size_t(rows); ++row) {
        const float* const source = in.data() + row * std::size_t(from) * n;
        float* target = out.data() + row * taps.size() * n;
        for (const Taps& tap : taps) {
            for (std::size_t c = 0; c < n; ++c, ++target) {
                float sum = 0;
                for (std::size_t i = 0; i < tap.weights.size(); ++i) sum += tap.weights[i] * source[(std::size_t(tap.first) + i) * n + c];
                *target = sum;
            }
        }
    }
    return out;
}

std::vector<float> filter_columns(std::span<const float> in, std::size_t row_size, const std::vector<Taps>& taps) {
    std::vector<float> out(taps.size() * row_size, 0.0f);
    for (std::size_t row = 0; row < taps.size(); ++row) {
        float* const target = out.data() + row * row_size;
        for (std::size_t i = 0; i < taps[row].weights.size(); ++i) {
            const float weight = taps[row].weights[i];
            const float* const source = in.data() + (std::size_t(taps[row].first) + i) * row_size;
            for (std::size_t x = 0; x < row_size; ++x) target[x] += weight * source[x];
        }
    }
    return out;
}

Image filtered(const Image& image, const std::vector<Taps>& columns, const std::vector<Taps>& rows) {
    const auto wide = filter_rows(image.values(), image.height, image.width, image.channels, columns);
    auto done = filter_columns(wide, columns.size() * std::size_t(image.channels), rows);
    return with_pixels(image, static_cast<int>(columns.size()), static_cast<int>(rows.size()), image.channels, std::move(done));
}

std::vector<Taps> gaussian_taps(int size, double sigma) {
    const int reach = static_cast<int>(std::ceil(3 * sigma));
    std::vector<Taps> all;
    for (int o = 0; o < size; ++o) {
        Taps taps{std::max(0, o - reach), {}};
        double sum = 0;
        for (int i = taps.first; i <= std::min(size - 1, o + reach); ++i) {
            const double weight = std::exp(-0.5 * (i - o) * (i - o) / (sigma * sigma));
            sum += weight;
            taps.weights.push_back(static_cast<float>(weight));
        }
        for (float& weight : taps.weights) weight = static_cast<float>(weight / sum);
        all.push_back(std::move(taps));
    }
    return all;
}

std::string size_text(int width, int height) { return std::to_string(width) + " x " + std::to_string(height); }

}  // namespace

Image without_alpha(const Image& image, const std::array<float, 3>& background) {
    if (!image.has_alpha()) return image;
    return map_pixels(image, 3, [&](const float* in, float* out) {
        for (std::size_t c = 0; c < 3; ++c) out[c] = in[c] * in[3] + background[c] * (1 - in[3]);
    });
}

Image with_channels(const Image& image, int channels) {
    if (image.channels == channels) return image;
    return map_pixels(image, channels, [from = image.channels, channels](const float* in, float* out) {
        for (int c = 0; c < channels; ++c) out[c] = c == 3 ? (from == 4 ? in[3] : 1.0f) : in[from == 1 ? 0 : c];
    });
}

Image to_rgb(const Image& image) { return with_channels(image, 3); }

Image with_alpha(const Image& image, const Mask& alpha) {
    assert(image.width == alpha.image.width && image.height == alpha.image.height);
    Image made = with_channels(image, 4);
    std::vector<float> values(made.values().begin(), made.values().end());
    for (std::size_t i = 0; i < alpha.image.size(); ++i) values[4 * i + 3] = alpha.image.pixels[static_cast<std::ptrdiff_t>(i)];
    return with_pixels(made, made.width, made.height, 4, std::move(values));
}

Image premultiplied(const Image& image) {
    if (!image.has_alpha()) return image;
    return map_pixels(image, 4, [](const float* in, float* out) {
        for (int c = 0; c < 3; ++c) out[c] = in[c] * in[3];
        out[3] = in[3];
    });
}

Image resize(const Image& image, int width, int height, Filter filter) {
    if (width == image.width && height == image.height) return image;
    const auto columns = taps_for(image.width, width, filter), rows = taps_for(image.height, height, filter);
    if (!image.has_alpha() || filter == Filter::nearest) return filtered(image, columns, rows);
    return unpremultiplied(filtered(premultiplied(image), columns, rows));
}

Image crop(const Image& image, int x, int y, int width, int height) {
    const std::size_t channels = std::size_t(image.channels);
    std::vector<float> out(std::size_t(width) * std::size_t(height) * channels);
    float* target = out.data();
    for (int v = 0; v < height; ++v) {
        const int row = std::clamp(y + v, 0, image.height - 1);
        for (int u = 0; u < width; ++u, target += channels) {
            const int column = std::clamp(x + u, 0, image.width - 1);
            std::copy_n(image.pixels.get() + (std::size_t(row) * std::size_t(image.width) + std::size_t(column)) * channels, channels, target);
        }
    }
    Image made = with_pixels(image, width, height, image.channels, std::move(out));
    made.x += x;
    made.y += y;
    return made;
}

Image pad(const Image& image, int left, int top, int right, int bottom, const std::array<float, 4>& value) {
    const int width = image.width + left + right, height = image.height + top + bottom;
    const std::size_t channels = std::size_t(image.channels);
    std::vector<float> out(std::size_t(width) * std::size_t(height) * channels);
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = value[i % channels];
    for (int y = 0; y < image.height; ++y) {
        const std::size_t to = (std::size_t(top + y) * std::size_t(width) + std::size_t(left)) * channels;
        const std::size_t row = std::size_t(image.width) * channels;
        std::copy_n(image.pixels.get() + std::size_t(y) * row, row, out.data() + to);
    }
    Image made = with_pixels(image, width, height, image.channels, std::move(out));
    made.x -= left;
    made.y -= top;
    return made;
}

Mask to_mask(const Image& image, MaskFrom from) {
    Image mask = map_pixels(image, 1, [&](const float* in, float* out) {
        float value = in[0];
        if (from == MaskFrom::alpha) value = image.has_alpha() ? in[3] : 1;
        else if (image.channels >= 3) value = 0.2126f * in[0] + 0.7152f * in[1] + 0.0722f * in[2];
        *out = std::clamp(value, 0.0f, 1.0f);
    });
    mask.metadata.clear();
    mask.icc.reset();
    return {mask};
}

Mask clear_mask(int width, int height) {
    Mask mask;
    mask.image.width = width;
    mask.image.height = height;
    mask.image.channels = 1;
    // The system gives zeroed pages one by one, as they are touched.
    void* const zeros = std::calloc(mask.image.size(), sizeof(float));
    if (!zeros) throw std::bad_alloc();
    mask.image.pixels = std::shared_ptr<const float[]>(static_cast<const float*>(zeros), [](const float* held) { std::free(const_cast<float*>(held)); });
    return mask;
}

Mask inverted(const Mask& mask) {
    return {map_pixels(mask.image, 1, [](const float* in, float* out) { *out = 1 - *in; })};
}

Mask feathered(const Mask& mask, double radius) {
    if (radius <= 0) return mask;
    const double sigma = radius / 2;
    return {filtered(mask.image, gaussian_taps(mask.image.width, sigma), gaussian_taps(mask.image.height, sigma))};
}

Result<Mask> fitted(const Mask& mask, int width, int height) {
    const Image& image = mask.image;
    if (image.width == width && image.height == height) return mask;
    const auto is_near = [](int side, int other, int whole, int other_whole) {   // side and other in the ratio of the wholes
        return std::abs(static_cast<double>(side) * other_whole / whole - other) <= 1;
    };
    if (!is_near(image.width, image.height, width, height) && !is_near(width, height, image.width, image.height))
        return Error{.code = Code::bad_image, .message = "the mask does not fit: it is " + size_text(image.width, image.height) + " and the picture " + size_text(width, height),
                     .hint = "Make the mask from this picture. One with sides in the same ratio would be scaled.", .socket = "mask"};
    return Mask{resize(image, width, height, Filter::bilinear)};   // stays within the values that it has
}

Result<Image> composite(const Image& base, const Image& over, const Mask& mask, double feather) {
    if (over.width != base.width || over.height != base.height)
        return Error{.code = Code::bad_image,
                     .message = "pictures of different sizes cannot be combined: " + size_text(base.width, base.height) + " and " + size_text(over.width, over.height),
                     .hint = "Resize one of them first."};
    NL_TRY(const Mask fits, fitted(mask, base.width, base.height));
    const int channels = std::max(base.channels, over.channels);
    const Image below = with_channels(base, channels), above = with_channels(over, channels);
    const Image soft = feathered(fits, feather).image;
    std::vector<float> out(below.size());
    for (std::size_t i = 0; i < out.size(); ++i) {
        const auto at = static_cast<std::ptrdiff_t>(i);
        const float weight = soft.pixels[at / channels];
        out[i] = below.pixels[at] + weight * (above.pixels[at] - below.pixels[at]);
    }
    return with_pixels(below, base.width, base.height, channels, std::move(out));
}

}  // namespace noiseloom
