#include "icc.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

#include <lcms2.h>

namespace noiseloom {

namespace {

struct CloseProfile {
    void operator()(void* profile) const { cmsCloseProfile(profile); }
};
struct DeleteTransform {
    void operator()(void* transform) const { cmsDeleteTransform(transform); }
};
using Profile = std::unique_ptr<void, CloseProfile>;
using Transform = std::unique_ptr<void, DeleteTransform>;

cmsUInt32Number layout_of(int channels) { return channels == 1 ? TYPE_GRAY_FLT : channels == 3 ? TYPE_RGB_FLT : TYPE_RGBA_FLT; }

// Grey to grey and colour to colour, so that pictures keep their channels.
Transform make_transform(const Profile& from, int channels) {
    const bool grey = channels == 1;
    if (cmsGetColorSpace(from.get()) != (grey ? cmsSigGrayData : cmsSigRgbData)) return nullptr;
    const Profile srgb(cmsCreate_sRGBProfile());
    Profile to;
    if (grey) {   // with sRGB's curve and white
        auto* const curve = static_cast<cmsToneCurve*>(cmsReadTag(srgb.get(), cmsSigGreenTRCTag));
        if (curve) to.reset(cmsCreateGrayProfile(cmsD50_xyY(), curve));
    }
    const auto layout = layout_of(channels);
    const auto flags = channels == 4 ? cmsFLAGS_COPY_ALPHA : 0;
    if (grey && !to) return nullptr;
    return Transform(cmsCreateTransform(from.get(), layout, grey ? to.get() : srgb.get(), layout, INTENT_RELATIVE_COLORIMETRIC, flags));
}

bool moves_colours(const Transform& transform, int channels) {
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
    const Profile from(cmsOpenProfileFromMem(profile.data(), static_cast<cmsUInt32Number>(profile.size())));
    if (!from) return false;
    const Transform transform = make_transform(from, channels);
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
