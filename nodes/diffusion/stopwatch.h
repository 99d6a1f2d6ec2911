// How long a device computes. A card works behind the program's back: what is asked of it returns before it is done.
#pragma once

#include <chrono>

#include <ATen/core/Tensor.h>

namespace noiseloom {

class Stopwatch {
  public:
    // Starts once `device` has done what it was given before.
    explicit Stopwatch(at::Device device);
    // Once it has done what it was given since.
    double seconds() const;

  private:
    at::Device device_;
    std::chrono::steady_clock::time_point start_;
};

}  // namespace noiseloom
