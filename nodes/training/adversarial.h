// The adversarial term of autoencoders (Esser et al., arXiv 2012.09841): a discriminator learns to tell reconstructions from
// pictures, and the autoencoder to deceive it, from some part of the run on.
//
//     own   = reconstruction + weight·λ·(-mean D(made)),   λ = ‖∇ reconstruction‖ / (‖∇ -mean D‖ + 1e-4), at most 1e4
//     rival = ½·(mean relu(1 - D(image)) + mean relu(1 + D(made)))
//
// λ keeps both terms equally strong where they meet, at the weights of the decoder's last layer.
#pragma once

#include <memory>

#include "training/discriminator.h"
#include "training/task.h"

namespace noiseloom {

class Adversary {
  public:
    // The section "adversarial": { "weight", "from" (part of the run, 0 to 1), "adaptive", "channels", "layers", "learning_rate" }.
    Adversary(Settings settings, const TaskContext& context);

    const Rival& rival() const { return rival_; }
    bool is_adaptive() const { return is_adaptive_; }   // only then `last` below is needed
    // `reconstruction` depends on `last` (a weight) through `made` alone. Pictures [N, 3, H, W] in [-1, 1].
    Losses add(const at::Tensor& reconstruction, const at::Tensor& made, const at::Tensor& image, const at::Tensor& last, const Stretch& stretch,
               Metrics& metrics) const;

  private:
    double weight_ = 0.8;
    double from_ = 0.5;
    bool is_adaptive_ = true;
    Rival rival_;
    std::unique_ptr<const Discriminator> discriminator_;
};

}  // namespace noiseloom
