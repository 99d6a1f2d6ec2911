// Between the colours of an image editor's document and those that models see (sRGB-encoded), by its ICC profile.
//
// Most documents are sRGB or sRGB's primaries in linear light: those need no colour management. All others go through lcms with relative
// colorimetric intent, unbounded, so that both directions keep what a float image holds beyond 0 and 1.
#pragma once

#include <memory>
#include <string_view>

#include "core/result.h"

namespace noiseloom {

class HostColours {
  public:
    // `profile` is ICC, empty for sRGB. Error (bad_image): it cannot be read, or is of another kind of colours than the document's.
    static Result<std::shared_ptr<const HostColours>> make(std::string_view profile, bool is_gray);

    bool is_srgb() const { return way_ == Way::same; }
    // `pixels` of RGBA floats in place, any number. Grey documents have equal colours.
    void to_srgb(float* rgba, std::size_t pixels) const;
    void from_srgb(float* rgba, std::size_t pixels) const;

    HostColours();
    ~HostColours();

  private:
    enum class Way { same, linear, profile };
    struct Transforms;

    Way way_ = Way::same;
    bool is_gray_ = false;
    std::unique_ptr<Transforms> transforms_;
};

}  // namespace noiseloom
