// Shared memory that is used again: zeroing fresh pages takes longer than all else that is done with a large layer's pixels.
#pragma once

#include <mutex>
#include <vector>

#include "host/segment.h"

namespace noiseloom {

struct PixelSegment {
    Descriptor descriptor;
    MappedMemory memory;   // all of it
};

// Used by several threads.
class SegmentPool {
  public:
    // With at least `bytes`; what is in it is left from before. Error (out_of_memory).
    Result<PixelSegment> take(std::size_t bytes);
    // Keeps the few largest.
    void give_back(PixelSegment segment);
    void clear();

  private:
    std::mutex mutex_;
    std::vector<PixelSegment> free_;
};

}  // namespace noiseloom
