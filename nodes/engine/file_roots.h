// Which files a workflow may name (rules W5 and W6): a workflow comes from anywhere, so it gets no
// more than it needs.
//
//   models   by name inside the model folders
//   images   by name inside the workflow's own folder, or among the templates' own
//   outputs  a plain name inside the output folder
//
// and besides, whatever the user named in this session: a file handed over with --input, --set or a
// picker, and folders opened with --allow-path. Paths are compared after all symbolic links are
// resolved. Anything else is refused (Code::refused) with the way to allow it; so are devices, pipes,
// /proc and the like.
//
// A name with a SHA-256 (FileRef::sha256) means that very file. Where the file of that name is another one
// or there is none, a file of another name in the same folders is taken if it has the hash (find_by_hash.h).
#pragma once

#include <filesystem>
#include <set>
#include <string_view>
#include <vector>

#include "engine/file_hashes.h"
#include "engine/files.h"

namespace noiseloom {

class FileRoots : public FileResolver {
  public:
    std::vector<std::filesystem::path> models;    // searched in this order, then below each
    std::filesystem::path workflow;               // folder of the workflow file; may be empty
    std::filesystem::path samples;                // pictures that come with the templates, searched after it; may be empty
    std::filesystem::path output = ".";
    std::vector<std::filesystem::path> allowed;   // folders opened by the user
    std::shared_ptr<const HandedPictures> handed_pictures;   // of an image editor; null: none
    FileHashes* hashes = nullptr;                 // null: hashes are not remembered
    Cancel cancel;                                // ends the reading of large files: resolve() then throws Cancelled

    // The user named this file or folder in this session, so any workflow of it may read it.
    void grant(const std::filesystem::path& file);

    // An existing regular file (or folder, for models), canonical; for outputs the path to write.
    Result<std::filesystem::path> resolve(const FileRef& file, FileKind kind, const std::string& input) override;
    const HandedPicture* handed(const std::string& input) const override;

  private:
    std::vector<std::filesystem::path> roots_of(FileKind kind) const;
    Result<std::filesystem::path> find_named(const std::string& name, FileKind kind, const std::string& input) const;
    Result<std::filesystem::path> find_hashed(const FileRef& file, FileKind kind, const std::string& input) const;
    Result<std::filesystem::path> resolve_output(const std::string& name) const;

    std::set<std::filesystem::path> granted_;
};

// Whether `path` lies in one of `folders`, or is one; `path` must be canonical.
bool is_within_any(const std::filesystem::path& path, const std::vector<std::filesystem::path>& folders);

// The folders where this user keeps models: $NOISELOOM_MODELS (colon-separated), the data folder
// ($XDG_DATA_HOME/noiseloom/models), the Hugging Face cache, then `resources` with the embedded pack.
std::vector<std::filesystem::path> default_model_folders(const std::filesystem::path& resources);

}  // namespace noiseloom
