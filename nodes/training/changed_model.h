// A model with changed weights, written as the file or folder that it came from: what reads the original reads this.
#pragma once

#include <filesystem>

#include "models/state_dict.h"

namespace noiseloom {

// `weights` are the denoising network's, under canonical names. Of a diffusers folder everything is copied to `folder` but
// unet/'s weights, which become one file; of a single file a file of the same name is written there, in the original's layout.
// Every tensor keeps the original's dtype. Throws Failure (disk, bad_model).
void write_changed_model(const std::filesystem::path& original, const StateDict& weights, const std::filesystem::path& folder);

}  // namespace noiseloom
