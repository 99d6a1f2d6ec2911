#include "training/discriminator.h"

#include <ATen/ATen.h>

#include "diffusion/random.h"
#include "training/initial.h"

namespace noiseloom {
namespace {

constexpr int kernel = 4, largest_multiple = 8;
constexpr double slope = 0.2, norm_eps = 1e-5, deviation = 0.02;

}  // namespace

Discriminator::Discriminator(const Weights& weights, const DiscriminatorConfig& config) : placement_(weights.placement()) {
    const Weights main = weights / "main";
    int number = 0, channels = config.in_channels;   // numbers as in torch's Sequential
    for (int i = 0; i <= config.layers; ++i) {
        const int wide = config.width * std::min(1 << i, largest_multiple), stride = i < config.layers ? 2 : 1;
        const bool has_norm = i > 0;
        Layer layer{Conv2d(main / number++, channels, wide, kernel, stride, /*with_bias=*/!has_norm), {}, {}};
        if (has_norm) {
            const Weights norm = main / number++;
            layer.scale = norm.take("weight", {wide});
            layer.shift = norm.take("bias", {wide});
        }
        ++number;   // leaky ReLU
        layers_.push_back(std::move(layer));
        channels = wide;
    }
    layers_.push_back({Conv2d(main / number, channels, 1, kernel, 1), {}, {}});
}

at::Tensor Discriminator::operator()(const at::Tensor& image) const {
    at::Tensor h = enter(image, placement_);
    for (std::size_t i = 0; i < layers_.size(); ++i) {
        const Layer& layer = layers_[i];
        h = layer.conv(h);
        if (layer.scale.defined()) h = at::batch_norm(h, layer.scale, layer.shift, {}, {}, /*training=*/true, /*momentum=*/0, norm_eps, false);
        if (i + 1 < layers_.size()) h = at::leaky_relu(h, slope);
    }
    return h.to(at::kFloat);
}

StateDict::Maker discriminator_defaults(std::uint64_t seed, at::Device device) {
    return [seed, device](const StateDict&, const std::string& name, at::IntArrayRef shape) {
        if (name.ends_with("bias")) return as_leaf(at::zeros(shape, at::kFloat), device);
        const at::Tensor noise = Draws(mixed(seed, name)).normal(shape) * deviation;
        return as_leaf(shape.size() > 1 ? noise : noise + 1, device);
    };
}

}  // namespace noiseloom
