#include <ATen/ATen.h>

#include "diffusion/guiders.h"

namespace noiseloom {
namespace {

class Sum final : public Guider {
  public:
    explicit Sum(std::vector<WeightedGuider> parts) : parts_(std::move(parts)) {}

    void calls(const StepInfo& step, Calls& calls) const override {
        for (std::size_t i = 0; i < parts_.size(); ++i)
            if (counts(i, step)) parts_[i].guider->calls(step, calls);
    }

    Guided guide(const Evaluation& evaluation, GuiderState& state) const override {
        Guided sum = parts_.front().guider->guide(evaluation, state);
        const double first = parts_.front().weight.at(evaluation.step.u());
        // A sum of one unguided part has nothing to weigh; its base is its prediction.
        if (first != 1) sum.denoised = at::lerp(sum.base, sum.denoised, first);
        for (Term& term : sum.terms) term.weight *= first;
        if (sum.shift.defined()) sum.shift = sum.shift * first;
        for (std::size_t i = 1; i < parts_.size(); ++i) {
            if (!counts(i, evaluation.step)) continue;
            Guided part = parts_[i].guider->guide(evaluation, state);
            const double weight = parts_[i].weight.at(evaluation.step.u());
            sum.denoised = at::add(sum.denoised, part.denoised - part.base, weight);
            if (part.shift.defined()) sum.shift = sum.shift.defined() ? at::add(sum.shift, part.shift, weight) : part.shift * weight;
            for (Term& term : part.terms) sum.terms.push_back({std::move(term.name), std::move(term.direction), term.weight * weight});
        }
        return sum;
    }

    void digest(const StepInfo& step, KeyBuilder& key) const override {
        key.add("sum");
        for (std::size_t i = 0; i < parts_.size(); ++i) {
            if (!counts(i, step)) continue;
            key.add(parts_[i].weight.at(step.u()));
            parts_[i].guider->digest(step, key);
        }
    }

    at::Tensor prepare(const at::Tensor& x, const StepInfo& step) const override {
        at::Tensor seen = x;
        for (std::size_t i = 0; i < parts_.size(); ++i)
            if (counts(i, step)) seen = parts_[i].guider->prepare(seen, step);
        return seen;
    }

    std::shared_ptr<const Guider> plain() const override { return parts_.front().guider->plain(); }
    const std::shared_ptr<const Denoiser>& model() const override { return parts_.front().guider->model(); }

  private:
    // The first part gives the base, so it is always asked.
    bool counts(std::size_t part, const StepInfo& step) const { return part == 0 || parts_[part].weight.at(step.u()) != 0; }

    std::vector<WeightedGuider> parts_;
};

}  // namespace

std::shared_ptr<const Guider> make_sum(std::vector<WeightedGuider> parts) { return std::make_shared<Sum>(std::move(parts)); }

}  // namespace noiseloom
