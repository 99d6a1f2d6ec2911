// VQGAN (Esser et al., arXiv 2012.09841) and the VQ autoencoders of latent diffusion: a VaeNetwork whose latent
// becomes, place by place, the nearest vector of a codebook before it is decoded.
//
// encode() gives the latent before that choice, decode() makes it; gradients pass the choice straight through, so the latent
// can be trained and optimised. GumbelVQ chooses by a learnt score instead of by distance: there encode() gives the chosen
// vectors. Matches taming-transformers' VQModel and GumbelVQ, and diffusers' VQModel.
#pragma once

#include "models/architectures/codebook.h"
#include "models/architectures/vae_network.h"
#include "models/autoencoder.h"

namespace noiseloom {

struct VqganConfig {
    VaeConfig network;
    int codes = 16384;
    bool is_gumbel = false;
    // diffusers' VQModel; or `model.params` of taming's and latent diffusion's yaml files as JSON, on its own or
    // under "params" or "model.params", where GumbelVQ is told by the weights. Errors: bad_model.
    static Result<VqganConfig> from_json(const Json& config);
};

class Vqgan : public Autoencoder {
  public:
    // Throws Failure (bad_model).
    Vqgan(Weights weights, VqganConfig config, const Key& identity, const MemoryLimits& limits = {});

    Moments encode(const at::Tensor& image, const Cancel& cancel) const override;
    at::Tensor decode(const at::Tensor& latent, const Cancel& cancel) const override;
    LatentFormat format() const override;
    Key identity() const override { return identity_; }
    std::size_t bytes() const override { return network_.bytes(); }
    std::string device() const override { return network_.placement().device.str(); }
    const Codebook* codebook() const override { return &codebook_; }

  private:
    VaeNetwork network_;
    Codebook codebook_;
    Conv2d scores_;   // of GumbelVQ, else undefined
    Key identity_;
};

}  // namespace noiseloom
