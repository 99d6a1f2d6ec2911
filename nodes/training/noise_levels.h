// Which noise level each example is trained at.
//
// A sampler gives u in [0, 1); discrete training takes step t = ⌊u·T⌋ of the schedule's table. `continuous` takes
// the log-SNR λ(u) = -2 ln tan(A·u + B) of "Classifier-Free Diffusion Guidance" (arXiv 2207.12598), a² = sigmoid(λ),
// with λ from 20 (u = 0) to -20 (u = 1); the network is told t = u·T.
#pragma once

#include <vector>

#include "diffusion/schedule.h"
#include "training/settings.h"

namespace noiseloom {

class NoiseLevels {
  public:
    // { "sampler": "uniform" | "logit_normal" | "power", "mean": 0, "deviation": 1, "power": 1.5, "time": "discrete" | "continuous" }
    NoiseLevels(Settings settings, NoiseSchedule schedule);

    Level level(double uniform, double normal) const;   // of one example, from draws
    Level at(double u) const;                           // VP
    bool is_continuous() const { return is_continuous_; }

  private:
    enum class Sampler { uniform, logit_normal, power };
    NoiseSchedule schedule_;
    Sampler sampler_ = Sampler::uniform;
    double mean_ = 0, deviation_ = 1, power_ = 1;
    bool is_continuous_ = false;
};

// λ(u) and its level; t is not set.
double log_snr(double u);
Level level_of_log_snr(double lambda);

}  // namespace noiseloom
