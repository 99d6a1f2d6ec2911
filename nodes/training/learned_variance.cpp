#include "training/learned_variance.h"

#include <cmath>
#include <numbers>

#include <ATen/ATen.h>

#include "training/losses.h"

namespace noiseloom {
namespace {

at::Tensor normal_cdf(const at::Tensor& x) { return 0.5 * (1 + at::erf(x / std::numbers::sqrt2)); }

// ln of the probability that a normal falls into x's grey level: 256 levels of width 2/255, the outer ones open.
at::Tensor log_likelihood_of_level(const at::Tensor& x, const at::Tensor& mean, const at::Tensor& log_deviation) {
    constexpr double half = 1.0 / 255, smallest = 1e-12;
    const at::Tensor scaled = at::exp(-log_deviation);
    const at::Tensor above = normal_cdf(scaled * (x - mean + half)), below = normal_cdf(scaled * (x - mean - half));
    const at::Tensor inner = at::where(x < -0.999, above, at::where(x > 0.999, 1 - below, above - below));
    return at::log(inner.clamp_min(smallest));
}

}  // namespace

ReverseSteps reverse_steps(const NoiseSchedule& schedule, const at::Tensor& t) {
    std::vector<double> log_beta, log_posterior, x0_part, x_part, a, s;
    const at::Tensor steps = t.to(at::kCPU, at::kLong).contiguous();
    for (std::int64_t i = 0; i < steps.size(0); ++i) {
        const auto step = static_cast<int>(steps.const_data_ptr<std::int64_t>()[i]);
        const auto variance_of = [&](int at) {   // β̃
            const double before = at == 0 ? 1 : schedule.alpha_cumprod(at - 1), here = schedule.alpha_cumprod(at);
            return (1 - before) / (1 - here) * (1 - here / before);
        };
        const double before = step == 0 ? 1 : schedule.alpha_cumprod(step - 1), here = schedule.alpha_cumprod(step), beta = 1 - here / before;
        log_beta.push_back(std::log(beta));
        log_posterior.push_back(std::log(variance_of(std::max(step, 1))));
        x0_part.push_back(std::sqrt(before) * beta / (1 - here));
        x_part.push_back(std::sqrt(here / before) * (1 - before) / (1 - here));
        a.push_back(std::sqrt(here));
        s.push_back(std::sqrt(1 - here));
    }
    const auto rows = [&](const std::vector<double>& values) { return over_pixels(at::tensor(values, at::kFloat).to(t.device())); };
    return {rows(log_beta), rows(log_posterior), rows(x0_part), rows(x_part), rows(a), rows(s)};
}

at::Tensor variational_bound(const ReverseSteps& steps, const at::Tensor& t, const at::Tensor& x0, const at::Tensor& x, const at::Tensor& epsilon,
                             const at::Tensor& v) {
    const at::Tensor guess = (x - steps.s * epsilon.detach()) / steps.a;
    const at::Tensor mean = steps.x0_part * guess + steps.x_part * x, true_mean = steps.x0_part * x0 + steps.x_part * x;
    const at::Tensor part = (v + 1) * 0.5, log_variance = part * steps.log_beta + (1 - part) * steps.log_posterior;
    const at::Tensor kl = 0.5 * (-1 + log_variance - steps.log_posterior + at::exp(steps.log_posterior - log_variance) +
                                 (true_mean - mean).square() * at::exp(-log_variance));
    const at::Tensor likelihood = -log_likelihood_of_level(x0, mean, 0.5 * log_variance);
    return at::where(over_pixels(t) == 0, likelihood, kl).mean({1, 2, 3}) / std::numbers::ln2;
}

}  // namespace noiseloom
