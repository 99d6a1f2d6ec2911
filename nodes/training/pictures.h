// Tensors of pictures as something to look at and to measure.
#pragma once

#include <ATen/core/Tensor.h>

#include "image/image.h"

namespace noiseloom {

// Pictures [N, 3, H, W] in [-1, 1] side by side, `columns` a row, a white line between them.
Image sheet(const at::Tensor& pictures, std::int64_t columns);

// 10·log10(4 / mean squared error) of pictures in [-1, 1], each clamped: mean over the pictures, in dB.
double psnr(const at::Tensor& a, const at::Tensor& b);

}  // namespace noiseloom
