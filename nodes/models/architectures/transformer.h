// The spatial transformer of the UNet: every pixel is a token that attends to all pixels and to the prompt.
//
//     tokens = proj_in(GroupNorm x);  for each block: t += attn1(LN t); t += attn2(LN t, context); t += ff(LN t)
//     x + proj_out(tokens)
//
// ff is GEGLU: h·gelu(g) of the two halves of one linear map (arXiv 2002.05202), exact GELU.
#pragma once

#include <vector>

#include "models/architectures/blocks.h"
#include "models/architectures/prompts.h"
#include "models/architectures/self_attention.h"

namespace noiseloom {

struct TransformerShape {
    int channels = 320;
    int heads = 8;
    int depth = 1;
    int context_width = 768;
    int norm_groups = 32;
    bool linear_projection = false;
    bool upcast_attention = false;
};

class Transformer {
  public:
    Transformer(const Weights& weights, const TransformerShape& shape);
    // x [N, C, H, W] or, if it is the same for several contexts, [N/copies, C, H, W]; context [N, tokens, context_width], of which `prompts`
    // knows the keys and values (null: they are computed); [N, C, H, W]. `layer` is its place in the network.
    at::Tensor operator()(const at::Tensor& x, const at::Tensor& context, const PromptRows* prompts, const AttentionRows& rows, const AttentionLayer& layer) const;

  private:
    struct Block {
        LayerNorm norm1, norm2, norm3;
        Attention to_itself, to_context;
        Linear expand, contract;
    };
    GroupNorm norm_;
    Linear proj_in_, proj_out_;
    std::vector<Block> blocks_;
};

}  // namespace noiseloom
