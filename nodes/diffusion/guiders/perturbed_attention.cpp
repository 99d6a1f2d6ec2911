#include <ATen/ATen.h>

#include "diffusion/guiders.h"

namespace noiseloom {
namespace {

class PerturbedAttention final : public Guider {
  public:
    PerturbedAttention(std::shared_ptr<const Guider> inner, AttentionChange change, Curve scale)
        : inner_(std::move(inner)), plain_(inner_->plain()), change_(std::make_shared<const AttentionChange>(std::move(change))), scale_(std::move(scale)) {}

    void calls(const StepInfo& step, Calls& calls) const override {
        inner_->calls(step, calls);
        if (!guides(step)) return;
        for (const Call& call : plain_calls(step)) {
            calls.push_back(call);
            calls.push_back({call.model, with_attention(*call.conditioning, change_)});
        }
    }

    Guided guide(const Evaluation& evaluation, GuiderState& state) const override {
        Guided guided = inner_->guide(evaluation, state);
        if (!guides(evaluation.step)) return guided;
        // What the prompt alone would say, had its questions been answered with the changed attention.
        Predictions perturbed;
        for (const Call& call : plain_calls(evaluation.step))
            perturbed.put(call, evaluation.predictions.estimate(*call.model, *with_attention(*call.conditioning, change_)));
        const at::Tensor spoilt = plain_->guide({evaluation.x, evaluation.step, perturbed, evaluation.cancel}, state).denoised;
        const at::Tensor direction = plain_->guide(evaluation, state).denoised - spoilt;
        const double scale = scale_.at(evaluation.step.u());
        guided.denoised = at::add(guided.denoised, direction, scale);
        guided.terms.push_back({change_->kind == AttentionChange::Kind::identity ? "perturbed attention" : "smoothed energy", direction, scale});
        return guided;
    }

    void digest(const StepInfo& step, KeyBuilder& key) const override {
        if (guides(step)) {
            key.add("perturbed attention").add(change_->identity()).add(scale_.at(step.u()));
            plain_->digest(step, key);
        }
        inner_->digest(step, key);
    }

    std::shared_ptr<const Guider> plain() const override { return plain_; }
    at::Tensor prepare(const at::Tensor& x, const StepInfo& step) const override { return inner_->prepare(x, step); }
    const std::shared_ptr<const Denoiser>& model() const override { return inner_->model(); }

  private:
    bool guides(const StepInfo& step) const {
        const bool changes_nothing = change_->kind == AttentionChange::Kind::blurred_queries && change_->sigma == 0;
        return scale_.at(step.u()) != 0 && !changes_nothing;
    }
    Calls plain_calls(const StepInfo& step) const {
        Calls calls;
        plain_->calls(step, calls);
        return calls;
    }

    std::shared_ptr<const Guider> inner_, plain_;
    std::shared_ptr<const AttentionChange> change_;
    Curve scale_;
};

}  // namespace

std::shared_ptr<const Guider> make_perturbed_attention(std::shared_ptr<const Guider> inner, AttentionChange change, Curve scale) {
    check_layers(*inner->model(), change.layers);
    return std::make_shared<PerturbedAttention>(std::move(inner), std::move(change), std::move(scale));
}

}  // namespace noiseloom
