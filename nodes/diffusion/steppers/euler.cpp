#include <ATen/ATen.h>

#include "diffusion/prediction.h"
#include "diffusion/steppers/churn.h"

namespace noiseloom {
namespace {

class Euler final : public Stepper {
  public:
    explicit Euler(const Churn& churn) : churn_(churn) {}

    SamplerState step(const SamplerState& state, const StepContext& context) const override {
        const auto& [from, to] = context.grid;
        if (churn_.after_model) {
            const Guided guided = context.model(state.x, from);
            const at::Tensor slope = epsilon_from_x0(guided.denoised, state.x, from);
            const Churned raised = churned(state.x, context, churn_);
            return {with_own_noise(guided, at::add(raised.x, slope, to.s - raised.at.s), to.s / from.s)};
        }
        const Churned raised = churned(state.x, context, churn_);
        const Guided guided = context.model(raised.x, raised.at);
        return {with_own_noise(guided, at::lerp(guided.denoised, raised.x, to.s / raised.at.s), to.s / raised.at.s)};   // x + (x - x0)/σ·(σ' - σ)
    }

    Coordinates coordinates() const override { return Coordinates::ve; }
    bool renoises_apart() const override { return true; }
    int draws(const GridStep& step, int count) const override { return churn_draws(churn_, step, count); }
    bool uses_noise(const GridStep& step, int count) const override { return churn_gamma(churn_, step.from.s, count) > 0; }
    void digest(int, int count, KeyBuilder& key) const override { add_churn(key.add("euler"), churn_, count); }

  private:
    Churn churn_;
};

}  // namespace

std::shared_ptr<const Stepper> make_euler(const Churn& churn) { return std::make_shared<Euler>(churn); }

}  // namespace noiseloom
