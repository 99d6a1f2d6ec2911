#include "diffusion/log_snr.h"

#include <cmath>

namespace noiseloom {

double log_snr(double u, double lowest, double highest) {
    const double b = std::atan(std::exp(-highest / 2)), a = std::atan(std::exp(-lowest / 2)) - b;
    return -2 * std::log(std::tan(a * u + b));
}

Level level_of_log_snr(double lambda) { return {1 / std::sqrt(1 + std::exp(-lambda)), 1 / std::sqrt(1 + std::exp(lambda)), 0}; }

Level log_snr_level(double u) {
    Level level = level_of_log_snr(log_snr(u));
    level.t = u * log_snr_steps;
    return level;
}

NoiseSchedule log_snr_schedule() {
    std::vector<double> alphas_cumprod;
    for (int i = 0; i < log_snr_steps; ++i) {
        const double a = log_snr_level(static_cast<double>(i) / log_snr_steps).a;
        alphas_cumprod.push_back(a * a);
    }
    return NoiseSchedule(std::move(alphas_cumprod));
}

}  // namespace noiseloom
