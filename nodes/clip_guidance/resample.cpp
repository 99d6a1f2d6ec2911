#include "clip_guidance/resample.h"

#include <cmath>
#include <numbers>

#include <ATen/ATen.h>

namespace noiseloom {
namespace {

constexpr int lobes = 2;

double sinc(double x) { return x == 0 ? 1 : std::sin(std::numbers::pi * x) / (std::numbers::pi * x); }

// The filter for a picture that shrinks to `ratio` of its length, at the old picture's pixels; sums to 1.
at::Tensor kernel(double ratio) {
    const auto reach = static_cast<int>(std::ceil(lobes / ratio + 1)) - 2;
    std::vector<double> taps;
    double sum = 0;
    for (int i = -reach; i <= reach; ++i) {
        const double x = i * ratio;
        taps.push_back(std::abs(x) < lobes ? sinc(x) * sinc(x / lobes) : 0);
        sum += taps.back();
    }
    for (double& tap : taps) tap /= sum;
    return at::tensor(at::ArrayRef<double>(taps), at::kFloat);
}

}  // namespace

at::Tensor lanczos_resample(const at::Tensor& image, std::int64_t height, std::int64_t width) {
    const std::int64_t n = image.size(0), channels = image.size(1), old_height = image.size(2), old_width = image.size(3);
    at::Tensor planes = image.reshape({n * channels, 1, old_height, old_width});
    if (height < old_height) {
        const at::Tensor taps = kernel(static_cast<double>(height) / static_cast<double>(old_height)).to(image.device());
        const std::int64_t pad = (taps.size(0) - 1) / 2;
        planes = at::conv2d(at::reflection_pad2d(planes, {0, 0, pad, pad}), taps.view({1, 1, -1, 1}));
    }
    if (width < old_width) {
        const at::Tensor taps = kernel(static_cast<double>(width) / static_cast<double>(old_width)).to(image.device());
        const std::int64_t pad = (taps.size(0) - 1) / 2;
        planes = at::conv2d(at::reflection_pad2d(planes, {pad, pad, 0, 0}), taps.view({1, 1, 1, -1}));
    }
    return at::upsample_bicubic2d(planes.view({n, channels, planes.size(2), planes.size(3)}), {height, width}, /*align_corners=*/true);
}

}  // namespace noiseloom
