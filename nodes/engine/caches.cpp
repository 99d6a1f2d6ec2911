#include "engine/caches.h"

namespace noiseloom {

Caches::Caches(CacheSettings settings)
    : settings_(std::move(settings)), memory_(settings_.memory), hashes_(settings_.folder.empty() ? "" : settings_.folder / "hashes.sqlite") {
    if (settings_.folder.empty()) return;
    auto disk = DiskCache::open(settings_.folder, settings_.disk_bytes);
    if (disk)
        disk_ = *std::move(disk);
    else
        disk_problem_ = disk.error();
}

std::optional<Cached> Caches::find(const Key& key, const TypeInfo& type) {
    if (auto found = memory_.find_value(key)) return found;
    if (!disk_ || !type.save) return {};
    auto found = disk_->find(key, type);
    if (found) memory_.keep_value(key, found->value, found->seconds);
    return found;
}

void Caches::keep(const Key& key, const Value& value, double seconds) {
    memory_.keep_value(key, value, seconds);
    if (!disk_ || !value || !value.type().save || seconds < settings_.disk_seconds) return;
    if (const auto kept = disk_->keep(key, value, seconds); !kept) {   // costs time later, and fails no run
        const std::lock_guard lock(mutex_);
        disk_problem_ = kept.error();
    }
}

std::optional<Error> Caches::disk_problem() const {
    const std::lock_guard lock(mutex_);
    return disk_problem_;
}

std::optional<Caches::Place> Caches::peek(const Key& key, const TypeInfo& type) const {
    if (const auto bytes = memory_.peek(key)) return Place{*bytes, false};
    if (!disk_ || !type.save) return {};
    const auto bytes = disk_->peek(key);
    if (!bytes) return {};
    return Place{*bytes, true};
}

void Caches::measure(const NodeDef& def, const Measured& measured) {
    const std::lock_guard lock(mutex_);
    measured_[def.type()] = measured;
}

std::optional<Measured> Caches::measured(const NodeDef& def) const {
    const std::lock_guard lock(mutex_);
    const auto found = measured_.find(def.type());
    if (found == measured_.end()) return {};
    return found->second;
}

}  // namespace noiseloom
