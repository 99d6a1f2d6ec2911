// WebP by libwebp itself. The WebP plug-in of OpenImageIO 2.4.7 writes no lossless files and changes
// colours under alpha both ways.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace noiseloom {

struct WebpHead {
    int width = 0, height = 0, channels = 0;   // 3 or 4
};

// Nothing if it is damaged or an animation.
std::optional<WebpHead> read_webp_head(std::string_view file);
// Fills width * height * channels values in [0, 1]; false if the file is damaged.
bool decode_webp(std::string_view file, const WebpHead& head, float* values);

// Of 3 or 4 channels; quality 100 is lossless. Empty on failure.
std::vector<unsigned char> encode_webp(const float* values, const WebpHead& head, int quality);

}  // namespace noiseloom
