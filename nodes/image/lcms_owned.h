// Owners of lcms's profiles and transforms, for the two places that use them: the image helper and the pixels of image editors.
#pragma once

#include <memory>

#include <lcms2.h>

namespace noiseloom {

struct CloseProfile {
    void operator()(void* profile) const { cmsCloseProfile(profile); }
};
struct DeleteTransform {
    void operator()(void* transform) const { cmsDeleteTransform(transform); }
};
using IccProfile = std::unique_ptr<void, CloseProfile>;
using IccTransform = std::unique_ptr<void, DeleteTransform>;

// Grey with sRGB's curve and white; null if lcms has no memory for it.
inline IccProfile gray_like_srgb() {
    const IccProfile srgb(cmsCreate_sRGBProfile());
    auto* const curve = static_cast<cmsToneCurve*>(cmsReadTag(srgb.get(), cmsSigGreenTRCTag));
    return IccProfile(curve ? cmsCreateGrayProfile(cmsD50_xyY(), curve) : nullptr);
}

}  // namespace noiseloom
