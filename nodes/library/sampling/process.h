// The inputs of nodes that sample in continuous time: which stochastic differential equation the model knows.
#pragma once

#include "core/run.h"
#include "models/architectures/ncsnpp.h"

namespace noiseloom {

class ProcessInput {
  public:
    explicit ProcessInput(NodeDef& n)
        : process_(n.in<Choice>("process").choices({"vpsde", "subvpsde", "vesde"}).doc(
              "The equation that the model was trained with: variance preserving (DDPM's limit), sub-VP, or variance exploding. Not asked for models of score_sde, which say it themselves.")),
          beta_min_(n.in<double>("beta_min").value(0.1).range(1e-4, 100, 0.1).doc("β at time 0, of vpsde and subvpsde.")),
          beta_max_(n.in<double>("beta_max").value(20).range(1e-4, 1000, 1).doc("β at time 1: a thousand times the last β of DDPM.")),
          sigma_min_(n.in<double>("sigma_min").value(0.01).range(1e-6, 10, 0.01).doc("Least noise of vesde, of pictures in [-1, 1]: twice that of pictures in [0, 1].")),
          sigma_max_(n.in<double>("sigma_max").value(50).range(0.1, 10000, 1).doc("Most noise of vesde.")) {}

    // What the model knows of itself goes first. `model` may be null.
    Result<Sde> read(Run& r, const Denoiser* model) const {
        if (const auto known = model ? process_of(*model) : std::nullopt) return *known;
        return Sde::from_json({{"sde", r[process_].word}, {"beta_min", r[beta_min_]}, {"beta_max", r[beta_max_]}, {"sigma_min", r[sigma_min_]}, {"sigma_max", r[sigma_max_]}});
    }

  private:
    In<Choice> process_;
    In<double> beta_min_, beta_max_, sigma_min_, sigma_max_;
};

}  // namespace noiseloom
