// One vector for a whole prompt, made inside the UNet: addition_embed_type "text" of diffusers' UNet2DConditionModel
// (TextTimeEmbedding, first used by DeepFloyd IF), added to the time embedding.
//
// The mean of the normed states asks all of them and itself through attention; its answer is projected and normed.
#pragma once

#include "models/architectures/blocks.h"

namespace noiseloom {

class TextPooling {
  public:
    // Throws Failure (bad_model). `width` of the text states, `out` of the time embedding.
    TextPooling(const Weights& weights, std::int64_t width, std::int64_t out, int heads);
    at::Tensor operator()(const at::Tensor& states) const;   // [N, tokens, width] to [N, out]

  private:
    LayerNorm norm_in_, norm_out_;
    at::Tensor position_;   // [1, width], added to the mean
    Linear q_, k_, v_, proj_;
    int heads_ = 1;
};

}  // namespace noiseloom
