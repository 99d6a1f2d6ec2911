#include <cmath>

#include <ATen/ATen.h>

#include "diffusion/guiders.h"

namespace noiseloom {
namespace {

class Cfg final : public Guider {
  public:
    Cfg(std::shared_ptr<const Denoiser> model, std::shared_ptr<const Conditioning> positive, std::shared_ptr<const Conditioning> negative,
        Curve scale)
        : model_(std::move(model)), positive_(std::move(positive)), negative_(std::move(negative)), scale_(std::move(scale)) {}

    void calls(const StepInfo& step, Calls& calls) const override {
        if (guides(step)) calls.push_back({model_.get(), negative_.get()});   // first, as in diffusers' batch [u; c]
        calls.push_back({model_.get(), positive_.get()});
    }

    Guided guide(const Evaluation& evaluation, GuiderState&) const override {
        const at::Tensor& c = evaluation.predictions(*model_, *positive_);
        if (!guides(evaluation.step)) return {c, c, c, {}};
        const at::Tensor& u = evaluation.predictions(*model_, *negative_);
        const double s = scale_.at(evaluation.step.u());
        const at::Tensor direction = c - u;
        return {at::add(u, direction, s), u, c, {{"prompt", direction, s}}};
    }

    void digest(const StepInfo& step, KeyBuilder& key) const override {
        if (!guides(step)) return plain()->digest(step, key);
        key.add("cfg").add(model_->identity()).add(positive_->identity).add(negative_->identity).add(scale_.at(step.u()));
    }

    std::shared_ptr<const Guider> plain() const override { return make_conditional(model_, positive_); }
    const std::shared_ptr<const Denoiser>& model() const override { return model_; }

  private:
    bool guides(const StepInfo& step) const { return std::abs(scale_.at(step.u()) - 1) >= 1e-9; }

    std::shared_ptr<const Denoiser> model_;
    std::shared_ptr<const Conditioning> positive_, negative_;
    Curve scale_;
};

}  // namespace

std::shared_ptr<const Guider> make_cfg(std::shared_ptr<const Denoiser> model, std::shared_ptr<const Conditioning> positive,
                                       std::shared_ptr<const Conditioning> negative, Curve scale) {
    return std::make_shared<Cfg>(std::move(model), std::move(positive), std::move(negative), std::move(scale));
}

}  // namespace noiseloom
