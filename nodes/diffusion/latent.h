// A picture (or several) in the space a denoiser works in.
#pragma once

#include <ATen/core/Tensor.h>

#include "core/value.h"

namespace noiseloom {

struct Latent {
    at::Tensor samples;   // [N, C, H/f, W/f] float32, scaled as the denoiser expects; on the run's device
    at::Tensor mask;      // [1, 1, H/f, W/f] float32 or undefined: 1 = repaint, 0 = keep
    // Pixels of the picture that this was made from, where its sides were no multiples of the factor and
    // so were continued; decoding cuts the rest off. 0: all of it.
    int picture_width = 0, picture_height = 0;
};

template <>
struct ValueType<Latent> {
    static constexpr std::string_view name = "latent";
    static std::size_t bytes(const Latent& latent);
    static std::string device(const Latent& latent);
    static std::string save(const Latent& latent);
    static Result<std::shared_ptr<const Latent>> load(std::string_view bytes);
};

}  // namespace noiseloom
