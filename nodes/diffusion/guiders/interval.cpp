#include <algorithm>
#include <numbers>

#include "diffusion/guiders.h"

namespace noiseloom {
namespace {

class IntervalGuider final : public Guider {
  public:
    IntervalGuider(std::shared_ptr<const Guider> inside, const Interval& interval, std::shared_ptr<const Guider> outside)
        : inside_(std::move(inside)), outside_(std::move(outside)), interval_(interval) {}

    void calls(const StepInfo& step, Calls& calls) const override { active(step).calls(step, calls); }
    Guided guide(const Evaluation& evaluation, GuiderState& state) const override {
        return active(evaluation.step).guide(evaluation, state);
    }
    at::Tensor prepare(const at::Tensor& x, const StepInfo& step) const override { return active(step).prepare(x, step); }

    void digest(const StepInfo& step, KeyBuilder& key) const override {
        // A step may evaluate anywhere from its end to its start, or above the start by churn's √2. Where
        // that stretch crosses a border of the interval, the step reads both guiders and the borders.
        const double low = step.to.sigma(), high = step.at.sigma() * std::numbers::sqrt2;
        // Nothing is evaluated at σ = 0 itself.
        const bool in_steps = counts(step);
        const bool above = interval_.sigma_low < low || (low == 0 && interval_.sigma_low <= 0);
        if (in_steps && above && high <= interval_.sigma_high) return inside_->digest(step, key);
        if (!in_steps || high <= interval_.sigma_low || low > interval_.sigma_high) return outside_->digest(step, key);
        key.add("interval").add(interval_.sigma_low).add(interval_.sigma_high);
        inside_->digest(step, key);
        outside_->digest(step, key);
    }

    std::shared_ptr<const Guider> plain() const override { return inside_->plain(); }
    const std::shared_ptr<const Denoiser>& model() const override { return inside_->model(); }

  private:
    bool counts(const StepInfo& step) const {
        return step.k >= static_cast<int>(interval_.start * step.count) && step.k < static_cast<int>(interval_.stop * step.count);
    }
    const Guider& active(const StepInfo& step) const {
        const double sigma = step.at.sigma();
        return counts(step) && interval_.sigma_low < sigma && sigma <= interval_.sigma_high ? *inside_ : *outside_;
    }

    std::shared_ptr<const Guider> inside_, outside_;
    Interval interval_;
};

}  // namespace

std::shared_ptr<const Guider> make_interval(std::shared_ptr<const Guider> inside, const Interval& interval,
                                            std::shared_ptr<const Guider> outside) {
    if (!outside) outside = inside->plain();
    return std::make_shared<IntervalGuider>(std::move(inside), interval, std::move(outside));
}

}  // namespace noiseloom
