#include "diffusion/gaussian_blur.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <ATen/ATen.h>

namespace noiseloom {
namespace {

// The blur along a side as a matrix [side, side]: row i says what pixel i is made of.
at::Tensor blur_of_side(std::int64_t side, std::int64_t length, double sigma) {
    const std::int64_t half = std::min(length, side + 1 - side % 2) / 2;
    std::vector<double> weights;
    double sum = 0;
    for (std::int64_t offset = -half; offset <= half; ++offset) {
        weights.push_back(std::exp(-0.5 * std::pow(static_cast<double>(offset) / sigma, 2)));
        sum += weights.back();
    }
    at::Tensor matrix = at::zeros({side, side}, at::kDouble);
    auto rows = matrix.accessor<double, 2>();
    for (std::int64_t i = 0; i < side; ++i)
        for (std::int64_t offset = -half; offset <= half; ++offset) {
            const std::int64_t beyond = std::abs(i + offset), from = beyond < side ? beyond : 2 * (side - 1) - beyond;   // reflected
            rows[i][from] += weights[static_cast<std::size_t>(offset + half)] / sum;
        }
    return matrix;
}

}  // namespace

at::Tensor gaussian_blur(const at::Tensor& x, int length, double sigma) {
    if (sigma == 0) return x;
    const at::Tensor down = blur_of_side(x.size(2), length, sigma).to(x.device(), x.scalar_type());
    const at::Tensor across = blur_of_side(x.size(3), length, sigma).to(x.device(), x.scalar_type());
    return at::matmul(at::matmul(down, x), across.t());
}

}  // namespace noiseloom
