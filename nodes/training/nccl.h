// Sums over the cards of several processes by NVIDIA's NCCL (2.x), without a way through the main memory. NCCL comes with
// LibTorch's CUDA half, which links to it, and is found at run time, as that half is: one build serves machines with and
// without graphics cards. c10d's own ProcessGroupNCCL could only be compiled where CUDA's headers are.
#pragma once

#include <memory>
#include <string>

#include <ATen/core/Tensor.h>

#include "core/result.h"

namespace noiseloom {

class Nccl {
  public:
    // What all processes of one group connect with; one of them makes it. Errors (usage): NCCL is not there.
    static Result<std::string> meeting_point();
    // Waits until all processes have called it, each with a card of its own. Errors (usage): what NCCL says.
    static Result<Nccl> connect(const std::string& meeting_point, at::Device card, int rank, int size);

    // In place; float32 on the card, contiguous. All processes call it within a minute. Throws std::runtime_error: one did
    // not, or its connection broke; nothing can be summed any more then.
    void sum(const at::Tensor& values) const;

  private:
    struct Communicator;
    explicit Nccl(std::shared_ptr<Communicator> communicator) : communicator_(std::move(communicator)) {}
    std::shared_ptr<Communicator> communicator_;
};

}  // namespace noiseloom
