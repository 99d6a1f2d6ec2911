#include <cmath>

#include <ATen/ATen.h>

#include "diffusion/steppers/ancestral.h"
#include "diffusion/steppers/dpm_solver.h"

namespace noiseloom {
namespace {

class DpmFast final : public Stepper {
  public:
    explicit DpmFast(const DpmFastOptions& options) : options_(options) {}

    Grid steps(const Grid& asked, const NoiseSchedule& schedule) const override {
        return log_even_grid(asked, options_.calls / 3 + 1, schedule);
    }

    SamplerState step(const SamplerState& state, const StepContext& context) const override {
        const auto& [from, to] = context.grid;
        // Ancestral steps of a grid even in ln σ go down one step further at most: only the last would pass the end.
        const double down = context.k + 1 == context.count ? to.s : ancestral(from.s, to.s, options_.eta).down;
        DpmSolverStep solver(state.x, from, down, context);
        const int order = order_at(context.k, context.count);
        at::Tensor x = order == 1 ? solver.first() : order == 2 ? solver.second(0.5) : solver.third();
        if (down < to.s) x.add_(context.noise(0, from, to), std::sqrt(to.s * to.s - down * down) * options_.noise);
        return {std::move(x)};
    }

    Coordinates coordinates() const override { return Coordinates::ve; }
    int draws(const GridStep&, int) const override { return 1; }
    bool uses_noise(const GridStep&, int) const override { return options_.eta > 0; }
    int calls_per_step() const override { return 3; }
    void digest(int k, int count, KeyBuilder& key) const override {
        key.add("dpm fast").add(order_at(k, count)).add(options_.eta).add(options_.noise).add(k + 1 == count);
    }

  private:
    // Order 3, one call for each, and what is left of the calls: 2 and 1, or 1, or 2.
    int order_at(int k, int count) const {
        const int left = options_.calls % 3;
        if (k + 1 == count) return left == 0 ? 1 : left;
        return k + 2 == count && left == 0 ? 2 : 3;
    }

    DpmFastOptions options_;
};

}  // namespace

std::shared_ptr<const Stepper> make_dpm_fast(const DpmFastOptions& options) { return std::make_shared<DpmFast>(options); }

}  // namespace noiseloom
