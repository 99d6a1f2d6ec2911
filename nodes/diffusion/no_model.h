// A denoiser that costs nothing, so that what is left of a run's time is the sampler's: for benchmarks.
#pragma once

#include "diffusion/denoiser.h"

namespace noiseloom {

class NoModel final : public Denoiser {
  public:
    std::vector<Estimate> denoise(const at::Tensor& x, const Level&, std::span<const Conditioning* const> conditionings, const Cancel&) const override {
        return std::vector<Estimate>(conditionings.size(), {x});
    }
    const NoiseSchedule& schedule() const override { return schedule_; }
    Prediction prediction() const override { return Prediction::epsilon; }
    LatentFormat format() const override { return {}; }
    Key identity() const override { return {1, 1}; }
    std::size_t bytes() const override { return 0; }
    std::string device() const override { return "cpu"; }

  private:
    NoiseSchedule schedule_ = NoiseSchedule::stable_diffusion();
};

}  // namespace noiseloom
