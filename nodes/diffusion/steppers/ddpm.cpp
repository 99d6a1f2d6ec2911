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
        const at::Tensor variance = this->variance(guided, context.grid, state.history);
        // Algorithm 1: the mean moves along the gradient, (a/s²) of the shift, as far as the variance reaches.
        if (guided.shift.defined()) x.add_(guided.shift * variance, from.a / s2);
        if (noisy(context.grid)) x.add_(context.noise(0, from, to) * variance.sqrt());
        if (options_.variance != DdpmOptions::Variance::learned_range) return {std::move(x)};
        return {std::move(x), {{x0, from}}};
    }

    Coordinates coordinates() const override { return Coordinates::vp; }
    int draws(const GridStep& step, int) const override { return noisy(step) ? 1 : 0; }
    void digest(int, int, KeyBuilder& key) const override {
        add_clip(key.add("ddpm").add(static_cast<int>(options_.variance)).add(options_.v), options_.clip);
    }

  private:
    // Of the step's noise: a number, or one for every value of x.
    at::Tensor variance(const Guided& guided, const GridStep& step, const std::vector<Past>& history) const {
        const double largest = beta(step), smallest = std::max(posterior(step), 1e-20);
        switch (options_.variance) {
            case DdpmOptions::Variance::fixed_small: return at::scalar_tensor(smallest, x0_options(guided));
            case DdpmOptions::Variance::fixed_large: return at::scalar_tensor(largest, x0_options(guided));
            case DdpmOptions::Variance::interpolated:
                return at::scalar_tensor(std::exp(std::lerp(std::log(smallest), std::log(largest), options_.v)), x0_options(guided));
            case DdpmOptions::Variance::learned_range: break;
        }
        if (!guided.variance.defined())
            throw Failure({Code::bad_workflow, "This model does not learn its variances.", "Choose fixed_small or fixed_large.", "", "variance", ""});
        // In the last step the posterior has none: there the reference takes that of the step before.
        const bool is_last = step.to.s == 0 && !history.empty();
        const double low = std::log(is_last ? posterior({history.front().at, step.from}) : smallest), high = std::log(largest);
        return ((guided.variance + 1) * ((high - low) / 2) + low).exp();
    }

    static at::TensorOptions x0_options(const Guided& guided) { return guided.denoised.options().requires_grad(false); }
    static double beta(const GridStep& step) { return 1 - (step.from.a / step.to.a) * (step.from.a / step.to.a); }
    static double posterior(const GridStep& step) { return step.to.s * step.to.s / (step.from.s * step.from.s) * beta(step); }

    // Every step but the one from training step 0, as in diffusers; Algorithm 2 ends with the estimate itself, wherever it comes from.
    bool noisy(const GridStep& step) const {
        return options_.variance == DdpmOptions::Variance::interpolated ? step.to.s > 0 : step.from.t > 0;
    }

    DdpmOptions options_;
};

}  // namespace

std::shared_ptr<const Stepper> make_ddpm(const DdpmOptions& options) { return std::make_shared<Ddpm>(options); }

}  // namespace noiseloom
