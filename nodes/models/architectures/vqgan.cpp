#include "models/architectures/vqgan.h"

#include <ATen/ATen.h>

namespace noiseloom {
namespace {

// Distances are compared in float32, whatever the network computes in.
Weights exact(const Weights& weights) {
    Placement placement = weights.placement();
    placement.dtype = at::kFloat;
    return Weights(weights.state(), placement) / "quantize";
}

Codebook read_codebook(const Weights& weights, const VqganConfig& config) {
    return Codebook((exact(weights) / (config.is_gumbel ? "embed" : "embedding")).take("weight", {config.codes, config.network.embed_channels}));
}

}  // namespace

Vqgan::Vqgan(Weights weights, VqganConfig config, const Key& identity, const MemoryLimits& limits)
    : network_(weights, config.network, limits), codebook_(read_codebook(weights, config)), identity_(identity) {
    if (config.is_gumbel) scores_ = Conv2d(exact(weights) / "proj", config.network.embed_channels, config.codes, 1);
}

LatentFormat Vqgan::format() const {
    const VaeConfig& config = network_.config();
    return {config.embed_channels, config.factor(), config.scale, config.shift};
}

Moments Vqgan::encode(const at::Tensor& image, const Cancel& cancel) const {
    return behind_torch_wall([&] {
        const at::Tensor z = network_.encode(image, {}, cancel);
        if (!scores_.weight.defined()) return Moments{z, {}};
        return Moments{straight_through(codebook_.look_up(scores_(z).argmax(1)), z), {}};
    });
}

at::Tensor Vqgan::decode(const at::Tensor& latent, const Cancel& cancel) const {
    return behind_torch_wall([&] {
        const VaeConfig& config = network_.config();
        return network_.decode(codebook_.quantise(latent.to(network_.placement().device) / config.scale + config.shift), {}, cancel);
    });
}

}  // namespace noiseloom
