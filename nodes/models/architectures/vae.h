// AutoencoderKL, the autoencoder of Stable Diffusion 1.x, 2.x and XL: a VaeNetwork whose encoder gives a normal
// distribution, and latents that are scaled for diffusion.
#pragma once

#include "models/architectures/vae_network.h"
#include "models/autoencoder.h"

namespace noiseloom {

class AutoencoderKl : public Autoencoder {
  public:
    // Throws Failure (bad_model). A decoder without encoder (or the reverse) can do its half only.
    AutoencoderKl(Weights weights, VaeConfig config, const Key& identity, const MemoryLimits& limits = {})
        : network_(std::move(weights), std::move(config), limits), identity_(identity) {}

    Moments encode(const at::Tensor& image, const Cancel& cancel) const override { return encode(image, Tiling{}, cancel); }
    at::Tensor decode(const at::Tensor& latent, const Cancel& cancel) const override { return decode(latent, Tiling{}, cancel); }
    Moments encode(const at::Tensor& image, const Tiling& tiling, const Cancel& cancel) const;
    at::Tensor decode(const at::Tensor& latent, const Tiling& tiling, const Cancel& cancel) const;

    LatentFormat format() const override;
    Key identity() const override { return identity_; }
    std::size_t bytes() const override { return network_.bytes(); }
    bool is_resident() const { return network_.is_resident(); }
    std::string device() const override { return network_.placement().device.str(); }

  private:
    VaeNetwork network_;
    Key identity_;
};

}  // namespace noiseloom
