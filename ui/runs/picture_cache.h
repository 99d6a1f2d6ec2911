// Small pictures of values by the keys of the outputs, least recently used out first. Any thread.
#pragma once

#include <list>
#include <mutex>
#include <optional>
#include <unordered_map>

#include <QImage>

#include "core/key.h"

namespace noiseloom {

class PictureCache {
  public:
    explicit PictureCache(std::size_t bytes) : budget_(bytes) {}

    std::optional<QImage> find(const Key& key);   // a null picture: the value is known to have none
    void keep(const Key& key, const QImage& picture);

  private:
    struct Entry {
        Key key;
        QImage picture;
    };
    static std::size_t cost(const QImage& picture) { return static_cast<std::size_t>(picture.sizeInBytes()) + sizeof(Entry); }

    std::mutex mutex_;
    const std::size_t budget_;
    std::size_t used_ = 0;
    std::list<Entry> entries_;   // the one used last is the first
    std::unordered_map<Key, std::list<Entry>::iterator> by_key_;
};

}  // namespace noiseloom
