// Figures of sets of pictures.
#pragma once

#include <utility>
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

// Fréchet distance of two sets of features [N, D] and [M, D], as normal distributions (FID, arXiv 1706.08500): ‖m₁ - m₂‖² + Tr(C₁ + C₂ - 2(C₁C₂)^½), covariances
// with N - 1. It tells little where N or M is below D. In float64.
double frechet_distance(const at::Tensor& a, const at::Tensor& b);

// exp of the mean KL(p(y|x) ‖ p(y)) over `splits` stretches of logits [N, K] (arXiv 1606.03498): its mean and population deviation.
std::pair<double, double> inception_score(const at::Tensor& logits, std::int64_t splits = 10);

// Improved precision and recall (arXiv 1904.06991): a set covers what lies no further from one of its rows than that row's k-th nearest neighbour in the set.
// Precision is the share of `generated` that `real` covers, recall the share of `real` that `generated` covers. Both have more than k rows.
struct PrecisionRecall {
    double precision = 0, recall = 0;
};
PrecisionRecall precision_recall(const at::Tensor& real, const at::Tensor& generated, std::int64_t k = 3);

// Vendi score (arXiv 2210.02410): exp of the entropy of the eigenvalues of K/n, K the cosines of all pairs of rows [n, D]. The number of different things
// among them: 1 for n times the same, n for orthogonal rows. Rows are not 0.
double vendi_score(const at::Tensor& rows);

}  // namespace noiseloom
