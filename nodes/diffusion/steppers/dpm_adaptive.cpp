#include <algorithm>
#include <array>
#include <cmath>

#include <ATen/ATen.h>

#include "diffusion/steppers/ancestral.h"
#include "diffusion/steppers/dpm_solver.h"

namespace noiseloom {
namespace {

// The length of the next step in ln σ from the errors of the last ones (a PID controller).
class StepSize {
  public:
    StepSize(const DpmAdaptiveOptions& options, double order)
        : h_(options.first_step), accept_(options.accept),
          powers_{(options.p + options.i + options.d) / order, -(options.p + 2 * options.d) / order, options.d / order} {}

    double h() const { return h_; }
    bool accepts(double error) {
        const double inverse = 1 / (error + 1e-8);
        if (inverses_[0] == 0) inverses_.fill(inverse);
        inverses_[0] = inverse;
        double factor = 1;
        for (std::size_t i = 0; i < powers_.size(); ++i) factor *= std::pow(inverses_[i], powers_[i]);
        factor = 1 + std::atan(factor - 1);   // bounded
        const bool is_accepted = factor >= accept_;
        if (is_accepted) inverses_ = {inverses_[0], inverses_[0], inverses_[1]};
        h_ *= factor;
        return is_accepted;
    }

  private:
    double h_, accept_;
    std::array<double, 3> powers_;
    std::array<double, 3> inverses_{};   // 1/error of this step and the last two accepted ones
};

// One grid step for the whole run: how many steps it is made of is known only afterwards.
class DpmAdaptive final : public Stepper {
  public:
    explicit DpmAdaptive(const DpmAdaptiveOptions& options) : options_(options) {}

    Grid steps(const Grid& asked, const NoiseSchedule& schedule) const override { return log_even_grid(asked, 1, schedule); }

    SamplerState step(const SamplerState& state, const StepContext& context) const override {
        const double end = context.grid.to.s;
        at::Tensor x = state.x, before = x;
        Level from = context.grid.from;
        StepSize size(options_, options_.eta > 0 ? 1.5 : options_.order);
        int draw = 0;
        while (std::log(from.s / end) > 1e-5) {
            const Level to = from.s * std::exp(-size.h()) > end ? context.schedule.level_at_sigma(from.s * std::exp(-size.h())) : context.grid.to;
            const double down = std::max(ancestral(from.s, to.s, options_.eta).down, end);
            DpmSolverStep solver(x, from, down, context);
            const at::Tensor low = options_.order == 2 ? solver.first() : solver.second(1. / 3);
            const at::Tensor high = options_.order == 2 ? solver.second(0.5) : solver.third();
            const at::Tensor tolerated = at::maximum(low.abs(), before.abs()).mul_(options_.relative).clamp_min_(options_.absolute);
            const double error = (low - high).div_(tolerated).norm().item<double>() / std::sqrt(static_cast<double>(x.numel()));
            if (!std::isfinite(error)) return {high};   // the loop says where
            if (!size.accepts(error)) continue;
            before = low;
            x = down < to.s ? at::add(high, context.noise(draw, from, to), std::sqrt(to.s * to.s - down * down) * options_.noise) : high;
            from = to;
            ++draw;
        }
        return {std::move(x)};
    }

    Coordinates coordinates() const override { return Coordinates::ve; }
    bool uses_noise(const GridStep&, int) const override { return options_.eta > 0; }
    void digest(int, int, KeyBuilder& key) const override {
        key.add("dpm adaptive").add(options_.order).add(options_.relative).add(options_.absolute).add(options_.first_step);
        key.add(options_.p).add(options_.i).add(options_.d).add(options_.accept).add(options_.eta).add(options_.noise);
    }

  private:
    DpmAdaptiveOptions options_;
};

}  // namespace

std::shared_ptr<const Stepper> make_dpm_adaptive(const DpmAdaptiveOptions& options) { return std::make_shared<DpmAdaptive>(options); }

}  // namespace noiseloom
