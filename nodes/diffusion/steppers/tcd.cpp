#include <algorithm>
#include <cmath>

#include <ATen/ATen.h>

#include "diffusion/prediction.h"
#include "diffusion/steppers.h"

namespace noiseloom {
namespace {

class Tcd final : public Stepper {
  public:
    explicit Tcd(double eta) : eta_(eta) {}

    SamplerState step(const SamplerState& state, const StepContext& context) const override {
        const auto& [from, to] = context.grid;
        const at::Tensor x0 = context.model(state.x, from).denoised;
        const at::Tensor epsilon = epsilon_from_x0(x0, state.x, from);
        // Down to the level of a whole training step below, then up again by the forward process.
        const Level down = is_noisy(context.grid) ? context.schedule.level(static_cast<int>((1 - eta_) * to.t)) : to;
        at::Tensor x = x0.mul(down.a).add_(epsilon, down.s);
        if (is_noisy(context.grid)) {
            const double ratio = to.a / down.a;
            x.mul_(ratio).add_(context.noise(0, from, to), std::sqrt(std::max(1 - ratio * ratio, 0.0)));
        }
        return {std::move(x)};
    }

    Coordinates coordinates() const override { return Coordinates::vp; }
    int draws(const GridStep& step, int) const override { return is_noisy(step) ? 1 : 0; }
    void digest(int, int, KeyBuilder& key) const override { key.add("tcd").add(eta_); }

  private:
    bool is_noisy(const GridStep& step) const { return eta_ > 0 && step.to.s > 0 && step.to.t > 0; }

    double eta_;
};

}  // namespace

std::shared_ptr<const Stepper> make_tcd(double eta) { return std::make_shared<Tcd>(eta); }

}  // namespace noiseloom
