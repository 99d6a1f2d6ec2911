#include <ATen/ATen.h>

#include "diffusion/guiders/wrapping.h"

namespace noiseloom {
namespace {

class Threshold final : public WrappingGuider {
  public:
    Threshold(std::shared_ptr<const Guider> inner, const ThresholdOptions& options) : WrappingGuider(std::move(inner)), options_(options) {}

    Guided guide(const Evaluation& evaluation, GuiderState& state) const override {
        Guided guided = inner().guide(evaluation, state);
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
        inner().digest(step, key);
    }

  private:
    ThresholdOptions options_;
};

}  // namespace

std::shared_ptr<const Guider> make_threshold(std::shared_ptr<const Guider> inner, const ThresholdOptions& options) {
    return std::make_shared<Threshold>(std::move(inner), options);
}

}  // namespace noiseloom
