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

class Dpm2Ancestral final : public Stepper {
  public:
    explicit Dpm2Ancestral(const AncestralOptions& options) : options_(options) {}

    SamplerState step(const SamplerState& state, const StepContext& context) const override {
        const auto& [from, to] = context.grid;
        const auto [down, up] = ancestral(from.s, to.s, options_.eta);
        at::Tensor x = midpoint_step(state.x, from, down, context);
        if (up > 0) x.add_(context.noise(0, from, to), up * options_.noise);
        return {std::move(x)};
    }

    Coordinates coordinates() const override { return Coordinates::ve; }
    int draws(const GridStep& step, int) const override { return step.to.s > 0 ? 1 : 0; }
    bool uses_noise(const GridStep& step, int) const override { return options_.eta > 0 && step.to.s > 0; }
    int calls_per_step() const override { return 2; }
    void digest(int, int, KeyBuilder& key) const override { key.add("dpm2 ancestral").add(options_.eta).add(options_.noise); }

  private:
    AncestralOptions options_;
};

}  // namespace

std::shared_ptr<const Stepper> make_dpm2(const Churn& churn) { return std::make_shared<Dpm2>(churn); }

std::shared_ptr<const Stepper> make_dpm2_ancestral(const AncestralOptions& options) { return std::make_shared<Dpm2Ancestral>(options); }

}  // namespace noiseloom
