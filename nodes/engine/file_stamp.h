// What tells, without reading it, whether a file is still the one that was read; and which files make
// up a folder.
#pragma once

#include <compare>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/node_def.h"
#include "core/result.h"

namespace noiseloom {

// The time of change is set by the system at every write and cannot be set back, unlike the time of modification.
struct FileStamp {
    std::uint64_t device = 0, inode = 0, size = 0;
    std::int64_t modified = 0, changed = 0;   // ns
    bool is_folder = false;
    auto operator<=>(const FileStamp&) const = default;

    // Stamps come in grains of a few milliseconds, so a file that was written just now may change again
    // under the same stamp: what was read of it must not be remembered.
    bool may_still_change() const;
};

// Errors (missing, not readable, neither file nor folder) have the code that fits the kind.
Result<FileStamp> stamp_of(const std::filesystem::path& path, FileKind kind);
Result<FileStamp> stamp_of(int descriptor, const std::filesystem::path& path, FileKind kind);

// The files below a folder that count as its content, hidden ones and what lies in hidden folders left
// out: paths relative to it, sorted by their bytes.
Result<std::vector<std::string>> files_of_folder(const std::filesystem::path& folder, FileKind kind);

// "'a.png' cannot be read: why", with the code that fits the kind.
Error unreadable(const std::filesystem::path& path, FileKind kind, const std::string& why);
// The error where a file is another one after it was read than before.
Error changed_while_read(const std::filesystem::path& path, FileKind kind);

}  // namespace noiseloom
