// Both tiers of the cache as one, and what nodes took when they last ran.
//
// A value found on disk moves up to memory. To disk goes only what can be saved (TypeInfo::save) and
// took longer to compute than a threshold. Shared by all runs of a process; thread-safe.
#pragma once

#include "engine/cache.h"
#include "engine/disk_cache.h"
#include "engine/file_hashes.h"
#include "engine/files.h"

namespace noiseloom {

struct CacheSettings {
    MemorySettings memory;
    std::filesystem::path folder;                          // of the disk tier; empty: none
    std::uint64_t disk_bytes = std::uint64_t{10} << 30;    // budget of the disk tier
    double disk_seconds = 0.1;                             // cheaper values are not written to disk
};

struct Measured {
    double seconds = 0;
    std::size_t bytes = 0;   // of all outputs
};

class Caches {
  public:
    explicit Caches(CacheSettings settings = {});

    std::optional<Cached> find(const Key& key, const TypeInfo& type);
    void keep(const Key& key, const Value& value, double seconds);

    struct Place {
        std::size_t bytes = 0;
        bool on_disk = false;
    };
    std::optional<Place> peek(const Key& key, const TypeInfo& type) const;   // not verified, not counted as a use

    void measure(const NodeDef& def, const Measured& measured);
    std::optional<Measured> measured(const NodeDef& def) const;   // when it last ran in this process

    MemoryCache& memory() { return memory_; }
    DiskCache* disk() { return disk_.get(); }   // null: none
    // Why there is no disk tier, or why it kept nothing of late; runs go on without it.
    std::optional<Error> disk_problem() const;
    FileDigests& digests() { return digests_; }
    FileHashes& hashes() { return hashes_; }    // remembered beside the disk tier

  private:
    CacheSettings settings_;
    MemoryCache memory_;
    std::unique_ptr<DiskCache> disk_;
    std::optional<Error> disk_problem_;
    FileDigests digests_;
    FileHashes hashes_;
    mutable std::mutex mutex_;
    std::unordered_map<std::string, Measured> measured_;   // by node type
};

}  // namespace noiseloom
