// One layer of CLIP's transformers, text and vision alike: x += attention(LN x); x += mlp(LN x).
#pragma once

#include "models/architectures/blocks.h"
#include "models/architectures/config.h"

namespace noiseloom {

struct ClipLayer {
    LayerNorm norm1, norm2;
    Linear q, k, v, out;
    Linear fc1, fc2;
    int heads = 1;
    bool quick_gelu = true;   // x·sigmoid(1.702 x), OpenAI's CLIP; exact GELU for OpenCLIP

    ClipLayer(const Weights& weights, int width, int head_count, int feed_forward, bool quick);
    at::Tensor operator()(const at::Tensor& x, bool causal) const;   // [N, tokens, width]
};

// Which activation "hidden_act" names; OpenAI's own where it is absent. Any other is an error.
Result<bool> reads_quick_gelu(const ConfigReader& reader);

}  // namespace noiseloom
