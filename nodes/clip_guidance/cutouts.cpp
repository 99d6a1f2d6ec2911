#include "clip_guidance/cutouts.h"

#include <cmath>

#include <ATen/ATen.h>

#include "clip_guidance/gradients.h"
#include "clip_guidance/resample.h"

namespace noiseloom {
namespace {

at::Tensor squares(const at::Tensor& image, std::int64_t side, int count, double power, Draws& draws) {
    const std::int64_t height = image.size(2), width = image.size(3), largest = std::min(height, width), smallest = std::min(largest, side);
    std::vector<at::Tensor> all;
    for (int i = 0; i < count; ++i) {
        const auto size = static_cast<std::int64_t>(std::pow(draws.uniform(), power) * static_cast<double>(largest - smallest) + static_cast<double>(smallest));
        const std::int64_t left = draws.below(width - size + 1), top = draws.below(height - size + 1);
        all.push_back(lanczos_resample(image.narrow(2, top, size).narrow(3, left, size), side, side));
    }
    return clamp_with_gradient(at::cat(all), 0, 1);
}

}  // namespace

at::Tensor pooled_view(const at::Tensor& image, std::int64_t side) {
    return (at::adaptive_avg_pool2d(image, {side, side}) + std::get<0>(at::adaptive_max_pool2d(image, {side, side}))) / 2;
}

void Cutouts::digest(KeyBuilder& key) const {
    key.add(static_cast<int>(method)).add(count).add(power).add(noise);
    for (const Augment augment : augments) key.add(static_cast<int>(augment));
}

at::Tensor Cutouts::operator()(const at::Tensor& image, std::int64_t side, Draws& draws) const {
    at::Tensor batch = method == Method::latest ? pooled_view(image, side).expand({count, -1, -1, -1}) : squares(image, side, count, power, draws);
    for (const Augment augment : augments) batch = augmented(batch, augment, draws);
    if (noise <= 0) return batch;
    const at::Tensor strength = draws.uniform({count, 1, 1, 1}) * noise;
    return batch + (strength * draws.normal({count, 3, side, side})).to(batch.device());
}

}  // namespace noiseloom
