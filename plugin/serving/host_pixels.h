// Rows of an image editor's pixels to pictures and back. Large ones are worked on by several threads.
#pragma once

#include <optional>

#include "host/messages.h"
#include "image/image.h"
#include "serving/host_colours.h"

namespace noiseloom {

// `pixels` has format.bytes() of the rectangle. RGB, with alpha if anything is transparent, sRGB-encoded.
Image to_picture(const char* pixels, int width, int height, const PixelFormat& format, const HostColours& colours);
Mask to_selection(const char* pixels, int width, int height, PixelSample sample);

// The part `rect` of the picture (1, 3 or 4 channels, in its own coordinates). `alpha` (null: the picture's own, or opaque) is a mask of the
// picture's size.
void from_picture(const Image& picture, const Mask* alpha, const HostRect& rect, char* pixels, const PixelFormat& format, const HostColours& colours);

// The same of a mask, a byte each: 255 is wholly.
void from_mask(const Mask& mask, const HostRect& rect, char* bytes);

// A picture that was pasted onto `base` by `coverage` is mixed with it at soft edges, and as a layer over it would be mixed once more. This is the
// picture before that: where 0 < coverage < 1, what must lie above the base with that transparency to look as it does. `base` lies at (x, y) of the
// picture. Nothing where the picture was pasted onto something else: it differs from the base where nothing covers it.
std::optional<Image> unmixed(const Image& picture, const Mask& coverage, const Image& base, int x, int y);

// The smallest rectangle with all that is not 0; empty if there is nothing.
HostRect bounds_of(const Mask& mask);

}  // namespace noiseloom
