#include "evaluation/measures.h"

#include <algorithm>
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

double frechet_distance(const at::Tensor& a, const at::Tensor& b) {
    const auto covariance = [](const at::Tensor& x) {
        const at::Tensor centred = x - x.mean(at::IntArrayRef{0}, true);
        return at::matmul(centred.t(), centred) / (x.size(0) - 1);
    };
    const at::Tensor x = a.to(at::kDouble), y = b.to(at::kDouble), c1 = covariance(x), c2 = covariance(y);
    // Tr (C₁C₂)^½ by the symmetric C₁^½ C₂ C₁^½, which has the same eigenvalues.
    const auto [values, vectors] = at::linalg_eigh(c1);
    const at::Tensor root = at::matmul(vectors * values.clamp_min(0).sqrt(), vectors.t());
    const double mixed = at::linalg_eigvalsh(at::matmul(at::matmul(root, c2), root)).clamp_min(0).sqrt().sum().item<double>();
    const double distance = (x.mean(0) - y.mean(0)).square().sum().item<double>() + c1.trace().item<double>() + c2.trace().item<double>() - 2 * mixed;
    return std::max(distance, 0.0);   // of equal sets the roundings are left
}

std::pair<double, double> inception_score(const at::Tensor& logits, std::int64_t splits) {
    std::vector<double> scores;
    for (const at::Tensor& part : logits.to(at::kDouble).tensor_split(splits)) {
        const at::Tensor logs = at::log_softmax(part, 1), share = logs.exp();
        scores.push_back(std::exp((share * (logs - share.mean(at::IntArrayRef{0}, true).log())).sum(1).mean().item<double>()));
    }
    const at::Tensor all = at::tensor(scores, at::kDouble);
    return {all.mean().item<double>(), all.std(/*unbiased=*/false).item<double>()};
}

PrecisionRecall precision_recall(const at::Tensor& real, const at::Tensor& generated, std::int64_t k) {
    const at::Tensor r = real.to(at::kDouble), g = generated.to(at::kDouble);
    // Without a matrix product, which would not give a row the distance 0 from itself.
    const auto distances = [](const at::Tensor& a, const at::Tensor& b) { return at::cdist(a, b, 2, 2); };
    const auto reach = [&](const at::Tensor& set) { return std::get<0>(distances(set, set).kthvalue(k + 1, 1)); };   // the nearest is the row itself
    const at::Tensor apart = distances(g, r);   // [generated, real]
    const auto share = [](const at::Tensor& covered) { return covered.to(at::kDouble).mean().item<double>(); };
    return {share((apart <= reach(r)).any(1)), share((apart <= reach(g).unsqueeze(1)).any(0))};
}

double vendi_score(const at::Tensor& rows) {
    const at::Tensor x = rows.to(at::kDouble), unit = x / x.norm(2, {1}, true);
    // K = UUᵀ and UᵀU have the same eigenvalues but for zeros: the smaller one is enough.
    const at::Tensor gram = unit.size(0) <= unit.size(1) ? at::matmul(unit, unit.t()) : at::matmul(unit.t(), unit);
    const at::Tensor share = (at::linalg_eigvalsh(gram) / unit.size(0)).clamp_min(0);
    return std::exp(-at::special_xlogy(share, share).sum().item<double>());
}

}  // namespace noiseloom
