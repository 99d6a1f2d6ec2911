#include "image/region.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "image/transform.h"

namespace noiseloom {
namespace {

bool is_nowhere(const Mask& mask) {
    const auto values = mask.image.values();
    return std::none_of(values.begin(), values.end(), [](float value) { return value > 0; });
}

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

// Round all that is not 0; of size 0 if there is nothing.
Box bounds(const Image& mask) {
    int left = mask.width, right = -1, top = mask.height, bottom = -1;
    for (int y = 0; y < mask.height; ++y) {
        const float* const row = mask.pixels.get() + static_cast<std::size_t>(y) * static_cast<std::size_t>(mask.width);
        const auto* const first = std::find_if(row, row + mask.width, [](float value) { return value > 0; });
        if (first == row + mask.width) continue;
        int last = mask.width - 1;
        while (!(row[last] > 0)) --last;
        left = std::min(left, static_cast<int>(first - row));
        right = std::max(right, last);
        top = std::min(top, y);
        bottom = y;
    }
    if (bottom < 0) return {{0, 0, mask.width}, {0, 0, mask.height}};
    return {{left, right - left + 1, mask.width}, {top, bottom - top + 1, mask.height}};
}

int to_multiple(double side, int multiple) { return std::max(1, static_cast<int>(std::lround(side / multiple))) * multiple; }

}  // namespace

WorkingRegion region_around(const Mask& mask, const RegionOptions& options) {
    Box box = bounds(mask.image);
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
    const bool is_everywhere = is_nowhere(mask);
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
