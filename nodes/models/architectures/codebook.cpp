#include "models/architectures/codebook.h"

#include <ATen/ATen.h>

namespace noiseloom {

at::Tensor Codebook::distances(const at::Tensor& z) const {
    const at::Tensor points = z.to(vectors_.device(), at::kFloat).permute({0, 2, 3, 1}).reshape({-1, channels()});
    return points.square().sum(1, /*keepdim=*/true) + vectors_.square().sum(1) - 2 * at::matmul(points, vectors_.t());
}

at::Tensor Codebook::nearest(const at::Tensor& z) const { return distances(z.detach()).argmin(1).view({z.size(0), z.size(2), z.size(3)}); }

at::Tensor Codebook::look_up(const at::Tensor& indices) const {
    return at::embedding(vectors_, indices).permute({0, 3, 1, 2}).contiguous();
}

at::Tensor Codebook::quantise(const at::Tensor& z) const { return straight_through(look_up(nearest(z)), z); }

at::Tensor Codebook::lowest() const { return vectors_.detach().amin(0).view({1, -1, 1, 1}); }
at::Tensor Codebook::highest() const { return vectors_.detach().amax(0).view({1, -1, 1, 1}); }

at::Tensor straight_through(const at::Tensor& value, const at::Tensor& input) {
    return input.requires_grad() ? value.detach() + (input - input.detach()) : value.detach();
}

}  // namespace noiseloom
