// Questions about paths alone; no file is touched.
#pragma once

#include <algorithm>
#include <filesystem>

namespace noiseloom {

// Whether `path` is `folder` or lies below it; both canonical.
inline bool is_within(const std::filesystem::path& path, const std::filesystem::path& folder) {
    return std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first == folder.end();
}

}  // namespace noiseloom
