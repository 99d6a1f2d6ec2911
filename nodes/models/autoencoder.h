// From pictures to latents and back: the AutoencoderKL of Stable Diffusion, VQGAN, TAESD, and the tiny
// autoencoder of the embedded pack share this interface.
#pragma once

#include <memory>

#include <ATen/core/Tensor.h>

#include "core/cancel.h"
#include "core/value.h"
#include "diffusion/denoiser.h"

namespace noiseloom {

struct Moments {
    at::Tensor mean;     // [N, C, H/f, W/f], before scale and shift
    at::Tensor logvar;   // same shape, clamped to [-30, 20]; undefined for deterministic encoders
};

class Codebook;

class Autoencoder {
  public:
    virtual ~Autoencoder() = default;
    // image [N, 3, H, W] in [-1, 1] float32, H and W multiples of the factor.
    virtual Moments encode(const at::Tensor& image, const Cancel& cancel) const = 0;
    // latent [N, C, h, w] in the denoiser's scaling; returns [N, 3, h·f, w·f], about [-1, 1], not clamped, float32.
    virtual at::Tensor decode(const at::Tensor& latent, const Cancel& cancel) const = 0;
    virtual LatentFormat format() const = 0;
    // What decode() takes every place of the latent from; null where latents are free.
    virtual const Codebook* codebook() const { return nullptr; }
    virtual Key identity() const = 0;
    virtual std::size_t bytes() const = 0;
    virtual std::string device() const = 0;

    // (mean + std·noise - shift)·scale; noise of the mean's shape, or undefined for the mode.
    at::Tensor latent(const Moments& moments, const at::Tensor& noise) const;
};

template <>
struct ValueType<Autoencoder> {
    static constexpr std::string_view name = "autoencoder";
    static std::size_t bytes(const Autoencoder& autoencoder) { return autoencoder.bytes(); }
    static std::string device(const Autoencoder& autoencoder) { return autoencoder.device(); }
};

}  // namespace noiseloom
