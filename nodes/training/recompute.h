// Gradients for memory's sake (gradient checkpointing, Chen et al., arXiv 1604.06174): of a stretch of computation only its
// input is kept, and on the way back it is computed again. The forward work is done twice; the gradients are the same, but for
// the order of sums where stretches share weights.
#pragma once

#include <functional>

#include <ATen/core/Tensor.h>

namespace noiseloom {

// f(x), unrecorded now and recorded when backward() comes by. `f` must give the same result both times; what it reads
// besides x (weights) gets its gradients too. Where autograd does not record, this is f(x).
at::Tensor recomputed(const at::Tensor& x, std::function<at::Tensor(const at::Tensor&)> f);

}  // namespace noiseloom
