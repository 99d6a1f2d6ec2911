#include <numbers>

#include <ATen/ATen.h>

#include "diffusion/prediction.h"
#include "diffusion/steppers.h"

namespace noiseloom {
namespace {

// The integral from the newest σ to `to` of the polynomial that is 1 at the j-th remembered σ and 0 at the others. Of degree 3
// at most, so that Gauss's rule of two points is exact.
double weight_of(std::size_t j, const std::vector<Past>& history, double to) {
    const auto basis = [&](double sigma) {
        double product = 1;
        for (std::size_t k = 0; k < history.size(); ++k)
            if (k != j) product *= (sigma - history[k].at.s) / (history[j].at.s - history[k].at.s);
        return product;
    };
    const double from = history.front().at.s, half = (to - from) / 2, middle = from + half, aside = half * std::numbers::inv_sqrt3;
    return half * (basis(middle - aside) + basis(middle + aside));
}

class Lms final : public Stepper {
  public:
    explicit Lms(int order) : order_(order) {}

    SamplerState step(const SamplerState& state, const StepContext& context) const override {
        const auto& [from, to] = context.grid;
        std::vector<Past> history{{epsilon_from_x0(context.model(state.x, from).denoised, state.x, from), from}};
        for (const Past& past : state.history)
            if (static_cast<int>(history.size()) < order_) history.push_back(past);
        at::Tensor x = state.x.clone();
        for (std::size_t j = 0; j < history.size(); ++j) x.add_(history[j].value, weight_of(j, history, to.s));
        return {std::move(x), std::move(history)};
    }

    Coordinates coordinates() const override { return Coordinates::ve; }
    void digest(int, int, KeyBuilder& key) const override { key.add("lms").add(order_); }

  private:
    int order_;
};

}  // namespace

std::shared_ptr<const Stepper> make_lms(int order) { return std::make_shared<Lms>(order); }

}  // namespace noiseloom
