#include "serving/host_pixels.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <thread>

#include <qfloat16.h>
#include <sys/mman.h>

#include "image/region.h"

namespace noiseloom {
namespace {

template <class Sample>
float to_float(Sample value) {
    if constexpr (std::is_integral_v<Sample>) return static_cast<float>(value) / std::numeric_limits<Sample>::max();   // exactly 1 for the largest
    else return static_cast<float>(value);
}

template <class Sample>
Sample from_float(float value) {
    if constexpr (std::is_integral_v<Sample>) {
        constexpr float most = std::numeric_limits<Sample>::max();
        return static_cast<Sample>((value > 0 ? std::min(value, 1.0F) : 0.0F) * most + 0.5F);   // NaN becomes 0
    } else {
        return static_cast<Sample>(value);
    }
}

// Calls work(Sample()) for the type that the samples have.
template <class Work>
void with_sample(PixelSample sample, Work work) {
    switch (sample) {
        case PixelSample::u8: return work(std::uint8_t());
        case PixelSample::u16: return work(std::uint16_t());
        case PixelSample::f16: return work(qfloat16());
        case PixelSample::f32: return work(float());
    }
}

// Where red, green, blue and alpha stand in a pixel; -1: nowhere.
struct Places {
    int colour[3], alpha, channels;
};
constexpr Places places_of(PixelLayout layout) {
    switch (layout) {
        case PixelLayout::rgba: return {{0, 1, 2}, 3, 4};
        case PixelLayout::bgra: return {{2, 1, 0}, 3, 4};
        case PixelLayout::graya: return {{0, 0, 0}, 1, 2};
        case PixelLayout::gray: return {{0, 0, 0}, -1, 1};
    }
    return {};
}

template <class Sample>
void read_row(const Sample* from, const Places& at, int width, float* rgba) {
    for (int x = 0; x < width; ++x, from += at.channels, rgba += 4) {
        for (int c = 0; c < 3; ++c) rgba[c] = to_float(from[at.colour[c]]);
        rgba[3] = at.alpha < 0 ? 1 : to_float(from[at.alpha]);
    }
}

template <class Sample>
void write_row(const float* rgba, const Places& at, int width, Sample* to) {
    for (int x = 0; x < width; ++x, to += at.channels, rgba += 4) {
        for (int c = 0; c < 3; ++c) to[at.colour[c]] = from_float<Sample>(rgba[c]);
        if (at.alpha >= 0) to[at.alpha] = from_float<Sample>(rgba[3]);
    }
}

// Every row once, on as many threads as are worth it.
template <class Work>
void over_rows(int width, int height, Work work) {
    constexpr std::int64_t pixels_worth_a_thread = 1 << 18;
    const auto wanted = std::clamp<std::int64_t>(std::int64_t{width} * height / pixels_worth_a_thread, 1, std::min(8U, std::max(1U, std::thread::hardware_concurrency())));
    const auto part = [&](std::int64_t which) {
        for (std::int64_t y = height * which / wanted; y < height * (which + 1) / wanted; ++y) work(static_cast<std::size_t>(y));
    };
    std::vector<std::jthread> others;
    for (std::int64_t i = 1; i < wanted; ++i) others.emplace_back([&part, i] { part(i); });
    part(0);
}

// Room that is written below. Of large layers in huge pages: the kernel's zeroing of small ones takes as long as all the rest.
std::shared_ptr<const float[]> room_for(std::size_t floats) {
    constexpr std::size_t huge_page = std::size_t{2} << 20;
    const std::size_t bytes = (floats * sizeof(float) + huge_page - 1) / huge_page * huge_page;
    if (floats * sizeof(float) < 2 * huge_page) return std::shared_ptr<const float[]>(new float[floats]);
    void* const memory = std::aligned_alloc(huge_page, bytes);
    if (!memory) throw std::bad_alloc();
    ::madvise(memory, bytes, MADV_HUGEPAGE);
    return std::shared_ptr<const float[]>(static_cast<const float*>(memory), [](const float* held) { std::free(const_cast<float*>(held)); });
}

Image uninitialised(int width, int height, int channels) {
    Image image;
    image.width = width;
    image.height = height;
    image.channels = channels;
    image.pixels = room_for(image.size());
    return image;
}

float* writable(const Image& fresh) { return const_cast<float*>(fresh.pixels.get()); }   // not yet shared

}  // namespace

Image to_picture(const char* pixels, int width, int height, const PixelFormat& format, const HostColours& colours) {
    const Places at = places_of(format.layout);
    const std::size_t row = static_cast<std::size_t>(width);
    // Most layers are opaque: one that is not is found out on the way, and read again.
    std::atomic<bool> is_opaque = true;
    const auto read = [&](int channels) {
        Image picture = uninitialised(width, height, channels);
        over_rows(width, height, [&](std::size_t y) {
            if (channels == 3 && !is_opaque) return;
            thread_local std::vector<float> rgba;
            rgba.resize(4 * row);
            with_sample(format.sample, [&](auto sample) { read_row(reinterpret_cast<const decltype(sample)*>(pixels + y * row * format.pixel_bytes()), at, width, rgba.data()); });
            colours.to_srgb(rgba.data(), row);
            float* to = writable(picture) + y * row * static_cast<std::size_t>(channels);
            if (channels == 4) {
                for (std::size_t x = 0; x < row; ++x) rgba[4 * x + 3] = std::clamp(rgba[4 * x + 3], 0.0F, 1.0F);
                std::copy(rgba.begin(), rgba.end(), to);
                return;
            }
            bool is_row_opaque = true;
            for (std::size_t x = 0; x < row; ++x) {
                is_row_opaque = is_row_opaque && rgba[4 * x + 3] >= 1;
                for (std::size_t c = 0; c < 3; ++c) to[3 * x + c] = rgba[4 * x + c];
            }
            if (!is_row_opaque) is_opaque = false;
        });
        return picture;
    };
    Image picture = read(3);
    if (!is_opaque) picture = read(4);
    picture.bits = format.sample == PixelSample::u8 ? 8 : format.sample == PixelSample::u16 ? 16 : 32;
    return picture;
}

Mask to_selection(const char* pixels, int width, int height, PixelSample sample) {
    Mask mask{uninitialised(width, height, 1)};
    const std::size_t row = static_cast<std::size_t>(width);
    over_rows(width, height, [&](std::size_t y) {
        float* to = writable(mask.image) + y * row;
        with_sample(sample, [&](auto type) {
            const auto* from = reinterpret_cast<const decltype(type)*>(pixels) + y * row;
            for (std::size_t x = 0; x < row; ++x) to[x] = std::clamp(to_float(from[x]), 0.0F, 1.0F);
        });
    });
    return mask;
}

void from_picture(const Image& picture, const Mask* alpha, const HostRect& rect, char* pixels, const PixelFormat& format, const HostColours& colours) {
    const Places at = places_of(format.layout);
    const std::size_t row = static_cast<std::size_t>(rect.width), channels = static_cast<std::size_t>(picture.channels);
    over_rows(rect.width, rect.height, [&](std::size_t y) {
        thread_local std::vector<float> rgba;
        rgba.resize(4 * row);
        const std::size_t first = (y + static_cast<std::size_t>(rect.y)) * static_cast<std::size_t>(picture.width) + static_cast<std::size_t>(rect.x);
        const float* from = picture.pixels.get() + first * channels;
        for (std::size_t x = 0; x < row; ++x, from += channels) {
            for (std::size_t c = 0; c < 3; ++c) rgba[4 * x + c] = from[channels == 1 ? 0 : c];
            rgba[4 * x + 3] = alpha ? alpha->image.pixels[first + x] : channels == 4 ? from[3] : 1;
        }
        colours.from_srgb(rgba.data(), row);
        with_sample(format.sample, [&](auto sample) { write_row(rgba.data(), at, rect.width, reinterpret_cast<decltype(sample)*>(pixels + y * row * format.pixel_bytes())); });
    });
}

void from_mask(const Mask& mask, const HostRect& rect, char* bytes) {
    const std::size_t row = static_cast<std::size_t>(rect.width);
    over_rows(rect.width, rect.height, [&](std::size_t y) {
        const float* from = mask.image.pixels.get() + (y + static_cast<std::size_t>(rect.y)) * static_cast<std::size_t>(mask.image.width) + static_cast<std::size_t>(rect.x);
        std::transform(from, from + row, reinterpret_cast<std::uint8_t*>(bytes) + y * row, from_float<std::uint8_t>);
    });
}

std::optional<Image> unmixed(const Image& picture, const Mask& coverage, const Image& base, int x, int y) {
    if (picture.channels != 3 || base.channels != 3) return std::nullopt;
    const int left = std::max(x, 0), right = std::min(x + base.width, picture.width);
    const int top = std::max(y, 0), bottom = std::min(y + base.height, picture.height);
    const std::size_t width = static_cast<std::size_t>(picture.width);
    Image made = uninitialised(picture.width, picture.height, 3);
    std::atomic<bool> is_other = false;
    over_rows(picture.width, picture.height, [&](std::size_t row) {
        const float* from = picture.pixels.get() + 3 * row * width;
        float* to = writable(made) + 3 * row * width;
        std::copy_n(from, 3 * width, to);
        const int line = static_cast<int>(row);
        if (line < top || line >= bottom || is_other) return;
        const float* share = coverage.image.pixels.get() + row * width;
        const float* below = base.pixels.get() + 3 * (static_cast<std::size_t>(line - y) * static_cast<std::size_t>(base.width)) - 3 * x;
        for (int column = left; column < right; ++column) {
            const float alpha = share[column];
            for (int c = 3 * column; c < 3 * column + 3; ++c) {
                if (alpha <= 0 && from[c] != below[c]) is_other = true;
                // Of the faintest traces next to nothing is known, nor seen.
                if (alpha > 0 && alpha < 1) to[c] = below[c] + (from[c] - below[c]) / std::max(alpha, 1.0F / 255);
            }
        }
    });
    if (is_other) return std::nullopt;
    made.x = picture.x;
    made.y = picture.y;
    made.bits = picture.bits;
    return made;
}

HostRect bounds_of(const Mask& mask) {
    const Region box = masked_box(mask);
    return {box.x, box.y, box.width, box.height};
}

}  // namespace noiseloom
