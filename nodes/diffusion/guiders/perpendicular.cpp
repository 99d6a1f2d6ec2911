#include <ATen/ATen.h>

#include "diffusion/guiders.h"

namespace noiseloom {
namespace {

class Perpendicular final : public Guider {
  public:
    Perpendicular(std::shared_ptr<const Denoiser> model, std::shared_ptr<const Conditioning> positive, std::shared_ptr<const Conditioning> negative,
                  std::shared_ptr<const Conditioning> empty, Curve scale, const PerpendicularOptions& options)
        : model_(std::move(model)), positive_(std::move(positive)), negative_(std::move(negative)), empty_(std::move(empty)), scale_(std::move(scale)), options_(options) {}

    void calls(const StepInfo&, Calls& calls) const override {
        for (const auto* one : {&empty_, &negative_, &positive_}) calls.push_back({model_.get(), *one});
    }

    Guided guide(const Evaluation& evaluation, GuiderState&) const override {
        const at::Tensor& u = evaluation.predictions(*model_, *empty_);
        const Estimate& estimate = evaluation.predictions.estimate(*model_, *positive_);
        const auto &c = estimate.x0, &variance = estimate.variance;
        const at::Tensor towards = c - u, away = evaluation.predictions(*model_, *negative_) - u;
        const at::Tensor part = sum(away * towards) / sum(towards.square()).clamp_min(smallest);
        const at::Tensor rest = away - part * towards;
        const double s = scale_.at(evaluation.step.u());
        Guided guided{at::add(u, at::sub(towards, rest, options_.strength), s), u, c, {}, {}, {}, variance};
        guided.terms = {{"prompt", towards, s}, {"negative", rest, -s * options_.strength}};
        return guided;
    }

    void digest(const StepInfo& step, KeyBuilder& key) const override {
        key.add("perpendicular").add(model_->identity()).add(positive_->identity).add(negative_->identity).add(empty_->identity);
        key.add(scale_.at(step.u())).add(options_.strength).add(options_.whole_batch);
    }

    std::shared_ptr<const Guider> plain() const override { return make_conditional(model_, positive_); }
    const std::shared_ptr<const Denoiser>& model() const override { return model_; }

  private:
    static constexpr double smallest = 1e-20;   // where the prompt says nothing, all of the negative stays

    at::Tensor sum(const at::Tensor& x) const { return options_.whole_batch ? x.sum() : x.sum({1, 2, 3}, true); }

    std::shared_ptr<const Denoiser> model_;
    std::shared_ptr<const Conditioning> positive_, negative_, empty_;
    Curve scale_;
    PerpendicularOptions options_;
};

}  // namespace

std::shared_ptr<const Guider> make_perpendicular(std::shared_ptr<const Denoiser> model, std::shared_ptr<const Conditioning> positive,
                                                 std::shared_ptr<const Conditioning> negative, std::shared_ptr<const Conditioning> empty, Curve scale,
                                                 const PerpendicularOptions& options) {
    return std::make_shared<Perpendicular>(std::move(model), std::move(positive), std::move(negative), std::move(empty), std::move(scale), options);
}

}  // namespace noiseloom
