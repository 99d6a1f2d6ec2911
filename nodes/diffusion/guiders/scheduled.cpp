#include "diffusion/guiders.h"

namespace noiseloom {
namespace {

class Scheduled final : public Guider {
  public:
    Scheduled(std::shared_ptr<const Denoiser> model, ChooseGuider choose) : model_(std::move(model)), choose_(std::move(choose)) {}

    void calls(const StepInfo& step, Calls& calls) const override { choose_(step)->calls(step, calls); }
    Guided guide(const Evaluation& evaluation, GuiderState& state) const override { return choose_(evaluation.step)->guide(evaluation, state); }
    void digest(const StepInfo& step, KeyBuilder& key) const override { choose_(step)->digest(step, key); }
    at::Tensor prepare(const at::Tensor& x, const StepInfo& step) const override { return choose_(step)->prepare(x, step); }

    std::shared_ptr<const Guider> plain() const override {
        return make_scheduled(model_, [choose = choose_](const StepInfo& step) { return choose(step)->plain(); });
    }
    const std::shared_ptr<const Denoiser>& model() const override { return model_; }

  private:
    std::shared_ptr<const Denoiser> model_;
    ChooseGuider choose_;
};

}  // namespace

std::shared_ptr<const Guider> make_scheduled(std::shared_ptr<const Denoiser> model, ChooseGuider choose) {
    return std::make_shared<Scheduled>(std::move(model), std::move(choose));
}

}  // namespace noiseloom
