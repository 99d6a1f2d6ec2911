#include "training/process_group.h"

namespace noiseloom {

Stretch ProcessGroup::share(const Stretch& whole) const {
    const std::int64_t begin = whole.count * rank_ / size_, end = whole.count * (rank_ + 1) / size_;
    return {whole.first + begin, end - begin, whole.part};
}

}  // namespace noiseloom
