// Reading and writing whole files so that nothing is ever half written.
//
// A write goes to a temporary file in the same folder, is flushed to the disk, takes the target's
// place by rename, and the folder is flushed too: after a crash, a full disk or a power cut the
// target is exactly the old file or exactly the new one. A symbolic link to a regular file is
// followed and stays a link; the target's permissions are kept; anything that is not a regular file
// (folder, device, pipe) and a dangling link are refused. Another hard link to it keeps the old text.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/result.h"

namespace noiseloom {

// A file being written. Not committed: the target stays as it was and no temporary file remains.
class AtomicFile {
  public:
    static Result<AtomicFile> open(const std::filesystem::path& target);
    AtomicFile(AtomicFile&& other) noexcept;
    AtomicFile& operator=(AtomicFile&&) = delete;
    ~AtomicFile();

    Result<void> write(std::string_view data);
    Result<void> commit();
    // The same for a name that must be new: false, and nothing changed, if the target exists by now.
    Result<bool> commit_new();
    // For libraries that write by name; they must leave a complete, closed file here before commit().
    const std::filesystem::path& temporary() const { return temporary_; }

  private:
    AtomicFile() = default;
    Error failed(std::string_view what, int number) const;
    Result<void> flush();
    Result<void> placed();

    int fd_ = -1;
    std::filesystem::path target_, temporary_;
};

Result<void> write_file(const std::filesystem::path& target, std::string_view data);

// The whole of a regular file (links followed). Larger than `limit` bytes: refused before allocating.
// Never blocks on pipes or devices. Errors carry `code`.
Result<std::string> read_file(const std::filesystem::path& file, std::size_t limit, Code code = Code::disk);

// Removes temporary files that crashed programs left in `folder`: ours by name, older than a day,
// of a process that no longer exists. Other files are never touched. Returns how many.
std::size_t sweep_stale_files(const std::filesystem::path& folder);

}  // namespace noiseloom
