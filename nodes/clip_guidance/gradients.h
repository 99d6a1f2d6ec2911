// Operations whose gradient is not that of their value.
#pragma once

#include <ATen/core/Tensor.h>

namespace noiseloom {

// x clamped to [low, high]; a gradient passes unless following it (downhill) would carry x farther outside.
//     g·[g·(x - clamp x) ≥ 0]
// So values outside are not stuck, as they would be with the clamp's own gradient.
at::Tensor clamp_with_gradient(const at::Tensor& x, double low, double high);

// `distance` itself, but of what lies below `stop` no gradient is left: a prompt that is fulfilled enough pulls no more.
at::Tensor with_gradient_above(const at::Tensor& distance, double stop);

}  // namespace noiseloom
