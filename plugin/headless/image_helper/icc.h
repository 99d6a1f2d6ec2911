// Colour profiles: pictures are sRGB inside Noiseloom, since that is what models were trained on.
#pragma once

#include <cstddef>
#include <string_view>

namespace noiseloom {

// Turns `pixels` of `channels` (1 grey, 3 RGB, 4 RGB and alpha, which stays) from the colours that the ICC
// profile describes into sRGB, in place; results are cut to [0, 1]. False if nothing was changed: the
// profile is damaged, describes other channels (CMYK), or moves no colour by a step of 255 (sRGB itself).
bool to_srgb(float* values, std::size_t pixels, int channels, std::string_view profile);

}  // namespace noiseloom
