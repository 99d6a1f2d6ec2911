// The disk tier of the cache, shared by all processes of a user.
//
// One file an entry, named by its key: a header with the type, the seconds it took and a checksum, then
// the bytes of TypeInfo::save. Files are written beside their place and renamed into it, so a reader
// sees all of an entry or nothing, and every read verifies the checksum: what is damaged, cut off or of
// another type is a miss and is removed. An SQLite index (disk_index.h) knows sizes and ranks for
// eviction; it is never needed to find an entry, and is made anew from the files if it is lost.
// Everything here is disposable: no failure of the disk fails a run, and nothing is fsynced, because a
// torn entry is a miss.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>

#include "core/key.h"
#include "engine/cache.h"

namespace noiseloom {

class DiskIndex;

class DiskCache {
  public:
    // Makes the folder if it is not there; fails if it cannot be written.
    static Result<std::unique_ptr<DiskCache>> open(const std::filesystem::path& folder, std::uint64_t budget_bytes);
    ~DiskCache();

    std::optional<Cached> find(const Key& key, const TypeInfo& type);
    std::optional<std::size_t> peek(const Key& key) const;   // bytes on disk, not verified
    // The value's type must have save(). An error tells why it was not kept; nobody has to care.
    Result<void> keep(const Key& key, const Value& value, double seconds);
    void remove(const Key& key);

    std::uint64_t used() const;   // bytes, by the index
    const std::filesystem::path& folder() const { return folder_; }

  private:
    DiskCache(std::filesystem::path folder, std::uint64_t budget_bytes);
    Result<void> prepare();       // folders, left-over temporary files, index
    Result<void> write(const Key& key, const std::string& bytes, double seconds);
    void evict();
    std::filesystem::path place(const Key& key) const;

    std::filesystem::path folder_;
    std::uint64_t budget_;
    mutable std::mutex mutex_;    // of the index
    std::unique_ptr<DiskIndex> index_;
};

}  // namespace noiseloom
