#include <cmath>

#include <ATen/ATen.h>

#include "diffusion/prediction.h"
#include "diffusion/steppers/ancestral.h"
#include "diffusion/steppers/churn.h"

namespace noiseloom {
namespace {

// The whole step to σ along the slope at its middle, which is the middle of ln σ; straight to x0 where σ = 0.
at::Tensor midpoint_step(const at::Tensor& x, const Level& from, double sigma, const StepContext& context) {
    const at::Tensor x0 = context.model(x, from).denoised;
    if (sigma == 0) return x0;
    const Level middle = context.schedule.level_at_sigma(std::sqrt(from.s * sigma));
    const at::Tensor half = at::lerp(x0, x, middle.s / from.s);
    return at::add(x, epsilon_from_x0(context.model(half, middle).denoised, half, middle), sigma - from.s);
}

class Dpm2 final : public Stepper {
  public:
    explicit Dpm2(const Churn& churn) : churn_(churn) {}

    SamplerState step(const SamplerState& state, const StepContext& context) const override {
        const auto [x, from] = churned(state.x, context, churn_);
        return {midpoint_step(x, from, context.grid.to.s, context)};
    }

    Coordinates coordinates() const override { return Coordinates::ve; }
    int draws(const GridStep& step, int count) const override { return churn_draws(churn_, step, count); }
    bool uses_noise(const GridStep& step, int count) const override { return churn_gamma(churn_, step.from.s, count) > 0; }
    int calls_per_step() const override { return 2; }
    void digest(int, int count, KeyBuilder& key) const override { add_churn(key.add("dpm2"), churn_, count); }

  private:
    Churn churn_;
};

class Dpm2Ancestral final : public AncestralStepper {
  public:
    explicit Dpm2Ancestral(const AncestralOptions& options) : AncestralStepper("dpm2 ancestral", options) {}
    int calls_per_step() const override { return 2; }

  protected:
    at::Tensor descended(const at::Tensor& x, const Level& from, double sigma, const StepContext& context) const override {
        return midpoint_step(x, from, sigma, context);
    }
};

}  // namespace

std::shared_ptr<const Stepper> make_dpm2(const Churn& churn) { return std::make_shared<Dpm2>(churn); }

std::shared_ptr<const Stepper> make_dpm2_ancestral(const AncestralOptions& options) { return std::make_shared<Dpm2Ancestral>(options); }

}  // namespace noiseloom
