#include "models/load.h"

#include <algorithm>
#include <optional>

#include <ATen/ATen.h>

#include "core/atomic_file.h"
#include "diffusion/diffusers_scheduler.h"
#include "models/architectures/ncsnpp.h"
#include "models/architectures/pixels.h"
#include "models/architectures/taesd.h"
#include "models/architectures/unet.h"
#include "models/architectures/vae.h"
#include "models/architectures/vqgan.h"
#include "models/config_inference.h"
#include "models/model_index.h"
#include "models/network.h"
#include "models/plain_text.h"
#include "models/safetensors.h"
#include "models/score_sde_config.h"
#include "models/state_dict_layout.h"

namespace noiseloom {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t config_bytes = std::size_t{4} << 20;
constexpr double sd_scale = 0.18215, sdxl_scale = 0.13025;   // of latents, where no configuration says it

Result<Json> read_config(const fs::path& file) {
    NL_TRY(const std::string text, read_file(file, config_bytes, Code::bad_model));
    auto json = parse_json(text, {}, Code::bad_model);
    if (!json) json.error().message = file.string() + ": " + json.error().message;
    return json;
}

// The tensors of one part of a model, its configuration (null where the file has none), and its content's name.
struct Part {
    StateDict state;
    Json config;
    Key identity;
    bool is_open_clip = false;   // a text tower that open_clip trained: the layout of SD 2's and SDXL's files says so
};

ShapeTable shapes_of(const StateDict& state) {
    ShapeTable table;
    for (const auto& name : state.names()) table.emplace(name, state.find(name).sizes().vec());
    return table;
}

// The part's configuration, or what its shapes tell.
template <class... Hints>
Result<Json> config_of(const Part& part, Result<Json> (*infer)(const ShapeTable&, Hints...), std::type_identity_t<Hints>... hints) {
    if (!part.config.is_null()) return part.config;
    auto config = infer(shapes_of(part.state), hints...);
    if (!config) config.error().message = part.state.source() + ": " + config.error().message;
    return config;
}

// An NCSN++'s config.json need only say what no shape tells. Its noise may be in the file: σ of VE's levels, from the most down.
Result<Json> ncsnpp_config_of(const StateDict& state, const std::optional<Json>& given) {
    const auto in_file = [&](Error error) {
        error.message = state.source() + ": " + error.message;
        return error;
    };
    auto config = infer_ncsnpp_config(shapes_of(state));
    if (!config) return in_file(std::move(config.error()));
    if (given) {
        const auto told = read_score_sde_config(*given);
        if (!told) return in_file(told.error());
        config->update(*told);
    }
    if ((*config)["sde"] != "vesde" || (config->contains("sigma_min") && config->contains("sigma_max"))) return config;
    const at::Tensor sigmas = state.find("sigmas");
    if (!sigmas.defined() || sigmas.dim() != 1 || sigmas.size(0) < 2 || !sigmas.is_floating_point())
        return in_file({Code::bad_model, "it does not say its noise levels: there is no tensor 'sigmas'",
                        "Put a config.json beside it with \"sigma_min\" and \"sigma_max\" of its training.", "", "", ""});
    (*config)["sigma_max"] = sigmas[0].item<double>();
    (*config)["sigma_min"] = sigmas[-1].item<double>();
    return config;
}

Result<Part> open_part(const fs::path& path, StateDict (*canonical)(const StateDict&), const LoadOptions& options) {
    NL_TRY(StateDict raw, load_state_dict(path, options.variant));
    if (raw.contains_below("module.all_modules.")) raw = raw.scoped("module.");   // as DataParallel saves it
    Part part;
    NL_TRY(part.identity, weights_identity(path, options.variant));
    std::error_code ignored;
    const fs::path config = fs::is_directory(path, ignored) ? path / "config.json" : path.parent_path() / "config.json";
    std::optional<Json> given;
    if (fs::exists(config, ignored)) {
        NL_TRY(given, read_config(config));
        part.config = *given;
    }
    const ShapeTable shapes = shapes_of(raw);
    if (part.config.is_null() && is_ddpm(shapes)) {
        NL_TRY(part.config, infer_ddpm_config(shapes));
    }
    if (is_ncsnpp(shapes)) {
        NL_TRY(part.config, ncsnpp_config_of(raw, given));
    }
    part.state = keeps_original_names(part.config) ? raw : canonical(raw);
    return part;
}

// Gives the parts of one model their share of the device's memory, in the order they ask.
class DeviceShare {
  public:
    DeviceShare(const Placement& placement, const LoadOptions& options) : placement_(placement) {
        limited_ = options.device_memory > 0 || !placement.device.is_cpu();
        left_ = options.device_memory > 0 ? options.device_memory : limited_ ? free_memory(placement.device) : 0;
        // What the intermediate results need is not known yet; a fifth has proved enough for usual sizes.
        if (options.device_memory == 0) left_ -= left_ / 5;
    }

    // `weights` as they will be placed.
    MemoryLimits take(const Weights& weights) {
        if (!limited_) return {};
        const std::size_t given = std::min(weights.bytes(), left_);
        left_ -= given;
        return {.weights = given, .activations = unlimited_memory};
    }
    // For parts that come whole or not at all: the CPU where the device has no room for them.
    Placement place_whole(const StateDict& state) {
        if (!limited_) return placement_;
        const std::size_t wanted = Weights(state, placement_).bytes();
        if (wanted > left_) return {at::kCPU, at::kFloat};
        left_ -= wanted;
        return placement_;
    }

  private:
    Placement placement_;
    bool limited_ = false;
    std::size_t left_ = 0;
};

Key placed_identity(const Key& content, const Placement& placement, std::string_view architecture) {
    return KeyBuilder(architecture).add(content).add(dtype_word(placement.dtype)).add(at::DeviceTypeName(placement.device.type(), true)).key();
}

using NetworkPart = std::shared_ptr<const TrainableNetwork>;

Result<NetworkPart> make_denoising_network(const Part& part, const Placement& placement, DeviceShare& share, std::int64_t pooled_width = 0) {
    NL_TRY(const Json json, config_of(part, infer_unet_config, pooled_width));
    const Key configured = KeyBuilder("configured").add(part.identity).add(json.dump()).key();
    const Weights weights(part.state, placement);
    const MemoryLimits limits = share.take(weights);
    return make_network(weights, json, placed_identity(configured, placement, "unet"), limits);
}

Result<std::shared_ptr<const Autoencoder>> make_vqgan(const Part& part, const Placement& placement, DeviceShare& share) {
    NL_TRY(const Json json, config_of(part, infer_vqgan_config));
    NL_TRY(auto config, VqganConfig::from_json(json));
    config.is_gumbel = part.state.contains_below("quantize.proj.");
    const MemoryLimits limits = share.take(Weights(part.state, config.network.placed(placement)));
    return std::shared_ptr<const Autoencoder>(std::make_shared<Vqgan>(Weights(part.state, placement), std::move(config),
                                                                      placed_identity(part.identity, placement, "vqgan"), limits));
}

Result<std::shared_ptr<const Autoencoder>> make_autoencoder(const Part& part, const Placement& placement, DeviceShare& share,
                                                                   double default_scale = sd_scale) {
    if (part.state.contains_below("encoder.layers.") || part.state.contains_below("decoder.layers."))
        return std::shared_ptr<const Autoencoder>(std::make_shared<TinyAutoencoder>(Weights(part.state, share.place_whole(part.state)),
                                                                                    placed_identity(part.identity, placement, "tiny")));
    if (part.state.contains_below("quantize.")) return make_vqgan(part, placement, share);
    NL_TRY(const Json json, config_of(part, infer_vae_config));
    NL_TRY(auto config, VaeConfig::from_json(json));
    if (part.config.is_null()) config.scale = default_scale;
    const MemoryLimits limits = share.take(Weights(part.state, config.placed(placement)));
    return std::shared_ptr<const Autoencoder>(std::make_shared<AutoencoderKl>(Weights(part.state, placement), std::move(config),
                                                                              placed_identity(part.identity, placement, "vae"), limits));
}

Result<std::shared_ptr<const ClipText>> make_clip_text(const Part& part, DeviceShare& share) {
    NL_TRY(const Json json, config_of(part, infer_clip_text_config, part.is_open_clip));
    NL_TRY(const auto config, ClipTextConfig::from_json(json));
    return std::shared_ptr<const ClipText>(std::make_shared<ClipText>(part.state, config, share.place_whole(part.state)));
}

// All layouts of autoencoders, told apart by their names; those inside whole checkpoints too.
StateDict canonical_autoencoder(const StateDict& whole) {
    const std::string prefix = checkpoint_prefixes(whole.names()).vae;
    const StateDict raw = prefix.empty() ? whole : whole.scoped(prefix);
    const auto names = raw.names();
    const bool is_numbered = std::all_of(names.begin(), names.end(), [](const std::string& name) { return name[0] >= '0' && name[0] <= '9'; });
    const bool is_tiny = is_numbered || raw.contains_below("encoder.layers.") || raw.contains_below("decoder.layers.") ||
                         raw.contains("encoder.0.weight") || raw.contains("decoder.1.weight") || raw.contains_below("taesd_");
    return is_tiny ? canonical_taesd(raw) : canonical_vae(raw);
}

// Failures from inside constructors become results here.
template <class Load>
auto as_result(Load&& load) -> decltype(load()) {
    try {
        return behind_torch_wall(load);
    } catch (const Failure& failure) {
        return failure.error();
    }
}

// --- whole models ---------------------------------------------------------------------------------

// The parts of a whole model, read but not placed; those that are not there or not wanted have no tensors.
struct Parts {
    Part unet, vae, text, text_2;
    fs::path tokenizer, tokenizer_2;
    Json scheduler = Json::object();
    bool is_folder = false;
    bool has_autoencoder = false;   // whether or not it is wanted
    std::vector<std::string> unknown;
};

// A folder without any part of a model: what it is instead, as far as its names tell.
Error no_model_folder(const fs::path& folder) {
    constexpr std::size_t shown = 8;
    std::vector<std::string> names;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored))
        names.push_back(plain_text(entry.path().filename().string(), 80) + (entry.is_directory(ignored) ? "/" : ""));
    std::sort(names.begin(), names.end());
    std::string found;
    for (std::size_t i = 0; i < std::min(names.size(), shown); ++i) found += (i ? ", " : "") + names[i];
    if (names.size() > shown) found += " and " + std::to_string(names.size() - shown) + " more";
    const bool is_part = std::find(names.begin(), names.end(), "config.json") != names.end();
    return {Code::bad_model,
            "the folder '" + plain_text(folder.filename().string(), 200) + "' holds no model: there is no unet/, vae/ or text_encoder/ in it" +
                (names.empty() ? "; it is empty" : ", only " + found),
            is_part ? "It seems to be one part of a model: choose the folder above it."
                    : "Choose a folder in the diffusers layout, or name the .safetensors file itself.",
            "", "", ""};
}

Result<Parts> open_folder(const fs::path& folder, const LoadOptions& options) {
    Parts parts;
    parts.is_folder = true;
    std::error_code ignored;
    const auto has = [&](const char* name) { return fs::is_directory(folder / name, ignored); };
    if (!has("unet") && !has("vae") && !has("text_encoder") && !has("text_encoder_2")) return no_model_folder(folder);
    const auto open = [&](const char* name, StateDict (*canonical)(const StateDict&), Part& part) -> Result<void> {
        if (!fs::is_directory(folder / name, ignored)) return {};
        NL_TRY(part, open_part(folder / name, canonical, options));
        if (part.config.is_null())
            return Error{Code::bad_model, (folder / name).string() + ": there is no config.json", "Download all of the model's files again.", "", "", ""};
        return {};
    };
    if (options.denoiser) NL_CHECK(open("unet", canonical_unet, parts.unet));
    if (options.autoencoder) NL_CHECK(open("vae", canonical_autoencoder, parts.vae));
    parts.has_autoencoder = has("vae");
    if (options.text) NL_CHECK(open("text_encoder", canonical_clip, parts.text));
    if (options.text) NL_CHECK(open("text_encoder_2", canonical_clip, parts.text_2));
    if (fs::is_directory(folder / "tokenizer", ignored)) parts.tokenizer = folder / "tokenizer";
    if (fs::is_directory(folder / "tokenizer_2", ignored)) parts.tokenizer_2 = folder / "tokenizer_2";
    if (const fs::path file = folder / "scheduler" / "scheduler_config.json"; fs::exists(file, ignored)) {
        NL_TRY(parts.scheduler, read_config(file));
    }
    return parts;
}

// A network that is all that its file holds.
Result<Parts> open_network(const fs::path& file, const LoadOptions& options) {
    Parts parts;
    if (options.denoiser) {
        NL_TRY(parts.unet, open_part(file, canonical_unet, options));
    }
    return parts;
}

Result<Parts> open_checkpoint(const fs::path& file, const LoadOptions& options) {
    NL_TRY(const StateDict raw, load_state_dict(file, options.variant));
    const ShapeTable shapes = shapes_of(raw);
    if (is_ddpm(shapes) || is_ncsnpp(shapes)) return open_network(file, options);
    NL_TRY(const Key content, weights_identity(file, options.variant));
    CheckpointParts split = split_checkpoint(raw);
    if (split.unet.empty() && split.vae.empty() && split.text_encoder.empty() && split.text_encoder_2.empty())
        return Error{Code::bad_model, file.string() + ": this is not a whole model that this version knows.",
                     "If it holds a part of a model (a UNet, a VAE, a LoRA), load it as that part.", "", "", ""};
    Parts parts;
    const auto part = [&](bool wanted, const StateDict& state, std::string_view name) {
        return Part{wanted ? state : StateDict(raw.source()), nullptr, KeyBuilder("part").add(content).add(name).key(), false};
    };
    parts.unet = part(options.denoiser, split.unet, "unet");
    parts.vae = part(options.autoencoder, split.vae, "vae");
    parts.has_autoencoder = !split.vae.empty();
    parts.text = part(options.text, split.text_encoder, "text_encoder");
    parts.text_2 = part(options.text, split.text_encoder_2, "text_encoder_2");
    parts.text.is_open_clip = raw.contains_below("cond_stage_model.model.");
    parts.text_2.is_open_clip = true;
    parts.unknown = std::move(split.unknown);
    return parts;
}

Family family_of(const Parts& parts, const std::vector<TextTowerParts>& towers, const NetworkPart& network) {
    if (network && network->shape().context_width == 0 && towers.empty()) return Family::other;
    const auto* unet = dynamic_cast<const Unet*>(network.get());
    const bool has_first = !parts.text.state.empty(), has_second = !parts.text_2.state.empty();
    constexpr int refiner_context_width = 1280, sd2_context_width = 1024;
    if (unet ? unet->config().added_width > 0 : has_second) {
        const bool is_refiner = has_second ? !has_first : unet->config().context_width == refiner_context_width;
        return is_refiner ? Family::sdxl_refiner : Family::sdxl;
    }
    if (!towers.empty()) return towers.front().clip->config().quick_gelu ? Family::sd1 : Family::sd2;
    return unet && unet->config().context_width == sd2_context_width ? Family::sd2 : Family::sd1;
}

// The noise schedule that the model was trained with and what it predicts: what the files say, else the family's.
struct Training {
    NoiseSchedule schedule = NoiseSchedule::stable_diffusion();
    Prediction prediction = Prediction::epsilon;
};

// SD 2 files do not tell ε from v. Pure noise at the last step does: an ε model returns it, a v model (nearly) -x0.
Prediction probe_prediction(const TrainableNetwork& network) {
    constexpr int side = 8, last_step = 999;
    constexpr double clearly = 0.5;
    const NetworkShape shape = network.shape();
    const at::Tensor index = at::arange(shape.channels * side * side, at::kFloat);
    const at::Tensor x = (at::sin(index * 12.9898) * 43758.5453).frac().reshape({1, shape.channels, side, side}).mul(3.4641);   // about unit deviation
    Conditioning prompt;
    prompt.context = at::zeros({1, 77, shape.context_width});
    if (shape.in_channels > shape.channels) prompt.concat = at::zeros({1, shape.in_channels - shape.channels, side, side});
    const Conditioning* only = &prompt;
    const at::Tensor out = network.predict(x - x.mean(), last_step, {&only, 1}, {}).front().cpu();
    const double likeness = at::cosine_similarity(out.flatten(), (x - x.mean()).flatten(), 0).item<double>();
    return likeness > clearly ? Prediction::epsilon : Prediction::v;
}

Result<Training> training_of(const Parts& parts, Family family, const TrainableNetwork& network, const LoadOptions& options) {
    Training training;
    if (const auto* score_model = dynamic_cast<const Ncsnpp*>(&network)) return Training{score_model->config().noise.schedule(), Prediction::epsilon};
    if (family == Family::other) training.schedule = NoiseSchedule::from_betas(beta_table(BetaSchedule::linear, 1000, 1e-4, 0.02, Precision::f64), Precision::f64);
    if (!parts.scheduler.empty()) {
        auto scheduler = DiffusersScheduler::read(parts.scheduler);
        // A sampler that is not known here: its β table and prediction type mean the same for all.
        if (!scheduler) scheduler = DiffusersScheduler::read(parts.scheduler, "DDIMScheduler");
        if (!scheduler) return scheduler.error();
        training = {scheduler->schedule(), scheduler->prediction()};
    } else if (family == Family::sd2 && !options.prediction) {
        training.prediction = probe_prediction(network);
    }
    if (options.prediction) training.prediction = *options.prediction;
    return training;
}

// Pixels of the side of the pictures that the model was trained on: by its configuration, else as its family's published models; 0: not known.
int trained_side(const Json& config, Family family, Prediction prediction, int factor) {
    constexpr int largest = 1 << 14;
    for (const char* key : {"sample_size", "image_size"})   // of diffusers' networks and guided diffusion's, in latent pixels
        if (const auto found = config.find(key); found != config.end() && found->is_number_integer() && *found > 0 && *found < largest) return found->get<int>() * factor;
    switch (family) {
        case Family::sd1: return 512;
        case Family::sd2: return prediction == Prediction::v ? 768 : 512;
        case Family::sdxl:
        case Family::sdxl_refiner: return 1024;
        case Family::other: return 0;
    }
    return 0;
}

}  // namespace

std::string_view name_of(Family family) {
    switch (family) {
        case Family::sd1: return "sd1";
        case Family::sd2: return "sd2";
        case Family::sdxl: return "sdxl";
        case Family::sdxl_refiner: return "sdxl_refiner";
        case Family::other: return "other";
    }
    return "";
}

Result<Key> weights_identity(const fs::path& path, std::string_view variant) {
    constexpr std::uint64_t whole_up_to = std::uint64_t{64} << 20;
    NL_TRY(const fs::path weights, find_weights(path, variant));
    KeyBuilder key("weights");
    std::vector<fs::path> files{weights};
    if (is_shard_index(weights)) {
        NL_TRY(const ShardIndex index, read_shard_index(weights));
        files.clear();
        for (const auto& shard : index.shards) files.push_back(weights.parent_path() / shard);
    }
    for (const auto& name : files) {
        NL_TRY(const ModelFile file, ModelFile::open(name));
        NL_TRY(const auto mapping, file.map());
        key.add(static_cast<std::uint64_t>(mapping->size()));
        if (mapping->size() <= whole_up_to) {
            key.add_bytes(mapping->data(), mapping->size());
            continue;
        }
        std::uint64_t header = 0;
        std::copy_n(mapping->data(), sizeof header, reinterpret_cast<std::byte*>(&header));
        key.add_bytes(mapping->data(), std::min<std::size_t>(mapping->size(), sizeof header + std::min(header, whole_up_to)));
        std::error_code ignored;
        key.add(fs::canonical(name, ignored).string());
        key.add(static_cast<std::int64_t>(fs::last_write_time(name, ignored).time_since_epoch().count()));
    }
    return key.key();
}

Result<LoadedModel> load_model(const fs::path& path, const Compute& compute, const LoadOptions& options) {
    return as_result([&]() -> Result<LoadedModel> {
        NL_TRY(const Placement placement, place(compute));
        std::error_code ignored;
        NL_TRY(Parts parts, fs::is_directory(path, ignored) ? open_folder(path, options) : open_checkpoint(path, options));
        LoadedModel model;
        DeviceShare share(placement, options);
        const auto note_unused = [&](const Part& part, const std::string& name) {
            for (const auto& tensor : part.state.unused()) model.unused.push_back(name + "." + tensor);
        };

        // The network runs at every step and gets the device's memory first.
        const auto pooled = parts.text_2.state.find("text_projection.weight");
        NetworkPart network;
        if (!parts.unet.state.empty()) {
            NL_TRY(network, make_denoising_network(parts.unet, placement, share, pooled.defined() ? pooled.size(0) : 0));
            note_unused(parts.unet, "unet");
        }
        const int last_layer_of_sd2 = 23;   // of 24: diffusers' folders leave the last one out
        const auto add_tower = [&](const Part& part, const fs::path& tokenizer, const char* name) -> Result<void> {
            if (part.state.empty()) return {};
            NL_TRY(const auto clip, make_clip_text(part, share));
            model.towers.push_back({clip, tokenizer, parts.is_folder || clip->config().layers == last_layer_of_sd2});
            note_unused(part, name);
            return {};
        };
        NL_CHECK(add_tower(parts.text, parts.tokenizer, "text_encoder"));
        NL_CHECK(add_tower(parts.text_2, parts.tokenizer_2, "text_encoder_2"));
        model.family = family_of(parts, model.towers, network);
        for (auto& tower : model.towers) tower.ends_at_penultimate = tower.ends_at_penultimate && model.family == Family::sd2;

        const bool is_sdxl = model.family == Family::sdxl || model.family == Family::sdxl_refiner;
        if (!parts.vae.state.empty()) {
            NL_TRY(model.autoencoder, make_autoencoder(parts.vae, placement, share, is_sdxl ? sdxl_scale : sd_scale));
            note_unused(parts.vae, "vae");
        }
        if (network) {
            NL_TRY(const Training training, training_of(parts, model.family, *network, options));
            const int channels = network->shape().channels;
            constexpr int of_pictures = 3;
            const bool draws_pixels = !parts.has_autoencoder && (model.family == Family::other || channels == of_pictures);
            if (draws_pixels && channels == of_pictures && options.autoencoder) model.autoencoder = std::make_shared<PixelSpace>(placement.device.str());
            LatentFormat format = draws_pixels ? LatentFormat{channels, 1, 1, 0} : LatentFormat{channels, 8, is_sdxl ? sdxl_scale : sd_scale, 0};
            if (model.autoencoder) format = model.autoencoder->format();
            format.side = trained_side(parts.unet.config, model.family, training.prediction, format.factor);
            model.denoiser = make_denoiser(network, training.schedule, training.prediction, format);
        }
        model.scheduler = std::move(parts.scheduler);
        model.unused.insert(model.unused.end(), parts.unknown.begin(), parts.unknown.end());
        return model;
    });
}

Result<std::shared_ptr<const Network>> load_unet(const fs::path& path, const Compute& compute, const LoadOptions& options) {
    return as_result([&]() -> Result<std::shared_ptr<const Network>> {
        NL_TRY(const Placement placement, place(compute));
        NL_TRY(const Part part, open_part(path, canonical_unet, options));
        DeviceShare share(placement, options);
        NL_TRY(const auto network, make_denoising_network(part, placement, share));
        return std::shared_ptr<const Network>(network);
    });
}

Result<std::shared_ptr<const Autoencoder>> load_autoencoder(const fs::path& path, const Compute& compute, const LoadOptions& options) {
    return as_result([&]() -> Result<std::shared_ptr<const Autoencoder>> {
        NL_TRY(const Placement placement, place(compute));
        NL_TRY(const Part part, open_part(path, canonical_autoencoder, options));
        DeviceShare share(placement, options);
        return make_autoencoder(part, placement, share);
    });
}

Result<std::shared_ptr<const Autoencoder>> load_tiny_autoencoder(const fs::path& encoder, const fs::path& decoder, const Compute& compute) {
    return as_result([&]() -> Result<std::shared_ptr<const Autoencoder>> {
        NL_TRY(const Placement placement, place(compute));
        StateDict whole(decoder.empty() ? encoder.filename().string() : decoder.filename().string());
        KeyBuilder identity("encoder and decoder");
        const auto add = [&](const fs::path& path, std::string_view side) -> Result<void> {
            if (path.empty()) return {};
            NL_TRY(const StateDict raw, load_state_dict(path));
            NL_TRY(const Key content, weights_identity(path));
            identity.add(side).add(content);
            const StateDict canonical = canonical_taesd(raw);
            for (const auto& name : canonical.names()) whole.put(name, canonical.find(name));
            return {};
        };
        NL_CHECK(add(encoder, "encoder"));
        NL_CHECK(add(decoder, "decoder"));
        return std::shared_ptr<const Autoencoder>(
            std::make_shared<TinyAutoencoder>(Weights(whole, placement), placed_identity(identity.key(), placement, "tiny")));
    });
}

Result<std::shared_ptr<const Classifier>> load_classifier(const fs::path& path, const Compute& compute, const LoadOptions& options) {
    return as_result([&]() -> Result<std::shared_ptr<const Classifier>> {
        NL_TRY(const Placement placement, place(compute));
        NL_TRY(const Part part, open_part(path, +[](const StateDict& raw) { return raw; }, options));
        if (part.config.is_null())
            return Error{Code::bad_model, path.string() + ": there is no config.json", "A classifier is a folder with config.json and its weights.", "", "", ""};
        DeviceShare share(placement, options);
        const Placement placed = share.place_whole(part.state);
        return make_classifier(Weights(part.state, placed), part.config, placed_identity(part.identity, placed, "classifier"));
    });
}

Result<std::shared_ptr<const ClipText>> load_clip_text(const fs::path& path, const Compute& compute, const LoadOptions& options) {
    return as_result([&]() -> Result<std::shared_ptr<const ClipText>> {
        NL_TRY(const Placement placement, place(compute));
        NL_TRY(const Part part, open_part(path, canonical_clip, options));
        DeviceShare share(placement, options);
        return make_clip_text(part, share);
    });
}

Result<std::shared_ptr<const Clip>> load_clip(const fs::path& path, const Compute& compute, const LoadOptions& options) {
    return as_result([&]() -> Result<std::shared_ptr<const Clip>> {
        NL_TRY(const Placement placement, place(compute));
        NL_TRY(const Part part, open_part(path, canonical_clip, options));
        Json config = part.config;
        if (config.is_null()) {
            NL_TRY(const Json text_config, config_of(part, infer_clip_text_config, false));
            NL_TRY(const Json vision_config, config_of(part, infer_clip_vision_config));
            config = {{"text_config", text_config}, {"vision_config", vision_config}, {"projection_dim", vision_config.value("projection_dim", 512)}};
        }
        NL_TRY(const auto text, ClipTextConfig::from_json(config));
        NL_TRY(const auto vision, ClipVisionConfig::from_json(config));
        DeviceShare share(placement, options);
        return std::shared_ptr<const Clip>(std::make_shared<Clip>(part.state, text, vision, share.place_whole(part.state)));
    });
}

}  // namespace noiseloom
