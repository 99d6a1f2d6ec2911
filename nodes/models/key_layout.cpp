#include "models/key_layout.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>
#include <utility>

namespace noiseloom {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

bool any_below(const std::vector<std::string>& names, std::string_view prefix) {
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) { return name.starts_with(prefix); });
}

// Reads a name from the left: take("input_blocks.") and then number().
class Reader {
  public:
    explicit Reader(std::string_view rest) : rest_(rest) {}
    bool take(std::string_view prefix) {
        if (!rest_.starts_with(prefix)) return false;
        rest_.remove_prefix(prefix.size());
        return true;
    }
    // "12." -> 12
    std::optional<int> number() {
        int value = 0;
        const auto [end, problem] = std::from_chars(rest_.data(), rest_.data() + std::min<std::size_t>(rest_.size(), 6), value);
        if (problem != std::errc() || value < 0 || end == rest_.data() + rest_.size() || *end != '.') return {};
        rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()) + 1);
        return value;
    }
    std::string_view rest() const { return rest_; }

  private:
    std::string_view rest_;
};

// The rest of `name` after the pair's left side, behind the pair's right side.
std::optional<std::string> swapped(std::string_view name, std::span<const Pair> pairs) {
    for (const auto& [from, to] : pairs)
        if (name.starts_with(from)) return std::string(to) + std::string(name.substr(from.size()));
    return {};
}

std::string below(std::string_view block, int i, std::string_view kind, int j, std::string_view rest) {
    return std::string(block) + "." + std::to_string(i) + "." + std::string(kind) + "." + std::to_string(j) + "." + std::string(rest);
}

// Applies `rename` to every name that is not ignored; a name without an answer is unknown.
template <class Rename>
KeyMap map_names(const std::vector<std::string>& names, Rename rename) {
    KeyMap map;
    for (const std::string& name : names) {
        if (is_ignored_key(name)) {
            map.ignored.push_back(name);
            continue;
        }
        const std::size_t before = map.renamed.size();
        rename(name, [&](std::string to, Edit edit = Edit::keep) { map.renamed.push_back({name, std::move(to), edit}); });
        if (map.renamed.size() == before) map.unknown.push_back(name);
    }
    return map;
}

// --- UNet ---------------------------------------------------------------------------------------

constexpr Pair unet_ends[] = {{"input_blocks.0.0.", "conv_in."},
                              {"time_embed.0.", "time_embedding.linear_1."},
                              {"time_embed.2.", "time_embedding.linear_2."},
                              {"label_emb.0.0.", "add_embedding.linear_1."},
                              {"label_emb.0.2.", "add_embedding.linear_2."},
                              {"out.0.", "conv_norm_out."},
                              {"out.2.", "conv_out."}};
constexpr Pair unet_resnet[] = {{"in_layers.0.", "norm1."},  {"in_layers.2.", "conv1."},  {"emb_layers.1.", "time_emb_proj."},
                                {"out_layers.0.", "norm2."}, {"out_layers.3.", "conv2."}, {"skip_connection.", "conv_shortcut."}};
constexpr Pair unet_attention[] = {{"norm.", "norm."}, {"proj_in.", "proj_in."}, {"proj_out.", "proj_out."}, {"transformer_blocks.", "transformer_blocks."}};
constexpr std::string_view unet_tops[] = {"conv_in.", "conv_norm_out.", "conv_out.", "time_embedding.", "add_embedding.", "down_blocks.", "mid_block.", "up_blocks."};

// Blocks between two resolutions, the resampling one included: layers_per_block + 1.
int blocks_per_level(const std::vector<std::string>& names) {
    int first_downsample = 0, last = 0;
    for (const std::string& name : names) {
        Reader reader(name);
        if (!reader.take("input_blocks.")) continue;
        const int index = reader.number().value_or(0);
        last = std::max(last, index);
        if (reader.rest().starts_with("0.op.") && (first_downsample == 0 || index < first_downsample)) first_downsample = index;
    }
    return std::max(1, first_downsample ? first_downsample : last + 1);
}

std::optional<std::string> ldm_unet_name(std::string_view name, int per_level) {
    if (auto end = swapped(name, unet_ends)) return end;
    Reader reader(name);
    const bool down = reader.take("input_blocks.");
    const bool middle = !down && reader.take("middle_block.");
    if (!down && !middle && !reader.take("output_blocks.")) return {};
    const auto index = reader.number();
    if (!index || (down && *index == 0)) return {};
    if (middle) {
        if (*index == 1) {
            const auto attention = swapped(reader.rest(), unet_attention);
            return attention ? std::optional("mid_block.attentions.0." + *attention) : std::nullopt;
        }
        const auto resnet = swapped(reader.rest(), unet_resnet);
        return resnet && *index <= 2 ? std::optional("mid_block.resnets." + std::to_string(*index / 2) + "." + *resnet) : std::nullopt;
    }
    const auto part = reader.number();
    if (!part) return {};
    const int step = down ? *index - 1 : *index;
    const int level = step / per_level, layer = step % per_level;
    const std::string_view blocks = down ? "down_blocks" : "up_blocks";
    if (down && reader.take("op.")) return below(blocks, level, "downsamplers", 0, "conv." + std::string(reader.rest()));
    if (!down && *part > 0 && reader.take("conv.")) return below(blocks, level, "upsamplers", 0, "conv." + std::string(reader.rest()));
    const auto inner = *part == 0 ? swapped(reader.rest(), unet_resnet) : swapped(reader.rest(), unet_attention);
    if (!inner || *part > 1) return {};
    return below(blocks, level, *part == 0 ? "resnets" : "attentions", layer, *inner);
}

// --- AutoencoderKL, VQGAN -------------------------------------------------------------------------------

constexpr Pair vae_mid[] = {{"mid.block_1.", "mid_block.resnets.0."}, {"mid.block_2.", "mid_block.resnets.1."}, {"mid.attn_1.", "mid_block.attentions.0."}};
constexpr Pair vae_attention[] = {{"norm.", "group_norm."}, {"q.", "to_q."}, {"k.", "to_k."}, {"v.", "to_v."}, {"proj_out.", "to_out.0."},
                                  {"query.", "to_q."}, {"key.", "to_k."}, {"value.", "to_v."}, {"proj_attn.", "to_out.0."}};
constexpr std::string_view vae_tops[] = {"conv_in.", "conv_out.", "conv_norm_out.", "down_blocks.", "mid_block.", "up_blocks."};

int levels_of(const std::vector<std::string>& names, std::string_view prefix) {
    int levels = 0;
    for (const std::string& name : names) {
        Reader reader(name);
        if (reader.take(prefix)) levels = std::max(levels, reader.number().value_or(-1) + 1);
    }
    return levels;
}

std::string attention_rest(std::string_view rest) { return swapped(rest, vae_attention).value_or(std::string(rest)); }

// diffusers' own names, in which old files call the attention's maps query, key, value and proj_attn.
std::optional<std::string> diffusers_vae_name(std::string_view rest) {
    if (std::none_of(std::begin(vae_tops), std::end(vae_tops), [&](std::string_view top) { return rest.starts_with(top); })) return {};
    constexpr std::string_view sign = "attentions.";
    const std::size_t found = rest.find(sign);
    Reader reader(found == std::string_view::npos ? std::string_view() : rest.substr(found + sign.size()));
    if (!reader.number()) return std::string(rest);
    return std::string(rest.substr(0, rest.size() - reader.rest().size())) + attention_rest(reader.rest());
}

// `rest`: below "encoder." or "decoder."; `levels`: of the decoder, whose levels LDM counts from the finest.
std::optional<std::string> vae_inner_name(std::string_view rest, int levels) {
    if (rest.starts_with("norm_out.")) return "conv_" + std::string(rest);
    if (auto mid = swapped(rest, vae_mid)) {
        constexpr std::string_view attention = "mid_block.attentions.0.";
        if (!mid->starts_with(attention)) return mid;
        const auto inner = swapped(std::string_view(*mid).substr(attention.size()), vae_attention);
        return inner ? std::optional(std::string(attention) + *inner) : std::nullopt;
    }
    Reader reader(rest);
    const bool down = reader.take("down.");
    if (!down && !reader.take("up.")) return diffusers_vae_name(rest);
    auto level = reader.number();
    if (!level) return {};
    if (!down) level = levels - 1 - *level;
    const std::string_view blocks = down ? "down_blocks" : "up_blocks";
    if (reader.take("downsample.")) return below(blocks, *level, "downsamplers", 0, reader.rest());
    if (reader.take("upsample.")) return below(blocks, *level, "upsamplers", 0, reader.rest());
    const bool attends = reader.take("attn.");
    if (!attends && !reader.take("block.")) return {};
    const auto layer = reader.number();
    if (!layer) return {};
    if (attends) return below(blocks, *level, "attentions", *layer, attention_rest(reader.rest()));
    constexpr Pair shortcut[] = {{"nin_shortcut.", "conv_shortcut."}};
    return below(blocks, *level, "resnets", *layer, swapped(reader.rest(), shortcut).value_or(std::string(reader.rest())));
}

// --- CLIP -----------------------------------------------------------------------------------------

constexpr Pair clip_text[] = {{"token_embedding.", "text_model.embeddings.token_embedding."}, {"ln_final.", "text_model.final_layer_norm."}};
constexpr Pair clip_vision[] = {{"class_embedding", "vision_model.embeddings.class_embedding"}, {"conv1.", "vision_model.embeddings.patch_embedding."},
                                {"ln_pre.", "vision_model.pre_layrnorm."}, {"ln_post.", "vision_model.post_layernorm."}};
constexpr Pair clip_layer[] = {{"ln_1.", "layer_norm1."}, {"ln_2.", "layer_norm2."}, {"attn.out_proj.", "self_attn.out_proj."}, {"mlp.c_fc.", "mlp.fc1."}, {"mlp.c_proj.", "mlp.fc2."}};

template <class Emit>
void rename_resblock(std::string_view tower, Reader reader, Emit emit) {
    const auto layer = reader.number();
    if (!layer) return;
    const std::string prefix = std::string(tower) + ".encoder.layers." + std::to_string(*layer) + ".";
    if (auto inner = swapped(reader.rest(), clip_layer)) return emit(prefix + *inner);
    if (!reader.take("attn.in_proj_") || (reader.rest() != "weight" && reader.rest() != "bias")) return;
    constexpr std::pair<std::string_view, Edit> thirds[] = {{"q", Edit::first_third}, {"k", Edit::second_third}, {"v", Edit::last_third}};
    for (const auto& [letter, edit] : thirds) emit(prefix + "self_attn." + std::string(letter) + "_proj." + std::string(reader.rest()), edit);
}

template <class Emit>
void rename_open_clip(std::string_view name, Emit emit) {
    if (name == "logit_scale") return emit("logit_scale");
    if (name == "positional_embedding") return emit("text_model.embeddings.position_embedding.weight");
    if (name == "text_projection") return emit("text_projection.weight", Edit::transpose);
    if (name == "text_projection.weight") return emit("text_projection.weight");
    Reader reader(name);
    if (reader.take("transformer.resblocks.")) return rename_resblock("text_model", reader, emit);
    if (!reader.take("visual.")) {
        if (auto text = swapped(name, clip_text)) emit(*text);
        return;
    }
    if (reader.rest() == "positional_embedding") return emit("vision_model.embeddings.position_embedding.weight");
    if (reader.rest() == "proj") return emit("visual_projection.weight", Edit::transpose);
    if (reader.take("transformer.resblocks.")) return rename_resblock("vision_model", reader, emit);
    if (auto vision = swapped(reader.rest(), clip_vision)) emit(*vision);
}

constexpr std::string_view clip_tops[] = {"text_model.", "vision_model.", "text_projection.", "visual_projection.", "logit_scale"};
constexpr std::string_view clip_bare_tops[] = {"embeddings.", "encoder.layers.", "final_layer_norm.", "pre_layrnorm.", "post_layernorm."};

}  // namespace

bool is_ignored_key(std::string_view name) {
    constexpr std::string_view prefixes[] = {"model_ema.", "posterior_", "log_one_minus_", "loss.", "sqrt_"};
    constexpr std::string_view whole[] = {"betas", "logvar", "denoiser.sigmas", "attn_mask", "input_resolution", "context_length", "vocab_size"};
    return std::any_of(std::begin(prefixes), std::end(prefixes), [&](std::string_view prefix) { return name.starts_with(prefix); }) ||
           std::find(std::begin(whole), std::end(whole), name) != std::end(whole) || name == "position_ids" || name.ends_with(".position_ids") ||
           name.find("alphas_cumprod") != std::string_view::npos;
}

KeyMap unet_keys(const std::vector<std::string>& names) {
    const bool ldm = any_below(names, "input_blocks.");
    const int per_level = blocks_per_level(names);
    return map_names(names, [&](const std::string& name, auto emit) {
        if (ldm) {
            if (auto to = ldm_unet_name(name, per_level)) emit(std::move(*to));
        } else if (std::any_of(std::begin(unet_tops), std::end(unet_tops), [&](std::string_view top) { return name.starts_with(top); })) {
            emit(name);
        }
    });
}

KeyMap vae_keys(const std::vector<std::string>& names) {
    const int levels = levels_of(names, "decoder.up.");
    return map_names(names, [&](const std::string& name, auto emit) {
        for (const std::string_view same : {"quant_conv.", "post_quant_conv.", "quantize.embedding.", "quantize.embed.", "quantize.proj."})
            if (name.starts_with(same)) return emit(name);
        for (const std::string_view side : {"encoder.", "decoder."}) {
            if (!name.starts_with(side)) continue;
            const auto inner = vae_inner_name(std::string_view(name).substr(side.size()), levels);
            if (!inner) return;
            const bool linear = inner->find("attentions.") != std::string::npos && inner->find(".to_") != std::string::npos && inner->ends_with(".weight");
            return emit(std::string(side) + *inner, linear ? Edit::to_linear : Edit::keep);
        }
    });
}

KeyMap clip_keys(const std::vector<std::string>& names) {
    const bool open_clip = any_below(names, "transformer.resblocks.") || any_below(names, "visual.");
    const bool bare_vision = any_below(names, "embeddings.patch_embedding.");
    return map_names(names, [&](const std::string& name, auto emit) {
        if (open_clip) return rename_open_clip(name, emit);
        const auto starts = [&](std::string_view top) { return name.starts_with(top); };
        if (std::any_of(std::begin(clip_tops), std::end(clip_tops), starts)) return emit(name);
        if (std::any_of(std::begin(clip_bare_tops), std::end(clip_bare_tops), starts)) return emit((bare_vision ? "vision_model." : "text_model.") + name);
    });
}

KeyMap taesd_keys(const std::vector<std::string>& names) {
    // A file of the encoder alone starts with layer 0; the decoder's layer 0 is a clamp without weights.
    const bool lone_encoder = std::find(names.begin(), names.end(), "0.weight") != names.end();
    return map_names(names, [&](const std::string& name, auto emit) {
        Reader reader(name);
        if (reader.take("encoder.layers.") || reader.take("decoder.layers.")) return emit(name);
        bool decoder = !lone_encoder;
        for (const auto& [prefix, is_decoder] : {std::pair{"encoder.", false}, {"decoder.", true}, {"taesd_encoder.", false}, {"taesd_decoder.", true}})
            if (reader.take(prefix)) decoder = is_decoder;
        const auto layer = reader.number();
        if (!layer || (decoder && *layer == 0)) return;
        emit(std::string(decoder ? "decoder" : "encoder") + ".layers." + std::to_string(*layer - (decoder ? 1 : 0)) + "." + std::string(reader.rest()));
    });
}

CheckpointPrefixes checkpoint_prefixes(const std::vector<std::string>& names) {
    const auto first = [&](std::initializer_list<std::string_view> prefixes) {
        const auto* found = std::find_if(prefixes.begin(), prefixes.end(), [&](std::string_view prefix) { return any_below(names, prefix); });
        return found == prefixes.end() ? std::string() : std::string(*found);
    };
    return {.unet = first({"model.diffusion_model."}),
            .vae = first({"first_stage_model."}),
            .text_encoder = first({"cond_stage_model.transformer.", "cond_stage_model.model.", "conditioner.embedders.0.transformer."}),
            .text_encoder_2 = first({"conditioner.embedders.1.model.", "conditioner.embedders.0.model."})};
}

}  // namespace noiseloom
