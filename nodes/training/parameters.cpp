#include "training/parameters.h"

#include <limits>

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include "core/text.h"

namespace noiseloom {

Parameters Parameters::of(const StateDict& state, const std::vector<std::string>& frozen) {
    Parameters parameters;
    for (const auto& name : state.names()) {
        const at::Tensor tensor = state.find(name);
        if (begins_with_any(name, frozen)) {
            tensor.requires_grad_(false);
        } else {
            parameters.names.push_back(name);
            parameters.values.push_back(tensor);
        }
    }
    return parameters;
}

std::size_t Parameters::count() const {
    std::size_t sum = 0;
    for (const auto& value : values) sum += static_cast<std::size_t>(value.numel());
    return sum;
}

double Parameters::largest() const {
    const c10::NoGradGuard constant;
    return at::stack(at::_foreach_norm(values, std::numeric_limits<double>::infinity())).max().item<double>();
}

std::vector<at::Tensor> Parameters::gradients() const {
    std::vector<at::Tensor> all;
    for (const auto& value : values) all.push_back(value.grad().defined() ? value.grad() : at::zeros_like(value));
    return all;
}

void Parameters::clear_gradients() const {
    for (const auto& value : values) value.mutable_grad() = at::Tensor();
}

double clip_gradients(const std::vector<at::Tensor>& gradients, double largest) {
    constexpr double small = 1e-6;   // of clip_grad_norm_
    const double length = at::stack(at::_foreach_norm(gradients, 2)).norm().item<double>();
    if (largest > 0 && length > largest) at::_foreach_mul_(gradients, largest / (length + small));
    return length;
}

}  // namespace noiseloom
