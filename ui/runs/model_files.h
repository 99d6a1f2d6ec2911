// The model files that a user has: what lies in the model folders, told apart by what is in them.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace noiseloom {

enum class ModelKind { pipeline, checkpoint, lora, autoencoder, encoder, other };
inline constexpr int model_kinds = 6;

struct ModelFile {
    std::string name;               // as workflows name it: relative to its folder
    std::filesystem::path path;
    ModelKind kind = ModelKind::other;
    std::uint64_t bytes = 0;
    bool is_embedded = false;       // comes with Noiseloom
};

// Of the folders in this order, each name once; files and folders in the layout of diffusers, a few levels deep. `resources` is where the
// embedded model lies. Ends early when `is_over` is set. Reads the heads of files: for a worker.
std::vector<ModelFile> find_models(const std::vector<std::filesystem::path>& folders, const std::filesystem::path& resources, const std::atomic<bool>& is_over);

// By the names of the tensors in the head of a safetensors file; other if it is none.
ModelKind kind_of_safetensors(const std::filesystem::path& file);

}  // namespace noiseloom
