// What tells how far a denoiser in training is: samples, and whether it reads its conditions.
#pragma once

#include <optional>
#include <string>

#include "training/denoising.h"

namespace noiseloom {

// [count, 3, H, W] in [-1, 1]: pictures of held-out conditions, one each, by 20 steps of DDIM, of pixels with η = 1 and a clipped estimate;
// with classifier-free guidance of that scale where the network knows what nothing is.
at::Tensor sampled(const Denoising& denoising, const TrainableNetwork& network, const LatentData& latents, std::int64_t count, double scale);

// The mean loss at level u over `count` held-out pictures, asked for as they are; or, with a `kind`, for something else than is true
// about that (Conditions::wrong()): none if there is no such thing.
std::optional<double> held_out_loss(const Denoising& denoising, const TrainableNetwork& network, const LatentData& latents, std::int64_t count, double u,
                                    const std::string& kind = "");

}  // namespace noiseloom
