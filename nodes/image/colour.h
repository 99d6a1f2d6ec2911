// Between sRGB-encoded values and linear light, by the exact piecewise curve of IEC 61966-2-1,
// extended oddly below 0 and smoothly above 1, so that both directions keep any finite value.
#pragma once

#include "image/image.h"

namespace noiseloom {

float srgb_encode(float linear);
float srgb_decode(float encoded);

// The picture in the other encoding; itself if it is there already. Alpha stays as it is.
Image to_srgb(const Image& image);
Image to_linear(const Image& image);

}  // namespace noiseloom
