// One run at a time writes into a folder.
#pragma once

#include <filesystem>

namespace noiseloom {

// Holds the folder as long as it lives; the system lets go of it however the program ends. Leaves no file.
class FolderLock {
  public:
    // Throws Failure (bad_workflow) if another one holds it. Where the file system knows no locks, nothing is held.
    explicit FolderLock(const std::filesystem::path& folder);
    ~FolderLock();
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

  private:
    int folder_ = -1;
};

}  // namespace noiseloom
