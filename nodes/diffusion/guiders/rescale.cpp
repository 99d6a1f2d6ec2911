#include <ATen/ATen.h>

#include "diffusion/guiders/wrapping.h"
#include "diffusion/prediction.h"

namespace noiseloom {
namespace {

class Rescale final : public WrappingGuider {
  public:
    Rescale(std::shared_ptr<const Guider> inner, double amount) : WrappingGuider(std::move(inner)), amount_(amount) {}

    Guided guide(const Evaluation& evaluation, GuiderState& state) const override {
        Guided guided = inner().guide(evaluation, state);
        if (amount_ == 0 || guided.terms.empty()) return guided;
        const Level& level = evaluation.step.at;
        const Prediction space = model()->prediction();
        const auto spread = [](const at::Tensor& output) { return output.flatten(1).std(1, true).view({-1, 1, 1, 1}); };
        const at::Tensor output = output_from_x0(space, guided.denoised, evaluation.x, level);
        const at::Tensor wanted = spread(output_from_x0(space, guided.positive, evaluation.x, level));
        const at::Tensor factor = (wanted / spread(output)).mul_(amount_).add_(1 - amount_);
        guided.denoised = x0_from(space, output * factor, evaluation.x, level);
        guided.shift.reset();   // part of what has changed
        return guided;
    }

    void digest(const StepInfo& step, KeyBuilder& key) const override {
        if (amount_ != 0) key.add("rescale").add(amount_);
        inner().digest(step, key);
    }

  private:
    double amount_;
};

}  // namespace

std::shared_ptr<const Guider> make_rescale(std::shared_ptr<const Guider> inner, double amount) {
    return std::make_shared<Rescale>(std::move(inner), amount);
}

}  // namespace noiseloom
