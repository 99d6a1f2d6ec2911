// Latents as rough pictures without a decoder: each place's channels are mapped linearly to a colour. Takes under a
// millisecond where decoding takes 20 to 1000, and is good enough to watch a picture emerge.
#pragma once

#include <optional>
#include <vector>

#include <ATen/core/Tensor.h>

#include "image/image.h"

namespace noiseloom {

// By the number of channels, which is all that a latent tells of its model: 3 are colours in [-1, 1], 4 Stable Diffusion 1's, 8 the
// embedded model's. Nothing for others.
//
// Each row is a channel's share of red, green and blue; the last one is added. Colours in [-1, 1].
using LatentColours = std::vector<std::array<float, 3>>;
std::optional<LatentColours> latent_colours(std::int64_t channels);

// [C, H, W] to a picture of W x H. C + 1 rows of colours.
Image coloured(const at::Tensor& latent, const LatentColours& colours);

// The colours that come nearest to pictures [N, 3, H, W] in [-1, 1], given their latents [N, C, H, W]: least squares.
LatentColours fit_latent_colours(const at::Tensor& latents, const at::Tensor& pictures);

}  // namespace noiseloom
