#include <algorithm>

#include <ATen/ATen.h>

#include "diffusion/steppers/exponential.h"

namespace noiseloom {
namespace {

// A group of `order` grid steps is one step of the solver: each of them starts anew from the group's first x, with one estimate
// more. History: the group's estimates, newest first, then that x.
class DpmSinglestep final : public Stepper {
  public:
    explicit DpmSinglestep(const DpmSinglestepOptions& options) : options_(options) {}

    SamplerState step(const SamplerState& state, const StepContext& context) const override {
        const auto& [from, to] = context.grid;
        const at::Tensor x0 = context.model(state.x, from).denoised;
        const at::Tensor m = estimate_in(options_.form, x0, state.x, from);
        if (to.s == 0) return {x0.mul(to.a)};
        const int order = std::min(order_at(context.k, context.count), std::max(1, static_cast<int>(state.history.size())));
        std::vector<Past> history{{m, from}};
        if (order == 1) history.push_back({state.x, from});
        else history.insert(history.end(), state.history.begin(), state.history.end());

        const auto& [start, at_start] = history.back();
        const auto since_start = [&](const Level& at) { return half_log_snr(at) - half_log_snr(at_start); };
        const double h = since_start(to);
        const auto [keep, gain, H] = exponential_step(options_.form, at_start, to, h);
        const at::Tensor& first = history[history.size() - 2].value;
        at::Tensor x = start.mul(keep).sub_(first, gain * std::expm1(-H));
        const bool midpoint = options_.kind == DpmppOptions::Kind::midpoint;
        if (order == 2) {
            const at::Tensor slope = (m - first).div_(since_start(from) / h);
            x.add_(slope, gain * (midpoint ? -0.5 * std::expm1(-H) : phi2(H)));
        } else if (order == 3) {
            const double r0 = since_start(from) / h, r1 = since_start(history[1].at) / h;
            const at::Tensor late = (m - first).div_(r0);
            if (midpoint) {
                x.add_(late, gain * phi2(H));
            } else {
                const at::Tensor bend = (late - (history[1].value - first).div_(r1)).div_(r0 - r1);
                x.add_(at::sub(late, bend, r0), gain * phi2(H)).sub_(bend, 2 * gain * phi3(H));
            }
        }
        if (from.a == 0) return {std::move(x)};   // a level at infinity is no place to draw a line from
        return {std::move(x), std::move(history)};
    }

    Coordinates coordinates() const override { return Coordinates::vp; }
    void digest(int k, int count, KeyBuilder& key) const override {
        key.add("dpm singlestep").add(static_cast<int>(options_.form)).add(static_cast<int>(options_.kind)).add(order_at(k, count));
    }

  private:
    // 1, 2, …, order and again; the last step alone is of order 1 rather than the highest.
    int order_at(int k, int count) const {
        const int order = k % options_.order + 1;
        return options_.lower_order_final && k + 1 == count && order == options_.order ? 1 : order;
    }

    DpmSinglestepOptions options_;
};

}  // namespace

std::shared_ptr<const Stepper> make_dpm_singlestep(const DpmSinglestepOptions& options) { return std::make_shared<DpmSinglestep>(options); }

}  // namespace noiseloom
