// What Ctrl-C does while a command works: the first asks the work to stop, a second ends the program at once.
#pragma once

#include "core/cancel.h"

namespace noiseloom {

// One at a time. While it lives, SIGINT and SIGTERM request the cancel.
class InterruptGuard {
  public:
    explicit InterruptGuard(Cancel& cancel);
    ~InterruptGuard();
    InterruptGuard(const InterruptGuard&) = delete;
    InterruptGuard& operator=(const InterruptGuard&) = delete;
};

}  // namespace noiseloom
