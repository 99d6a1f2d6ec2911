// What CLIP is shown of a picture: many cutouts at once, so that its verdict is about the whole and about parts, and does not
// depend on a pixel's exact place.
//
//     latest     the whole picture, pooled to CLIP's size (mean of average and maximum), once for each cutout: only the augmentations differ
//     original   squares of random size and place (Crowson et al., arXiv 2204.08583), resampled
//     updated    such squares, before augmentations of their own
//
// Then come the augmentations, and noise of a random strength in every cutout.
#pragma once

#include "clip_guidance/augment.h"
#include "core/key.h"
#include "core/value.h"

namespace noiseloom {

struct Cutouts {
    enum class Method { latest, original, updated };
    Method method = Method::latest;
    int count = 32;
    double power = 1;       // squares: side = U^power between the smallest and the largest; above 1 favours small ones
    double noise = 0.1;     // largest deviation of the noise
    std::vector<Augment> augments{Augment::affine, Augment::perspective, Augment::jitter, Augment::erasing};

    void digest(KeyBuilder& key) const;   // of all settings
    // image [1, 3, H, W] in [0, 1] to [count, 3, side, side]; differentiable.
    at::Tensor operator()(const at::Tensor& image, std::int64_t side, Draws& draws) const;
};

// The whole picture at CLIP's size, as `latest` sees it.
at::Tensor pooled_view(const at::Tensor& image, std::int64_t side);

template <>
struct ValueType<Cutouts> {
    static constexpr std::string_view name = "cutouts";
    static std::size_t bytes(const Cutouts&) { return sizeof(Cutouts); }
};

}  // namespace noiseloom
