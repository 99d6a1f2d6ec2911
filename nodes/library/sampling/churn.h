// The inputs that Euler and Heun share: noise put back in before a step (arXiv 2206.00364, Algorithm 2).
#pragma once

#include "core/run.h"
#include "diffusion/steppers.h"

namespace noiseloom {

class ChurnInputs {
  public:
    explicit ChurnInputs(NodeDef& n)
        : amount_(n.in<double>("churn").value(0).range(0, 1000, 0.5).doc("How much noise is put back in over all steps; 0: none.")),
          low_(n.in<double>("churn_sigma_min").value(0).range(0, 10000).doc("Only at noise levels from here ...")),
          high_(n.in<double>("churn_sigma_max").value(10000).range(0, 10000).doc("... to here.")),
          noise_(n.in<double>("churn_noise").value(1).range(0, 2, 0.005).doc("Strength of the noise put back; 1.003 adds a little detail.")) {}

    Churn read(const Run& r) const { return {r[amount_], r[low_], r[high_], r[noise_]}; }

  private:
    In<double> amount_, low_, high_, noise_;
};

}  // namespace noiseloom
