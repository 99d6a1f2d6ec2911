#include "image/region.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "image/transform.h"

namespace noiseloom {
namespace {

// One side of a region: pixels [at, at + size) of `full`.
struct Extent {
    int at = 0, size = 0, full = 0;

    // As long as wanted and there is room for, about its own centre and inside the picture.
    void grow(double wanted) {
        const int grown = std::clamp(static_cast<int>(std::ceil(std::min(wanted, static_cast<double>(full)))), size, full);
        at = std::clamp(at - (grown - size) / 2, 0, full - grown);
        size = grown;
    }
};

struct Box {
    Extent x, y;
    int longer() const { return std::max(x.size, y.size); }
};

int to_multiple(double side, int multiple) { return std::max(1, static_cast<int>(std::lround(side / multiple))) * multiple; }

}  // namespace

Region masked_box(const Mask& mask) {
    const int width = mask.image.width, height = mask.image.height;
    int left = width, right = 0, top = height, bottom = 0;
    for (int y = 0; y < height; ++y) {
        const float* const row = mask.image.pixels.get() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
        const float* const first = std::find_if(row, row + width, [](float value) { return value > 0; });
        if (first == row + width) continue;
        const float* last = row + width - 1;
        while (!(*last > 0)) --last;
        left = std::min(left, static_cast<int>(first - row));
        right = std::max(right, static_cast<int>(last - row) + 1);
        top = std::min(top, y);
        bottom = y + 1;
    }
    if (bottom == 0) return {0, 0, 0, 0, width, height};
    return {left, top, right - left, bottom - top, width, height};
}

WorkingRegion region_around(const Mask& mask, const RegionOptions& options) {
    const Region masked = masked_box(mask);
    Box box{{masked.x, masked.width, masked.full_width}, {masked.y, masked.height, masked.full_height}};
    if (box.longer() == 0) {
        box.x.size = box.x.full;
        box.y.size = box.y.full;
    } else {
        const double context = 2 * std::ceil(options.padding * box.longer());
        for (Extent* side : {&box.x, &box.y}) side->grow(std::max<double>(side->size + context, options.least));
        for (Extent* side : {&box.x, &box.y}) side->grow((box.longer() + 1) / 2);
    }
    WorkingRegion made;
    if (options.side == 0) {
        for (Extent* side : {&box.x, &box.y}) {
            const int longer = (side->size + options.multiple - 1) / options.multiple * options.multiple;
            if (longer <= side->full) side->grow(longer);
        }
        made.width = box.x.size;
        made.height = box.y.size;
    } else {
        const double scale = std::min(options.side / std::sqrt(static_cast<double>(box.x.size) * box.y.size), 2.0 * options.side / box.longer());
        made.width = to_multiple(box.x.size * scale, options.multiple);
        made.height = to_multiple(box.y.size * scale, options.multiple);
        box.x.grow(std::floor(static_cast<double>(box.y.size) * made.width / made.height + 0.5));
        box.y.grow(std::floor(static_cast<double>(box.x.size) * made.height / made.width + 0.5));
    }
    made.region = {box.x.at, box.y.at, box.x.size, box.y.size, box.x.full, box.y.full};
    return made;
}

Image rescaled(const Image& image, int width, int height) {
    constexpr int much = 4;   // from where Lanczos' long reach costs more than it shows
    const bool shrinks_much = image.width >= much * width || image.height >= much * height;
    return resize(image, width, height, shrinks_much ? Filter::area : Filter::lanczos);
}

Image working_picture(const Image& image, const WorkingRegion& at) {
    const Region& part = at.region;
    const bool is_whole = part.width == image.width && part.height == image.height;
    return rescaled(is_whole ? image : crop(image, part.x, part.y, part.width, part.height), at.width, at.height);
}

Mask repainted(const Mask& mask, const WorkingRegion& at) {
    const Region& part = at.region;
    const bool is_everywhere = masked_box(mask).width == 0;
    Image scaled = crop(mask.image, part.x, part.y, part.width, part.height);
    if (scaled.width != at.width || scaled.height != at.height) scaled = resize(scaled, at.width, at.height, Filter::area);
    constexpr float rounding = 1e-6F;   // of the filter; the least of a mask of 16 bits, and a pixel's share in the strongest scaling that regions have, are above
    std::vector<float> values(scaled.size());
    std::transform(scaled.values().begin(), scaled.values().end(), values.begin(), [&](float value) { return is_everywhere || value > rounding ? 1.0F : 0.0F; });
    return {with_pixels(scaled, at.width, at.height, 1, std::move(values))};
}

std::string ValueType<Region>::save(const Region& region) { return {reinterpret_cast<const char*>(&region), sizeof region}; }

Result<std::shared_ptr<const Region>> ValueType<Region>::load(std::string_view bytes) {
    auto region = std::make_shared<Region>();
    if (bytes.size() != sizeof *region) return Error{Code::disk, "a stored region is damaged", "", "", "", ""};
    std::memcpy(region.get(), bytes.data(), bytes.size());
    return std::shared_ptr<const Region>(std::move(region));
}

}  // namespace noiseloom
