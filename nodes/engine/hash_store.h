// The hashes of files on disk, in SQLite (WAL, busy timeout 5 s), shared by all processes. Disposable: a
// damaged file is made anew, and no operation reports failure.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/file_stamp.h"

struct sqlite3;

namespace noiseloom {

class HashStore {
  public:
    static std::unique_ptr<HashStore> open(const std::filesystem::path& file);   // null if it cannot be used
    ~HashStore();
    HashStore(const HashStore&) = delete;
    HashStore& operator=(const HashStore&) = delete;

    std::optional<std::string> find(const std::filesystem::path& path, const FileStamp& stamp);
    std::vector<std::filesystem::path> holders(const std::string& hash);   // whatever their stamps are now
    void keep(const std::filesystem::path& path, const FileStamp& stamp, const std::string& hash);

  private:
    HashStore() = default;

    sqlite3* database_ = nullptr;
};

}  // namespace noiseloom
