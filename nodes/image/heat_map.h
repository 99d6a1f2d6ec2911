// A number for every pixel, as a picture.
#pragma once

#include <span>

#include "image/image.h"

namespace noiseloom {

// Signed: -largest is blue, 0 white, largest orange; beyond that as these. `values` row by row, `largest` > 0.
Image signed_heat_map(int width, int height, std::span<const float> values, float largest);
// 0 is black, over violet and orange to largest, which is pale yellow.
Image heat_map(int width, int height, std::span<const float> values, float largest);

}  // namespace noiseloom
