// CLIP as a judge whose verdict has a gradient: pictures as CLIP reads them, and distances in its space.
//
// A picture [-1, 1] becomes what CLIP's vision tower reads (clip_view), the tower makes a unit vector of it, and the
// loss compares vectors. All of it is differentiable, so a loss pulls at pixels, latents or weights.
//
//     cosine        1 - cos θ                       VQGAN-CLIP's and DiffusionCLIP's global loss
//     spherical     θ²/2 = 2·arcsin²(‖a - b‖/2)     CLIP guidance: unlike the cosine it still pulls where θ is small
//     directional   1 - cos(ΔI, ΔT)                 StyleGAN-NADA (arXiv 2108.00946), DiffusionCLIP (2110.02711): the change
//                                                   of the picture shall go the way that the text's change goes
#pragma once

#include <ATen/core/Tensor.h>

namespace noiseloom {

// [N, 3, H, W] in [-1, 1] to [N, 3, size, size] in [0, 1]: the shorter side becomes `size` (bicubic), the centre is cut out.
// `antialias` as CLIP's own preprocessing of pictures; without it as older tensor pipelines (DiffusionCLIP's among them).
at::Tensor clip_view(const at::Tensor& image, std::int64_t size, bool antialias);

at::Tensor unit_vectors(const at::Tensor& x);   // [..., D], each divided by its length

// Of unit vectors a and b, [..., D] that broadcast against each other: [...].
at::Tensor cosine_distance(const at::Tensor& a, const at::Tensor& b);
at::Tensor spherical_distance(const at::Tensor& a, const at::Tensor& b);   // its gradient is finite also where a = b or a = -b

// Where a text's change leads, [1, D], a unit vector: the mean over T wordings of target - source, each [T, D] of any length.
at::Tensor text_direction(const at::Tensor& source, const at::Tensor& target);
// [N]: 1 - cos(after - before, direction), in [0, 2]; before and after are embeddings [N, D] of any length.
at::Tensor directional_loss(const at::Tensor& before, const at::Tensor& after, const at::Tensor& direction);
// -log((2 - L)/2) of a directional loss: what DiffusionCLIP's code minimises. It is steep where the direction is wrong.
at::Tensor log_directional_loss(const at::Tensor& loss);

}  // namespace noiseloom
