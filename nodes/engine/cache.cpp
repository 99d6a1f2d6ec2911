#include "engine/cache.h"

#include <algorithm>

#include <unistd.h>

namespace noiseloom {
namespace {

constexpr std::size_t entry_overhead = 512;   // bytes of bookkeeping: counts, so that tiny values are bounded too

std::size_t half_of_memory() {
    return static_cast<std::size_t>(sysconf(_SC_PHYS_PAGES)) * static_cast<std::size_t>(sysconf(_SC_PAGESIZE)) / 2;
}

}  // namespace

MemoryCache::MemoryCache(MemorySettings settings) : settings_(std::move(settings)) {
    if (settings_.default_budget == 0) settings_.default_budget = half_of_memory();
}

std::size_t MemoryCache::budget(const std::string& device) const {
    const auto found = settings_.budgets.find(device);
    return found == settings_.budgets.end() ? settings_.default_budget : found->second;
}

MemoryCache::Pool& MemoryCache::pool(const std::string& device, bool is_step) {
    const auto [found, is_new] = pools_.try_emplace({device, is_step});
    if (is_new) {
        const std::size_t values = budget(device);
        found->second.budget = is_step ? static_cast<std::size_t>(static_cast<double>(values) * settings_.step_share) : values;
    }
    return found->second;
}

void MemoryCache::rank(const Key& key, Entry& entry) {
    entry.pool->by_rank.erase(entry.rank);
    entry.rank = {entry.pool->clock + entry.seconds / static_cast<double>(entry.bytes + entry_overhead), ++uses_};
    entry.pool->by_rank.emplace(entry.rank, key);
}

std::optional<Cached> MemoryCache::look_up(const Key& key) {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(key);
    if (found == entries_.end()) return {};
    rank(key, found->second);
    return Cached{found->second.value, found->second.seconds};
}

std::optional<Cached> MemoryCache::find_value(const Key& key) { return look_up(key); }

Value MemoryCache::find(const Key& key) {
    auto found = look_up(key);
    return found ? std::move(found->value) : Value();
}

std::optional<std::size_t> MemoryCache::peek(const Key& key) const {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(key);
    if (found == entries_.end()) return {};
    return found->second.bytes;
}

void MemoryCache::keep_value(const Key& key, Value value, double seconds) { put(key, std::move(value), seconds, false); }

void MemoryCache::keep(const Key& key, Value state, double seconds) { put(key, std::move(state), seconds, true); }

void MemoryCache::put(const Key& key, Value value, double seconds, bool is_step) {
    const std::size_t bytes = value.bytes();
    const std::string device = value.device();
    std::vector<Value> dropped;
    const std::lock_guard lock(mutex_);
    Pool& home = pool(device, is_step);
    if (bytes + entry_overhead > home.budget) return;
    const auto [found, is_new] = entries_.try_emplace(key);
    Entry& entry = found->second;
    if (!is_new) {   // equal keys have equal values: this was only a use
        rank(key, entry);
        return;
    }
    entry = {std::move(value), seconds, bytes, {}, &home};
    home.used += entry_overhead;
    if (entry.value) {
        Pool::Object& object = home.objects[entry.value.object()];
        if (object.entries++ == 0) {
            object.bytes = bytes;
            home.used += bytes;
        }
    }
    rank(key, entry);
    if (home.used > home.budget) shrink(home, home.budget, dropped);
}

bool MemoryCache::is_pinned(const Entry& entry) const {
    if (!entry.value) return false;
    const auto object = entry.pool->objects.find(entry.value.object());
    return entry.value.share<void>().use_count() > object->second.entries + 1;
}

std::size_t MemoryCache::shrink(Pool& pool, std::size_t limit, std::vector<Value>& dropped) {
    const std::size_t before = pool.used;
    // Dropping one value may unpin what it was made of, so passes are made while they free something.
    for (bool freed = true; freed && pool.used > limit;) {
        freed = false;
        dropped.clear();
        for (auto next = pool.by_rank.begin(); next != pool.by_rank.end() && pool.used > limit;) {
            const auto found = entries_.find(next->second);
            Entry& entry = found->second;
            if (is_pinned(entry)) {
                ++next;
                continue;
            }
            pool.clock = std::max(pool.clock, entry.rank.first);
            pool.used -= entry_overhead;
            if (entry.value) {
                const auto object = pool.objects.find(entry.value.object());
                if (--object->second.entries == 0) {
                    pool.used -= object->second.bytes;
                    pool.objects.erase(object);
                }
            }
            next = pool.by_rank.erase(next);
            dropped.push_back(std::move(entry.value));
            entries_.erase(found);
            freed = true;
        }
    }
    return before - pool.used;
}

std::size_t MemoryCache::make_room(const std::string& device, std::size_t bytes) {
    std::vector<Value> dropped;
    const std::lock_guard lock(mutex_);
    std::size_t freed = 0;
    for (const bool is_step : {true, false}) {
        Pool& home = pool(device, is_step);
        freed += shrink(home, home.budget > bytes ? home.budget - bytes : 0, dropped);
    }
    return freed;
}

std::size_t MemoryCache::clear() {
    std::vector<Value> dropped;
    const std::lock_guard lock(mutex_);
    std::size_t freed = 0;
    for (auto& [device, home] : pools_) freed += shrink(home, 0, dropped);
    return freed;
}

std::size_t MemoryCache::used(const std::string& device) const {
    const std::lock_guard lock(mutex_);
    std::size_t bytes = 0;
    for (const auto& [name, home] : pools_)
        if (name.first == device) bytes += home.used;
    return bytes;
}

}  // namespace noiseloom
