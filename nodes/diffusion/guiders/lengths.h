// Lengths of pictures as vectors: what guiders bound and project by, each picture of a batch by itself.
#pragma once

#include <ATen/ATen.h>

namespace noiseloom {

// [N, 1, 1, 1] of x [N, C, H, W].
inline at::Tensor lengths_of(const at::Tensor& x) { return x.flatten(1).norm(2, {1}).view({-1, 1, 1, 1}); }

// Each picture of x, shortened to `longest` where it is longer; 0: x as it is.
inline at::Tensor no_longer_than(const at::Tensor& x, double longest) { return longest > 0 ? x * (longest / lengths_of(x)).clamp_max(1) : x; }

}  // namespace noiseloom
