// All that the node library and the templates say to people, for translations (context "nodes").
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/registry.h"

namespace noiseloom {

// Each once, as they come.
std::vector<std::string> library_texts(const Registry& registry, const std::filesystem::path& templates);

}  // namespace noiseloom
