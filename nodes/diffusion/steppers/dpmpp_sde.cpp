#include <cmath>

#include <ATen/ATen.h>

#include "diffusion/steppers.h"
#include "diffusion/steppers/ancestral.h"

namespace noiseloom {
namespace {

class DpmppSde final : public Stepper {
  public:
    explicit DpmppSde(const DpmppSdeOptions& options) : options_(options) {}

    SamplerState step(const SamplerState& state, const StepContext& context) const override {
        const auto& [from, to] = context.grid;
        const at::Tensor x0 = context.model(state.x, from).denoised;
        if (to.s == 0) return {x0};
        // x at `at`, had the denoised picture been `estimate` all the way, with the noise of that stretch.
        const auto moved = [&](const at::Tensor& estimate, const Level& at, int draw) {
            const auto [down, up] = ancestral(from.s, at.s, options_.eta);
            at::Tensor x = at::lerp(estimate, state.x, down / from.s);
            if (up > 0) x.add_(context.noise(draw, from, at), up * options_.noise);
            return x;
        };
        const Level middle = context.schedule.level_at_sigma(std::pow(from.s, 1 - options_.r) * std::pow(to.s, options_.r));
        const at::Tensor x0_middle = context.model(moved(x0, middle, 0), middle).denoised;
        return {moved(at::lerp(x0, x0_middle, 1 / (2 * options_.r)), to, 1)};
    }

    Coordinates coordinates() const override { return Coordinates::ve; }
    int draws(const GridStep& step, int) const override { return step.to.s > 0 ? 2 : 0; }
    bool uses_noise(const GridStep& step, int) const override { return options_.eta > 0 && step.to.s > 0; }
    int calls_per_step() const override { return 2; }
    bool wants_brownian_noise() const override { return options_.eta > 0; }
    void digest(int, int, KeyBuilder& key) const override { key.add("dpmpp sde").add(options_.eta).add(options_.noise).add(options_.r); }

  private:
    DpmppSdeOptions options_;
};

}  // namespace

std::shared_ptr<const Stepper> make_dpmpp_sde(const DpmppSdeOptions& options) { return std::make_shared<DpmppSde>(options); }

}  // namespace noiseloom
