#include "library/latent/fit.h"

#include <ATen/ATen.h>

#include "library/tensor_image.h"

namespace noiseloom {

at::Tensor continued_to_multiple(const at::Tensor& pixels, int factor) {
    const auto missing = [&](std::int64_t size) { return (factor - size % factor) % factor; };
    const std::int64_t right = missing(pixels.size(3)), bottom = missing(pixels.size(2));
    return right == 0 && bottom == 0 ? pixels : at::replication_pad2d(pixels, {0, right, 0, bottom});
}

at::Tensor latent_mask(const Mask& mask, const at::Tensor& samples, int factor) {
    const at::Tensor values = continued_to_multiple(to_tensor(mask).to(samples.device()), factor);
    return at::adaptive_avg_pool2d(values, {samples.size(2), samples.size(3)});
}

}  // namespace noiseloom
