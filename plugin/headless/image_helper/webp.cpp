#include "webp.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include <webp/decode.h>
#include <webp/encode.h>
#include <webp/mux.h>

namespace noiseloom {

namespace {

using Mux = std::unique_ptr<WebPMux, decltype(&WebPMuxDelete)>;

WebPData data_of(const void* bytes, std::size_t size) { return {static_cast<const std::uint8_t*>(bytes), size}; }

// The file with the profile; itself where libwebp does not take it.
std::vector<unsigned char> with_profile(std::vector<unsigned char> file, std::string_view profile) {
    const Mux mux(WebPMuxNew(), WebPMuxDelete);
    const WebPData image = data_of(file.data(), file.size()), icc = data_of(profile.data(), profile.size());
    WebPData whole{};
    if (mux && WebPMuxSetImage(mux.get(), &image, 0) == WEBP_MUX_OK && WebPMuxSetChunk(mux.get(), "ICCP", &icc, 0) == WEBP_MUX_OK &&
        WebPMuxAssemble(mux.get(), &whole) == WEBP_MUX_OK)
        file.assign(whole.bytes, whole.bytes + whole.size);
    WebPDataClear(&whole);
    return file;
}

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

std::string read_webp_profile(std::string_view file) {
    const WebPData all = data_of(file.data(), file.size());
    const Mux mux(WebPMuxCreate(&all, 0), WebPMuxDelete);
    WebPData icc{};
    if (!mux || WebPMuxGetChunk(mux.get(), "ICCP", &icc) != WEBP_MUX_OK) return {};
    return {reinterpret_cast<const char*>(icc.bytes), icc.size};
}

std::vector<unsigned char> encode_webp(const float* values, const WebpHead& head, int quality, std::string_view profile) {
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
    if (!file.empty() && !profile.empty()) return with_profile(std::move(file), profile);
    return file;
}

}  // namespace noiseloom
