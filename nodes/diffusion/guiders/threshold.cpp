#include <ATen/ATen.h>

#include "diffusion/guiders.h"

namespace noiseloom {
namespace {

class Threshold final : public Guider {
  public:
    Threshold(std::shared_ptr<const Guider> inner, const ThresholdOptions& options) : inner_(std::move(inner)), options_(options) {}

    void calls(const StepInfo& step, Calls& calls) const override { inner_->calls(step, calls); }

    Guided guide(const Evaluation& evaluation, GuiderState& state) const override {
        Guided guided = inner_->guide(evaluation, state);
        if (guided.terms.empty()) return guided;
        const at::Tensor mimic = at::add(guided.base, guided.positive - guided.base, options_.mimic);
        const auto centred = [](const at::Tensor& x) { return x - x.mean({2, 3}, true); };
        const at::Tensor mean = guided.denoised.mean({2, 3}, true), target = guided.denoised - mean;
        const auto over_pictures = [](const at::Tensor& x) { return x.view({-1, 1, 1, 1}); };
        const at::Tensor wanted = over_pictures(centred(mimic).flatten(1).abs().amax({1}));
        const at::Tensor largest = at::maximum(wanted, over_pictures(at::quantile(target.flatten(1).abs(), options_.quantile, 1)));
        guided.denoised = at::minimum(at::maximum(target, -largest), largest) / largest * wanted + mean;
        guided.shift.reset();   // part of what has changed
        return guided;
    }

    void digest(const StepInfo& step, KeyBuilder& key) const override {
        key.add("threshold").add(options_.mimic).add(options_.quantile);
        inner_->digest(step, key);
    }

    at::Tensor prepare(const at::Tensor& x, const StepInfo& step) const override { return inner_->prepare(x, step); }
    std::shared_ptr<const Guider> plain() const override { return inner_->plain(); }
    const std::shared_ptr<const Denoiser>& model() const override { return inner_->model(); }

  private:
    std::shared_ptr<const Guider> inner_;
    ThresholdOptions options_;
};

}  // namespace

std::shared_ptr<const Guider> make_threshold(std::shared_ptr<const Guider> inner, const ThresholdOptions& options) {
    return std::make_shared<Threshold>(std::move(inner), options);
}

}  // namespace noiseloom
