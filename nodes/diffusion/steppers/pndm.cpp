#include <cmath>

#include <ATen/ATen.h>

#include "diffusion/prediction.h"
#include "diffusion/steppers.h"

namespace noiseloom {
namespace {

class Pndm final : public Stepper {
  public:
    explicit Pndm(const PndmOptions& options) : options_(options) {}

    SamplerState step(const SamplerState& state, const StepContext& context) const override {
        const auto& [from, to] = context.grid;
        const auto output_at = [&](const at::Tensor& x, const Level& level) {
            return output_from_x0(context.prediction, context.model(x, level).denoised, x, level);
        };
        // Slopes are averaged in the space of the network's output, v or ε, and become ε only here.
        const auto transferred = [&](const at::Tensor& output, const Level& level) {
            return transfer(state.x, epsilon_from_x0(x0_from(context.prediction, output, state.x, from), state.x, from), from, level);
        };
        const at::Tensor output = output_at(state.x, from);
        std::vector<Past> history{{output, from}};
        for (const Past& past : state.history)
            if (history.size() < 4) history.push_back(past);

        if (options_.runge_kutta && history.size() < 4 && to.s > 0) {
            // Of the four slopes the first is remembered.
            const Level middle = context.schedule.level_at(from.t - std::floor((from.t - to.t) / 2)).vp();
            const at::Tensor second = output_at(transferred(output, middle), middle);
            const at::Tensor third = output_at(transferred(second, middle), middle);
            const at::Tensor fourth = output_at(transferred(third, to), to);
            return {transferred((output + fourth).add_(second + third, 2).div_(6), to), std::move(history)};
        }
        if (history.size() == 1) {
            if (to.s == 0) return {transferred(output, to)};
            // The second call, at the step's end, corrects the slope; only the first is remembered.
            const at::Tensor at_end = output_at(transferred(output, to), to);
            return {transferred((output + at_end).div_(2), to), std::move(history)};
        }
        // Adams-Bashforth weights, newest first.
        static constexpr double weights[3][4] = {
            {3. / 2, -1. / 2}, {23. / 12, -16. / 12, 5. / 12}, {55. / 24, -59. / 24, 37. / 24, -9. / 24}};
        const double* weight = weights[history.size() - 2];
        at::Tensor slope = output * weight[0];
        for (std::size_t i = 1; i < history.size(); ++i) slope.add_(history[i].value, weight[i]);
        return {transferred(slope, to), std::move(history)};
    }

    Coordinates coordinates() const override { return Coordinates::vp; }
    void digest(int, int, KeyBuilder& key) const override { key.add("pndm").add(options_.runge_kutta); }

  private:
    // Equation 11: x' = (a'/a)x - (ᾱ' - ᾱ)ε/(ᾱ s' + √(ᾱ(1 - ᾱ)ᾱ')), the root being a·s·a'.
    static at::Tensor transfer(const at::Tensor& x, const at::Tensor& epsilon, const Level& from, const Level& to) {
        const double bar = from.a * from.a, bar_to = to.a * to.a;
        return x.mul(to.a / from.a).sub_(epsilon, (bar_to - bar) / (bar * to.s + from.a * from.s * to.a));
    }

    PndmOptions options_;
};

}  // namespace

std::shared_ptr<const Stepper> make_pndm(const PndmOptions& options) { return std::make_shared<Pndm>(options); }

}  // namespace noiseloom
