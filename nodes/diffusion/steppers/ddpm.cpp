#include <algorithm>
#include <cmath>

#include <ATen/ATen.h>

#include "diffusion/steppers/clip.h"

namespace noiseloom {
namespace {

class Ddpm final : public Stepper {
  public:
    explicit Ddpm(const DdpmOptions& options) : options_(options) {}

    SamplerState step(const SamplerState& state, const StepContext& context) const override {
        const auto& [from, to] = context.grid;
        const Guided guided = context.model(state.x, from);
        const at::Tensor unshifted = guided.shift.defined() ? guided.denoised - guided.shift : guided.denoised;
        const at::Tensor x0 = clipped(unshifted, options_.clip);
        // Mean of q(x' | x, x0): equations 6 and 7 with α = (a/a')² and β = 1 - α of the step taken.
        const double alpha = (from.a / to.a) * (from.a / to.a), beta = 1 - alpha;
        const double s2 = from.s * from.s, s2_to = to.s * to.s;
        at::Tensor x = x0.mul(to.a * beta / s2).add_(state.x, std::sqrt(alpha) * s2_to / s2);
        const double variance = options_.large_variance ? beta : s2_to / s2 * beta;
        // Algorithm 1: the mean moves along the gradient, (a/s²) of the shift, as far as the variance reaches.
        if (guided.shift.defined()) x.add_(guided.shift, variance * from.a / s2);
        if (noisy(from)) x.add_(context.noise(0, from, to), std::sqrt(std::max(variance, 1e-20)));
        return {std::move(x)};
    }

    Coordinates coordinates() const override { return Coordinates::vp; }
    int draws(const GridStep& step, int) const override { return noisy(step.from) ? 1 : 0; }
    void digest(int, int, KeyBuilder& key) const override {
        add_clip(key.add("ddpm").add(options_.large_variance), options_.clip);
    }

  private:
    // Every step but the one from training step 0, as in diffusers.
    static bool noisy(const Level& from) { return from.t > 0; }

    DdpmOptions options_;
};

}  // namespace

std::shared_ptr<const Stepper> make_ddpm(const DdpmOptions& options) { return std::make_shared<Ddpm>(options); }

}  // namespace noiseloom
