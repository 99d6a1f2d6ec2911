// A picture that the model would not draw (a stroke drawing, another kind of thing) brought to one that it would: noise is
// added and taken away again by the model, several times (DiffusionCLIP, section 3.4, translation between unseen domains).
// What the noise leaves, the composition and the colours, stays; the rest becomes the model's.
#pragma once

#include "training/diffusion_clip/walk.h"

namespace noiseloom {

struct IntoDomain {
    int depth = 500;     // the training step that is noised to
    int steps = 6;       // DDIM steps back
    int times = 3;       // repetitions
    std::function<at::Tensor(int time)> noise;   // unit normals [N, C, h, w]
};

// x [N, C, h, w], what the model draws in, at level 0. The noise is that of ᾱ at depth - 1, as in DiffusionCLIP's code.
at::Tensor into_domain(const std::shared_ptr<const Denoiser>& model, const std::shared_ptr<const Conditioning>& conditioning, at::Tensor x,
                       const IntoDomain& settings, const Cancel& cancel, const std::function<void(int time, const at::Tensor& x)>& visit = {});

}  // namespace noiseloom
