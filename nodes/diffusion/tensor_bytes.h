// Tensors by name as bytes: the form that values of tensors have in the disk cache, which checks their integrity.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include <ATen/core/Tensor.h>

namespace noiseloom {

using NamedTensors = std::map<std::string, at::Tensor>;

// Float32, whatever they were; undefined ones are left out.
std::string to_bytes(const NamedTensors& tensors);
// On the CPU. False: these bytes are another version's.
bool from_bytes(std::string_view bytes, NamedTensors& tensors);

}  // namespace noiseloom
