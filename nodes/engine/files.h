// Files that a graph names: where they lie, and the digest by which they enter cache keys.
//
// A file counts by its content, so a renamed model is the same model and an edited picture another
// one. Reading everything again for every key would take minutes, so digests are remembered by
// (device, inode, size, modification time), and files above 64 MB are digested from their size, their
// modification time and about 1 MiB of evenly spaced samples. A folder counts by the names and digests
// of the files in it (hidden ones apart).
#pragma once

#include <filesystem>
#include <map>
#include <mutex>

#include "core/key.h"
#include "core/node_def.h"

namespace noiseloom {

// Where a file of the workflow lies, by the path rules of whoever runs it (search folders, the
// workflow's own folder, permissions). Called from several threads.
class FileResolver {
  public:
    virtual ~FileResolver() = default;
    virtual Result<std::filesystem::path> resolve(const FileRef& file, FileKind kind) = 0;
};

class FileDigests {
  public:
    // Errors (missing, not readable, neither file nor folder) have the code that fits the kind.
    Result<Key> digest(const std::filesystem::path& path, FileKind kind);

  private:
    struct Stamp {
        std::uint64_t device, inode, size;
        std::int64_t modified;   // ns
        auto operator<=>(const Stamp&) const = default;
    };

    Result<Key> of_file(const std::filesystem::path& path, const Stamp& stamp, FileKind kind);
    Result<Key> of_folder(const std::filesystem::path& path, FileKind kind);

    std::mutex mutex_;
    std::map<Stamp, Key> known_;
};

}  // namespace noiseloom
