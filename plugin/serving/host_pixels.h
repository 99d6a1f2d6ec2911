// Rows of an image editor's pixels to pictures and back. Large ones are worked on by several threads.
#pragma once

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

// The smallest rectangle with all that is not 0; empty if there is nothing.
HostRect bounds_of(const Mask& mask);

}  // namespace noiseloom
