// Tensors as parts of content keys.
#pragma once

#include <ATen/core/Tensor.h>

#include "core/key.h"

namespace noiseloom {

// Adds shape and values: float32 bytes of floating-point tensors, int64 bytes of the others. An
// undefined tensor is a value of its own. Copies from the device where needed.
void add_tensor(KeyBuilder& key, const at::Tensor& tensor);
Key key_of(const at::Tensor& tensor);

std::size_t bytes_of(const at::Tensor& tensor);      // 0 if undefined
std::string device_name(const at::Tensor& tensor);     // "cpu" if undefined, "cuda:0"

}  // namespace noiseloom
