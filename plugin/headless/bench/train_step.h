// A training step of a model's UNet on random latents: forward, backward, clip, AdamW, average. What
// `noiseloom train` does, without data.
#pragma once

#include <filesystem>
#include <memory>

#include "models/architectures/unet.h"
#include "training/ema.h"
#include "training/optimizer.h"

namespace noiseloom {

class TrainStep {
  public:
    // `unet` is a folder with config.json and weights. Weights are float32; `dtype` is that of the autocast. Throws Failure.
    TrainStep(const std::filesystem::path& unet, const Placement& placement, at::ScalarType dtype, std::int64_t batch);
    void operator()();

  private:
    at::ScalarType dtype_;
    std::unique_ptr<const Unet> unet_;
    Parameters parameters_;
    std::unique_ptr<AdamW> optimizer_;
    std::unique_ptr<Ema> average_;
    Unet::Rows rows_;
    at::Tensor target_;
    std::int64_t step_ = 0;
};

}  // namespace noiseloom
