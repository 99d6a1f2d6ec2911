#include "models/clip_loss.h"

#include <algorithm>
#include <cmath>

#include <ATen/ATen.h>

#include "models/device.h"

namespace noiseloom {

at::Tensor clip_view(const at::Tensor& image, std::int64_t size, bool antialias) {
    return behind_torch_wall([&] {
        const at::Tensor image01 = image * 0.5 + 0.5;
        const std::int64_t height = image.size(2), width = image.size(3), shorter = std::min(height, width);
        if (shorter == size && height == width) return image01;
        const auto scaled = [&](std::int64_t side) { return std::max(size, size * side / shorter); };   // rounded down, as torchvision
        const std::vector<std::int64_t> sizes{scaled(height), scaled(width)};
        const at::Tensor resized = antialias ? at::_upsample_bicubic2d_aa(image01, sizes, /*align_corners=*/false)
                                             : at::upsample_bicubic2d(image01, sizes, /*align_corners=*/false);
        const auto before = [&](std::int64_t side) { return std::lrint(static_cast<double>(side - size) / 2); };
        return resized.narrow(2, before(sizes[0]), size).narrow(3, before(sizes[1]), size);
    });
}

at::Tensor unit_vectors(const at::Tensor& x) { return x / x.norm(2, {-1}, /*keepdim=*/true); }

at::Tensor cosine_distance(const at::Tensor& a, const at::Tensor& b) { return 1 - (a * b).sum(-1); }

at::Tensor spherical_distance(const at::Tensor& a, const at::Tensor& b) {
    // A length has no gradient at 0, arcsin none at 1.
    constexpr double shortest = 1e-12, nearly_opposite = 1 - 1e-7;
    const at::Tensor length = (a - b).square().sum(-1).clamp_min(shortest * shortest).sqrt();
    return 2 * at::asin((length / 2).clamp_max(nearly_opposite)).square();
}

at::Tensor text_direction(const at::Tensor& source, const at::Tensor& target) {
    return unit_vectors((unit_vectors(target) - unit_vectors(source)).mean(at::IntArrayRef{0}, /*keepdim=*/true));
}

at::Tensor directional_loss(const at::Tensor& before, const at::Tensor& after, const at::Tensor& direction) {
    constexpr double small = 1e-7;   // DiffusionCLIP's: a picture that has not changed goes nowhere
    const at::Tensor change = unit_vectors(after) - unit_vectors(before);
    return 1 - at::cosine_similarity(change / (change.norm(2, {-1}, /*keepdim=*/true) + small), direction, 1);
}

at::Tensor log_directional_loss(const at::Tensor& loss) { return -at::log((2 - loss) / 2); }

}  // namespace noiseloom
