// Trained weights in the layout of diffusers and transformers: float16 safetensors and a config.json.
#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <map>
#include <string>

#include "core/json.h"
#include "models/state_dict.h"

namespace noiseloom {

// Replaces folder/config.json and folder/`file`.safetensors, in whatever parts either comes; makes the folder. Where that file would be larger than
// `largest_file` bytes, it is several (file-00001-of-0000N.safetensors) and an index, as diffusers and transformers write
// them. Throws Failure (disk).
void write_model_part(const std::filesystem::path& folder, const std::string& file, const Json& config, const StateDict& weights,
                      std::uint64_t largest_file = std::numeric_limits<std::uint64_t>::max());
// A frozen part of the model, as it is. Throws Failure (disk).
void copy_model_part(const std::filesystem::path& from, const std::filesystem::path& to);
void write_json(const std::filesystem::path& file, const Json& json);
void make_folders(const std::filesystem::path& folder);

}  // namespace noiseloom
