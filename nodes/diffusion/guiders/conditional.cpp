#include "diffusion/guiders.h"

namespace noiseloom {
namespace {

class Conditional final : public Guider {
  public:
    Conditional(std::shared_ptr<const Denoiser> model, std::shared_ptr<const Conditioning> prompt)
        : model_(std::move(model)), prompt_(std::move(prompt)) {}

    void calls(const StepInfo&, Calls& calls) const override { calls.push_back({model_.get(), prompt_}); }

    Guided guide(const Evaluation& evaluation, GuiderState&) const override {
        const Estimate& estimate = evaluation.predictions.estimate(*model_, *prompt_);
        const auto &denoised = estimate.x0, &variance = estimate.variance;
        return {denoised, denoised, denoised, {}, {}, {}, variance};
    }

    void digest(const StepInfo&, KeyBuilder& key) const override {
        key.add("conditional").add(model_->identity()).add(prompt_->identity);
    }

    std::shared_ptr<const Guider> plain() const override { return make_conditional(model_, prompt_); }
    const std::shared_ptr<const Denoiser>& model() const override { return model_; }

  private:
    std::shared_ptr<const Denoiser> model_;
    std::shared_ptr<const Conditioning> prompt_;
};

}  // namespace

std::shared_ptr<const Guider> make_conditional(std::shared_ptr<const Denoiser> model, std::shared_ptr<const Conditioning> prompt) {
    return std::make_shared<Conditional>(std::move(model), std::move(prompt));
}

std::shared_ptr<const Guider> make_unconditional(std::shared_ptr<const Denoiser> model) {
    Conditioning none;
    none.identify();
    return make_conditional(std::move(model), std::make_shared<const Conditioning>(std::move(none)));
}

}  // namespace noiseloom
