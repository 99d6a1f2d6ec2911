// What NCSN++ and DDPM++ are made of: residual blocks of BigGAN's or DDPM's kind, attention, and halving and doubling of pictures that avoid
// aliasing by a small filter (FIR, after StyleGAN2).
//
// Names of tensors are those of score_sde.
#pragma once

#include <optional>

#include "models/architectures/adm_layers.h"
#include "models/architectures/blocks.h"
#include "models/architectures/ncsnpp_config.h"

namespace noiseloom {

// Halves and doubles pictures without learnt weights. Filtered: by a kernel over rows and columns, with zeros around the picture.
class NcsnppResampler {
  public:
    NcsnppResampler(const NcsnppConfig& config, const Placement& placement);
    at::Tensor half(const at::Tensor& x) const;
    at::Tensor twice(const at::Tensor& x) const;
    // The filter alone, in front of a convolution with a kernel of 3 and a stride of 2.
    at::Tensor blurred_for_stride(const at::Tensor& x) const;

  private:
    at::Tensor kernel_;   // [1, 1, 4, 4], adds up to 1; undefined: not filtered
};

// y = x·W + b for the channels of each pixel: score_sde's NIN.
Linear network_in_network(const Weights& weights, std::int64_t in, std::int64_t out);

GroupNorm ncsnpp_norm(const Weights& weights, std::int64_t channels);

struct NcsnppBlock {
    GroupNorm norm1, norm2;
    Conv2d conv1, conv2;
    Linear embed;
    Conv2d shortcut_conv;        // BigGAN's
    Linear shortcut;             // DDPM's; neither: in = out
    Resample resample = Resample::none;
    double rescale = 1;

    NcsnppBlock(const Weights& weights, int in, int out, const NcsnppConfig& config, Resample resample = Resample::none);
    // `embedding` is silu(time embedding), [N or 1, 4·width].
    at::Tensor operator()(const at::Tensor& x, const at::Tensor& embedding, const NcsnppResampler& resampler) const;
};

struct NcsnppAttention {
    GroupNorm norm;
    Attention attention;
    double rescale = 1;

    NcsnppAttention(const Weights& weights, int channels, const NcsnppConfig& config);
    at::Tensor operator()(const at::Tensor& x) const;
};

}  // namespace noiseloom
