// WebP by libwebp itself. The WebP plug-in of OpenImageIO 2.4.7 writes no lossless files and changes
// colours under alpha both ways.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
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

// The ICC profile in the file; empty where there is none.
std::string read_webp_profile(std::string_view file);

// Of 3 or 4 channels; quality 100 is lossless; with the ICC profile unless it is empty. Empty on failure.
std::vector<unsigned char> encode_webp(const float* values, const WebpHead& head, int quality, std::string_view profile);

}  // namespace noiseloom
