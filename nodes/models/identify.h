// What a model file or folder is, from its headers alone: for `noiseloom info` and for loaders that must
// choose an architecture. Reads no weights and needs no LibTorch.
//
// Kind and family come from names and shapes; the file's name is only asked where nothing else tells (the
// prediction type of SD 2). Everything shown is escaped plain text.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/json.h"

namespace noiseloom {

enum class ModelKind {
    unknown,
    checkpoint,          // several parts in one file
    pipeline,            // a diffusers folder with model_index.json
    unet,                // of latent diffusion
    vae,                 // AutoencoderKL
    taesd,               // AutoencoderTiny
    text_encoder,        // CLIP's text side
    image_encoder,       // CLIP's vision side
    clip,                // both
    controlnet,
    lora,
    textual_inversion,
    adm,                 // guided-diffusion's UNet
    classifier,          // guided-diffusion's classifier, or the pack's noise-aware one
    ddpm,                // the UNet of DDPM as DiffusionCLIP uses it
    ncsnpp,              // score_sde's NCSN++ and DDPM++
    vqgan,
    tokenizer,
    scheduler,
};
std::string_view name_of(ModelKind kind);   // "checkpoint", "text encoder", ...

enum class ModelFamily { unknown, sd1, sd2, sdxl, sdxl_refiner, pack };
std::string_view name_of(ModelFamily family);   // "Stable Diffusion 1", ...

struct FileInfo {
    std::string path;                  // safe to show
    std::string part;                  // of a pipeline or checkpoint: "unet", "vae", "text_encoder", ...; else empty
    ModelKind kind = ModelKind::unknown;
    ModelFamily family = ModelFamily::unknown;
    std::string variant;               // "inpainting", "depth", "CLIP-L", "16-channel latents", ... or empty
    std::string prediction;            // "epsilon", "v_prediction", "sample", or empty: not known
    std::uint64_t bytes = 0;           // of the files
    std::uint64_t tensors = 0;
    std::uint64_t parameters = 0;      // elements of floating-point tensors
    std::map<std::string, std::uint64_t> dtypes;   // elements by dtype, as in the file: "F16"
    Json config;                       // in diffusers' or transformers' words: config.json, or inferred; null if unknown
    bool config_is_inferred = false;
    std::vector<std::string> missing;  // tensors that such a model has and this one lacks (canonical names)
    std::vector<std::string> surplus;  // tensors that such a model does not have (names as in the file)
    std::map<std::string, std::string> metadata;   // escaped, values cut at 4 KB
    std::vector<std::string> notes;    // what else a user should know
    std::vector<FileInfo> parts;       // of a checkpoint or pipeline
};

// Errors (bad_model): cannot be read, or is no model (pickles, GGUF and other formats are named).
Result<FileInfo> identify(const std::filesystem::path& path);

std::string to_text(const FileInfo& info);   // several lines, for people
Json to_json(const FileInfo& info);

}  // namespace noiseloom
