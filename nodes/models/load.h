// From files to models: diffusers folders (unet/, vae/, text_encoder[_2]/, tokenizer[_2]/, scheduler/),
// single-file checkpoints, and the parts of a model on their own.
//
// Only what is asked for is read, and float32 weights on the CPU are not even that: they stay in the
// mapped file until the first forward pass touches them. What does not fit on a device stays off it and
// is brought there piece by piece (models/architectures/stage.h).
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/run.h"
#include "diffusion/denoiser.h"
#include "models/architectures/clip.h"
#include "models/autoencoder.h"
#include "models/classifier.h"

namespace noiseloom {

enum class Family { sd1, sd2, sdxl, sdxl_refiner, other };   // other: a network that reads no text
std::string_view name_of(Family family);   // "sd1"

struct LoadOptions {
    bool denoiser = true, autoencoder = true, text = true;   // parts of a whole model to load
    std::string variant;                      // "fp16" prefers *.fp16.safetensors in folders
    std::optional<Prediction> prediction;     // what the network predicts, where the files are known to be wrong
    std::size_t device_memory = 0;            // bytes that weights may take on the device; 0: what it has free
};

struct TextTowerParts {
    std::shared_ptr<const ClipText> clip;
    std::filesystem::path tokenizer;          // folder with its files; empty where the model has none (single files)
    bool ends_at_penultimate = false;         // the files stop a layer early, as SD 2's do in the diffusers layout
};

struct LoadedModel {
    Family family = Family::sd1;
    std::shared_ptr<const Denoiser> denoiser;          // null if it was not asked for or the files have none
    std::shared_ptr<const Autoencoder> autoencoder;    // pixels.h's for a model of pixels
    std::vector<TextTowerParts> towers;                // CLIP-L, then bigG for sdxl
    Json scheduler = Json::object();                   // scheduler_config.json, or empty
    std::vector<std::string> unused;                   // tensors that no loaded part reads
};

// Errors (bad_model) name the file and the tensor or key at fault; unsuitable `compute`: see choose_compute().
Result<LoadedModel> load_model(const std::filesystem::path& path, const Compute& compute, const LoadOptions& options = {});

// Parts on their own: a folder with config.json, or a .safetensors file of any known layout.
Result<std::shared_ptr<const Network>> load_unet(const std::filesystem::path& path, const Compute& compute, const LoadOptions& options = {});
Result<std::shared_ptr<const Autoencoder>> load_autoencoder(const std::filesystem::path& path, const Compute& compute,
                                                            const LoadOptions& options = {});
Result<std::shared_ptr<const Classifier>> load_classifier(const std::filesystem::path& path, const Compute& compute, const LoadOptions& options = {});
Result<std::shared_ptr<const ClipText>> load_clip_text(const std::filesystem::path& path, const Compute& compute, const LoadOptions& options = {});
Result<std::shared_ptr<const Clip>> load_clip(const std::filesystem::path& path, const Compute& compute, const LoadOptions& options = {});

// Where a tiny autoencoder comes as two files (taesd_encoder, taesd_decoder); either may be empty.
Result<std::shared_ptr<const Autoencoder>> load_tiny_autoencoder(const std::filesystem::path& encoder, const std::filesystem::path& decoder,
                                                                 const Compute& compute);

// Names a weights file's content: by all of its bytes up to 64 MiB, beyond by its header, size, path and time
// of change.
Result<Key> weights_identity(const std::filesystem::path& path, std::string_view variant = "");

}  // namespace noiseloom
