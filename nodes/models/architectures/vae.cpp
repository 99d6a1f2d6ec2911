#include "models/architectures/vae.h"

#include <ATen/ATen.h>

namespace noiseloom {
namespace {

constexpr double smallest_logvar = -30, largest_logvar = 20;

}  // namespace

LatentFormat AutoencoderKl::format() const {
    const VaeConfig& config = network_.config();
    return {config.embed_channels, config.factor(), config.scale, config.shift};
}

Moments AutoencoderKl::encode(const at::Tensor& image, const Tiling& tiling, const Cancel& cancel) const {
    return behind_torch_wall([&] {
        const auto halves = network_.encode(image, tiling, cancel).chunk(2, 1);
        return Moments{halves[0], halves[1].clamp(smallest_logvar, largest_logvar)};
    });
}

at::Tensor AutoencoderKl::decode(const at::Tensor& latent, const Tiling& tiling, const Cancel& cancel) const {
    return behind_torch_wall([&] { return network_.decode(latent / network_.config().scale + network_.config().shift, tiling, cancel); });
}

}  // namespace noiseloom
