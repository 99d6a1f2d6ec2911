#include "models/architectures/transformer.h"

#include <ATen/ATen.h>

namespace noiseloom {
namespace {

constexpr double transformer_norm_eps = 1e-6;   // of the GroupNorm only, whatever the UNet's norm_eps is
constexpr int feed_forward_factor = 4;

// A 1x1 convolution over pixels is a linear map over tokens.
Linear projection(const Weights& weights, std::int64_t width, bool is_linear) {
    return is_linear ? Linear(weights, width, width) : pointwise(weights, width, width, 2);
}

}  // namespace

Transformer::Transformer(const Weights& weights, const TransformerShape& shape)
    : norm_(weights / "norm", shape.channels, shape.norm_groups, transformer_norm_eps),
      proj_in_(projection(weights / "proj_in", shape.channels, shape.linear_projection)),
      proj_out_(projection(weights / "proj_out", shape.channels, shape.linear_projection)) {
    const std::int64_t width = shape.channels, inner = feed_forward_factor * width;
    for (int i = 0; i < shape.depth; ++i) {
        const Weights w = weights / "transformer_blocks" / i;
        Block block{LayerNorm(w / "norm1", width), LayerNorm(w / "norm2", width), LayerNorm(w / "norm3", width),
                    Attention(w / "attn1", width, width, shape.heads), Attention(w / "attn2", width, shape.context_width, shape.heads),
                    Linear(w / "ff" / "net" / 0 / "proj", width, 2 * inner), Linear(w / "ff" / "net" / 2, inner, width)};
        block.to_itself.upcast = block.to_context.upcast = shape.upcast_attention;
        blocks_.push_back(std::move(block));
    }
}

at::Tensor Transformer::operator()(const at::Tensor& given, const at::Tensor& context, const PromptRows* prompts, const AttentionRows& rows,
                                   const AttentionLayer& layer) const {
    const std::int64_t count = context.size(0);
    const bool is_apart = !rows.changes.empty() || rows.is_watched;   // in their attention to themselves already
    at::Tensor x = is_apart ? for_all_rows(given, count) : given;
    AttentionPlace place{rows, layer, x.size(2), x.size(3)};
    at::Tensor tokens = proj_in_(to_tokens(norm_(x)));
    for (const auto& block : blocks_) {
        tokens = tokens + block.to_itself(block.norm1(tokens), place);
        const KeysValues text = prompts ? prompts->of(layer.name + "." + std::to_string(place.block), block.to_context) : block.to_context.keys_values(context);
        ++place.block;
        tokens = for_all_rows(tokens, count);
        tokens = tokens + block.to_context(block.norm2(tokens), text);
        const auto halves = block.expand(block.norm3(tokens)).chunk(2, 2);
        tokens = tokens + block.contract(halves[0] * at::gelu(halves[1]));
    }
    x = for_all_rows(x, count);
    return to_picture(proj_out_(tokens), x) + x;
}

}  // namespace noiseloom
