#include "webp.h"

#include <algorithm>
#include <cmath>

#include <webp/decode.h>
#include <webp/encode.h>

namespace noiseloom {

namespace {

std::size_t samples(const WebpHead& head) { return std::size_t(head.width) * std::size_t(head.height) * std::size_t(head.channels); }

}  // namespace

std::optional<WebpHead> read_webp_head(std::string_view file) {
    WebPBitstreamFeatures features;
    const auto* const data = reinterpret_cast<const std::uint8_t*>(file.data());
    if (WebPGetFeatures(data, file.size(), &features) != VP8_STATUS_OK || features.has_animation) return std::nullopt;
    return WebpHead{features.width, features.height, features.has_alpha ? 4 : 3};
}

bool decode_webp(std::string_view file, const WebpHead& head, float* values) {
    std::vector<std::uint8_t> bytes(samples(head));
    const auto* const data = reinterpret_cast<const std::uint8_t*>(file.data());
    const auto decode = head.channels == 4 ? WebPDecodeRGBAInto : WebPDecodeRGBInto;
    if (!decode(data, file.size(), bytes.data(), bytes.size(), head.width * head.channels)) return false;
    std::transform(bytes.begin(), bytes.end(), values, [](std::uint8_t byte) { return float(byte) / 255.0f; });
    return true;
}

std::vector<unsigned char> encode_webp(const float* values, const WebpHead& head, int quality) {
    std::vector<std::uint8_t> bytes(samples(head));
    std::transform(values, values + bytes.size(), bytes.begin(),
                   [](float value) { return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0f, 1.0f) * 255.0f)); });
    WebPConfig config;
    WebPPicture picture;
    if (!WebPConfigInit(&config) || !WebPPictureInit(&picture)) return {};
    config.quality = static_cast<float>(quality);
    config.exact = 1;   // colours under alpha 0 stay
    picture.width = head.width;
    picture.height = head.height;
    if (quality >= 100) {
        constexpr int lossless_effort = 6;
        WebPConfigLosslessPreset(&config, lossless_effort);
        config.exact = 1;
        picture.use_argb = 1;
    } else {
        config.use_sharp_yuv = 1;   // 4:2:0 that keeps edges between colours
    }
    WebPMemoryWriter writer;
    WebPMemoryWriterInit(&writer);
    picture.writer = WebPMemoryWrite;
    picture.custom_ptr = &writer;
    const auto import = head.channels == 4 ? WebPPictureImportRGBA : WebPPictureImportRGB;
    std::vector<unsigned char> file;
    if (import(&picture, bytes.data(), head.width * head.channels) && WebPEncode(&config, &picture)) file.assign(writer.mem, writer.mem + writer.size);
    WebPMemoryWriterClear(&writer);
    WebPPictureFree(&picture);
    return file;
}

}  // namespace noiseloom
