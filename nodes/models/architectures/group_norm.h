// Group normalisation that is as fast in training as in sampling.
#pragma once

#include <cstdint>

#include <ATen/core/Tensor.h>

namespace noiseloom {

// Normalises x (B, C, H, W) over each of `groups` parts of its channels and the whole picture: group normalisation
// (Wu and He, arXiv 1803.08494, equation 1), the values of torch.nn.functional.group_norm. `weight`, `bias` (C).
//
// Where autograd records on the CPU and x, of at most 64x64 pixels, lies channels-last, in float32 or bfloat16, with weights
// in float32, sums and gradients are computed here, and a second derivative is refused. LibTorch's own kernel for that
// layout goes through x group by group, a few channels at a time: it took half the time of a training step where groups
// have one or two channels (guided-diffusion's 32 groups in a narrow model). Everywhere else this is LibTorch's.
at::Tensor group_norm(const at::Tensor& x, std::int64_t groups, const at::Tensor& weight, const at::Tensor& bias, double eps);

}  // namespace noiseloom
