#include "models/architectures/clip_text.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include "models/architectures/config.h"

namespace noiseloom {
namespace {

// transformers from version 5 on writes a lone text model without the prefix.
Weights text_model(const Weights& weights) { return weights.has("text_model") ? weights / "text_model" : weights; }

at::Tensor as_float(const at::Tensor& x) { return x.to(at::kFloat); }

}  // namespace

Result<ClipTextConfig> ClipTextConfig::from_json(const Json& json) {
    const ConfigReader whole("The text encoder's configuration", json);
    const Json* inner = whole.find("text_config");   // of a CLIP pair
    const ConfigReader reader("The text encoder's configuration", inner ? *inner : json);
    ClipTextConfig config;
    NL_TRY(config.vocabulary, reader.number("vocab_size", 49408, 1));
    NL_TRY(config.positions, reader.number("max_position_embeddings", 77, 1));
    NL_TRY(config.width, reader.channels("hidden_size", 512));
    NL_TRY(config.layers, reader.layers("num_hidden_layers", 12));
    NL_TRY(config.heads, reader.number("num_attention_heads", 8, 1));
    NL_TRY(config.feed_forward, reader.channels("intermediate_size", 2048));
    NL_TRY(config.eos, reader.number("eos_token_id", 49407));
    NL_TRY(config.quick_gelu, reads_quick_gelu(reader));
    if (config.width % config.heads != 0) return reader.error("its width cannot be divided among its heads");
    const Json* kinds = whole.find("architectures");
    const bool projects = inner || (kinds && kinds->is_array() && !kinds->empty() && kinds->front() == "CLIPTextModelWithProjection");
    if (projects) {
        NL_TRY(config.projection, (inner ? whole : reader).number("projection_dim", 512, 1));
    }
    return config;
}

ClipText::ClipText(const StateDict& state, const ClipTextConfig& config, const Placement& placement)
    : config_(config), state_(state), placement_(placement) {
    const Weights weights(state, placement), model = text_model(weights);
    token_embedding_ = (model / "embeddings" / "token_embedding").take("weight", {config.vocabulary, config.width});
    position_embedding_ = (model / "embeddings" / "position_embedding").take("weight", {config.positions, config.width});
    for (int i = 0; i < config.layers; ++i)
        layers_.emplace_back(model / "encoder" / "layers" / i, config.width, config.heads, config.feed_forward, config.quick_gelu);
    final_norm_ = LayerNorm(model / "final_layer_norm", config.width);
    if (config.projection > 0) projection_ = Linear(weights / "text_projection", config.width, config.projection, /*with_bias=*/false);
    bytes_ = model.bytes();
    trains_ = weights.trains();
}

at::Tensor ClipText::embed(const at::Tensor& ids) const {
    const c10::AutoGradMode gradients(trains_ && c10::GradMode::is_enabled());
    return behind_torch_wall([&] { return as_float(at::embedding(token_embedding_, ids.to(placement_.device))); });
}

TextStates ClipText::encode(const at::Tensor& ids) const { return encode_embedded(embed(ids), ids); }

TextStates ClipText::encode_embedded(const at::Tensor& tokens, const at::Tensor& ids) const {
    return behind_torch_wall([&] {
        const c10::AutoGradMode gradients((trains_ || tokens.requires_grad()) && c10::GradMode::is_enabled());
        at::Tensor x = tokens.to(placement_.device, placement_.dtype) + position_embedding_.narrow(0, 0, tokens.size(1)).unsqueeze(0);
        TextStates states;
        states.hidden.push_back(as_float(x));
        for (const auto& layer : layers_) states.hidden.push_back(as_float(x = layer(x, /*causal=*/true)));
        const at::Tensor normed = final_norm_(x);
        states.last = as_float(normed);
        // The first end-of-text token; older configurations (eos 2) mark it as the largest id.
        const at::Tensor placed_ids = ids.to(placement_.device);
        const at::Tensor end = config_.eos == 2 ? placed_ids.argmax(1) : placed_ids.eq(config_.eos).to(at::kInt).argmax(1);
        const at::Tensor pooled = normed.index({at::arange(end.size(0), end.options()), end});
        states.pooled = as_float(pooled);
        if (projection_.weight.defined()) states.projected = as_float(projection_(pooled));
        return states;
    });
}

at::Tensor ClipText::final_norm(const at::Tensor& hidden) const {
    return behind_torch_wall([&] { return as_float(final_norm_(hidden.to(placement_.device, placement_.dtype))); });
}

}  // namespace noiseloom
