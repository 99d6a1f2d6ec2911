// The exponential moving average of weights: what is sampled from, shown and exported.
//
//     average += (1 - decay_k)·(weight - average),   decay_k = min(decay, (1 + k)/(10 + k))
//
// The ramp lets the first steps be forgotten quickly (diffusers' EMAModel, use_ema_warmup aside).
#pragma once

#include <map>

#include "training/parameters.h"

namespace noiseloom {

class Ema {
  public:
    Ema(const Parameters& parameters, double decay);   // decay 0: the weights themselves

    void update(const Parameters& parameters, std::int64_t step);   // after step 1, 2, ...
    const std::vector<at::Tensor>& values() const { return values_; }   // in the parameters' order
    void restore(const Parameters& names, const StateDict& state);

  private:
    double decay_;
    std::vector<at::Tensor> values_;
};

}  // namespace noiseloom
