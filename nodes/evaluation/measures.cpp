#include "evaluation/measures.h"

#include <cmath>
#include <map>

#include <ATen/ATen.h>

namespace noiseloom {

double sharpness(const at::Tensor& pictures) {
    const at::Tensor weights = at::tensor({0.299F, 0.587F, 0.114F}).reshape({1, 3, 1, 1});
    const at::Tensor luma = (pictures.clamp(-1, 1).cpu() * weights).sum(1);
    const std::int64_t height = luma.size(1), width = luma.size(2);
    const auto part = [&](std::int64_t top, std::int64_t left) { return luma.narrow(1, top, height - 2).narrow(2, left, width - 2); };
    return (part(0, 1) + part(2, 1) + part(1, 0) + part(1, 2) - 4 * part(1, 1)).abs().mean().item<double>();
}

double pairwise_distance(const at::Tensor& unit_rows) {
    const auto count = static_cast<double>(unit_rows.size(0));
    const double all = at::matmul(unit_rows, unit_rows.t()).sum().item<double>();   // with the diagonal: 1 a row
    return 1 - (all - count) / (count * (count - 1));
}

double entropy(const std::vector<std::int64_t>& classes) {
    std::map<std::int64_t, double> counts;
    for (const auto one : classes) counts[one] += 1;
    double bits = 0;
    for (const auto& [one, count] : counts) {
        const double share = count / static_cast<double>(classes.size());
        bits -= share * std::log2(share);
    }
    return bits;
}

}  // namespace noiseloom
