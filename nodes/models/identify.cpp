#include "models/identify.h"

#include <algorithm>

#include "core/json.h"
#include "models/config_inference.h"
#include "models/model_file.h"
#include "models/model_index.h"
#include "models/plain_text.h"
#include "models/safetensors_header.h"
#include "models/score_sde_config.h"

namespace noiseloom {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t shown_metadata = 4096;

bool is_float(Dtype dtype) { return dtype <= Dtype::f8_e5m2; }

std::vector<std::string> names_of(const ShapeTable& table) {
    std::vector<std::string> names;
    names.reserve(table.size());
    for (const auto& [name, shape] : table) names.push_back(name);
    return names;
}

bool has_prefix(const ShapeTable& table, std::string_view prefix) {
    const auto first = table.lower_bound(prefix);
    return first != table.end() && first->first.starts_with(prefix);
}

bool has_part(const ShapeTable& table, std::string_view part) {
    return std::any_of(table.begin(), table.end(), [&](const auto& item) { return item.first.find(part) != std::string::npos; });
}

// --- files of settings ------------------------------------------------------------------------------

bool is_there(const fs::path& path) {
    std::error_code ignored;
    return fs::exists(path, ignored);
}

Result<Json> read_config(const fs::path& path) {
    NL_TRY(const ModelFile file, ModelFile::open(path));
    if (file.size() > (1u << 20)) return Error{Code::bad_model, file.name() + ": the configuration is larger than 1 MiB"};
    NL_TRY(const std::string text, file.read(0, static_cast<std::size_t>(file.size())));
    auto json = parse_json(text, {}, Code::bad_model);
    if (!json) json.error().message = file.name() + ": " + json.error().message;
    if (json && !json->is_object()) return Error{Code::bad_model, file.name() + ": a JSON object is expected"};
    return json;
}

std::string text_of(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

// --- one part: kind, configuration, what is missing ------------------------------------------------

ModelKind kind_of(const ShapeTable& table) {
    const auto has = [&](std::string_view prefix) { return has_prefix(table, prefix); };
    if (checkpoint_prefixes(names_of(table)).any()) return ModelKind::checkpoint;
    if (has("control_model.") || has("controlnet_cond_embedding.") || has("input_hint_block.")) return ModelKind::controlnet;
    for (const std::string_view sign : {".lora_down.", ".lora_up.", ".lora_A.", ".lora_B.", "_lora.down.", "_lora.up.", ".hada_w1_", ".lokr_w1", ".lora.down."})
        if (has_part(table, sign)) return ModelKind::lora;
    if (table.contains("emb_params") || (table.contains("clip_l") && table.contains("clip_g"))) return ModelKind::textual_inversion;
    if (has("temb.dense.")) return ModelKind::ddpm;
    if (is_ncsnpp(table)) return ModelKind::ncsnpp;
    if (has("quantize.embed")) return ModelKind::vqgan;
    if (has("input_blocks.")) {
        if (!has("output_blocks.")) return ModelKind::classifier;
        return has_part(table, ".qkv.") ? ModelKind::adm : ModelKind::unet;
    }
    if (has("time_embedding.") && has("down_blocks.")) return ModelKind::unet;
    if (has("encoder.down.") || has("decoder.up.") || has("encoder.down_blocks.") || has("decoder.up_blocks.")) return ModelKind::vae;
    const bool numbered = table.contains("0.weight") || table.contains("1.weight");
    if (has("encoder.layers.0.weight") || has("decoder.layers.0.weight") || (numbered && has_part(table, ".conv.0.weight"))) return ModelKind::taesd;
    const bool vision = has("vision_model.") || has("visual.") || has("embeddings.patch_embedding.");
    const bool text = has("text_model.") || has("transformer.resblocks.") || has("embeddings.token_embedding.");
    if (vision) return text ? ModelKind::clip : ModelKind::image_encoder;
    if (text) return ModelKind::text_encoder;
    if (table.size() == 1 && table.begin()->second.size() == 2 && table.begin()->second[0] <= 256) return ModelKind::textual_inversion;
    return ModelKind::unknown;
}

ModelFamily unet_family(const Json& config) {
    if (config.contains("addition_embed_type") && config["addition_embed_type"] == "text_time")
        return config["down_block_types"].back() == "DownBlock2D" ? ModelFamily::sdxl_refiner : ModelFamily::sdxl;
    return config["use_linear_projection"] == true ? ModelFamily::sd2 : ModelFamily::sd1;
}

std::string unet_variant(const Json& config) {
    switch (config["in_channels"].get<std::int64_t>()) {
        case 4: return "";
        case 5: return "depth";
        case 8: return "picture editing";
        case 9: return "inpainting";
        default: return std::to_string(config["in_channels"].get<std::int64_t>()) + " input channels";
    }
}

std::string clip_variant(std::int64_t width) {
    switch (width) {
        case 512: return "CLIP ViT-B";
        case 768: return "CLIP-L";
        case 1024: return "OpenCLIP-H";
        case 1280: return "OpenCLIP-bigG";
        default: return "";
    }
}

ModelFamily family_of_width(std::int64_t width) {
    return width == 768 ? ModelFamily::sd1 : width == 1024 ? ModelFamily::sd2 : width == 2048 ? ModelFamily::sdxl : ModelFamily::unknown;
}

void use_config(FileInfo& info, Result<Json> config) {
    if (!config) {
        info.notes.push_back(plain_text(config.error().message, 400));
        return;
    }
    info.config = *std::move(config);
    info.config_is_inferred = true;
}

// Compares canonical names with those that the configuration asks for.
void compare_keys(FileInfo& info, const KeyMap& map, std::vector<std::string> expected, std::initializer_list<std::string_view> optional = {}) {
    std::vector<std::string> have;
    for (const Renamed& key : map.renamed) have.push_back(key.to);
    std::sort(have.begin(), have.end());
    std::sort(expected.begin(), expected.end());
    std::set_difference(expected.begin(), expected.end(), have.begin(), have.end(), std::back_inserter(info.missing));
    info.surplus = map.unknown;
    for (const Renamed& key : map.renamed)
        if (!std::binary_search(expected.begin(), expected.end(), key.to) && std::find(optional.begin(), optional.end(), key.to) == optional.end() &&
            (info.surplus.empty() || info.surplus.back() != key.from))
            info.surplus.push_back(key.from);
}

void examine_unet(FileInfo& info, const ShapeTable& raw, std::int64_t pooled) {
    const KeyMap map = unet_keys(names_of(raw));
    use_config(info, infer_unet_config(canonical_shapes(raw, map), pooled));
    if (info.config.is_null()) return;
    info.family = unet_family(info.config);
    info.variant = unet_variant(info.config);
    if (info.family != ModelFamily::sd2) info.prediction = raw.contains("v_pred") ? "v_prediction" : "epsilon";
    compare_keys(info, map, expected_unet_keys(info.config));
}

void examine_vae(FileInfo& info, const ShapeTable& raw) {
    const KeyMap map = vae_keys(names_of(raw));
    use_config(info, infer_vae_config(canonical_shapes(raw, map)));
    if (info.config.is_null()) return;
    if (info.config["latent_channels"] != 4) info.variant = std::to_string(info.config["latent_channels"].get<std::int64_t>()) + "-channel latents";
    compare_keys(info, map, expected_vae_keys(info.config));
}

void examine_vqgan(FileInfo& info, const ShapeTable& raw) {
    const KeyMap map = vae_keys(names_of(raw));
    use_config(info, infer_vqgan_config(canonical_shapes(raw, map)));
    if (info.config.is_null()) return;
    const std::size_t factor = std::size_t{1} << (info.config["block_out_channels"].size() - 1);
    info.variant = "f" + std::to_string(factor) + ", " + std::to_string(info.config["num_vq_embeddings"].get<std::int64_t>()) + " codes";
    compare_keys(info, map, expected_vae_keys(info.config));
}

// A weight without its bias, a bias without its weight: every layer of score_sde's networks has both.
std::vector<std::string> missing_partners(const ShapeTable& raw) {
    std::vector<std::string> missing;
    for (const auto& [name, shape] : raw)
        for (const auto& [ending, other] : {std::pair<std::string_view, std::string_view>{".weight", ".bias"}, {".bias", ".weight"}, {".W", ".b"}, {".b", ".W"}}) {
            const bool is_waves = name.ends_with("all_modules.0.W");   // frequencies, no layer
            if (!name.ends_with(ending) || is_waves) continue;
            if (std::string partner = name.substr(0, name.size() - ending.size()).append(other); !raw.contains(partner)) missing.push_back(std::move(partner));
        }
    return missing;
}

// config.json beside the file need only say what no shape tells.
Result<void> examine_ncsnpp(FileInfo& info, const ShapeTable& raw, const fs::path& beside) {
    Json told = Json::object();
    if (is_there(beside)) {
        NL_TRY(const Json given, read_config(beside));
        auto read = read_score_sde_config(given);
        if (!read) {
            read.error().message = info.path + ": " + read.error().message;
            return read.error();
        }
        told = *std::move(read);
    }
    info.missing = missing_partners(raw);
    use_config(info, infer_ncsnpp_config(raw));
    if (info.config.is_null()) return {};
    info.config.update(told);
    const auto word = [&](const char* key) { return plain_text(text_of(info.config, key), 40); };
    const bool is_ve = word("sde") == "vesde";
    const std::string name = is_ve || word("progressive_input") == "residual" ? "NCSN++" : word("resblock_type") == "ddpm" ? "DDPM" : "DDPM++";
    info.variant = name + ", " + word("sde");
    info.prediction = is_ve ? "score" : "epsilon";
    std::string used;
    for (const auto& [key, value] : told.items()) used += (used.empty() ? "" : ", ") + key;
    if (!used.empty()) info.notes.push_back("config.json beside it says: " + used + ".");
    if (!is_ve && !told.contains("sde"))
        info.notes.push_back(std::string("Its tensors do not tell vpsde from subvpsde") + (told.contains("continuous") ? "" : ", nor whether it was trained in continuous time") +
                             ": config.json beside it can say so.");
    return {};
}

void examine_clip(FileInfo& info, const ShapeTable& raw) {
    const KeyMap map = clip_keys(names_of(raw));
    const ShapeTable shapes = canonical_shapes(raw, map);
    const bool open_clip = has_prefix(raw, "transformer.resblocks.") && !has_prefix(raw, "visual.");   // with both, it may be OpenAI's own
    std::vector<std::string> expected;
    Json text, vision;
    if (info.kind != ModelKind::image_encoder) {
        use_config(info, infer_clip_text_config(shapes, open_clip));
        if (info.config.is_null()) return;
        text = info.config;
        expected = expected_clip_text_keys(text);
        info.variant = clip_variant(text["hidden_size"].get<std::int64_t>());
    }
    if (info.kind != ModelKind::text_encoder) {
        info.config = nullptr;
        use_config(info, infer_clip_vision_config(shapes));
        if (info.config.is_null()) return;
        vision = info.config;
        const auto more = expected_clip_vision_keys(vision);
        expected.insert(expected.end(), more.begin(), more.end());
    }
    if (info.kind == ModelKind::clip) info.config = {{"architectures", {"CLIPModel"}}, {"text_config", text}, {"vision_config", vision}, {"projection_dim", text.value("projection_dim", Json())}};
    compare_keys(info, map, std::move(expected), {"text_projection.weight", "visual_projection.weight", "logit_scale"});
}

void examine_lora(FileInfo& info, const ShapeTable& raw) {
    if (has_prefix(raw, "lora_te2_") || has_prefix(raw, "text_encoder_2.")) info.family = ModelFamily::sdxl;
    for (const auto& [name, shape] : raw) {
        const bool down = name.find("lora_down") != std::string::npos || name.find("lora_A") != std::string::npos || name.find("lora.down") != std::string::npos;
        if (!down || shape.size() < 2) continue;
        if (info.variant.empty()) info.variant = "rank " + std::to_string(shape[0]);
        if (name.find("attn2") != std::string::npos && name.find("to_k") != std::string::npos && info.family == ModelFamily::unknown) info.family = family_of_width(shape[1]);
    }
}

void examine_part(FileInfo& info, const ShapeTable& raw, std::int64_t pooled = 0) {
    switch (info.kind) {
        case ModelKind::unet: return examine_unet(info, raw, pooled);
        case ModelKind::vae: return examine_vae(info, raw);
        case ModelKind::vqgan: return examine_vqgan(info, raw);
        case ModelKind::text_encoder:
        case ModelKind::image_encoder:
        case ModelKind::clip: return examine_clip(info, raw);
        case ModelKind::lora: return examine_lora(info, raw);
        case ModelKind::textual_inversion:
            info.family = raw.contains("clip_g") ? ModelFamily::sdxl : family_of_width(raw.begin()->second.size() == 2 ? raw.begin()->second[1] : 0);
            info.variant = std::to_string(raw.begin()->second.empty() ? 1 : raw.begin()->second[0]) + " tokens";
            return;
        default: return;
    }
}

// --- files ------------------------------------------------------------------------------------------

struct Tensors {
    ShapeTable shapes;
    std::map<std::string, SafetensorsEntry, std::less<>> entries;
};

void count_tensors(FileInfo& info, const Tensors& tensors, std::string_view prefix = "") {
    for (auto it = tensors.entries.lower_bound(prefix); it != tensors.entries.end() && it->first.starts_with(prefix); ++it) {
        const SafetensorsEntry& entry = it->second;
        ++info.tensors;
        info.dtypes[std::string(name_of(entry.dtype))] += entry.elements();
        if (is_float(entry.dtype) && !is_ignored_key(entry.name)) info.parameters += entry.elements();
    }
}

void examine_checkpoint(FileInfo& info, const Tensors& tensors) {
    const auto prefixes = checkpoint_prefixes(names_of(tensors.shapes));
    std::int64_t pooled = 0;
    const auto add = [&](const std::string& prefix, const char* name, ModelKind kind) {
        if (prefix.empty()) return;
        FileInfo part;
        part.part = name;
        part.kind = kind;
        count_tensors(part, tensors, prefix);
        examine_part(part, below(tensors.shapes, prefix), pooled);
        info.parts.push_back(std::move(part));
    };
    add(prefixes.text_encoder, "text_encoder", ModelKind::text_encoder);
    add(prefixes.text_encoder_2, "text_encoder_2", ModelKind::text_encoder);
    if (!prefixes.text_encoder_2.empty()) pooled = info.parts.back().config.is_object() ? info.parts.back().config.value("projection_dim", std::int64_t{0}) : 0;
    add(prefixes.unet, "unet", ModelKind::unet);
    if (!prefixes.unet.empty()) {
        const FileInfo& unet = info.parts.back();
        info.family = unet.family;
        info.variant = unet.variant;
        info.prediction = tensors.shapes.contains("v_pred") ? "v_prediction" : unet.prediction;
    }
    add(prefixes.vae, "vae", has_prefix(tensors.shapes, prefixes.vae + "quantize.embed") ? ModelKind::vqgan : ModelKind::vae);
    if (!prefixes.vae.empty() && info.parts.back().config.is_object() && (info.family == ModelFamily::sdxl || info.family == ModelFamily::sdxl_refiner))
        info.parts.back().config["scaling_factor"] = 0.13025;
    for (const std::string& name : names_of(tensors.shapes)) {
        const auto inside = [&](const std::string& prefix) { return !prefix.empty() && name.starts_with(prefix); };
        if (!inside(prefixes.unet) && !inside(prefixes.vae) && !inside(prefixes.text_encoder) && !inside(prefixes.text_encoder_2) && !is_ignored_key(name) && name != "v_pred" &&
            name != "ztsnr")
            info.surplus.push_back(name);
    }
    for (const auto& [sign, name] : {std::pair{"model.diffusion_model.joint_blocks.", "Stable Diffusion 3"}, {"model.diffusion_model.double_blocks.", "FLUX"}})
        if (has_prefix(tensors.shapes, sign)) info.notes.push_back(std::string("This looks like ") + name + ", which this version does not run.");
    if (tensors.shapes.contains("scaled_fp8")) info.notes.push_back("The weights are scaled 8-bit floats, which this version does not run.");
}

// SD 2 does not say what it predicts; modelspec metadata and the usual file names may.
void guess_prediction(FileInfo& info, const fs::path& path) {
    if (const auto spec = info.metadata.find("modelspec.prediction_type"); spec != info.metadata.end()) {
        info.prediction = spec->second == "v" || spec->second == "v_prediction" ? "v_prediction" : spec->second == "epsilon" ? "epsilon" : info.prediction;
        return;
    }
    if (!info.prediction.empty() || info.family != ModelFamily::sd2) return;
    if (auto file = ModelFile::open(fs::path(path).replace_extension(".yaml")); file && file->size() < 65536) {
        const auto text = file->read(0, static_cast<std::size_t>(file->size()));
        if (text && text->find("parameterization") != std::string::npos) {
            info.prediction = text->find("parameterization: \"v\"") != std::string::npos || text->find("parameterization: v") != std::string::npos ? "v_prediction" : "epsilon";
            return;
        }
    }
    const std::string name = path.filename().string();
    if (name.find("768") != std::string::npos || name.find("v-ema") != std::string::npos || name.find("vpred") != std::string::npos) info.prediction = "v_prediction";
    if (info.prediction.empty()) info.notes.push_back("The file does not say whether it predicts noise or v; choose it in the node.");
}

Result<void> read_headers(const fs::path& weights, FileInfo& info, Tensors& tensors) {
    std::vector<fs::path> files{weights};
    if (is_shard_index(weights)) {
        NL_TRY(const ShardIndex index, read_shard_index(weights));
        files.clear();
        for (const std::string& shard : index.shards) files.push_back(weights.parent_path() / shard);
    }
    for (const fs::path& path : files) {
        NL_TRY(const ModelFile file, ModelFile::open(path));
        NL_TRY(SafetensorsHeader header, read_safetensors_header(file));
        info.bytes += file.size();
        for (SafetensorsEntry& entry : header.entries) {
            tensors.shapes.emplace(entry.name, entry.shape);
            tensors.entries.emplace(entry.name, std::move(entry));
        }
        for (const auto& [key, value] : header.metadata) info.metadata.emplace(plain_text(key), plain_text(value, shown_metadata));
    }
    return {};
}

Result<FileInfo> identify_file(const fs::path& path) {
    FileInfo info;
    info.path = plain_text(path.string(), 400);
    Tensors tensors;
    NL_CHECK(read_headers(path, info, tensors));
    count_tensors(info, tensors);
    info.kind = kind_of(tensors.shapes);
    if (info.kind == ModelKind::checkpoint) {
        examine_checkpoint(info, tensors);
    } else if (info.kind == ModelKind::ncsnpp) {
        NL_CHECK(examine_ncsnpp(info, tensors.shapes, path.parent_path() / "config.json"));
    } else {
        examine_part(info, tensors.shapes);
    }
    guess_prediction(info, path);
    return info;
}

// --- folders ----------------------------------------------------------------------------------------

Result<FileInfo> identify_component(const fs::path& folder) {
    FileInfo info;
    info.path = plain_text(folder.string(), 400);
    if (is_there(folder / "scheduler_config.json")) {
        info.kind = ModelKind::scheduler;
        NL_TRY(info.config, read_config(folder / "scheduler_config.json"));
        info.prediction = plain_text(text_of(info.config, "prediction_type"));
        return info;
    }
    if (!is_there(folder / "config.json") && ((is_there(folder / "vocab.json") && is_there(folder / "merges.txt")) || is_there(folder / "tokenizer.json"))) {
        info.kind = ModelKind::tokenizer;
        return info;
    }
    NL_TRY(const fs::path weights, find_weights(folder));
    NL_TRY(info, identify_file(weights));
    info.path = plain_text(folder.string(), 400);
    if (is_there(folder / "config.json") && info.kind != ModelKind::ncsnpp) {   // whose config.json has been read, and says but a part
        NL_TRY(info.config, read_config(folder / "config.json"));
        info.config_is_inferred = false;
        if (text_of(info.config, "_class_name") == "NoisyClassifier") info.kind = ModelKind::classifier;
    }
    return info;
}

Result<FileInfo> identify_pipeline(const fs::path& folder) {
    FileInfo info;
    info.path = plain_text(folder.string(), 400);
    info.kind = ModelKind::pipeline;
    NL_TRY(info.config, read_config(folder / "model_index.json"));
    constexpr std::string_view components[] = {"scheduler", "tokenizer", "tokenizer_2", "text_encoder", "text_encoder_2", "unet", "vae", "clip", "image_encoder", "controlnet", "classifier", "vqgan"};
    for (const std::string_view name : components) {
        if (!is_there(folder / name)) continue;
        auto part = identify_component(folder / name);
        if (!part) {
            info.notes.push_back(std::string(name) + ": " + part.error().message);
            continue;
        }
        part->part = name;
        info.bytes += part->bytes;
        info.tensors += part->tensors;
        info.parameters += part->parameters;
        for (const auto& [dtype, elements] : part->dtypes) info.dtypes[dtype] += elements;
        if (part->kind == ModelKind::unet) {
            info.family = part->family;
            info.variant = part->variant;
        }
        info.parts.push_back(*std::move(part));
    }
    for (FileInfo& part : info.parts) {
        if (part.kind == ModelKind::scheduler) info.prediction = part.prediction;
        if (part.kind == ModelKind::classifier && text_of(part.config, "_class_name") == "NoisyClassifier") info.family = ModelFamily::pack;
    }
    for (FileInfo& part : info.parts)
        if (part.kind == ModelKind::unet) part.prediction = info.prediction;
    return info;
}

}  // namespace

Result<FileInfo> identify(const fs::path& path) {
    std::error_code ignored;
    if (!fs::is_directory(path, ignored)) return identify_file(path);
    return is_there(path / "model_index.json") ? identify_pipeline(path) : identify_component(path);
}

}  // namespace noiseloom
