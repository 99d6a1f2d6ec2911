// Between pictures and the tensors that models see.
#pragma once

#include <ATen/core/Tensor.h>

#include "image/images.h"

namespace noiseloom {

// [N, 3, H, W] float32 in [-1, 1] on the CPU; alpha is laid on white, grey is copied. The pictures must have one size.
at::Tensor to_tensor(const Images& images);
// From [N, 3, H, W] about [-1, 1]: clamped, sRGB-encoded [0, 1].
Images to_images(const at::Tensor& tensor);

// [1, 1, H, W] in [0, 1] on the CPU.
at::Tensor to_tensor(const Mask& mask);

}  // namespace noiseloom
