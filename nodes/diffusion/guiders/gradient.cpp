
#include <ATen/ATen.h>

#include "diffusion/guiders/lengths.h"
#include "diffusion/guiders/shift.h"
#include "diffusion/guiders/wrapping.h"
#include "diffusion/stopwatch.h"

namespace noiseloom {
namespace {

class Gradient final : public WrappingGuider {
  public:
    Gradient(std::shared_ptr<const Guider> inner, std::shared_ptr<const Criterion> criterion, Curve scale, double longest)
        : WrappingGuider(std::move(inner)), criterion_(std::move(criterion)), scale_(std::move(scale)), longest_(longest) {}

    Guided guide(const Evaluation& evaluation, GuiderState& state) const override {
        Guided guided = inner().guide(evaluation, state);
        const Level& level = evaluation.step.at;
        if (!guides(evaluation.step)) return guided;
        const double scale = scale_.at(evaluation.step.u());
        const Stopwatch watch(evaluation.x.device());
        Judgement judgement = criterion_->judge(evaluation.x, level, evaluation.cancel);
        const double seconds = watch.seconds();
        const at::Tensor direction = no_longer_than(judgement.gradient, longest_) * (level.s * level.s / level.a);
        add_shift(guided, {criterion_->name(), direction, scale, judgement.value, std::move(judgement.opinions), seconds});
        return guided;
    }

    void digest(const StepInfo& step, KeyBuilder& key) const override {
        if (guides(step)) key.add("gradient").add(criterion_->identity()).add(scale_.at(step.u())).add(longest_);
        inner().digest(step, key);
    }

  private:
    // Pure noise, a = 0, has no estimate that could be moved.
    bool guides(const StepInfo& step) const { return scale_.at(step.u()) != 0 && step.at.a > 0; }

    std::shared_ptr<const Criterion> criterion_;
    Curve scale_;
    double longest_;
};

}  // namespace

std::shared_ptr<const Guider> make_gradient(std::shared_ptr<const Guider> inner, std::shared_ptr<const Criterion> criterion, Curve scale, double longest) {
    return std::make_shared<Gradient>(std::move(inner), std::move(criterion), std::move(scale), longest);
}

}  // namespace noiseloom
