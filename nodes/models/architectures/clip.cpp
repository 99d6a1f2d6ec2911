#include "models/architectures/clip.h"

#include <cmath>

#include <ATen/ATen.h>

#include "models/architectures/config.h"

namespace noiseloom {
namespace {

// Of the pictures that CLIP was trained on (OpenAI).
constexpr std::array<double, 3> pixel_mean{0.48145466, 0.4578275, 0.40821073};
constexpr std::array<double, 3> pixel_deviation{0.26862954, 0.26130258, 0.27577711};

at::Tensor per_channel(const std::array<double, 3>& values, const at::Tensor& like) {
    return at::tensor(at::ArrayRef<double>(values), like.options().dtype(at::kFloat)).view({1, 3, 1, 1});
}

at::Tensor unit(const at::Tensor& x) { return x / x.norm(2, {1}, /*keepdim=*/true); }

at::Tensor normalised(const at::Tensor& image01) { return (image01 - per_channel(pixel_mean, image01)) / per_channel(pixel_deviation, image01); }

}  // namespace

Result<ClipVisionConfig> ClipVisionConfig::from_json(const Json& json) {
    const char* const subject = "The CLIP model's configuration";
    const ConfigReader whole(subject, json);
    const Json* inner = whole.find("vision_config");
    if (!inner) return whole.error("'vision_config' is missing");
    const ConfigReader reader(subject, *inner);
    ClipVisionConfig config;
    NL_TRY(config.image_size, reader.number("image_size", 224, 1));
    NL_TRY(config.patch, reader.number("patch_size", 32, 1));
    NL_TRY(config.width, reader.channels("hidden_size", 768));
    NL_TRY(config.layers, reader.layers("num_hidden_layers", 12));
    NL_TRY(config.heads, reader.number("num_attention_heads", 12, 1));
    NL_TRY(config.feed_forward, reader.channels("intermediate_size", 3072));
    NL_TRY(config.projection, whole.number("projection_dim", 512, 1));
    NL_TRY(config.quick_gelu, reads_quick_gelu(reader));
    if (config.width % config.heads != 0) return reader.error("its width cannot be divided among its heads");
    if (config.image_size % config.patch != 0) return reader.error("its picture size is not a multiple of its patch size");
    return config;
}

ClipVision::ClipVision(const StateDict& state, const ClipVisionConfig& config, const Placement& placement)
    : config_(config), placement_(placement) {
    const Weights weights(state, placement), model = weights / "vision_model", embeddings = model / "embeddings";
    const std::int64_t side = config.image_size / config.patch;
    patches_ = Conv2d(embeddings / "patch_embedding", 3, config.width, config.patch, config.patch, /*with_bias=*/false);
    patches_.padding = 0;
    class_embedding_ = embeddings.take("class_embedding", {config.width});
    position_embedding_ = (embeddings / "position_embedding").take("weight", {side * side + 1, config.width});
    norm_before_ = LayerNorm(model / "pre_layrnorm", config.width);   // the name is misspelt in the files
    for (int i = 0; i < config.layers; ++i)
        layers_.emplace_back(model / "encoder" / "layers" / i, config.width, config.heads, config.feed_forward, config.quick_gelu);
    norm_after_ = LayerNorm(model / "post_layernorm", config.width);
    projection_ = Linear(weights / "visual_projection", config.width, config.projection, /*with_bias=*/false);
    bytes_ = model.bytes();
    trains_ = weights.trains();
}

at::Tensor ClipVision::tokens(const at::Tensor& pixels) const {
    const at::Tensor patches = to_tokens(patches_(pixels.to(placement_.device, placement_.dtype)));
    const at::Tensor first = class_embedding_.expand({patches.size(0), 1, config_.width});
    return norm_before_(at::cat({first, patches}, 1) + position_embedding_.unsqueeze(0));
}

at::Tensor ClipVision::encode(const at::Tensor& pixels) const {
    return behind_torch_wall([&] {
        return run_forward(pixels, trains_, [&] {
            at::Tensor x = tokens(pixels);
            for (const auto& layer : layers_) x = layer(x, /*causal=*/false);
            return projection_(norm_after_(x.select(1, 0)));
        });
    });
}

at::Tensor ClipVision::features(const at::Tensor& pixels) const {
    return behind_torch_wall([&] {
        return run_forward(pixels, trains_, [&] {
            std::vector<at::Tensor> all{tokens(pixels)};
            for (const auto& layer : layers_) all.push_back(layer(all.back(), /*causal=*/false));
            return at::stack(at::TensorList(all).slice(1));
        });
    });
}

Clip::Clip(const StateDict& state, const ClipTextConfig& text, const ClipVisionConfig& vision, const Placement& placement)
    : text_(state, text, placement), vision_(state, vision, placement) {
    if (const at::Tensor scale = state.take_if("logit_scale", {}); scale.defined()) logit_scale_ = std::exp(scale.to(at::kDouble).item<double>());
}

at::Tensor Clip::image_embeds(const at::Tensor& image01) const {
    return behind_torch_wall([&] { return unit(vision_.encode(normalised(image01))); });
}

at::Tensor Clip::image_features(const at::Tensor& image01) const {
    return behind_torch_wall([&] { return vision_.features(normalised(image01)); });
}

at::Tensor Clip::text_embeds(const at::Tensor& ids) const {
    return behind_torch_wall([&] { return unit(text_.encode(ids).projected); });
}

}  // namespace noiseloom
