#include "training/score_matching.h"

#include <ATen/ATen.h>

namespace noiseloom {
namespace {

// f of each row's t, [N, 1, 1, 1] float32 on t's device.
template <class Function>
at::Tensor over_rows(const at::Tensor& t, Function f) {
    const at::Tensor times = t.to(at::kCPU, at::kDouble).contiguous();
    std::vector<double> values;
    for (std::int64_t i = 0; i < times.size(0); ++i) values.push_back(f(times.const_data_ptr<double>()[i]));
    return at::tensor(values, at::kFloat).to(t.device()).view({-1, 1, 1, 1});
}

}  // namespace

at::Tensor score_of(const Sde& sde, const at::Tensor& epsilon, const at::Tensor& t) {
    return -epsilon / over_rows(t, [&](double at) { return sde.marginal(at).s; });
}

at::Tensor score_matching_losses(const Sde& sde, const at::Tensor& score, const at::Tensor& z, const at::Tensor& t, bool likelihood) {
    const at::Tensor s = over_rows(t, [&](double at) { return sde.marginal(at).s; });
    const at::Tensor error = (score * s + z).square().mean({1, 2, 3});   // with λ = s², as one term: 1/s is large at low noise
    if (!likelihood) return error;
    const at::Tensor weight = over_rows(t, [&](double at) { return std::pow(sde.diffusion(at) / sde.marginal(at).s, 2); });
    return error * weight.flatten();
}

}  // namespace noiseloom
