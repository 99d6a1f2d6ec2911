#include "models/config_inference.h"

#include <algorithm>
#include <cmath>

namespace noiseloom {
namespace {

std::string numbered(std::string_view before, std::size_t i, std::string_view after = "") { return std::string(before) + std::to_string(i) + std::string(after); }

bool any_below(const ShapeTable& table, std::string_view prefix) {
    const auto first = table.lower_bound(prefix);
    return first != table.end() && first->first.starts_with(prefix);
}

// How many of prefix0., prefix1., ... there are.
std::size_t count(const ShapeTable& table, std::string_view prefix) {
    std::size_t n = 0;
    while (any_below(table, numbered(prefix, n, "."))) ++n;
    return n;
}

// Sizes of tensors that must be there, of at least that rank.
class Shapes {
  public:
    explicit Shapes(const ShapeTable& table) : table_(table) {}
    std::int64_t size(const std::string& name, std::size_t dimension) const {
        const auto found = table_.find(name);
        if (found == table_.end()) throw Failure({Code::bad_model, "the tensor '" + name + "' is missing", "The file may be incomplete or hold another kind of model."});
        if (dimension >= found->second.size()) throw Failure({Code::bad_model, "the tensor '" + name + "' has too few dimensions"});
        return found->second[dimension];
    }

  private:
    const ShapeTable& table_;
};

template <class Infer>
Result<Json> guarded(Infer infer) {
    try {
        return infer();
    } catch (const Failure& failure) {
        return failure.error();
    }
}

class Keys {
  public:
    void add(const std::string& layer) {
        names_.push_back(layer + ".weight");
        names_.push_back(layer + ".bias");
    }
    void add_weight(const std::string& layer) { names_.push_back(layer + ".weight"); }
    void add_all(const std::string& prefix, std::initializer_list<std::string_view> layers) {
        for (const std::string_view layer : layers) add(prefix + std::string(layer));
    }
    std::vector<std::string> sorted() && {
        std::sort(names_.begin(), names_.end());
        return std::move(names_);
    }

  private:
    std::vector<std::string> names_;
};

void add_unet_resnet(Keys& keys, const std::string& prefix, bool shortcut) {
    keys.add_all(prefix, {"norm1", "conv1", "time_emb_proj", "norm2", "conv2"});
    if (shortcut) keys.add(prefix + "conv_shortcut");
}

void add_transformer(Keys& keys, const std::string& prefix, std::size_t depth) {
    keys.add_all(prefix, {"norm", "proj_in", "proj_out"});
    for (std::size_t k = 0; k < depth; ++k) {
        const std::string block = numbered(prefix + "transformer_blocks.", k, ".");
        keys.add_all(block, {"norm1", "norm2", "norm3", "attn1.to_out.0", "attn2.to_out.0", "ff.net.0.proj", "ff.net.2"});
        for (const std::string attention : {"attn1.", "attn2."})
            for (const std::string layer : {"to_q", "to_k", "to_v"}) keys.add_weight(block + attention + layer);
    }
}

void add_vae_mid(Keys& keys, const std::string& side, bool attention) {
    for (const std::string resnet : {"resnets.0.", "resnets.1."}) keys.add_all(side + "mid_block." + resnet, {"norm1", "conv1", "norm2", "conv2"});
    if (attention) keys.add_all(side + "mid_block.attentions.0.", {"group_norm", "to_q", "to_k", "to_v", "to_out.0"});
    keys.add_all(side, {"conv_in", "conv_norm_out", "conv_out"});
}

void add_clip_layers(Keys& keys, const std::string& tower, std::size_t layers) {
    for (std::size_t i = 0; i < layers; ++i)
        keys.add_all(numbered(tower + "encoder.layers.", i, "."),
                     {"layer_norm1", "layer_norm2", "self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj", "self_attn.out_proj", "mlp.fc1", "mlp.fc2"});
}

// One number for each level, from a list or a single number.
std::size_t per_level(const Json& value, std::size_t level, std::size_t fallback) {
    if (value.is_number_unsigned() || value.is_number_integer()) return value.get<std::size_t>();
    if (value.is_array() && level < value.size() && value[level].is_number_integer()) return value[level].get<std::size_t>();
    return fallback;
}

}  // namespace

ShapeTable canonical_shapes(const ShapeTable& raw, const KeyMap& map) {
    ShapeTable table;
    for (const Renamed& key : map.renamed) {
        const auto found = raw.find(key.from);
        if (found == raw.end()) continue;
        Shape shape = found->second;
        switch (key.edit) {
            case Edit::keep: break;
            case Edit::transpose: std::reverse(shape.begin(), shape.end()); break;
            case Edit::to_linear: shape.resize(std::min<std::size_t>(shape.size(), 2)); break;
            case Edit::first_third:
            case Edit::second_third:
            case Edit::last_third:
                if (!shape.empty()) shape[0] /= 3;
                break;
        }
        table.insert_or_assign(key.to, std::move(shape));
    }
    return table;
}

ShapeTable below(const ShapeTable& table, std::string_view prefix) {
    ShapeTable result;
    for (auto it = table.lower_bound(prefix); it != table.end() && it->first.starts_with(prefix); ++it) result.emplace(it->first.substr(prefix.size()), it->second);
    return result;
}

Result<Json> infer_unet_config(const ShapeTable& unet, std::int64_t pooled) {
    return guarded([&]() -> Json {
        const Shapes shapes(unet);
        const std::size_t levels = count(unet, "down_blocks.");
        shapes.size("down_blocks.0.resnets.0.conv1.weight", 0);   // at least one level
        Json channels = Json::array(), down = Json::array(), up = Json::array(), depth = Json::array(), heads = Json::array();
        const bool convolution = [&] {
            for (const auto& [name, shape] : unet)
                if (name.ends_with(".proj_in.weight")) return shape.size() == 4;
            return false;
        }();
        for (std::size_t i = 0; i < levels; ++i) {
            const std::string level = numbered("down_blocks.", i, ".");
            channels.push_back(shapes.size(level + "resnets.0.conv1.weight", 0));
            const bool attention = any_below(unet, level + "attentions.");
            down.push_back(attention ? "CrossAttnDownBlock2D" : "DownBlock2D");
            up.push_back(any_below(unet, numbered("up_blocks.", i, ".attentions.")) ? "CrossAttnUpBlock2D" : "UpBlock2D");
            const std::string deepest = attention ? level : i + 1 == levels ? "mid_block." : "";   // the middle has the last level's depth
            depth.push_back(std::max<std::size_t>(1, deepest.empty() ? 1 : count(unet, deepest + "attentions.0.transformer_blocks.")));
            heads.push_back(convolution ? 8 : std::max<std::int64_t>(1, channels.back().get<std::int64_t>() / 64));
        }
        const std::int64_t context = shapes.size("mid_block.attentions.0.transformer_blocks.0.attn2.to_k.weight", 1);
        Json config = {{"_class_name", "UNet2DConditionModel"},
                       {"in_channels", shapes.size("conv_in.weight", 1)},
                       {"out_channels", shapes.size("conv_out.weight", 0)},
                       {"block_out_channels", channels},
                       {"down_block_types", down},
                       {"up_block_types", up},
                       {"layers_per_block", count(unet, "down_blocks.0.resnets.")},
                       {"attention_head_dim", heads},   // heads, by the historical name
                       {"cross_attention_dim", context},
                       {"transformer_layers_per_block", depth},
                       {"use_linear_projection", !convolution},
                       {"norm_num_groups", 32},
                       {"flip_sin_to_cos", true},
                       {"freq_shift", 0},
                       {"upcast_attention", !convolution && !unet.contains("add_embedding.linear_1.weight")}};   // SD 2.1 overflows float16 otherwise
        if (unet.contains("add_embedding.linear_1.weight")) {
            const std::int64_t width = shapes.size("add_embedding.linear_1.weight", 1);
            const std::int64_t numbers = down.back() == "DownBlock2D" ? 5 : 6;   // the refiner takes a score where the base takes a target size
            config["addition_embed_type"] = "text_time";
            config["projection_class_embeddings_input_dim"] = width;
            config["addition_time_embed_dim"] = (width - (pooled ? pooled : 1280)) / numbers;
        }
        if (unet.contains("time_embedding.cond_proj.weight")) config["time_cond_proj_dim"] = shapes.size("time_embedding.cond_proj.weight", 1);
        return config;
    });
}

Result<Json> infer_vae_config(const ShapeTable& vae) {
    return guarded([&]() -> Json {
        const Shapes shapes(vae);
        const bool encoder = any_below(vae, "encoder."), decoder = any_below(vae, "decoder.");
        const std::size_t levels = count(vae, encoder ? "encoder.down_blocks." : "decoder.up_blocks.");
        Json channels = Json::array();
        for (std::size_t i = 0; i < levels; ++i)
            channels.push_back(encoder ? shapes.size(numbered("encoder.down_blocks.", i, ".resnets.0.conv1.weight"), 0)
                                       : shapes.size(numbered("decoder.up_blocks.", levels - 1 - i, ".resnets.0.conv1.weight"), 0));
        Json down_types = Json::array(), up_types = Json::array();
        for (std::size_t i = 0; i < levels; ++i) {
            down_types.push_back(any_below(vae, numbered("encoder.down_blocks.", i, ".attentions.")) ? "AttnDownEncoderBlock2D" : "DownEncoderBlock2D");
            up_types.push_back(any_below(vae, numbered("decoder.up_blocks.", i, ".attentions.")) ? "AttnUpDecoderBlock2D" : "UpDecoderBlock2D");
        }
        const std::size_t layers = encoder ? count(vae, "encoder.down_blocks.0.resnets.") : std::max<std::size_t>(1, count(vae, "decoder.up_blocks.0.resnets.")) - 1;
        return Json{{"_class_name", "AutoencoderKL"},
                    {"in_channels", encoder ? shapes.size("encoder.conv_in.weight", 1) : 3},
                    {"out_channels", decoder ? shapes.size("decoder.conv_out.weight", 0) : 3},
                    {"latent_channels", decoder ? shapes.size("decoder.conv_in.weight", 1) : shapes.size("encoder.conv_out.weight", 0) / 2},
                    {"block_out_channels", channels},
                    {"down_block_types", down_types},
                    {"up_block_types", up_types},
                    {"layers_per_block", layers},
                    {"norm_num_groups", 32},
                    {"use_quant_conv", vae.contains("quant_conv.weight")},
                    {"use_post_quant_conv", vae.contains("post_quant_conv.weight")},
                    {"mid_block_add_attention", any_below(vae, "decoder.mid_block.attentions.") || any_below(vae, "encoder.mid_block.attentions.")},
                    {"scaling_factor", 0.18215},
                    {"force_upcast", true}};
    });
}

Result<Json> infer_vqgan_config(const ShapeTable& vqgan) {
    return guarded([&]() -> Json {
        const Shapes shapes(vqgan);
        const bool is_gumbel = vqgan.contains("quantize.embed.weight");
        const std::string book = is_gumbel ? "quantize.embed.weight" : "quantize.embedding.weight";
        Json config = infer_vae_config(vqgan).or_throw();
        config["_class_name"] = is_gumbel ? "GumbelVQ" : "VQModel";
        config["num_vq_embeddings"] = shapes.size(book, 0);
        config["vq_embed_dim"] = shapes.size(book, 1);
        config["latent_channels"] = shapes.size("decoder.conv_in.weight", 1);
        config["scaling_factor"] = 1.0;
        config["force_upcast"] = false;
        return config;
    });
}

Result<Json> infer_clip_text_config(const ShapeTable& clip, bool open_clip) {
    return guarded([&]() -> Json {
        const Shapes shapes(clip);
        const std::int64_t vocabulary = shapes.size("text_model.embeddings.token_embedding.weight", 0);
        const std::int64_t width = shapes.size("text_model.embeddings.token_embedding.weight", 1);
        Json config = {{"architectures", {"CLIPTextModel"}},
                       {"vocab_size", vocabulary},
                       {"hidden_size", width},
                       {"max_position_embeddings", shapes.size("text_model.embeddings.position_embedding.weight", 0)},
                       {"num_hidden_layers", count(clip, "text_model.encoder.layers.")},
                       {"num_attention_heads", std::max<std::int64_t>(1, width / 64)},
                       {"intermediate_size", shapes.size("text_model.encoder.layers.0.mlp.fc1.weight", 0)},
                       {"hidden_act", open_clip || width >= 1024 ? "gelu" : "quick_gelu"},
                       {"bos_token_id", vocabulary - 2},
                       {"eos_token_id", vocabulary - 1}};
        if (clip.contains("text_projection.weight")) {
            config["architectures"] = {"CLIPTextModelWithProjection"};
            config["projection_dim"] = shapes.size("text_projection.weight", 0);
        }
        return config;
    });
}

Result<Json> infer_clip_vision_config(const ShapeTable& clip) {
    return guarded([&]() -> Json {
        const Shapes shapes(clip);
        const std::string patch = "vision_model.embeddings.patch_embedding.weight";
        const std::int64_t width = shapes.size(patch, 0), side = shapes.size(patch, 3);
        const std::int64_t patches = shapes.size("vision_model.embeddings.position_embedding.weight", 0) - 1;   // one more for the class
        const std::int64_t head = width == 1664 ? 104 : width == 1280 ? 80 : 64;                                // bigG, H
        Json config = {{"hidden_size", width},
                       {"num_channels", shapes.size(patch, 1)},
                       {"patch_size", side},
                       {"image_size", static_cast<std::int64_t>(std::lround(std::sqrt(static_cast<double>(std::max<std::int64_t>(patches, 0))))) * side},
                       {"num_hidden_layers", count(clip, "vision_model.encoder.layers.")},
                       {"num_attention_heads", std::max<std::int64_t>(1, width / head)},
                       {"intermediate_size", shapes.size("vision_model.encoder.layers.0.mlp.fc1.weight", 0)},
                       {"hidden_act", head == 64 ? "quick_gelu" : "gelu"}};
        if (clip.contains("visual_projection.weight")) config["projection_dim"] = shapes.size("visual_projection.weight", 0);
        return config;
    });
}

bool is_ddpm(const ShapeTable& table) { return any_below(table, "temb.dense."); }

Result<Json> infer_ddpm_config(const ShapeTable& ddpm) {
    return guarded([&]() -> Json {
        constexpr std::int64_t usual_size = 256;
        const Shapes shapes(ddpm);
        const std::int64_t width = std::max<std::int64_t>(1, shapes.size("conv_in.weight", 0));
        const std::size_t levels = count(ddpm, "down.");
        Json multiples = Json::array(), resolutions = Json::array();
        for (std::size_t i = 0; i < levels; ++i) {
            const std::string level = numbered("down.", i, ".");
            multiples.push_back(shapes.size(level + "block.0.conv1.weight", 0) / width);
            if (any_below(ddpm, level + "attn.")) resolutions.push_back(usual_size >> std::min<std::size_t>(i, 62));
        }
        return {{"_class_name", "DdpmUnet"},
                {"ch", width},
                {"out_ch", shapes.size("conv_out.weight", 0)},
                {"ch_mult", multiples},
                {"num_res_blocks", count(ddpm, "down.0.block.")},
                {"attn_resolutions", resolutions},
                {"in_channels", shapes.size("conv_in.weight", 1)},
                {"resamp_with_conv", levels < 2 || any_below(ddpm, "down.0.downsample.")},
                {"image_size", usual_size}};
    });
}

std::vector<std::string> expected_unet_keys(const Json& config) {
    Keys keys;
    keys.add_all("", {"conv_in", "time_embedding.linear_1", "time_embedding.linear_2", "conv_norm_out", "conv_out"});
    if (config.value("addition_embed_type", Json()) == "text_time") keys.add_all("", {"add_embedding.linear_1", "add_embedding.linear_2"});
    const Json time_projection = config.value("time_cond_proj_dim", Json());
    if (time_projection.is_number()) keys.add_weight("time_embedding.cond_proj");
    const Json channels = config.value("block_out_channels", Json::array()), down = config.value("down_block_types", Json::array()),
               up = config.value("up_block_types", Json::array()), depth = config.value("transformer_layers_per_block", Json(1));
    const std::size_t levels = channels.size(), layers = per_level(config.value("layers_per_block", Json(2)), 0, 2);
    const auto width = [&](std::size_t level) { return channels[level].get<std::int64_t>(); };
    for (std::size_t i = 0; i < levels && i < down.size(); ++i) {
        const std::string level = numbered("down_blocks.", i, ".");
        for (std::size_t j = 0; j < layers; ++j) {
            add_unet_resnet(keys, numbered(level + "resnets.", j, "."), j == 0 && i > 0 && width(i) != width(i - 1));
            if (down[i] == "CrossAttnDownBlock2D") add_transformer(keys, numbered(level + "attentions.", j, "."), per_level(depth, i, 1));
        }
        if (i + 1 < levels) keys.add(level + "downsamplers.0.conv");
    }
    add_unet_resnet(keys, "mid_block.resnets.0.", false);
    add_transformer(keys, "mid_block.attentions.0.", per_level(depth, levels - 1, 1));
    add_unet_resnet(keys, "mid_block.resnets.1.", false);
    for (std::size_t i = 0; i < levels && i < up.size(); ++i) {
        const std::string level = numbered("up_blocks.", i, ".");
        for (std::size_t j = 0; j <= layers; ++j) {
            add_unet_resnet(keys, numbered(level + "resnets.", j, "."), true);   // they take a skip's channels as well
            if (up[i] == "CrossAttnUpBlock2D") add_transformer(keys, numbered(level + "attentions.", j, "."), per_level(depth, levels - 1 - i, 1));
        }
        if (i + 1 < levels) keys.add(level + "upsamplers.0.conv");
    }
    return std::move(keys).sorted();
}

std::vector<std::string> expected_vae_keys(const Json& config) {
    Keys keys;
    const Json channels = config.value("block_out_channels", Json::array());
    const std::size_t levels = channels.size(), layers = per_level(config.value("layers_per_block", Json(2)), 0, 2);
    const bool attention = config.value("mid_block_add_attention", true);
    const auto attends = [&](bool up, std::size_t level) {
        const Json types = config.value(up ? "up_block_types" : "down_block_types", Json::array());
        return level < types.size() && types[level].is_string() && types[level].get<std::string>().starts_with("Attn");
    };
    for (const std::string side : {"encoder.", "decoder."}) {
        const bool up = side == "decoder.";
        add_vae_mid(keys, side, attention);
        for (std::size_t i = 0; i < levels; ++i) {
            const auto width = [&](std::size_t level) { return channels[up ? levels - 1 - level : level].get<std::int64_t>(); };
            const std::string level = numbered(side + (up ? "up_blocks." : "down_blocks."), i, ".");
            for (std::size_t j = 0; j < layers + (up ? 1 : 0); ++j) {
                const std::string resnet = numbered(level + "resnets.", j, ".");
                keys.add_all(resnet, {"norm1", "conv1", "norm2", "conv2"});
                if (j == 0 && i > 0 && width(i) != width(i - 1)) keys.add(resnet + "conv_shortcut");
                if (attends(up, i)) keys.add_all(numbered(level + "attentions.", j, "."), {"group_norm", "to_q", "to_k", "to_v", "to_out.0"});
            }
            if (i + 1 < levels) keys.add(level + (up ? "upsamplers.0.conv" : "downsamplers.0.conv"));
        }
    }
    if (config.value("use_quant_conv", true)) keys.add("quant_conv");
    if (config.value("use_post_quant_conv", true)) keys.add("post_quant_conv");
    if (const std::string name = config.value("_class_name", ""); name == "VQModel") {
        keys.add_weight("quantize.embedding");
    } else if (name == "GumbelVQ") {
        keys.add_weight("quantize.embed");
        keys.add("quantize.proj");
    }
    return std::move(keys).sorted();
}

std::vector<std::string> expected_clip_text_keys(const Json& config) {
    Keys keys;
    keys.add_weight("text_model.embeddings.token_embedding");
    keys.add_weight("text_model.embeddings.position_embedding");
    keys.add("text_model.final_layer_norm");
    add_clip_layers(keys, "text_model.", per_level(config.value("num_hidden_layers", Json(12)), 0, 12));
    return std::move(keys).sorted();
}

std::vector<std::string> expected_clip_vision_keys(const Json& config) {
    Keys keys;
    keys.add_weight("vision_model.embeddings.patch_embedding");
    keys.add_weight("vision_model.embeddings.position_embedding");
    keys.add_all("vision_model.", {"pre_layrnorm", "post_layernorm"});   // sic
    add_clip_layers(keys, "vision_model.", per_level(config.value("num_hidden_layers", Json(12)), 0, 12));
    auto names = std::move(keys).sorted();
    names.insert(std::upper_bound(names.begin(), names.end(), "vision_model.embeddings.class_embedding"), "vision_model.embeddings.class_embedding");
    return names;
}

}  // namespace noiseloom
