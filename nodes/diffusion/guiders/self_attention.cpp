#include <ATen/ATen.h>

#include "diffusion/gaussian_blur.h"
#include "diffusion/guiders.h"

namespace noiseloom {
namespace {

constexpr int taps = 9;   // of the blur, as in the paper's code

std::shared_ptr<const Conditioning> watched(const Conditioning& plain) {
    Conditioning made = plain;
    made.watches_attention = true;
    return std::make_shared<const Conditioning>(std::move(made));
}

class SelfAttentionGuider final : public Guider {
  public:
    SelfAttentionGuider(std::shared_ptr<const Guider> inner, std::shared_ptr<const Guider> seen, Curve scale, const SelfAttentionOptions& options)
        : inner_(std::move(inner)), seen_(std::move(seen)), scale_(std::move(scale)), options_(options) {}

    void calls(const StepInfo& step, Calls& calls) const override {
        inner_->calls(step, calls);
        if (!guides(step)) return;
        for (const Call& call : seen_calls(step)) calls.push_back({call.model, watched(*call.conditioning)});
    }

    Guided guide(const Evaluation& evaluation, GuiderState& state) const override {
        Guided guided = inner_->guide(evaluation, state);
        const StepInfo& step = evaluation.step;
        if (!guides(step)) return guided;
        GuiderState forgotten;   // what is asked twice at a step must not be remembered twice
        const at::Tensor clear = seen_->guide(evaluation, forgotten).denoised;
        const at::Tensor degraded = at::lerp(clear, gaussian_blur(clear, taps, options_.blur), mask(evaluation));
        // The same noise on the degraded estimate: x = a·x0 + s·ε.
        const at::Tensor x = at::add(evaluation.x, degraded - clear, step.at.a);
        const at::Tensor direction = degraded - evaluate(*seen_, x, step, forgotten, evaluation.cancel).denoised;
        const double scale = scale_.at(step.u());
        guided.denoised = at::add(guided.denoised, direction, scale);
        guided.terms.push_back({"self-attention", direction, scale});
        return guided;
    }

    void digest(const StepInfo& step, KeyBuilder& key) const override {
        if (guides(step)) {
            key.add("self-attention").add(scale_.at(step.u())).add(options_.blur).add(options_.threshold);
            seen_->digest(step, key);
        }
        inner_->digest(step, key);
    }

    std::shared_ptr<const Guider> plain() const override { return inner_->plain(); }
    at::Tensor prepare(const at::Tensor& x, const StepInfo& step) const override { return inner_->prepare(x, step); }
    const std::shared_ptr<const Denoiser>& model() const override { return inner_->model(); }

  private:
    bool guides(const StepInfo& step) const { return scale_.at(step.u()) != 0; }
    Calls seen_calls(const StepInfo& step) const {
        Calls calls;
        seen_->calls(step, calls);
        return calls;
    }

    // [N, 1, H, W]: 1 where the positions are listened to more than `threshold`. Where several prompts are seen, the last of them counts.
    at::Tensor mask(const Evaluation& evaluation) const {
        const Call call = seen_calls(evaluation.step).back();
        const at::Tensor attention = evaluation.predictions.estimate(*call.model, *call.conditioning).attention;
        if (!attention.defined()) throw Failure({Code::internal, "a model that has self-attention in its middle does not show it", "", "", "", ""});
        return at::upsample_nearest2d((attention > options_.threshold).to(evaluation.x.scalar_type()), evaluation.x.sizes().slice(2));
    }

    std::shared_ptr<const Guider> inner_, seen_;
    Curve scale_;
    SelfAttentionOptions options_;
};

}  // namespace

std::shared_ptr<const Guider> make_self_attention(std::shared_ptr<const Guider> inner, std::shared_ptr<const Guider> seen, Curve scale,
                                                  const SelfAttentionOptions& options) {
    if (!seen) seen = inner->plain();
    if (seen->model()->attention_layers().empty())
        throw Failure({Code::bad_workflow, "this model has no self-attention to look at", "Use a UNet: of Stable Diffusion, of guided-diffusion, or of the embedded model.", "", "guider", ""});
    const std::vector<std::string> middle{"mid.0"};
    check_layers(*seen->model(), middle);
    return std::make_shared<SelfAttentionGuider>(std::move(inner), std::move(seen), std::move(scale), options);
}

}  // namespace noiseloom
