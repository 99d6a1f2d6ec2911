#include <algorithm>
#include <cmath>

#include <ATen/ATen.h>

#include "diffusion/prediction.h"
#include "diffusion/steppers.h"

namespace noiseloom {
namespace {

// Integrals over σ from `from` to `to` of v and of v², where v = ln(σ/from).
std::pair<double, double> log_moments(double from, double to) {
    const double v = std::log(to / from);
    return {to * (v - 1) + from, to * (v * v - 2 * v + 2) - 2 * from};
}

class Deis final : public Stepper {
  public:
    explicit Deis(const DeisOptions& options) : options_(options) {}

    SamplerState step(const SamplerState& state, const StepContext& context) const override {
        const auto& [from, to] = context.grid;
        const at::Tensor x0 = context.model(state.x, from).denoised;
        const at::Tensor epsilon = epsilon_from_x0(x0, state.x, from);
        at::Tensor x = x0.mul(to.a).add_(epsilon, to.s);   // order 1 is DDIM
        if (from.a == 0 || to.s == 0) return {std::move(x)};   // a line in ln σ has no end at infinity
        std::vector<Past> history{{epsilon, from}};
        for (const Past& past : state.history)
            if (static_cast<int>(history.size()) < options_.order) history.push_back(past);

        // Lagrange's polynomial through the remembered ε, over ln σ, integrated over σ.
        const int order = std::min(highest_order(context.k, context.count), static_cast<int>(history.size()));
        const auto [first, second] = log_moments(from.sigma(), to.sigma());
        const auto since = [&](std::size_t i) { return std::log(history[i].at.sigma() / from.sigma()); };
        if (order == 2) {
            x.add_(history[1].value - epsilon, to.a * first / since(1));
        } else if (order == 3) {
            const double v1 = since(1), v2 = since(2);
            x.add_(history[1].value - epsilon, to.a * (second - v2 * first) / (v1 * (v1 - v2)));
            x.add_(history[2].value - epsilon, to.a * (second - v1 * first) / (v2 * (v2 - v1)));
        }
        return {std::move(x), std::move(history)};
    }

    Coordinates coordinates() const override { return Coordinates::vp; }
    void digest(int k, int count, KeyBuilder& key) const override {
        key.add("deis").add(options_.order).add(highest_order(k, count));
    }

  private:
    int highest_order(int k, int count) const {
        return options_.lower_order_final && count < 15 ? std::min(options_.order, count - k) : options_.order;
    }

    DeisOptions options_;
};

}  // namespace

std::shared_ptr<const Stepper> make_deis(const DeisOptions& options) { return std::make_shared<Deis>(options); }

}  // namespace noiseloom
