#include "training/noise_levels.h"

#include <algorithm>
#include <cmath>

namespace noiseloom {

NoiseLevels::NoiseLevels(Settings settings, NoiseSchedule schedule) : schedule_(std::move(schedule)) {
    sampler_ = static_cast<Sampler>(settings.choice("sampler", {"uniform", "logit_normal", "power"}));
    mean_ = settings.real("mean", 0, -10, 10);
    deviation_ = settings.real("deviation", 1, 0.01, 10);
    power_ = settings.real("power", 1, 0.1, 10);
    is_continuous_ = settings.choice("time", {"discrete", "continuous"}) == 1;
    settings.finish();
}

Level NoiseLevels::level(double uniform, double normal) const {
    double u = uniform;
    if (sampler_ == Sampler::logit_normal) u = 1 / (1 + std::exp(-(mean_ + deviation_ * normal)));
    if (sampler_ == Sampler::power) u = std::pow(uniform, power_);
    return at(u);
}

Level NoiseLevels::at(double u) const {
    const int steps = schedule_.train_steps();
    if (!is_continuous_) return schedule_.level(std::clamp(static_cast<int>(u * steps), 0, steps - 1));
    Level level = level_of_log_snr(log_snr(u));
    level.t = u * steps;
    return level;
}

double log_snr(double u) {
    constexpr double lowest = -20, highest = 20;
    const double b = std::atan(std::exp(-highest / 2)), a = std::atan(std::exp(-lowest / 2)) - b;
    return -2 * std::log(std::tan(a * u + b));
}

Level level_of_log_snr(double lambda) { return {1 / std::sqrt(1 + std::exp(-lambda)), 1 / std::sqrt(1 + std::exp(lambda)), 0}; }

}  // namespace noiseloom
