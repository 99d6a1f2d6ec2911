#include <algorithm>
#include <cmath>

#include <ATen/ATen.h>

#include "diffusion/steppers/exponential.h"

namespace noiseloom {
namespace {

class Dpmpp final : public Stepper {
  public:
    explicit Dpmpp(const DpmppOptions& options) : options_(options) {}

    SamplerState step(const SamplerState& state, const StepContext& context) const override {
        const auto& [from, to] = context.grid;
        const at::Tensor x0 = context.model(state.x, from).denoised;
        const at::Tensor m = estimate_in(options_.form, x0, state.x, from);
        std::vector<Past> history{{m, from}};
        for (const Past& past : state.history)
            if (static_cast<int>(history.size()) < options_.order) history.push_back(past);
        if (to.s == 0) return {x0.mul(to.a), std::move(history)};   // h = ∞

        // With h the step in half log-SNR: exact for constant m, then corrections by the differences of the remembered m.
        // Noise lengthens the step to h(1 + η).
        const double h = half_log_snr(to) - half_log_snr(from);
        const auto [keep, gain, H] = exponential_step(options_.form, from, to, h * (1 + options_.eta));
        const double fade = options_.eta > 0 ? std::exp(-options_.eta * h) : 1;   // h may be infinite
        at::Tensor x = state.x.mul(keep * fade).sub_(m, gain * std::expm1(-H));
        const int order = std::min(highest_order(context.k, context.count), static_cast<int>(history.size()));
        if (order == 2) {
            const double r = (half_log_snr(from) - half_log_snr(history[1].at)) / h;
            const double weight = options_.kind == DpmppOptions::Kind::midpoint ? -0.5 * std::expm1(-H) : phi2(H);
            x.add_(m - history[1].value, gain * weight / r);
        } else if (order == 3) {
            const double r0 = (half_log_snr(from) - half_log_snr(history[1].at)) / h;
            const double r1 = (half_log_snr(history[1].at) - half_log_snr(history[2].at)) / h;
            const at::Tensor d10 = (m - history[1].value).div_(r0), d11 = (history[1].value - history[2].value).div_(r1);
            const at::Tensor bend = (d10 - d11).div_(r0 + r1);
            x.add_(at::add(d10, bend, r0), gain * phi2(H)).sub_(bend, gain * phi3(H));
        }
        if (options_.eta > 0) {
            const double deviation = to.s * std::sqrt(-std::expm1(-2 * options_.eta * h));
            x.add_(context.noise(0, from, to), deviation * options_.noise);
        }
        return {std::move(x), std::move(history)};
    }

    Coordinates coordinates() const override { return Coordinates::vp; }
    int draws(const GridStep&, int) const override { return options_.eta > 0 ? 1 : 0; }
    bool uses_noise(const GridStep& step, int) const override { return options_.eta > 0 && step.to.s > 0; }
    bool wants_brownian_noise() const override { return options_.eta > 0; }
    void digest(int k, int count, KeyBuilder& key) const override {
        key.add("dpmpp").add(static_cast<int>(options_.form)).add(options_.order).add(highest_order(k, count)).add(static_cast<int>(options_.kind));
        key.add(options_.eta).add(options_.noise);
    }

  private:
    int highest_order(int k, int count) const {
        const bool few = options_.lower_order_final && count < 15;
        if (k + 1 == count && (few || options_.euler_at_final)) return 1;
        if (k + 2 == count && few) return std::min(options_.order, 2);
        return options_.order;
    }

    DpmppOptions options_;
};

}  // namespace

std::shared_ptr<const Stepper> make_dpmpp(const DpmppOptions& options) { return std::make_shared<Dpmpp>(options); }

}  // namespace noiseloom
