// What the tests of diffusion share: a small exact model, a model that counts its calls, and a store of steps.
#pragma once

#include <ATen/ATen.h>

#include "core/value.h"
#include "diffusion/analytic.h"
#include "diffusion/grids.h"
#include "diffusion/guiders.h"
#include "diffusion/prediction.h"
#include "diffusion/sampler.h"
#include "diffusion/scheduled_conditioning.h"
#include "diffusion/steppers.h"

namespace noiseloom::testing {

// Three components in the plane: pictures of shape [N, 2, 1, 1].
inline Mixture plane_mixture() {
    return {at::tensor({1.0, 0.2, -0.6, 0.9, -0.5, -1.0}, at::kDouble).view({3, 2}), at::tensor({0.5, 0.3, 0.2}, at::kDouble).log(), 0.2};
}

// Three components over pictures of shape [N, 4, 2, 2].
inline Mixture latent_mixture() {
    return {at::linspace(-1.5, 1.5, 48, at::kDouble).sin().view({3, 16}), at::tensor({0.2, 0.3, 0.5}, at::kDouble).log(), 0.3};
}

inline std::shared_ptr<const Conditioning> label(std::int64_t index) {
    auto made = std::make_shared<Conditioning>();
    made->label = at::tensor({index}, at::kLong);
    made->identify();
    return made;
}

inline std::shared_ptr<const Conditioning> no_label() {
    auto made = std::make_shared<Conditioning>();
    made->identify();
    return made;
}

// Passes on to a model and counts: `calls` batches, `estimates` conditionings in all.
class CountingDenoiser final : public Denoiser {
  public:
    explicit CountingDenoiser(std::shared_ptr<const Denoiser> model) : model_(std::move(model)) {}
    std::vector<Estimate> denoise(const at::Tensor& x, const Level& at, std::span<const Conditioning* const> conditionings,
                                    const Cancel& cancel) const override {
        ++calls;
        estimates += static_cast<int>(conditionings.size());
        levels.push_back(at);
        return model_->denoise(x, at, conditionings, cancel);
    }
    const NoiseSchedule& schedule() const override { return model_->schedule(); }
    Prediction prediction() const override { return model_->prediction(); }
    LatentFormat format() const override { return model_->format(); }
    Key identity() const override { return model_->identity(); }
    std::size_t bytes() const override { return model_->bytes(); }
    std::string device() const override { return model_->device(); }

    mutable int calls = 0, estimates = 0;
    mutable std::vector<Level> levels;

  private:
    std::shared_ptr<const Denoiser> model_;
};

inline std::shared_ptr<const CountingDenoiser> counting(Mixture mixture, NoiseSchedule schedule = NoiseSchedule::stable_diffusion()) {
    return std::make_shared<CountingDenoiser>(make_mixture_denoiser(std::move(mixture), std::move(schedule)));
}

class MemorySteps final : public StepStore {
  public:
    Value find(const Key& key) override {
        const auto found = states.find(key);
        return found == states.end() ? Value() : found->second;
    }
    void keep(const Key& key, Value state, double) override { states[key] = std::move(state); }

    std::map<Key, Value> states;
};

// A run of `stepper` from pure noise of seed 7 along `sigmas` (VE).
inline Sampling make_sampling(std::shared_ptr<const Guider> guider, std::shared_ptr<const Stepper> stepper, const std::vector<double>& sigmas,
                              at::IntArrayRef shape) {
    Sampling sampling;
    sampling.grid = sigma_grid(guider->model()->schedule(), sigmas);
    sampling.guider = std::move(guider);
    sampling.stepper = std::move(stepper);
    sampling.noise = make_noise(NoiseKind::philox, 7);
    sampling.x = sampling.noise->draw(shape, {}) * sigmas.front();
    return sampling;
}

}  // namespace noiseloom::testing
