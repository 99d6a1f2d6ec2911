#include "diffusion/criterion.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>

namespace noiseloom {

Judgement differentiated(const at::Tensor& x, const std::function<at::Tensor(const at::Tensor& x)>& value) {
    const c10::InferenceMode recorded(false);
    const c10::AutoGradMode recording(true);
    const at::Tensor leaf = x.detach().to(at::kFloat).clone().requires_grad_(true);
    const at::Tensor judged = value(leaf);
    judged.sum().backward();
    return {judged.detach(), leaf.grad()};
}

}  // namespace noiseloom
