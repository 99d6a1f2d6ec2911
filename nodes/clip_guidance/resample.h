// Pictures at another size, as VQGAN-CLIP's cutouts are made: a Lanczos filter of two lobes where the picture shrinks, then
// bicubic interpolation between corner and corner (align_corners). Differentiable.
#pragma once

#include <ATen/core/Tensor.h>

namespace noiseloom {

at::Tensor lanczos_resample(const at::Tensor& image, std::int64_t height, std::int64_t width);   // [N, C, H, W] to [N, C, height, width]

}  // namespace noiseloom
