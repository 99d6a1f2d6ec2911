#include "diffusion/schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace noiseloom {
namespace {

// n values from start to end in the arithmetic of Real: each half counted from its own end by a fused
// multiply-add, as torch.linspace does.
template <class Real>
std::vector<double> linspace(double start, double end, int n) {
    std::vector<double> values(static_cast<std::size_t>(n));
    const Real a = static_cast<Real>(start), b = static_cast<Real>(end);
    const Real step = n > 1 ? (b - a) / static_cast<Real>(n - 1) : Real{0};
    for (int i = 0; i < n; ++i) {
        const Real value = i < n / 2 || n == 1 ? std::fma(step, static_cast<Real>(i), a)
                                               : std::fma(-step, static_cast<Real>(n - 1 - i), b);
        values[static_cast<std::size_t>(i)] = static_cast<double>(value);
    }
    return values;
}

template <class Real>
std::vector<double> betas_in(BetaSchedule kind, int steps, double start, double end) {
    const auto each = [](std::vector<double> values, auto f) {
        for (double& value : values) value = static_cast<double>(f(static_cast<Real>(value)));
        return values;
    };
    switch (kind) {
        case BetaSchedule::linear: return linspace<Real>(start, end, steps);
        case BetaSchedule::scaled_linear:
            return each(linspace<Real>(std::sqrt(start), std::sqrt(end), steps), [](Real root) { return root * root; });
        case BetaSchedule::sigmoid: {
            const Real low = static_cast<Real>(start), span = static_cast<Real>(end - start);
            return each(linspace<Real>(-6, 6, steps), [=](Real u) { return span / (1 + std::exp(-u)) + low; });
        }
        case BetaSchedule::cosine: {
            const auto bar = [=](int i) {
                return std::pow(std::cos((static_cast<double>(i) / steps + 0.008) / 1.008 * std::numbers::pi / 2), 2);
            };
            std::vector<double> betas(static_cast<std::size_t>(steps));
            for (int i = 0; i < steps; ++i)
                betas[static_cast<std::size_t>(i)] = std::min(1 - bar(i + 1) / bar(i), 0.999);
            return each(std::move(betas), [](Real beta) { return beta; });
        }
    }
    return {};
}

double log_sigma_of(double alpha_cumprod) {
    const double kept = std::max(alpha_cumprod, 1e-12);
    return 0.5 * std::log((1 - kept) / kept);
}

}  // namespace

std::vector<double> beta_table(BetaSchedule kind, int train_steps, double start, double end, Precision precision) {
    return precision == Precision::f32 ? betas_in<float>(kind, train_steps, start, end) : betas_in<double>(kind, train_steps, start, end);
}

std::vector<double> zero_terminal_snr(const std::vector<double>& betas, Precision precision) {
    const NoiseSchedule schedule = NoiseSchedule::from_betas(betas, precision);
    const double first = std::sqrt(schedule.alpha_cumprod(0)), last = std::sqrt(schedule.alpha_cumprod(schedule.train_steps() - 1));
    std::vector<double> changed;
    double before = 1;
    for (int t = 0; t < schedule.train_steps(); ++t) {
        const double root = (std::sqrt(schedule.alpha_cumprod(t)) - last) * first / (first - last);
        changed.push_back(1 - root * root / before);
        before = root * root;
    }
    return changed;
}

NoiseSchedule::NoiseSchedule(std::vector<double> alphas_cumprod) : alphas_cumprod_(std::move(alphas_cumprod)) {
    log_sigmas_.reserve(alphas_cumprod_.size());
    for (const double alpha_cumprod : alphas_cumprod_) log_sigmas_.push_back(log_sigma_of(alpha_cumprod));
    identity_ = KeyBuilder("schedule").add_bytes(alphas_cumprod_.data(), alphas_cumprod_.size() * sizeof(double)).key();
}

NoiseSchedule NoiseSchedule::from_betas(const std::vector<double>& betas, Precision precision) {
    std::vector<double> alphas_cumprod(betas.size());
    double product = 1;   // torch.cumprod, too, accumulates float32 tables in double
    for (std::size_t t = 0; t < betas.size(); ++t) {
        if (precision == Precision::f32) {
            product *= static_cast<double>(1.0F - static_cast<float>(betas[t]));
            alphas_cumprod[t] = static_cast<double>(static_cast<float>(product));
        } else {
            product *= 1 - betas[t];
            alphas_cumprod[t] = product;
        }
    }
    return NoiseSchedule(std::move(alphas_cumprod));
}

NoiseSchedule NoiseSchedule::stable_diffusion() {
    return from_betas(beta_table(BetaSchedule::scaled_linear, 1000, 0.00085, 0.012, Precision::f32), Precision::f32);
}

NoiseSchedule NoiseSchedule::with_last(double alpha_cumprod) const {
    std::vector<double> changed = alphas_cumprod_;
    changed.back() = alpha_cumprod;
    return NoiseSchedule(std::move(changed));
}

double NoiseSchedule::sigma(int t) const { return std::sqrt((1 - alpha_cumprod(t)) / alpha_cumprod(t)); }

Level NoiseSchedule::level(int t) const {
    return {std::sqrt(alpha_cumprod(t)), std::sqrt(1 - alpha_cumprod(t)), static_cast<double>(t)};
}

Level NoiseSchedule::level_at(double t) const {
    const double kept = std::clamp(t, 0.0, static_cast<double>(train_steps() - 1));
    const int below = static_cast<int>(kept);
    const double part = kept - below;
    if (part == 0) return level(below);
    const auto index = static_cast<std::size_t>(below);
    const double sigma = std::exp((1 - part) * log_sigmas_[index] + part * log_sigmas_[index + 1]);
    return Level{1, sigma, kept}.vp();
}

Level NoiseSchedule::level_at_sigma(double sigma) const {
    const double log_sigma = std::log(sigma);
    const auto above = std::upper_bound(log_sigmas_.begin(), log_sigmas_.end(), log_sigma);
    if (above == log_sigmas_.begin()) return {1, sigma, 0};
    if (above == log_sigmas_.end()) return {1, sigma, static_cast<double>(train_steps() - 1)};
    const double low = *std::prev(above), high = *above;
    const double below = static_cast<double>(above - log_sigmas_.begin() - 1);
    return {1, sigma, below + (log_sigma - low) / (high - low)};
}

Level NoiseSchedule::level_nearest_sigma(double sigma) const {
    const double log_sigma = std::log(sigma);
    const auto above = std::lower_bound(log_sigmas_.begin(), log_sigmas_.end(), log_sigma);
    auto nearest = above;
    if (above == log_sigmas_.end() || (above != log_sigmas_.begin() && log_sigma - *std::prev(above) <= *above - log_sigma))
        nearest = std::prev(above);
    return {1, sigma, static_cast<double>(nearest - log_sigmas_.begin())};
}

}  // namespace noiseloom
