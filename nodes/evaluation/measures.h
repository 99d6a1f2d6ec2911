// Figures of sets of pictures.
#pragma once

#include <vector>

#include <ATen/core/Tensor.h>

namespace noiseloom {

// How much fine detail pictures [N, 3, H, W] have: the mean magnitude of the four-neighbour Laplacian of their luma (BT.601).
// Only comparable between pictures of the same size and subject.
double sharpness(const at::Tensor& pictures);

// Mean of 1 - cosine over all pairs of rows of unit vectors [N, D], N >= 2: 0 for N times the same.
double pairwise_distance(const at::Tensor& unit_rows);

// Entropy in bits of how often each class occurs.
double entropy(const std::vector<std::int64_t>& classes);

}  // namespace noiseloom
