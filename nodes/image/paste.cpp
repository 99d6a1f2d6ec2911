#include "image/paste.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "image/membrane.h"
#include "image/transform.h"

namespace noiseloom {
namespace {

// Distances of the pixels inside a mask to its edge, by two sweeps over the neighbours above and below (a chamfer with steps of 1 and √2:
// at most 8 % too long, which no soft edge shows). Pixels beside an open side of the rectangle are at 1 from it.
struct Sides {
    bool left = false, top = false, right = false, bottom = false;
};

std::vector<float> inward_distances(const Image& mask, const Sides& open) {
    const int width = mask.width, height = mask.height;
    constexpr float far = 1e9F, diagonal = std::numbers::sqrt2_v<float>;
    std::vector<float> distance(mask.size());
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const bool is_open = (open.left && x == 0) || (open.top && y == 0) || (open.right && x == width - 1) || (open.bottom && y == height - 1);
            distance[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)] = mask.at(x, y, 0) > 0 ? (is_open ? 1 : far) : 0;
        }
    const auto sweep_row = [&](int y, int step) {   // from the row before, then along the row
        float* const row = distance.data() + static_cast<std::ptrdiff_t>(y) * width;
        if (const int before = y - step; before >= 0 && before < height) {
            const float* const other = distance.data() + static_cast<std::ptrdiff_t>(before) * width;
            for (int x = 0; x < width; ++x) {
                float best = std::min(row[x], other[x] + 1);
                if (x > 0) best = std::min(best, other[x - 1] + diagonal);
                if (x + 1 < width) best = std::min(best, other[x + 1] + diagonal);
                row[x] = best;
            }
        }
        for (int x = 1; x < width; ++x) row[x] = std::min(row[x], row[x - 1] + 1);
        for (int x = width - 2; x >= 0; --x) row[x] = std::min(row[x], row[x + 1] + 1);
    };
    for (int y = 0; y < height; ++y) sweep_row(y, 1);
    for (int y = height - 1; y >= 0; --y) sweep_row(y, -1);
    return distance;
}

// The mask inside the region, faded.
Image covered(const Mask& mask, const Region& region, double feather) {
    const Image part = crop(mask.image, region.x, region.y, region.width, region.height);
    const auto given = mask.image.values();
    if (std::none_of(given.begin(), given.end(), [](float value) { return value > 0; }))
        return with_pixels(part, part.width, part.height, 1, std::vector<float>(part.size(), 1.0F));
    const Sides open{region.x > 0, region.y > 0, region.x + region.width < region.full_width, region.y + region.height < region.full_height};
    if (feather <= 0) return part;
    const std::vector<float> distances = inward_distances(part, open);
    const float farthest = std::min(*std::max_element(distances.begin(), distances.end()), static_cast<float>(feather) + 1);
    if (farthest <= 0) return part;   // nothing of the mask lies in the region
    std::vector<float> values(part.values().begin(), part.values().end());
    for (std::size_t i = 0; i < values.size(); ++i) {
        const float t = std::min(1.0F, distances[i] / farthest);
        values[i] *= t * t * (3 - 2 * t);
    }
    return with_pixels(part, part.width, part.height, 1, std::move(values));
}

// Row-major places of a region's pixels, in the region and in the full picture.
template <class Visit>
void each_pixel(const Region& region, Visit visit) {
    std::size_t in_region = 0;
    for (int y = 0; y < region.height; ++y) {
        std::size_t in_full = static_cast<std::size_t>(region.y + y) * static_cast<std::size_t>(region.full_width) + static_cast<std::size_t>(region.x);
        for (int x = 0; x < region.width; ++x) visit(in_region++, in_full++);
    }
}

// Adds to the colours of `over` what makes them meet `below` wherever the coverage ends.
Image meeting(const Image& over, const Image& below, const Region& region, std::span<const float> coverage, const Cancel& cancel) {
    std::vector<std::uint8_t> known(coverage.size());
    std::transform(coverage.begin(), coverage.end(), known.begin(), [](float value) { return value > 0 ? 0 : 1; });
    const Membrane membrane(region.width, region.height, std::move(known));
    const auto channels = static_cast<std::size_t>(over.channels), colours = std::min<std::size_t>(channels, 3);
    std::vector<float> made(over.values().begin(), over.values().end()), difference(coverage.size());
    for (std::size_t c = 0; c < colours; ++c) {
        each_pixel(region, [&](std::size_t at, std::size_t in_full) {
            difference[at] = coverage[at] > 0 ? 0 : below.values()[in_full * channels + c] - made[at * channels + c];
        });
        membrane.stretch(difference, cancel);
        for (std::size_t i = 0; i < difference.size(); ++i) made[i * channels + c] += difference[i];
    }
    return with_pixels(over, over.width, over.height, over.channels, std::move(made));
}

std::string size_text(int width, int height) { return std::to_string(width) + " x " + std::to_string(height); }

}  // namespace

Result<Pasted> paste_back(const Image& base, const Image& over, const Region& region, const Mask& mask, double feather, bool seamless, const Cancel& cancel) {
    const auto misfit = [&](const std::string& what, const Image& image, const char* socket) {
        return Error{Code::bad_image,
                     what + " is " + size_text(image.width, image.height) + " and the region was taken from a picture of " + size_text(region.full_width, region.full_height),
                     "Wire the picture and the mask that the region was taken from.", "", socket, ""};
    };
    for (const auto& [what, image, socket] : {std::tuple{"the picture below", &base, "base"}, std::tuple{"the mask", &mask.image, "mask"}})
        if (image->width != region.full_width || image->height != region.full_height) return misfit(what, *image, socket);
    const int channels = std::max(base.channels, over.channels);
    const Image below = with_channels(base, channels);
    Image above = rescaled(with_channels(over, channels), region.width, region.height);
    cancel.check();
    const Image coverage = covered(mask, region, feather);
    if (seamless) above = meeting(above, below, region, coverage.values(), cancel);
    const auto n = static_cast<std::size_t>(channels);
    std::vector<float> values(below.values().begin(), below.values().end()), weights(mask.image.size(), 0.0F);
    each_pixel(region, [&](std::size_t at, std::size_t in_full) {
        const float weight = coverage.values()[at];
        weights[in_full] = weight;
        if (!(weight > 0)) return;
        for (std::size_t c = 0; c < n; ++c) {
            float& value = values[in_full * n + c];
            const float pasted = above.values()[at * n + c];
            value = weight < 1 ? value + weight * (pasted - value) : pasted;
        }
    });
    Image mask_image = make_image(base.width, base.height, 1, std::move(weights));
    mask_image.x = base.x;
    mask_image.y = base.y;
    return Pasted{with_pixels(below, base.width, base.height, channels, std::move(values)), {std::move(mask_image)}};
}

}  // namespace noiseloom
