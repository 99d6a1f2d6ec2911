#include "training/initial.h"

#include <algorithm>
#include <cmath>

#include <ATen/ATen.h>

#include "training/random.h"

namespace noiseloom {
namespace {

constexpr double embedding_deviation = 0.02;

// What a bias belongs to: the weight of the same layer, which architectures take first.
at::Tensor weight_beside(const StateDict& there, const std::string& name) {
    return there.find(name.substr(0, name.rfind('.') + 1) + "weight");
}

double bound_of(const at::Tensor& weight) { return 1 / std::sqrt(static_cast<double>(weight[0].numel())); }

at::Tensor initial(const StateDict& there, const std::string& name, at::IntArrayRef shape, Draws draws) {
    const at::Tensor empty = at::empty(shape, at::kFloat);
    const auto uniform = [&](double bound) { return draws.uniform(shape) * (2 * bound) - bound; };
    if (name.find("embedding.weight") != std::string::npos || name.ends_with("class_embedding"))
        return draws.normal(shape) * embedding_deviation;
    if (name.ends_with("bias")) {
        const at::Tensor weight = weight_beside(there, name);
        return weight.defined() && weight.dim() > 1 ? uniform(bound_of(weight)) : at::zeros_like(empty);
    }
    return shape.size() > 1 ? uniform(bound_of(empty)) : at::ones_like(empty);
}

}  // namespace

at::Tensor as_leaf(const at::Tensor& tensor) {
    const auto layout = tensor.dim() == 4 ? at::MemoryFormat::ChannelsLast : at::MemoryFormat::Contiguous;
    return at::empty(tensor.sizes(), tensor.options().dtype(at::kFloat).requires_grad(false), layout).copy_(tensor.detach()).requires_grad_(true);
}

StateDict::Maker pytorch_defaults(std::uint64_t seed, std::vector<std::string> zero) {
    return [seed, zero = std::move(zero)](const StateDict& there, const std::string& name, at::IntArrayRef shape) {
        const bool is_zero = std::any_of(zero.begin(), zero.end(), [&](const std::string& end) { return name.ends_with(end); });
        return as_leaf(is_zero ? at::zeros(shape, at::kFloat) : initial(there, name, shape, Draws(mixed(seed, name))));
    };
}

}  // namespace noiseloom
