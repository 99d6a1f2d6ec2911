// How far a picture is from what CLIP is asked for: what CLIP guidance (no noise-aware classifier needed) pulls at.
//
//     loss = Σ over targets |w|·mean over cutouts sign(w)·d(cutout, target) + tv·roughness + range·excess
//
// d is the squared angle of k-diffusion's and guided-diffusion's CLIP scripts (half of it, 2·arcsin²(‖a - b‖/2)), or 1 - cos. Roughness is
// the mean squared difference of neighbours, excess that of what lies outside [-1, 1].
#pragma once

#include <memory>
#include <vector>

#include "clip_guidance/cutouts.h"
#include "clip_guidance/prompts.h"
#include "diffusion/criterion.h"
#include "models/autoencoder.h"
#include "models/clip_model.h"

namespace noiseloom {

struct ClipPictureLossSettings {
    std::vector<ClipTarget> targets;
    Cutouts cutouts;
    ClipDistance distance = ClipDistance::spherical;
    double roughness = 0, excess = 0;
    std::uint64_t seed = 0;   // of the cutouts
};

// `autoencoder` decodes latents; null for models of pixels.
std::shared_ptr<const PictureLoss> make_clip_picture_loss(ClipModel clip, std::shared_ptr<const Autoencoder> autoencoder, ClipPictureLossSettings settings);

}  // namespace noiseloom
