#include "clip_guidance/gradients.h"

#include <ATen/ATen.h>

#include "models/architectures/codebook.h"

namespace noiseloom {

at::Tensor clamp_with_gradient(const at::Tensor& x, double low, double high) {
    const at::Tensor clamped = x.detach().clamp(low, high), result = straight_through(clamped, x);
    if (!result.requires_grad()) return result;
    const at::Tensor outside = x.detach() - clamped;
    result.register_hook([outside](const at::Tensor& g) { return g * (g * outside >= 0); });
    return result;
}

at::Tensor with_gradient_above(const at::Tensor& distance, double stop) { return straight_through(distance, distance.clamp_min(stop)); }

}  // namespace noiseloom
