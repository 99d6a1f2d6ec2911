#include "icc.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "image/lcms_owned.h"

namespace noiseloom {

namespace {

cmsUInt32Number layout_of(int channels) { return channels == 1 ? TYPE_GRAY_FLT : channels == 3 ? TYPE_RGB_FLT : TYPE_RGBA_FLT; }

// Grey to grey and colour to colour, so that pictures keep their channels.
IccTransform make_transform(const IccProfile& from, int channels) {
    const bool grey = channels == 1;
    if (cmsGetColorSpace(from.get()) != (grey ? cmsSigGrayData : cmsSigRgbData)) return nullptr;
    const IccProfile to = grey ? gray_like_srgb() : IccProfile(cmsCreate_sRGBProfile());
    const auto layout = layout_of(channels);
    const auto flags = channels == 4 ? cmsFLAGS_COPY_ALPHA : 0;
    if (!to) return nullptr;
    return IccTransform(cmsCreateTransform(from.get(), layout, to.get(), layout, INTENT_RELATIVE_COLORIMETRIC, flags));
}

bool moves_colours(const IccTransform& transform, int channels) {
    constexpr int levels = 5, colours = levels * levels * levels;
    std::vector<float> before;
    for (int i = 0; i < colours; ++i) {
        const int parts[4] = {i % levels, i / levels % levels, i / levels / levels, levels - 1};
        for (int c = 0; c < channels; ++c) before.push_back(static_cast<float>(parts[c]) / (levels - 1));
    }
    std::vector<float> after(before.size());
    cmsDoTransform(transform.get(), before.data(), after.data(), static_cast<cmsUInt32Number>(before.size() / static_cast<std::size_t>(channels)));
    return !std::equal(before.begin(), before.end(), after.begin(), [](float a, float b) { return std::abs(a - b) < 1 / 255.0f; });
}

}  // namespace

bool to_srgb(float* values, std::size_t pixels, int channels, std::string_view profile) {
    const IccProfile from(cmsOpenProfileFromMem(profile.data(), static_cast<cmsUInt32Number>(profile.size())));
    if (!from) return false;
    const IccTransform transform = make_transform(from, channels);
    if (!transform || !moves_colours(transform, channels)) return false;
    constexpr std::size_t stretch = 1 << 16;   // lcms counts in 32 bits
    for (std::size_t done = 0; done < pixels; done += stretch) {
        const std::size_t count = std::min(stretch, pixels - done);
        float* const here = values + done * static_cast<std::size_t>(channels);
        cmsDoTransform(transform.get(), here, here, static_cast<cmsUInt32Number>(count));
        for (std::size_t i = 0; i < count * static_cast<std::size_t>(channels); ++i) here[i] = std::clamp(here[i], 0.0f, 1.0f);
    }
    return true;
}

}  // namespace noiseloom
