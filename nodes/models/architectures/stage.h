// A part of a network whose weights lie on the compute device, or are brought there for each use when
// the device cannot hold the whole network.
//
// What does not fit stays in the state dict (for a file in float32 or float16: in its mapping, where it
// costs nothing) and is placed anew, block by block, at every forward pass: slow, but never fatal.
#pragma once

#include <functional>
#include <memory>

#include "models/architectures/blocks.h"

namespace noiseloom {

inline constexpr std::size_t unlimited_memory = static_cast<std::size_t>(-1);

struct MemoryLimits {
    std::size_t weights = unlimited_memory;       // bytes of weights that may stay on the device
    std::size_t activations = unlimited_memory;   // bytes that one forward pass may use; unlimited: what the device has free
};

// Gives out memory to stages in the order they ask: the first ones become residents.
class ResidentBudget {
  public:
    explicit ResidentBudget(std::size_t bytes) : left_(bytes) {}
    bool admit(std::size_t bytes) {
        if (bytes > left_) return false;
        left_ -= bytes;
        return true;
    }

  private:
    std::size_t left_;
};

template <class Block>
class Stage {
  public:
    using Result = Block;

    // `read` makes the block from weights placed as it is told; `bytes` is what it takes on the device.
    // Throws what `read` throws, now and not at the first use.
    Stage(ResidentBudget& budget, std::size_t bytes, const Placement& placement, std::function<Block(const Placement&)> read) {
        if (budget.admit(bytes)) {
            resident_ = std::make_shared<const Block>(read(placement));
        } else {
            (void)read({at::kMeta, placement.dtype});   // names and shapes only
            bring_ = [placement, read = std::move(read)] { return std::make_shared<const Block>(read(placement)); };
        }
    }

    std::shared_ptr<const Block> get() const { return resident_ ? resident_ : bring_(); }
    bool is_resident() const { return resident_ != nullptr; }

  private:
    std::shared_ptr<const Block> resident_;
    std::function<std::shared_ptr<const Block>()> bring_;
};

}  // namespace noiseloom
