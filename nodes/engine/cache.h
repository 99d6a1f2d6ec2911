// The memory tier of the cache: values by key under one byte budget per device.
//
// Evicted first is what is cheapest to recompute per byte, with ageing (GreedyDual-Size, Cao and Irani
// 1997): an entry's rank is clock + seconds / bytes, renewed at each use; the clock is the rank of the
// last evicted, so what is not used sinks. Values that somebody else still holds (a run, an editor,
// another value made of it) are pinned: dropping them would free nothing. An object kept under two
// keys counts once.
//
// Sampler states (StepStore) have their own share of each device's budget.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <vector>

#include "core/run.h"

namespace noiseloom {

struct MemorySettings {
    std::map<std::string, std::size_t> budgets;   // bytes by device
    std::size_t default_budget = 0;               // of devices not named; 0: half of the machine's memory
    double step_share = 0.25;                     // of each budget, on top of it, for sampler states
};

struct Cached {
    Value value;        // empty: the node gave nothing at this output
    double seconds = 0; // to recompute
};

class MemoryCache : public StepStore {
  public:
    explicit MemoryCache(MemorySettings settings = {});

    std::optional<Cached> find_value(const Key& key);
    std::optional<std::size_t> peek(const Key& key) const;   // its bytes; does not count as a use
    void keep_value(const Key& key, Value value, double seconds);

    Value find(const Key& key) override;
    void keep(const Key& key, Value state, double seconds) override;

    // Evicts until `bytes` more fit the device's budget; how many bytes that freed.
    std::size_t make_room(const std::string& device, std::size_t bytes);
    // Drops everything that is not pinned; how many bytes that freed.
    std::size_t clear();
    std::size_t used(const std::string& device) const;   // bytes, values and states
    std::size_t budget(const std::string& device) const; // of values

  private:
    using Rank = std::pair<double, std::uint64_t>;   // equal ones by their last use
    struct Pool {
        std::size_t budget = 0;
        std::size_t used = 0;
        double clock = 0;
        std::map<Rank, Key> by_rank;
        struct Object {
            std::size_t bytes = 0;
            long entries = 0;
        };
        std::unordered_map<const void*, Object> objects;
    };
    struct Entry {
        Value value;
        double seconds = 0;
        std::size_t bytes = 0;
        Rank rank;
        Pool* pool = nullptr;
    };
    using Entries = std::unordered_map<Key, Entry>;

    std::optional<Cached> look_up(const Key& key);
    void put(const Key& key, Value value, double seconds, bool is_step);
    Pool& pool(const std::string& device, bool is_step);
    void rank(const Key& key, Entry& entry);
    // Evicts from one pool until at most `limit` bytes are used; evicted values go to `dropped`, to be
    // destroyed when the lock is released.
    std::size_t shrink(Pool& pool, std::size_t limit, std::vector<Value>& dropped);
    bool is_pinned(const Entry& entry) const;

    MemorySettings settings_;
    mutable std::mutex mutex_;
    Entries entries_;
    std::map<std::pair<std::string, bool>, Pool> pools_;   // by device, and whether for sampler states
    std::uint64_t uses_ = 0;
};

}  // namespace noiseloom
