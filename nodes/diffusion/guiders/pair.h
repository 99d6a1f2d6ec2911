// Guiders that compare the estimates for two prompts, c and u, and push away from u with a scale.
#pragma once

#include <cmath>

#include "diffusion/guiders.h"

namespace noiseloom {

// The scale 1 is the prompt alone, for which u is not asked.
class PairGuider : public Guider {
  public:
    PairGuider(std::shared_ptr<const Denoiser> model, std::shared_ptr<const Conditioning> positive, std::shared_ptr<const Conditioning> negative, Curve scale)
        : model_(std::move(model)), positive_(std::move(positive)), negative_(std::move(negative)), scale_(std::move(scale)) {}

    void calls(const StepInfo& step, Calls& calls) const final {
        if (guides(step)) calls.push_back({model_.get(), negative_});   // first, as in diffusers' batch [u; c]
        calls.push_back({model_.get(), positive_});
    }

    Guided guide(const Evaluation& evaluation, GuiderState& state) const final {
        const Estimate& estimate = evaluation.predictions.estimate(*model_, *positive_);
        const auto &c = estimate.x0, &variance = estimate.variance;
        if (!guides(evaluation.step)) return {c, c, c, {}, {}, {}, variance};
        Guided guided = combine(evaluation, c, evaluation.predictions(*model_, *negative_), scale_.at(evaluation.step.u()), state);
        guided.variance = variance;
        return guided;
    }

    void digest(const StepInfo& step, KeyBuilder& key) const final {
        if (!guides(step)) return plain()->digest(step, key);
        digest_operator(key);
        key.add(model_->identity()).add(positive_->identity).add(negative_->identity).add(scale_.at(step.u()));
    }

    std::shared_ptr<const Guider> plain() const final { return make_conditional(model_, positive_); }
    const std::shared_ptr<const Denoiser>& model() const final { return model_; }

  protected:
    // The estimate for the two, s not 1.
    virtual Guided combine(const Evaluation& evaluation, const at::Tensor& c, const at::Tensor& u, double s, GuiderState& state) const = 0;
    virtual void digest_operator(KeyBuilder& key) const = 0;   // its name and what it reads besides the pair and the scale
    // Names what the operator remembers from step to step.
    Key memory() const {
        KeyBuilder key("memory");
        digest_operator(key);
        return key.add(model_->identity()).add(positive_->identity).add(negative_->identity).key();
    }

  private:
    bool guides(const StepInfo& step) const { return std::abs(scale_.at(step.u()) - 1) >= 1e-9; }

    std::shared_ptr<const Denoiser> model_;
    std::shared_ptr<const Conditioning> positive_, negative_;
    Curve scale_;
};

}  // namespace noiseloom
