#include "training/learning_rate.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace noiseloom {

double LearningRate::at(std::int64_t step, std::int64_t steps) const {
    if (step <= warm_up) return peak * static_cast<double>(step) / static_cast<double>(warm_up + 1);
    if (kind == Kind::constant) return peak;
    if (kind == Kind::step) return peak * std::pow(gamma, static_cast<double>((step - 1) / every));
    const double begin = std::max(from * static_cast<double>(steps), static_cast<double>(warm_up));
    const double part = std::clamp((static_cast<double>(step) - begin) / std::max(1.0, static_cast<double>(steps) - begin), 0.0, 1.0);
    return peak * (final_part + (1 - final_part) * 0.5 * (1 + std::cos(std::numbers::pi * part)));
}

}  // namespace noiseloom
