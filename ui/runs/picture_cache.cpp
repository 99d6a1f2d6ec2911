#include "ui/runs/picture_cache.h"

namespace noiseloom {

std::optional<QImage> PictureCache::find(const Key& key) {
    const std::lock_guard lock(mutex_);
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) return {};
    entries_.splice(entries_.begin(), entries_, found->second);
    return found->second->picture;
}

void PictureCache::keep(const Key& key, const QImage& picture) {
    const std::lock_guard lock(mutex_);
    if (const auto found = by_key_.find(key); found != by_key_.end()) {
        used_ -= cost(found->second->picture);
        entries_.erase(found->second);
    }
    entries_.push_front({key, picture});
    by_key_[key] = entries_.begin();
    used_ += cost(picture);
    while (used_ > budget_ && entries_.size() > 1) {
        used_ -= cost(entries_.back().picture);
        by_key_.erase(entries_.back().key);
        entries_.pop_back();
    }
}

}  // namespace noiseloom
