#include "ui/fields/curve_edit.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>

#include "core/short_number.h"

namespace noiseloom {
namespace {

constexpr int cosine_knots = 11;
constexpr double interval_begin = 0.2, interval_end = 0.8, interval_edge = 0.01;

double rounded(double value) { return std::strtod(short_number(value, 6).c_str(), nullptr); }   // what a file should say

}  // namespace

std::optional<std::size_t> add_knot(Knots& knots, double u, double value) {
    u = std::clamp(u, 0.0, 1.0);
    const auto after = std::find_if(knots.begin(), knots.end(), [&](const auto& knot) { return knot.first > u; });
    if (after != knots.end() && after->first - u < least_gap) return std::nullopt;
    if (after != knots.begin() && u - std::prev(after)->first < least_gap) return std::nullopt;
    const auto made = knots.insert(after, {rounded(u), rounded(value)});
    return static_cast<std::size_t>(made - knots.begin());
}

void move_knot(Knots& knots, std::size_t index, double u, double value, double low, double high) {
    const double from = index == 0 ? 0 : knots[index - 1].first + least_gap;
    const double to = index + 1 == knots.size() ? 1 : knots[index + 1].first - least_gap;
    if (from <= to) knots[index].first = rounded(std::clamp(u, from, to));
    knots[index].second = rounded(std::clamp(value, low, high));
}

bool remove_knot(Knots& knots, std::size_t index) {
    if (knots.size() < 2 || index >= knots.size()) return false;
    knots.erase(knots.begin() + static_cast<std::ptrdiff_t>(index));
    return true;
}

Knots preset_knots(CurvePreset preset, const Curve& present, double rest, int samples) {
    const double top = present.highest() == rest ? rest + 1 : present.highest();
    switch (preset) {
        case CurvePreset::flat: return {{0, present.highest()}};
        case CurvePreset::ramp_up: return {{0, rest}, {1, top}};
        case CurvePreset::ramp_down: return {{0, top}, {1, rest}};
        case CurvePreset::interval:
            return {{interval_begin - interval_edge, rest}, {interval_begin, top}, {interval_end, top}, {interval_end + interval_edge, rest}};
        case CurvePreset::cosine: {
            Knots knots;
            for (int i = 0; i < cosine_knots; ++i) {
                const double u = static_cast<double>(i) / (cosine_knots - 1);
                knots.emplace_back(u, rounded(rest + (top - rest) * (1 + std::cos(std::numbers::pi * u)) / 2));
            }
            return knots;
        }
        case CurvePreset::reversed: {
            Knots knots;
            for (auto knot = present.knots().rbegin(); knot != present.knots().rend(); ++knot) knots.emplace_back(rounded(1 - knot->first), knot->second);
            return knots;
        }
        case CurvePreset::sampled: {
            Knots knots;
            for (int i = 0; i < samples; ++i) {
                const double u = samples > 1 ? static_cast<double>(i) / (samples - 1) : 0;
                knots.emplace_back(rounded(u), rounded(present.at(u)));
            }
            return knots;
        }
    }
    return present.knots();
}

std::vector<double> axis_ticks(double low, double high) {
    const double span = high - low;
    if (!(span > 0)) return {low};
    const double power = std::pow(10, std::floor(std::log10(span)));
    double step = power;
    for (const double factor : {0.2, 0.25, 0.5, 1.0, 2.0})
        if (span / (power * factor) <= 5) {
            step = power * factor;
            break;
        }
    std::vector<double> ticks;
    for (double tick = std::ceil(low / step - 1e-9) * step; tick <= high + step * 1e-9; tick += step) ticks.push_back(rounded(tick) + 0.0);   // not -0
    return ticks;
}

}  // namespace noiseloom
