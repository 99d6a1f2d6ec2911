// SHA-256 hashes of files and model folders: the identity that goes with a workflow to other machines.
//
// A file of 4 GB takes seconds, so hashes are remembered, by path and stamp (file_stamp.h), in the process
// and in an SQLite file of the cache that all processes share. Every row carries a checksum, and what is
// damaged or lost is computed again.
//
// A folder's hash is the SHA-256 of a text with one line a file: the file's hash, two blanks, its path in
// the folder; sorted by path as bytes, hidden files left out. That is what this prints, run in the folder:
//
//     find . -mindepth 1 -name '.*' -prune -o ! -type d -printf '%P\n' | LC_ALL=C sort | xargs -d '\n' sha256sum | sha256sum
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/cancel.h"
#include "engine/file_stamp.h"

namespace noiseloom {

class HashStore;

class FileHashes {
  public:
    // Remembers in `store`, a file that is made if it is not there; empty, or where it cannot be used: in memory only.
    explicit FileHashes(const std::filesystem::path& store = {});
    ~FileHashes();

    // 64 lower-case hex digits. Reads the file unless it is remembered; throws Cancelled. Errors (missing, not
    // readable, changed meanwhile) have the code that fits the kind.
    Result<std::string> hash(const std::filesystem::path& path, FileKind kind, const Cancel& cancel);
    // A file's hash if it is remembered, without reading it.
    std::optional<std::string> known(const std::filesystem::path& file);
    // The files that had this hash when they were last hashed.
    std::vector<std::filesystem::path> holders(const std::string& hash);

  private:
    Result<std::string> of_file(const std::filesystem::path& path, FileKind kind, const Cancel& cancel);
    Result<std::string> of_folder(const std::filesystem::path& path, FileKind kind, const Cancel& cancel);
    std::optional<std::string> remembered(const std::filesystem::path& path, const FileStamp& stamp);

    struct Known {
        FileStamp stamp;
        std::string hash;
    };
    std::mutex mutex_;
    std::map<std::filesystem::path, Known> known_;
    std::unique_ptr<HashStore> store_;
};

}  // namespace noiseloom
