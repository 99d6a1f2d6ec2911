#include "headless/memory.h"

#include <limits>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace noiseloom {

void keep_freed_memory() {
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
    mallopt(M_TOP_PAD, 64 << 20);
#endif
}

}  // namespace noiseloom
