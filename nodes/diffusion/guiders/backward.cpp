#include <bit>

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>

#include "diffusion/guiders/lengths.h"
#include "diffusion/guiders/shift.h"
#include "diffusion/guiders/wrapping.h"
#include "diffusion/random.h"
#include "diffusion/stopwatch.h"

namespace noiseloom {
namespace {

class Backward final : public WrappingGuider {
  public:
    Backward(std::shared_ptr<const Guider> inner, std::shared_ptr<const PictureLoss> loss, const BackwardOptions& options)
        : WrappingGuider(std::move(inner)), loss_(std::move(loss)), options_(options) {}

    Guided guide(const Evaluation& evaluation, GuiderState& state) const override {
        Guided guided = inner().guide(evaluation, state);
        if (options_.steps == 0) return guided;
        const Stopwatch watch(evaluation.x.device());
        // From the estimate without what gradients have moved it by already.
        const at::Tensor estimate = guided.shift.defined() ? guided.denoised - guided.shift : guided.denoised;
        const c10::InferenceMode recorded(false);
        const c10::AutoGradMode recording(true);
        at::Tensor picture = estimate.detach().clone(), losses;
        for (int i = 0; i < options_.steps; ++i) {
            evaluation.cancel.check();
            const at::Tensor leaf = picture.requires_grad_(true);
            losses = loss_->loss(leaf, draw(evaluation.step, i), evaluation.cancel);
            losses.sum().backward();
            picture = (leaf - options_.rate * no_longer_than(leaf.grad(), options_.longest)).detach();
        }
        add_shift(guided, {std::string(loss_->name()) + " backward", picture - estimate.detach(), 1, losses.detach(), {}, watch.seconds()});
        return guided;
    }

    void digest(const StepInfo& step, KeyBuilder& key) const override {
        if (options_.steps > 0) key.add("backward").add(loss_->identity()).add(options_.steps).add(options_.rate).add(options_.longest);
        inner().digest(step, key);
    }

  private:
    // Each step of the descent looks at other cutouts, and so do evaluations at other levels.
    static std::uint64_t draw(const StepInfo& step, int i) {
        return mixed({static_cast<std::uint64_t>(step.k), std::bit_cast<std::uint64_t>(step.at.sigma()), static_cast<std::uint64_t>(i)});
    }

    std::shared_ptr<const PictureLoss> loss_;
    BackwardOptions options_;
};

}  // namespace

std::shared_ptr<const Guider> make_backward(std::shared_ptr<const Guider> inner, std::shared_ptr<const PictureLoss> loss, const BackwardOptions& options) {
    return std::make_shared<Backward>(std::move(inner), std::move(loss), options);
}

}  // namespace noiseloom
