#include "gimp/formats.h"

namespace noiseloom {
namespace {

enum class Curve { linear, of_profile, srgb };

// A precision of GIMP's is a hundred for its kind of number and, added, 0 for linear light, 50 for the profile's curve, 75 (in GIMP 3) for sRGB's.
static_assert(GIMP_PRECISION_U8_LINEAR == 100 && GIMP_PRECISION_U16_LINEAR == 200 && GIMP_PRECISION_FLOAT_LINEAR == 600);

Curve curve_of(GimpPrecision precision) {
    const int rest = precision % 100;
    return rest == 0 ? Curve::linear : rest == 50 ? Curve::of_profile : Curve::srgb;
}

PixelSample sample_of(GimpPrecision precision) { return precision < 200 ? PixelSample::u8 : precision < 300 ? PixelSample::u16 : PixelSample::f32; }

std::string babl_name(bool is_gray, Curve curve, PixelSample sample) {
    static constexpr const char* colours[] = {"RGBA", "R'G'B'A", "R~G~B~A"};
    static constexpr const char* grays[] = {"YA", "Y'A", "Y~A"};
    const char* const type = sample == PixelSample::u8 ? " u8" : sample == PixelSample::u16 ? " u16" : " float";
    return std::string((is_gray ? grays : colours)[static_cast<int>(curve)]) + type;
}

// The profile whose numbers the stored ones are: the precision says what their curve is, whatever the image's profile says.
GimpColorProfile* with_curve(GimpColorProfile* profile, Curve curve) {
    if (curve == Curve::linear) return gimp_color_profile_new_linear_from_color_profile(profile);
    if (curve == Curve::srgb) return gimp_color_profile_new_srgb_trc_from_color_profile(profile);
    return GIMP_COLOR_PROFILE(g_object_ref(profile));
}

const Babl* in_space_of([[maybe_unused]] GimpColorProfile* profile, const std::string& name) {
#if GIMP_MAJOR_VERSION >= 3
    return babl_format_with_space(name.c_str(), gimp_color_profile_get_space(profile, GIMP_COLOR_RENDERING_INTENT_RELATIVE_COLORIMETRIC, nullptr));
#else
    return babl_format(name.c_str());
#endif
}

bool is_srgb(GimpColorProfile* profile, bool is_gray) {
    GimpColorProfile* const srgb = is_gray ? gimp_color_profile_new_d65_gray_srgb_trc() : gimp_color_profile_new_rgb_srgb();
    const bool is_equal = gimp_color_profile_is_equal(profile, srgb);
    g_object_unref(srgb);
    return is_equal;
}

}  // namespace

PictureFormat format_of(int image) {
    const bool is_gray = gimp_image_get_base_type(as_image(image)) == GIMP_GRAY;
    const GimpPrecision precision = gimp_image_get_precision(as_image(image));
    const Curve curve = curve_of(precision);
    PictureFormat format{{is_gray ? PixelLayout::graya : PixelLayout::rgba, sample_of(precision)}, nullptr, ""};
    GimpColorProfile* const of_image = gimp_image_get_effective_color_profile(as_image(image));
    format.babl = in_space_of(of_image, babl_name(is_gray, curve, format.pixels.sample));
    if (GimpColorProfile* const profile = with_curve(of_image, curve)) {
        gsize size = 0;
        const guint8* const bytes = gimp_color_profile_get_icc_profile(profile, &size);
        if (!is_srgb(profile, is_gray)) format.profile.assign(reinterpret_cast<const char*>(bytes), size);
        g_object_unref(profile);
    }
    g_object_unref(of_image);
    return format;
}

}  // namespace noiseloom
