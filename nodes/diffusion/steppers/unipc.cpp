#include <algorithm>

#include <ATen/ATen.h>

#include "diffusion/steppers/exponential.h"

namespace noiseloom {
namespace {

// History: the remembered x0, newest first, then the x that the last step started from, which the next step corrects.
class UniPc final : public Stepper {
  public:
    explicit UniPc(const UniPcOptions& options) : options_(options) {}

    SamplerState step(const SamplerState& state, const StepContext& context) const override {
        const auto& [from, to] = context.grid;
        const at::Tensor x0 = context.model(state.x, from).denoised;
        if (to.s == 0) return {x0.mul(to.a)};
        at::Tensor x = state.x;
        std::vector<Past> history{{x0, from}};
        if (!state.history.empty()) {
            std::vector<Past> past(state.history.begin(), state.history.end() - 1);
            const int order = std::min(highest_order(context.k - 1, context.count), static_cast<int>(past.size()));
            x = moved(state.history.back().value, past, order, from, x0);
            past.resize(std::min(past.size(), static_cast<std::size_t>(options_.order - 1)));
            history.insert(history.end(), past.begin(), past.end());
        }
        const int order = std::min(highest_order(context.k, context.count), static_cast<int>(history.size()));
        at::Tensor next = moved(x, history, order, to, {});
        if (from.a == 0) return {std::move(next)};   // ℓ = -∞ is of no use to later steps
        history.push_back({std::move(x), from});
        return {std::move(next), std::move(history)};
    }

    Coordinates coordinates() const override { return Coordinates::vp; }
    void digest(int k, int count, KeyBuilder& key) const override {
        key.add("unipc").add(static_cast<int>(options_.kind)).add(options_.order).add(highest_order(k - 1, count)).add(highest_order(k, count));
    }

  private:
    int highest_order(int k, int count) const { return options_.lower_order_final ? std::min(options_.order, count - k) : options_.order; }

    // From the level of past.front() to `to`: the predictor, or, where x0 at `to` is known already, the corrector.
    at::Tensor moved(const at::Tensor& x, const std::vector<Past>& past, int order, const Level& to, const at::Tensor& x0_to) const {
        const auto& [x0, from] = past.front();
        const double h = half_log_snr(to) - half_log_snr(from), phi1 = std::expm1(-h);
        const double B = options_.kind == UniPcOptions::Kind::bh1 ? -h : phi1;
        std::vector<double> r;
        std::vector<at::Tensor> differences;
        for (int i = 1; i < order; ++i) {
            const Past& earlier = past[static_cast<std::size_t>(i)];
            r.push_back((half_log_snr(earlier.at) - half_log_snr(from)) / h);
            differences.push_back((earlier.value - x0) / r.back());
        }
        if (x0_to.defined()) {
            r.push_back(1);
            differences.push_back(x0_to - x0);
        }
        at::Tensor next = x.mul(to.s / from.s).sub_(x0, to.a * phi1);
        const std::vector<double> weights = weights_for(r, h, B, phi1);
        for (std::size_t i = 0; i < r.size(); ++i) next.sub_(differences[i], to.a * B * weights[i]);
        return next;
    }

    // ρ of Σ_j ρ_j·r_j^i = b_i, i = 0, 1, …; for a single r the paper's 1/2, which is of the same order.
    static std::vector<double> weights_for(const std::vector<double>& r, double h, double B, double phi1) {
        if (r.size() == 1) return {0.5};
        std::vector<double> b;
        double phi = phi1 / -h - 1, factorial = 1;
        for (std::size_t i = 1; i <= r.size(); ++i) {
            b.push_back(phi * factorial / B);
            factorial *= static_cast<double>(i + 1);
            phi = phi / -h - 1 / factorial;
        }
        if (b.empty()) return b;
        const at::Tensor weights = at::linalg_solve(at::linalg_vander(at::tensor(r, at::kDouble)).t(), at::tensor(b, at::kDouble)).contiguous();
        return {weights.const_data_ptr<double>(), weights.const_data_ptr<double>() + weights.numel()};
    }

    UniPcOptions options_;
};

}  // namespace

std::shared_ptr<const Stepper> make_unipc(const UniPcOptions& options) { return std::make_shared<UniPc>(options); }

}  // namespace noiseloom
