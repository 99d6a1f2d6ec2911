#include "training/recompute.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/functions/utils.h>

namespace noiseloom {
namespace {

class Recompute final : public torch::autograd::Node {
  public:
    Recompute(const at::Tensor& x, std::function<at::Tensor(const at::Tensor&)> f) : x_(x.detach()), wants_gradient_(x.requires_grad()), f_(std::move(f)) {
        set_next_edges(torch::autograd::collect_next_edges(x));
    }

    // A backward pass within the backward pass: it leaves the gradients of f's weights with the weights.
    torch::autograd::variable_list apply(torch::autograd::variable_list&& gradients) override {
        if (!gradients[0].defined()) return {at::Tensor()};
        const c10::AutoGradMode recording(true);
        const at::Tensor x = x_.detach().requires_grad_(wants_gradient_);
        const at::Tensor y = f_(x);
        torch::autograd::backward({y}, {gradients[0].detach()});
        return {wants_gradient_ ? x.grad() : at::Tensor()};
    }

    void release_variables() override { x_.reset(); }
    std::string name() const override { return "Recompute"; }

  private:
    at::Tensor x_;
    bool wants_gradient_;
    std::function<at::Tensor(const at::Tensor&)> f_;
};

}  // namespace

at::Tensor recomputed(const at::Tensor& x, std::function<at::Tensor(const at::Tensor&)> f) {
    if (!c10::GradMode::is_enabled()) return f(x);
    at::Tensor y;
    {
        const c10::NoGradGuard unrecorded;
        y = f(x);
        if (y.is_same(x)) y = y.clone();
    }
    torch::autograd::set_history(y, std::make_shared<Recompute>(x, std::move(f)));
    return y;
}

}  // namespace noiseloom
