// Files that a graph names: where they lie, and the digest by which they enter cache keys.
//
// A file counts by its content, so a renamed model is the same model and an edited picture another
// one. Reading everything again for every key would take minutes, so digests are remembered by the
// file's stamp (file_stamp.h), and files above 64 MB are digested from their size, their modification time
// and about 1 MiB of evenly spaced samples. A folder counts by the names and digests of the files in
// it (hidden ones apart).
#pragma once

#include <atomic>
#include <filesystem>
#include <map>
#include <mutex>

#include "core/handed_picture.h"
#include "core/node_def.h"
#include "engine/file_stamp.h"

namespace noiseloom {

// Where a file of the workflow lies, by the path rules of whoever runs it (search folders, the
// workflow's own folder, permissions). Called from several threads.
class FileResolver {
  public:
    virtual ~FileResolver() = default;
    // `input` is what the user calls the input ("photo-w2kd.file"), for hints.
    virtual Result<std::filesystem::path> resolve(const FileRef& file, FileKind kind, const std::string& input) = 0;
    // What this input reads in place of the file that it names; null: that file.
    virtual const HandedPicture* handed(const std::string& /*input*/) const { return nullptr; }
};

class FileDigests {
  public:
    // Errors (missing, not readable, neither file nor folder) have the code that fits the kind.
    Result<Key> digest(const std::filesystem::path& path, FileKind kind);

    // How many model files and folders were found to have another content than when they were last looked at.
    // Who keeps weights that lie in mapped files drops them when this rises.
    int models_changed() const { return models_changed_; }

  private:
    Result<Key> content(const std::filesystem::path& path, FileKind kind);
    Result<Key> of_file(const std::filesystem::path& path, const FileStamp& stamp, FileKind kind);
    Result<Key> of_folder(const std::filesystem::path& path, FileKind kind);

    std::mutex mutex_;
    std::map<FileStamp, Key> known_;
    std::map<std::filesystem::path, Key> last_;   // of models
    std::atomic<int> models_changed_{0};
};

}  // namespace noiseloom
