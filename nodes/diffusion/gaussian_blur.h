// Pictures seen through a Gaussian.
#pragma once

#include <ATen/core/Tensor.h>

namespace noiseloom {

// x [N, C, H, W], each channel blurred with deviation `sigma` in pixels; borders reflect. The kernel has `length` taps, an odd number, along each side, but no
// more than fit the side (side + 1 where that is even). sigma = 0 blurs nothing.
at::Tensor gaussian_blur(const at::Tensor& x, int length, double sigma);

}  // namespace noiseloom
