#include "image/plot_ticks.h"

#include <algorithm>
#include <cmath>

#include "core/short_number.h"

namespace noiseloom {
namespace {

constexpr double rounding = 1e-9;   // of a step: what arithmetic may have added

// The smallest of 1, 2, 5, 10, ... times a power of ten that is not below.
double round_step(double least) {
    const double power = std::pow(10, std::floor(std::log10(least)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= least * (1 - rounding)) return factor * power;
    return 10 * power;
}

}  // namespace

std::vector<Tick> linear_ticks(double low, double high, std::size_t most, bool is_whole) {
    const double least = is_whole ? 1 : 0;
    double step = std::max(round_step((high - low) / static_cast<double>(most)), least);
    const auto first = [&] { return std::ceil(low / step - rounding); };
    const auto count = [&] { return std::floor(high / step + rounding) - first() + 1; };
    while (count() > static_cast<double>(most)) step = round_step(1.5 * step);
    while (count() < 2 && round_step(0.35 * step) >= least) step = round_step(0.35 * step);   // the next smaller one
    const int digits = std::clamp(static_cast<int>(std::ceil(std::log10(std::max(std::abs(low), std::abs(high)) / step))) + 1, 6, 17);   // that tell neighbours apart
    std::vector<Tick> all;
    for (int i = 0; i < static_cast<int>(count()); ++i) {
        const double k = first() + i;
        all.push_back({k * step, short_number(k == 0 ? 0 : k * step, digits)});
    }
    return all;
}

std::vector<Tick> log_ticks(double low, double high, std::size_t most) {
    const int first = static_cast<int>(std::floor(std::log10(low))), last = static_cast<int>(std::ceil(std::log10(high)));
    const auto with = [&](const std::vector<double>& factors, int every) {
        std::vector<Tick> all;
        for (int power = first; power <= last; ++power)
            for (const double factor : factors)
                if (const double at = factor * std::pow(10, power); power % every == 0 && at >= low * (1 - rounding) && at <= high * (1 + rounding)) all.push_back({at, short_number(at)});
        return all;
    };
    if (auto all = with({1, 2, 5}, 1); all.size() <= most) return all.size() > 2 ? all : linear_ticks(low, high, most);
    for (int every = 1;; ++every)
        if (auto all = with({1}, every); all.size() <= most) {
            if (all.size() >= 2) return all;
            const auto finer = with({1, 2, 5}, 1);
            return {finer.front(), finer.back()};
        }
}

}  // namespace noiseloom
