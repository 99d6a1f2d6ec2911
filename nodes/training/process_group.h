// The processes that train one model together (data parallelism): each takes its part of every batch, their gradients
// are summed, and every process applies the same step to its own copy of the weights. The sums have the same bits
// in all processes, so the copies stay equal without ever being compared.
//
// Through LibTorch's c10d over gloo; gradients on GPUs by NCCL where all processes have it, else through the main memory. All processes call the same
// functions in the same order. A process that dies closes its connections, which ends the others' next sum.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/result.h"
#include "training/launch.h"
#include "training/task.h"

namespace noiseloom {

// Another process of the group is gone. What this process holds is whole.
class ProcessLost : public Failure {
    using Failure::Failure;
};

class ProcessGroup {
  public:
    ProcessGroup() = default;   // a process alone, for which everything here is free
    // Waits for the others, at most `patience` seconds. Throws Failure (usage): they did not come, or this build has no c10d.
    explicit ProcessGroup(const Launch& launch, double patience = 300);

    int size() const { return size_; }
    bool leads() const { return rank_ == 0; }   // the one that writes log, checkpoint and pictures
    // This process's share of a stretch of at least size() examples; the shares differ by at most one and make up the whole.
    Stretch share(const Stretch& whole) const;

    // From now on tensors on `card` are summed by NCCL. Unless all processes can, nothing changes and all have an error (usage).
    Result<void> connect_cards(at::Device card);

    // In place, over all processes. Throw ProcessLost.
    void sum(const std::vector<at::Tensor>& tensors) const;   // float32, of the same shapes everywhere
    void sum(std::vector<double>& values) const;

    // Runs `work` in the leader, then in the others: what it leaves in a folder is there for them. Throws ProcessLost.
    void leader_first(const std::function<void()>& work) const;
    // Throws Failure (usage) if `value` is not the leader's: "The processes do not have the same <what>."
    void check_same(const std::string& what, const std::string& value) const;

  private:
    struct Connection;
    int rank_ = 0, size_ = 1;
    std::shared_ptr<Connection> connection_;   // null for a process alone
};

}  // namespace noiseloom
