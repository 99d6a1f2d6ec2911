#include "training/optimizer.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

namespace noiseloom {

AdamW::AdamW(Parameters parameters, AdamWSettings settings) : parameters_(std::move(parameters)), settings_(settings) {
    const c10::NoGradGuard constant;
    for (const auto& value : parameters_.values) {
        m_.push_back(at::zeros_like(value));
        v_.push_back(at::zeros_like(value));
        steps_.push_back(at::zeros({}, value.options().requires_grad(false)));
    }
}

void AdamW::step(const std::vector<at::Tensor>& gradients, double learning_rate) {
    const c10::NoGradGuard constant;
    if (parameters_.values.empty()) return;
    at::_foreach_add_(steps_, 1);
    at::_fused_adamw_(parameters_.values, gradients, m_, v_, {}, steps_, learning_rate, settings_.beta1, settings_.beta2, settings_.weight_decay,
                      settings_.eps, /*amsgrad=*/false, /*maximize=*/false);
}

std::map<std::string, at::Tensor> AdamW::state() const {
    std::map<std::string, at::Tensor> all;
    for (std::size_t i = 0; i < m_.size(); ++i) {
        all["m." + parameters_.names[i]] = m_[i];
        all["v." + parameters_.names[i]] = v_[i];
    }
    if (!steps_.empty()) all["steps"] = steps_.front();
    return all;
}

void AdamW::restore(const StateDict& state) {
    const c10::NoGradGuard constant;
    for (std::size_t i = 0; i < m_.size(); ++i) {
        m_[i].copy_(state.take("m." + parameters_.names[i], m_[i].sizes()));
        v_[i].copy_(state.take("v." + parameters_.names[i], v_[i].sizes()));
        steps_[i].copy_(state.take("steps", {}));
    }
}

}  // namespace noiseloom
