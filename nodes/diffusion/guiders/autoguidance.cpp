#include <cmath>

#include <ATen/ATen.h>

#include "diffusion/guiders.h"

namespace noiseloom {
namespace {

class Autoguidance final : public Guider {
  public:
    Autoguidance(std::shared_ptr<const Guider> good, std::shared_ptr<const Guider> bad, Curve scale)
        : good_(std::move(good)), bad_(std::move(bad)), scale_(std::move(scale)) {}

    void calls(const StepInfo& step, Calls& calls) const override {
        if (guides(step)) bad_->calls(step, calls);
        good_->calls(step, calls);
    }

    Guided guide(const Evaluation& evaluation, GuiderState& state) const override {
        Guided good = good_->guide(evaluation, state);
        if (!guides(evaluation.step)) return good;
        const Guided bad = bad_->guide(evaluation, state);
        const double more = scale_.at(evaluation.step.u()) - 1;
        const at::Tensor direction = good.denoised - bad.denoised;
        good.denoised = at::add(good.denoised, direction, more);
        good.terms.push_back({"autoguidance", direction, more});
        return good;
    }

    void digest(const StepInfo& step, KeyBuilder& key) const override {
        if (guides(step)) {
            key.add("autoguidance").add(scale_.at(step.u()));
            bad_->digest(step, key);
        }
        good_->digest(step, key);
    }

    at::Tensor prepare(const at::Tensor& x, const StepInfo& step) const override { return good_->prepare(x, step); }
    std::shared_ptr<const Guider> plain() const override { return good_->plain(); }
    const std::shared_ptr<const Denoiser>& model() const override { return good_->model(); }

  private:
    bool guides(const StepInfo& step) const { return std::abs(scale_.at(step.u()) - 1) >= 1e-9; }

    std::shared_ptr<const Guider> good_, bad_;
    Curve scale_;
};

}  // namespace

std::shared_ptr<const Guider> make_autoguidance(std::shared_ptr<const Guider> good, std::shared_ptr<const Guider> bad, Curve scale) {
    return std::make_shared<Autoguidance>(std::move(good), std::move(bad), std::move(scale));
}

}  // namespace noiseloom
