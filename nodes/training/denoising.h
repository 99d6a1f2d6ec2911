// What a denoiser in training answers and what that costs: a network under the noise, the conditions and the losses of a configuration.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/network.h"
#include "training/conditions.h"
#include "training/latent_data.h"
#include "training/noise_levels.h"

namespace noiseloom {

class Denoising {
  public:
    // Reads "scheduler", "levels", "learned_variance", "min_snr_gamma", "likelihood_weighting" and what Conditions reads. Throws Failure.
    Denoising(Settings& settings, const TaskContext& context, LatentSpace space, const std::vector<std::shared_ptr<const DataSet>>& data, Json& model);
    // Throws Failure unless the network answers pictures of this size under these conditions, with as many channels as are wanted.
    void check(const Settings& settings, const Json& model, const TrainableNetwork& network) const;

    // A batch of rows: x0 and noise [N, C, h, w], one level and one condition each.
    Batch batch(const at::Tensor& x0, const at::Tensor& noise, const std::vector<Level>& levels, const std::vector<Asked>& asked) const;
    // [N, C, h, w]: what the network predicts for x in VP coordinates, t [1] or [N], asked for the batch's conditions.
    at::Tensor answer(const TrainableNetwork& network, const at::Tensor& x, const at::Tensor& t, const Batch& asked) const;
    // [N]: mean squared errors or score matching losses, as they are.
    at::Tensor plain_losses(const TrainableNetwork& network, const Batch& batch) const;
    // The mean of the same, weighted as they are trained, with the variational bound where the variance is learnt: "vlb" of the metrics.
    at::Tensor loss(const TrainableNetwork& network, const Batch& batch, Metrics& metrics) const;

    const TrainedNoise& noise() const { return noise_; }
    const Conditions& conditions() const { return conditions_; }
    const LatentSpace& space() const { return space_; }

  private:
    struct Asking;   // a batch on the device, with all that the network answers
    Asking ask(const TrainableNetwork& network, const Batch& batch) const;
    at::Tensor losses(const Asking& asking, bool is_weighted) const;

    TaskContext context_;
    LatentSpace space_;
    TrainedNoise noise_;
    Conditions conditions_;
    bool learns_variance_ = false, is_likelihood_ = false;
    double gamma_ = 0;
};

}  // namespace noiseloom
