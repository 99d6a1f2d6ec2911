#include <algorithm>
#include <cmath>

#include <ATen/ATen.h>

#include "diffusion/steppers.h"

namespace noiseloom {
namespace {

// x at `to` with as much fresh noise as leads up to `from`: √(ᾱ_t/ᾱ_p)·x + √(1 - ᾱ_t/ᾱ_p)·z in VP coordinates.
at::Tensor noised_again(const at::Tensor& x, const at::Tensor& noise, const GridStep& step) {
    const double kept = step.from.a / step.to.a, known = kept * step.to.s;
    return at::add(x * kept, noise, std::sqrt(std::max(step.from.s * step.from.s - known * known, 0.0)));
}

class Recurrence final : public Stepper {
  public:
    Recurrence(std::shared_ptr<const Stepper> inner, const RecurrenceOptions& options) : inner_(std::move(inner)), options_(options) {}

    SamplerState step(const SamplerState& state, const StepContext& context) const override {
        const auto& [from, to] = context.grid;
        if (!recurs(context.grid)) return inner_->step(state, context);
        const int draws = inner_->draws(context.grid, context.count);
        SamplerState start = state;   // each time with the history that the step began with
        for (int time = 0;; ++time) {
            const int first = time * (draws + 1);
            // A Brownian path has one increment for a stretch; what is walked again gets noise of its own.
            const StepNoise noise = [&](int draw, const Level& high, const Level& low) { return context.noise(first + draw, high, time == 0 ? low : high); };
            SamplerState next = inner_->step(start, {context.model, context.grid, context.k, context.count, context.schedule, context.prediction, noise});
            if (time + 1 == options_.times) return next;
            start.x = noised_again(next.x, context.noise(first + draws, from, from), context.grid);
        }
    }

    Coordinates coordinates() const override { return inner_->coordinates(); }
    Grid steps(const Grid& asked, const NoiseSchedule& schedule) const override { return inner_->steps(asked, schedule); }
    int draws(const GridStep& step, int count) const override {
        const int once = inner_->draws(step, count);
        return recurs(step) ? options_.times * (once + 1) - 1 : once;
    }
    bool uses_noise(const GridStep& step, int count) const override { return recurs(step) || inner_->uses_noise(step, count); }
    int calls_per_step() const override { return options_.times * inner_->calls_per_step(); }
    bool renoises_apart() const override { return inner_->renoises_apart(); }
    bool wants_brownian_noise() const override { return inner_->wants_brownian_noise(); }
    bool wants_pixels() const override { return inner_->wants_pixels(); }
    void digest(int k, int count, KeyBuilder& key) const override {
        if (options_.times > 1) key.add("recurrence").add(options_.times).add(options_.sigma_low).add(options_.sigma_high);
        inner_->digest(k, count, key);
    }

  private:
    // Where the step leads down, from a level that signal is left in.
    bool recurs(const GridStep& step) const {
        const double sigma = step.from.sigma();
        return options_.times > 1 && options_.sigma_low < sigma && sigma <= options_.sigma_high && step.to.sigma() < sigma && step.to.a > 0;
    }

    std::shared_ptr<const Stepper> inner_;
    RecurrenceOptions options_;
};

}  // namespace

std::shared_ptr<const Stepper> make_recurrence(std::shared_ptr<const Stepper> inner, const RecurrenceOptions& options) {
    return std::make_shared<Recurrence>(std::move(inner), options);
}

}  // namespace noiseloom
