#include "models/architectures/clip_layer.h"

#include <ATen/ATen.h>

namespace noiseloom {

ClipLayer::ClipLayer(const Weights& weights, int width, int head_count, int feed_forward, bool quick)
    : norm1(weights / "layer_norm1", width),
      norm2(weights / "layer_norm2", width),
      q(weights / "self_attn" / "q_proj", width, width),
      k(weights / "self_attn" / "k_proj", width, width),
      v(weights / "self_attn" / "v_proj", width, width),
      out(weights / "self_attn" / "out_proj", width, width),
      fc1(weights / "mlp" / "fc1", width, feed_forward),
      fc2(weights / "mlp" / "fc2", feed_forward, width),
      heads(head_count),
      quick_gelu(quick) {}

Result<bool> reads_quick_gelu(const ConfigReader& reader) {
    const std::string act = reader.word("hidden_act");
    if (!act.empty() && act != "quick_gelu" && act != "gelu") return reader.error("the activation '" + act + "' is not known");
    return act != "gelu";
}

at::Tensor ClipLayer::operator()(const at::Tensor& x, bool causal) const {
    const at::Tensor seen = norm1(x);
    const at::Tensor h = x + out(attend(q(seen), k(seen), v(seen), heads, causal));
    const at::Tensor inner = fc1(norm2(h));
    return h + fc2(quick_gelu ? inner * at::sigmoid(1.702 * inner) : at::gelu(inner));
}

}  // namespace noiseloom
