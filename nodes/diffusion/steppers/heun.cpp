#include <ATen/ATen.h>

#include "diffusion/prediction.h"
#include "diffusion/steppers/churn.h"

namespace noiseloom {
namespace {

class Heun final : public Stepper {
  public:
    explicit Heun(const Churn& churn) : churn_(churn) {}

    SamplerState step(const SamplerState& state, const StepContext& context) const override {
        const Level& to = context.grid.to;
        const auto [x, from] = churned(state.x, context, churn_);
        const at::Tensor slope = epsilon_from_x0(context.model(x, from).denoised, x, from);
        const double length = to.s - from.s;
        const at::Tensor end = at::add(x, slope, length);
        if (to.s == 0) return {end};
        const at::Tensor slope_end = epsilon_from_x0(context.model(end, to).denoised, end, to);
        return {at::add(x, slope + slope_end, length / 2)};
    }

    Coordinates coordinates() const override { return Coordinates::ve; }
    int draws(const GridStep& step, int count) const override { return churn_draws(churn_, step, count); }
    bool uses_noise(const GridStep& step, int count) const override { return churn_gamma(churn_, step.from.s, count) > 0; }
    int calls_per_step() const override { return 2; }
    void digest(int, int count, KeyBuilder& key) const override { add_churn(key.add("heun"), churn_, count); }

  private:
    Churn churn_;
};

}  // namespace

std::shared_ptr<const Stepper> make_heun(const Churn& churn) { return std::make_shared<Heun>(churn); }

}  // namespace noiseloom
