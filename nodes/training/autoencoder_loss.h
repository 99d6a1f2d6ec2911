// What autoencoders are trained to minimise, beside an adversary (adversarial.h):
//
//     l1·|e| + mse·e² + gradient·(|∂x e| + |∂y e|) [+ perceptual]
//       AutoencoderTiny   + latent·Σ_c (mean_c² + (ln std_c)²)
//       AutoencoderKL     + kl·KL(q(z|x) ‖ N(0, 1))
//       VQGAN             + latent·Σ_c (...) + codebook·(‖v - sg z‖² + commitment·‖z - sg v‖² + idle·‖v' - sg z'‖²)
//
// e is the error of the reconstruction. The gradient term sharpens edges and comes in slowly. The latent term keeps each channel of the
// latents near N(0, 1) over the batch, so that they need no scaling for diffusion; a codebook, which begins as N(0, 1) too, is then in use
// from the first step on. The codebook terms (van den Oord et al., arXiv 1711.00937; sg: taken as a constant) draw every chosen vector v to
// what chose it and the encoder to v; and, so that no vector is lost for ever, those that nothing in the batch chose, v', to the nearest z'.
//
// The latent and the idle term look at the batch as a whole: of several processes, each looks at its own share.
#pragma once

#include <memory>

#include "models/autoencoder.h"
#include "training/perceptual.h"
#include "training/task.h"

namespace noiseloom {

enum class AutoencoderKind { tiny, kl, vq };

class AutoencoderLoss {
  public:
    // Reads the sections "loss" and "perceptual" of a configuration. Throws Failure.
    AutoencoderLoss(Settings& settings, const TaskContext& context, AutoencoderKind kind);

    // Deviation of what is added to a deterministic encoder's latents: the decoder then forgives what a denoiser leaves.
    double noise() const { return noise_; }
    // Pictures [N, 3, H, W] in [-1, 1]; `part` of the run is over, 0 to 1. A mean over the batch.
    at::Tensor of_pictures(const at::Tensor& made, const at::Tensor& image, double part, Metrics& metrics) const;
    // `codes`: a VQGAN's, else null.
    at::Tensor of_latents(const Moments& moments, const Codebook* codes, Metrics& metrics) const;

  private:
    at::Tensor of_codes(const at::Tensor& z, const Codebook& codes, Metrics& metrics) const;

    AutoencoderKind kind_;
    double l1_ = 0.5, mse_ = 2, gradient_ = 1, latent_ = 0.05, kl_ = 1e-6;
    double codebook_ = 1, commitment_ = 0.25, idle_ = 0.1;
    double noise_ = 0.06;
    double gradient_ramp_ = 0.35;   // part of the run over which the gradient term comes in
    std::unique_ptr<const Perceptual> perceptual_;
};

}  // namespace noiseloom
