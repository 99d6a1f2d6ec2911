// A request to stop, shared by the one who asks and the one who works.
#pragma once

#include <atomic>
#include <memory>

#include "core/result.h"

namespace noiseloom {

class Cancel {
  public:
    Cancel() : flag_(std::make_shared<std::atomic<bool>>(false)) {}
    void request() { flag_->store(true, std::memory_order_relaxed); }   // async-signal-safe
    bool requested() const { return flag_->load(std::memory_order_relaxed); }
    // Throws Cancelled if asked to stop. Called at every denoiser call, network block and 16 MiB of file.
    void check() const {
        if (requested()) throw Cancelled();
    }

  private:
    std::shared_ptr<std::atomic<bool>> flag_;
};

}  // namespace noiseloom
