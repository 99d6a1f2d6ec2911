#include <bit>

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>

#include "diffusion/guiders.h"
#include "diffusion/guiders/lengths.h"
#include "diffusion/guiders/shift.h"
#include "diffusion/random.h"
#include "diffusion/stopwatch.h"

namespace noiseloom {
namespace {

class EstimateGradient final : public Guider {
  public:
    EstimateGradient(std::shared_ptr<const Guider> inner, std::shared_ptr<const PictureLoss> loss, Curve scale, EstimatePath path, double longest)
        : inner_(std::move(inner)), loss_(std::move(loss)), scale_(std::move(scale)), path_(path), longest_(longest) {}

    // On the way through the network the calls are made in guide(), where autograd records them.
    void calls(const StepInfo& step, Calls& calls) const override {
        if (!guides(step) || path_ != EstimatePath::network) inner_->calls(step, calls);
    }

    Guided guide(const Evaluation& evaluation, GuiderState& state) const override {
        const StepInfo& step = evaluation.step;
        if (!guides(step)) return inner_->guide(evaluation, state);
        Guided guided;
        at::Tensor gradient, losses;
        double seconds = 0;
        {
            const c10::InferenceMode recorded(false);
            const c10::AutoGradMode recording(true);
            const at::Tensor x = evaluation.x.detach().clone().requires_grad_(true);
            if (path_ == EstimatePath::network) {
                guided = evaluate(*inner_, x, step, state, evaluation.cancel);
            } else {
                const c10::NoGradGuard constant;
                guided = inner_->guide(evaluation, state);
            }
            const Stopwatch watch(x.device());
            losses = loss_->loss(seen(guided.denoised, x, step.at), draw(step), evaluation.cancel);
            losses.sum().backward();
            gradient = x.grad();
            seconds = watch.seconds();
        }
        forget_history(guided);
        for (auto& [key, memory] : state) memory = memory.detach();
        const Level& level = step.at;
        const at::Tensor direction = no_longer_than(gradient, longest_) * (-level.s * level.s / level.a);
        add_shift(guided, {loss_->name(), direction, scale_.at(step.u()), losses.detach(), {}, seconds});
        return guided;
    }

    void digest(const StepInfo& step, KeyBuilder& key) const override {
        if (guides(step)) key.add("estimate gradient").add(loss_->identity()).add(scale_.at(step.u())).add(static_cast<int>(path_)).add(longest_);
        inner_->digest(step, key);
    }

    std::shared_ptr<const Guider> plain() const override { return inner_->plain(); }
    at::Tensor prepare(const at::Tensor& x, const StepInfo& step) const override { return inner_->prepare(x, step); }
    const std::shared_ptr<const Denoiser>& model() const override { return inner_->model(); }

  private:
    // Pure noise, a = 0, has no estimate that could be moved.
    bool guides(const StepInfo& step) const { return scale_.at(step.u()) != 0 && step.at.a > 0; }

    // What is judged, a function of x for autograd.
    at::Tensor seen(const at::Tensor& x0, const at::Tensor& x, const Level& at) const {
        if (path_ == EstimatePath::network) return x0;
        const at::Tensor estimate = x0.detach() + (x - x.detach()) / at.a;
        if (path_ == EstimatePath::constant_epsilon) return estimate;
        const double share = at.vp().s;
        return share * estimate + (1 - share) / at.norm() * x;
    }

    // Evaluations at other levels of the same step look at other cutouts.
    static std::uint64_t draw(const StepInfo& step) { return mixed({static_cast<std::uint64_t>(step.k), std::bit_cast<std::uint64_t>(step.at.sigma())}); }

    static void forget_history(Guided& guided) {
        for (at::Tensor* one : {&guided.denoised, &guided.base, &guided.positive, &guided.shift, &guided.renoise, &guided.variance})
            if (one->defined()) *one = one->detach();
        for (Term& term : guided.terms) term.direction = term.direction.detach();
    }

    std::shared_ptr<const Guider> inner_;
    std::shared_ptr<const PictureLoss> loss_;
    Curve scale_;
    EstimatePath path_;
    double longest_;
};

}  // namespace

std::shared_ptr<const Guider> make_estimate_gradient(std::shared_ptr<const Guider> inner, std::shared_ptr<const PictureLoss> loss, Curve scale, EstimatePath path,
                                                     double longest) {
    return std::make_shared<EstimateGradient>(std::move(inner), std::move(loss), std::move(scale), path, longest);
}

}  // namespace noiseloom
