// VQGAN-CLIP's iteration (Crowson et al., arXiv 2204.08583): a latent is decoded, CLIP compares cutouts of the picture with what it
// shall be like, and the gradient of that distance moves the latent. Nothing is trained; the picture is searched for.
//
//     image = clamp((decode(z) + 1)/2);  loss = Σ target_loss(CLIP(cutouts(image)), target);  z -= Adam(∂loss/∂z)
//
// The clamp and the choice of code vectors let gradients through (clamp_with_gradient, straight_through). After each step z
// returns into the box that the code vectors fill. A latent without codebook has no box, and without an autoencoder the pixels
// themselves are moved.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "clip_guidance/prompts.h"
#include "core/cancel.h"
#include "models/architectures/clip.h"
#include "models/autoencoder.h"
#include "training/optimizer.h"

namespace noiseloom {

struct AscentSettings {
    double learning_rate = 0.1;
    double weight_decay = 0;        // AdamW instead of Adam
    double pull = 0;                // weight of mse(z, z at the beginning)/2: how firmly z is held
    bool pull_fades = false;        // mse(z, 0)/(2(2i + 1)) at iteration i instead, as VQGAN-CLIP's later versions
};

class LatentAscent {
  public:
    using Cut = std::function<at::Tensor(const at::Tensor& image)>;   // [1, 3, H, W] in [0, 1] to what CLIP reads, [n, 3, S, S]

    // z [1, C, h, w] in the autoencoder's own numbers, before scale and shift; pixels in [0, 1] where `autoencoder` is null.
    LatentAscent(std::shared_ptr<const Autoencoder> autoencoder, std::shared_ptr<const Clip> clip, const at::Tensor& z, const AscentSettings& settings);

    // Moves z once; the loss of each target, then that of the pull if there is one. Throws Failure (bad_workflow) if a loss is no number.
    std::vector<double> step(const std::vector<ClipTarget>& targets, const Cut& cut, const Cancel& cancel);
    at::Tensor picture(const Cancel& cancel) const;                // [1, 3, H, W] in [0, 1], of z as it is
    void restart(const at::Tensor& z);                             // with a fresh optimiser; the pull is towards the new z
    const at::Tensor& z() const { return z_; }
    const at::Tensor& gradient() const { return gradient_; }       // of the last step

  private:
    std::shared_ptr<const Autoencoder> autoencoder_;
    std::shared_ptr<const Clip> clip_;
    AscentSettings settings_;
    at::Tensor z_, beginning_, gradient_;
    std::unique_ptr<AdamW> adam_;
    int iteration_ = 0;
};

// [N, C, h, w] to [N, 3, H, W] in [0, 1], with the gradients described above.
at::Tensor synthesised(const Autoencoder* autoencoder, const at::Tensor& z, const Cancel& cancel);

}  // namespace noiseloom
