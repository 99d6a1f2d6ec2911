// Random numbers by address: every draw of a training run is a function of the run's seed and of what it
// is for (a tensor's name, the position of an example in the stream), never of what was drawn before.
// That makes a resumed run equal to one that was never interrupted, and an accumulated batch equal to a big one.
//
// The numbers are those of LibTorch's CPU generator, seeded with the mixed address, on every device.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>

namespace noiseloom {

// One word of many: splitmix64's finaliser (Steele, Lea and Flood, OOPSLA 2014) over all of them in order.
std::uint64_t mixed(std::initializer_list<std::uint64_t> words);
std::uint64_t mixed(std::uint64_t seed, std::string_view text);

class Draws {
  public:
    explicit Draws(std::uint64_t seed);
    double uniform();                          // [0, 1)
    double normal();
    std::int64_t below(std::int64_t count);    // 0 to count - 1
    at::Tensor uniform(at::IntArrayRef shape);   // float32 on the CPU, like all tensors here
    at::Tensor normal(at::IntArrayRef shape);

  private:
    at::Generator generator_;
};

// A shuffled walk through `size` items: position p is item shuffled(p mod size) of pass p / size; every pass holds
// every item once, in another order. A Feistel network on the smallest even number of bits, walked until it
// falls into the range: no table, any position at once.
std::int64_t shuffled(std::int64_t position, std::int64_t size, std::uint64_t seed);

}  // namespace noiseloom
