// Files that Noiseloom cannot use: what they seem to be, by their first bytes, and what to do instead.
#pragma once

#include <filesystem>

#include "core/json.h"
#include "core/result.h"

namespace noiseloom {

// What the file is and a hint. The code is that of what its name promises (a model, a picture, a workflow), else
// that of what it is, and usage where it is none of these. `head`: its first 512 bytes, or all of a shorter file.
Error foreign_file(const std::filesystem::path& file, std::string_view head);

// The same for JSON that is no workflow of Noiseloom: other programs' workflows, configurations of models.
Error foreign_json(const std::filesystem::path& file, const Json& json);

}  // namespace noiseloom
