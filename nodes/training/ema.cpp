#include "training/ema.h"

#include <algorithm>

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

namespace noiseloom {

Ema::Ema(const Parameters& parameters, double decay) : decay_(decay) {
    const c10::NoGradGuard constant;
    for (const auto& value : parameters.values) values_.push_back(value.detach().clone());
}

void Ema::update(const Parameters& parameters, std::int64_t step) {
    const c10::NoGradGuard constant;
    if (values_.empty()) return;
    const auto k = static_cast<double>(step);
    at::_foreach_lerp_(values_, parameters.values, 1 - std::min(decay_, (1 + k) / (10 + k)));
}

void Ema::restore(const Parameters& parameters, const StateDict& state) {
    const c10::NoGradGuard constant;
    for (std::size_t i = 0; i < values_.size(); ++i) values_[i].copy_(state.take(parameters.names[i], values_[i].sizes()));
}

}  // namespace noiseloom
