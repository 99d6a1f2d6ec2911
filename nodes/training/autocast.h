// Mixed precision: while one lives, this thread's linear maps, convolutions and attention compute in a
// lower dtype, weights stay float32 and are converted once (LibTorch's autocast).
#pragma once

#include <ATen/core/Tensor.h>

namespace noiseloom {

class Autocast {
  public:
    Autocast(at::DeviceType device, at::ScalarType dtype);   // float32: does nothing
    ~Autocast();
    Autocast(const Autocast&) = delete;
    Autocast& operator=(const Autocast&) = delete;

  private:
    at::DeviceType device_;
    bool was_enabled_;
    at::ScalarType old_dtype_;
};

}  // namespace noiseloom
