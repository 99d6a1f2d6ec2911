#include "serving/segment_pool.h"

#include <algorithm>

namespace noiseloom {
namespace {

constexpr std::size_t most_free = 2;           // one to read, one to write
constexpr std::size_t wasteful = 8;            // times what is needed: a small layer takes no large segment
constexpr std::size_t step = std::size_t{1} << 20;

bool is_smaller(const PixelSegment& a, const PixelSegment& b) { return a.memory.size() < b.memory.size(); }

}  // namespace

Result<PixelSegment> SegmentPool::take(std::size_t bytes) {
    bytes = (std::max<std::size_t>(bytes, 1) + step - 1) / step * step;
    {
        const std::lock_guard lock(mutex_);
        const auto found = std::find_if(free_.begin(), free_.end(), [&](const PixelSegment& one) { return one.memory.size() >= bytes && one.memory.size() / wasteful <= bytes; });
        if (found != free_.end()) {
            PixelSegment taken = std::move(*found);
            free_.erase(found);
            return taken;
        }
    }
    NL_TRY(Descriptor descriptor, make_segment(bytes));
    NL_TRY(MappedMemory memory, map_segment(descriptor.get(), bytes, Access::write));
    return PixelSegment{std::move(descriptor), std::move(memory)};
}

void SegmentPool::give_back(PixelSegment segment) {
    const std::lock_guard lock(mutex_);
    free_.insert(std::upper_bound(free_.begin(), free_.end(), segment, is_smaller), std::move(segment));
    if (free_.size() > most_free) free_.erase(free_.begin());
}

void SegmentPool::clear() {
    const std::lock_guard lock(mutex_);
    free_.clear();
}

}  // namespace noiseloom
