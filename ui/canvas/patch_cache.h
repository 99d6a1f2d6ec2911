// Pixmaps that were drawn once for a look and are painted thousands of times a frame. Looks are few, but every zoom has its own.
#pragma once

#include <map>

#include <QPixmap>

namespace noiseloom {

template <class Look>   // ordered
class PatchCache {
  public:
    template <class Draw>
    QPixmap find(const Look& look, Draw draw) {
        if (const auto found = known_.find(look); found != known_.end()) return found->second;
        if (known_.size() > 2000) known_.clear();   // many zooms later
        return known_[look] = draw();
    }

  private:
    std::map<Look, QPixmap> known_;
};

}  // namespace noiseloom
