// The part of a picture that a model works on: a rectangle round what is masked, with context, and the size at which the model sees it. Models
// make good pictures only near the size that they were trained on, whatever the size of the picture; so the part is scaled to that size, and
// what the model made of it is scaled back (image/paste.h).
#pragma once

#include "image/image.h"

namespace noiseloom {

// Of a picture of full_width x full_height, the pixels [x, x + width) x [y, y + height).
struct Region {
    int x = 0, y = 0, width = 0, height = 0;
    int full_width = 0, full_height = 0;
    bool operator==(const Region&) const = default;
};

// Round all that is not 0; of size 0 if there is nothing.
Region masked_box(const Mask& mask);

struct RegionOptions {
    double padding = 0.25;   // context on every side, as a share of the masked rectangle's longer side
    int least = 0;           // pixels of the picture: the region's sides are no shorter
    int side = 0;            // the model's: it works on about side² pixels, no side longer than twice this; 0: on the picture's own pixels
    int multiple = 8;        // of which the working sides are multiples
};

// A region and the size at which it is worked on.
struct WorkingRegion {
    Region region;
    int width = 0, height = 0;
};

// Round all that is masked, however little; the whole picture where nothing is. It is made wider or higher, where the picture has room, until it
// has the working size's shape, no side more than twice the other; so it is distorted only where a whole picture has to be fitted into multiples.
// With `side` 0 it is never scaled: its sides are multiples where the picture has room.
WorkingRegion region_around(const Mask& mask, const RegionOptions& options);

// 1 wherever `mask` is not 0, scaled to this size; 1 everywhere if it is 0 everywhere: nothing selected means all.
Mask repainted(const Mask& mask, const WorkingRegion& at);
// The region's pixels at the working size.
Image working_picture(const Image& image, const WorkingRegion& at);
// To any size with the filter that suits the scale: Lanczos, or where much is lost the plain mean.
Image rescaled(const Image& image, int width, int height);

template <>
struct ValueType<Region> {
    static constexpr std::string_view name = "region";
    static std::size_t bytes(const Region&) { return sizeof(Region); }
    static std::string save(const Region& region);
    static Result<std::shared_ptr<const Region>> load(std::string_view bytes);
};

}  // namespace noiseloom
