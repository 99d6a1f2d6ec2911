// The denoiser of score_sde (Song et al., "Score-Based Generative Modeling through Stochastic Differential Equations", arXiv 2011.13456): NCSN++, and with
// other settings DDPM++ and DDPM; unconditional, on pixels.
//
// The authors' networks answer the score, or ε, of x as the process has it, many of them for pictures in [0, 1]. This one does so inside and looks
// like every network here from outside: x in VP coordinates, t = 999·time, pictures in [-1, 1], ε. Keys are those of the published checkpoints, a
// list in the order of running (all_modules.0.W, all_modules.4.Conv_0.weight).
#pragma once

#include <optional>

#include "models/architectures/ncsnpp_config.h"
#include "models/network.h"

namespace noiseloom {

class Ncsnpp : public TrainableNetwork {
  public:
    // Throws Failure (bad_model) for missing tensors and wrong shapes. `identity` names the weights' content.
    Ncsnpp(const Weights& weights, NcsnppConfig config, const Key& identity, const MemoryLimits& limits = {});
    ~Ncsnpp() override;

    // One result for all conditionings, which must be empty: throws Failure (bad_workflow) for a prompt or a class.
    std::vector<at::Tensor> predict(const at::Tensor& x, double t, std::span<const Conditioning* const> conditionings,
                                    const Cancel& cancel) const override;
    at::Tensor forward(const Rows& rows, const Cancel& cancel) const override;   // sides multiples of 2^(levels - 1)
    NetworkShape shape() const override;
    std::shared_ptr<const TrainableNetwork> with_weights(const Weights& weights, const Key& identity) const override;
    const NcsnppConfig& config() const { return config_; }

  private:
    struct Layers;
    at::Tensor embedding(const at::Tensor& labels) const;   // [R] to silu of the time embedding, [R, 4·width]

    NcsnppConfig config_;
    std::shared_ptr<const Layers> layers_;
};

// The process that a model of this kind was trained with, for pictures in [-1, 1]; none: another kind, which does not know it.
std::optional<Sde> process_of(const Denoiser& model);

}  // namespace noiseloom
