#include "serving/host_colours.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "image/colour.h"
#include "image/lcms_owned.h"

namespace noiseloom {
namespace {

IccTransform transform(const IccProfile& from, std::uint32_t from_layout, const IccProfile& to, std::uint32_t to_layout) {
    return IccTransform(cmsCreateTransform(from.get(), from_layout, to.get(), to_layout, INTENT_RELATIVE_COLORIMETRIC, cmsFLAGS_COPY_ALPHA | cmsFLAGS_NOCACHE));
}

// A lattice of colours, RGBA.
std::vector<float> lattice() {
    constexpr int levels = 6;
    std::vector<float> colours;
    for (int i = 0; i < levels * levels * levels; ++i)
        for (const int part : {i % levels, i / levels % levels, i / levels / levels, levels - 1}) colours.push_back(static_cast<float>(part) / (levels - 1));
    return colours;
}

// Whether the transform to sRGB does what `curve` does: to half a step of 255.
template <class Curve>
bool acts_as(const IccTransform& transform, Curve curve) {
    const std::vector<float> before = lattice();
    std::vector<float> after(before.size());
    cmsDoTransform(transform.get(), before.data(), after.data(), static_cast<cmsUInt32Number>(before.size() / 4));
    for (std::size_t i = 0; i < before.size(); ++i)
        if (i % 4 != 3 && std::abs(after[i] - curve(before[i])) > 0.5F / 255) return false;
    return true;
}

void map_colours(float* rgba, std::size_t pixels, float (*curve)(float)) {
    for (std::size_t i = 0; i < pixels; ++i)
        for (int c = 0; c < 3; ++c) rgba[4 * i + static_cast<std::size_t>(c)] = curve(rgba[4 * i + static_cast<std::size_t>(c)]);
}

constexpr std::size_t stretch = 4096;   // pixels at a time: lcms counts in 32 bits, and grey needs room

}  // namespace

struct HostColours::Transforms {
    IccTransform to, from;

    // Of grey documents one side has a single channel and the other three, so neither is RGBA in place: `made` is how many come out, 0 for RGBA.
    static void apply(cmsHTRANSFORM transform, int read, int made, float* rgba, std::size_t pixels) {
        float before[3 * stretch], after[3 * stretch];
        for (std::size_t done = 0; done < pixels; done += stretch) {
            const std::size_t count = std::min(stretch, pixels - done);
            float* const here = rgba + 4 * done;
            if (made == 0) {
                cmsDoTransform(transform, here, here, static_cast<cmsUInt32Number>(count));
                continue;
            }
            for (std::size_t i = 0; i < count; ++i) std::copy_n(here + 4 * i, read, before + static_cast<std::size_t>(read) * i);
            cmsDoTransform(transform, before, after, static_cast<cmsUInt32Number>(count));
            for (std::size_t i = 0; i < count; ++i)
                for (int c = 0; c < 3; ++c) here[4 * i + static_cast<std::size_t>(c)] = after[static_cast<std::size_t>(made) * i + static_cast<std::size_t>(made == 1 ? 0 : c)];
        }
    }
};

HostColours::HostColours() = default;
HostColours::~HostColours() = default;

Result<std::shared_ptr<const HostColours>> HostColours::make(std::string_view profile, bool is_gray) {
    auto made = std::make_shared<HostColours>();
    made->is_gray_ = is_gray;
    if (profile.empty() && !is_gray) return std::shared_ptr<const HostColours>(std::move(made));
    const IccProfile own = profile.empty() ? gray_like_srgb() : IccProfile(cmsOpenProfileFromMem(profile.data(), static_cast<cmsUInt32Number>(profile.size())));
    if (!own || cmsGetColorSpace(own.get()) != (is_gray ? cmsSigGrayData : cmsSigRgbData))
        return Error{Code::bad_image, "the colour profile of the image cannot be used", "Assign or convert to another one in the image editor.", "", "", ""};
    const IccProfile srgb(cmsCreate_sRGBProfile());
    made->transforms_ = std::make_unique<Transforms>();
    Transforms& both = *made->transforms_;
    both.to = is_gray ? transform(own, TYPE_GRAY_FLT, srgb, TYPE_RGB_FLT) : transform(own, TYPE_RGBA_FLT, srgb, TYPE_RGBA_FLT);
    both.from = is_gray ? transform(srgb, TYPE_RGB_FLT, own, TYPE_GRAY_FLT) : transform(srgb, TYPE_RGBA_FLT, own, TYPE_RGBA_FLT);
    if (!both.to || !both.from) return Error{Code::bad_image, "the colour profile of the image works in one direction only", "Convert the image to another one, sRGB say, in the image editor.", "", "", ""};
    made->way_ = Way::profile;
    if (!is_gray && acts_as(both.to, [](float v) { return v; })) made->way_ = Way::same;
    else if (!is_gray && acts_as(both.to, srgb_encode)) made->way_ = Way::linear;
    return std::shared_ptr<const HostColours>(std::move(made));
}

void HostColours::to_srgb(float* rgba, std::size_t pixels) const {
    if (way_ == Way::linear) return map_colours(rgba, pixels, srgb_encode);
    if (way_ == Way::profile) transforms_->apply(transforms_->to.get(), is_gray_ ? 1 : 3, is_gray_ ? 3 : 0, rgba, pixels);
}

void HostColours::from_srgb(float* rgba, std::size_t pixels) const {
    if (way_ == Way::linear) return map_colours(rgba, pixels, srgb_decode);
    if (way_ == Way::profile) transforms_->apply(transforms_->from.get(), 3, is_gray_ ? 1 : 0, rgba, pixels);
}

}  // namespace noiseloom
