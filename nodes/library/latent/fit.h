// Sizes: autoencoders work on multiples of their factor, masks on latent pixels.
#pragma once

#include <ATen/core/Tensor.h>

#include "image/image.h"

namespace noiseloom {

// [N, C, H, W] with the right and lower edge repeated up to the next multiples of `factor`.
at::Tensor continued_to_multiple(const at::Tensor& pixels, int factor);

// The mask of the picture's size at the latent's resolution, [1, 1, h, w] on its device: a latent pixel
// counts as the mean of what it covers, so soft edges stay soft.
at::Tensor latent_mask(const Mask& mask, const at::Tensor& samples, int factor);

}  // namespace noiseloom
