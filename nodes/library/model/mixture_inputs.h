// What the nodes of exact models have in common: how wide the Gaussians are, how often each is drawn, and which noise the model knows.
#pragma once

#include "core/run.h"
#include "diffusion/analytic.h"

namespace noiseloom {

class MixtureInputs {
  public:
    MixtureInputs(NodeDef& n, double spread);

    // A mixture round `means` [K, D]. Errors (bad_workflow): weights that are no numbers, or not K of them.
    Result<Mixture> read(Run& r, at::Tensor means) const;
    NoiseSchedule schedule(Run& r) const;

  private:
    In<double> spread_;
    In<std::string> weights_;
    In<Choice> noise_;
};

}  // namespace noiseloom
