// The PatchGAN discriminator (Isola et al., arXiv 1611.07004): convolutions that tell for every patch of a picture, by
// one number, whether it looks real. Small patches leave the composition alone and judge texture and sharpness.
//
// Names and shapes are those of taming-transformers' NLayerDiscriminator ("main.N"). Its batch norm always
// takes the statistics of the batch at hand.
#pragma once

#include "models/architectures/blocks.h"

namespace noiseloom {

struct DiscriminatorConfig {
    int in_channels = 3;
    int width = 64;    // channels of the first layer; they double with every halving, up to eight times as many
    int layers = 3;    // halvings
};

class Discriminator {
  public:
    Discriminator(const Weights& weights, const DiscriminatorConfig& config);

    at::Tensor operator()(const at::Tensor& image) const;   // [N, C, H, W] to logits [N, 1, about H/2^layers, ...]; greater is more real

  private:
    struct Layer {
        Conv2d conv;
        at::Tensor scale, shift;   // of the batch norm behind it; undefined: none
    };
    Placement placement_;
    std::vector<Layer> layers_;
};

// How it begins, on `device`: convolutions N(0, 0.02), norms N(1, 0.02), biases 0 (as DCGAN, arXiv 1511.06434).
StateDict::Maker discriminator_defaults(std::uint64_t seed, at::Device device);

}  // namespace noiseloom
