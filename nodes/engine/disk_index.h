// The index of the disk cache: size and rank of every entry, in SQLite (WAL, busy timeout 5 s), shared
// by all processes. Ranks are those of cache.h, so the cheapest bytes go first.
//
// The index may be damaged, deleted or replaced under us at any time: every operation says whether it
// worked, and the owner then opens or makes it anew.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include <sqlite3.h>

#include "core/key.h"
#include "core/result.h"

namespace noiseloom {

class DiskIndex {
  public:
    static Result<std::unique_ptr<DiskIndex>> open(const std::filesystem::path& file);
    ~DiskIndex();
    DiskIndex(const DiskIndex&) = delete;
    DiskIndex& operator=(const DiskIndex&) = delete;

    // False where another process has deleted or replaced the file.
    bool is_current() const;
    bool is_empty();

    struct Row {
        Key key;
        std::uint64_t bytes = 0;
        double seconds = 0;
    };
    bool add(const std::vector<Row>& rows);   // or renews, as a use
    bool remove(const Key& key);
    bool contains(const Key& key);
    std::uint64_t total();                    // bytes

    // The entries that go first, as many as free `bytes`; the clock moves on to the last of them.
    std::vector<Key> victims(std::uint64_t bytes);

  private:
    DiskIndex() = default;
    struct Statement;
    bool execute(const char* sql);

    std::filesystem::path file_;
    std::uint64_t inode_ = 0;
    sqlite3* database_ = nullptr;
};

}  // namespace noiseloom
