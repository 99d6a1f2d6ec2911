// Trained weights in the layout of diffusers and transformers: float16 safetensors and a config.json.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "core/json.h"
#include "models/state_dict.h"

namespace noiseloom {

// Replaces folder/config.json and folder/`file`.safetensors; makes the folder. Throws Failure (disk).
void write_model_part(const std::filesystem::path& folder, const std::string& file, const Json& config, const StateDict& weights);
void write_json(const std::filesystem::path& file, const Json& json);
void make_folders(const std::filesystem::path& folder);

}  // namespace noiseloom
