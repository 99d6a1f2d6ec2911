#include "diffusion/rk45.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include <ATen/ATen.h>

#include "core/result.h"

namespace noiseloom {
namespace {

constexpr double order = 4;   // of the error estimate
constexpr double safety = 0.9, least_factor = 0.2, most_factor = 10;

// Dormand and Prince (1980): the slopes' places, their weights for the next slope, for the result, and for the error.
constexpr std::array<double, 6> places{0, 1.0 / 5, 3.0 / 10, 4.0 / 5, 8.0 / 9, 1};
constexpr std::array<std::array<double, 5>, 6> inner{{{},
                                                      {1.0 / 5},
                                                      {3.0 / 40, 9.0 / 40},
                                                      {44.0 / 45, -56.0 / 15, 32.0 / 9},
                                                      {19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729},
                                                      {9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656}}};
constexpr std::array<double, 6> result{35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84};
constexpr std::array<double, 7> error{-71.0 / 57600, 0, 71.0 / 16695, -71.0 / 1920, 17253.0 / 339200, -22.0 / 525, 1.0 / 40};

double rms(const at::Tensor& x) { return x.square().mean().sqrt().item<double>(); }

template <std::size_t N>
at::Tensor combined(const std::vector<at::Tensor>& slopes, const std::array<double, N>& weights) {
    at::Tensor sum = slopes.front() * weights.front();
    for (std::size_t i = 1; i < std::min(N, slopes.size()); ++i)
        if (weights[i] != 0) sum.add_(slopes[i], weights[i]);
    return sum;
}

// Hairer, Nørsett and Wanner, Solving Ordinary Differential Equations I, section II.4.
double first_step(const Slope& slope, double t, double direction, double length, const at::Tensor& y, const at::Tensor& f, const Tolerance& tolerance) {
    constexpr double tiny = 1e-5, least = 1e-6, flat = 1e-15;
    const at::Tensor scale = y.abs() * tolerance.relative + tolerance.absolute;
    const double d0 = rms(y / scale), d1 = rms(f / scale);
    const double trial = std::min(d0 < tiny || d1 < tiny ? least : 0.01 * d0 / d1, length);
    const at::Tensor other = slope(t + trial * direction, at::add(y, f, trial * direction));
    const double d2 = rms((other - f) / scale) / trial;
    const double step = d1 <= flat && d2 <= flat ? std::max(least, trial * 1e-3) : std::pow(0.01 / std::max(d1, d2), 1 / (order + 1));
    return std::min({100 * trial, step, length});
}

}  // namespace

Integrated integrate(const Slope& slope, double begin, double end, const at::Tensor& start, const Tolerance& tolerance) {
    Integrated made{start.to(at::kDouble), 0};
    if (begin == end) return made;
    const Slope counted = [&](double t, const at::Tensor& y) {
        ++made.calls;
        return slope(t, y);
    };
    const double direction = end > begin ? 1 : -1;
    double t = begin;
    at::Tensor f = counted(t, made.y);
    double length = first_step(counted, t, direction, std::abs(end - begin), made.y, f, tolerance);
    while (t != end) {
        const double least = 10 * std::abs(std::nextafter(t, direction * std::numeric_limits<double>::infinity()) - t);
        length = std::max(length, least);
        for (bool was_rejected = false;; was_rejected = true) {
            if (length < least)
                throw Failure({Code::bad_workflow, "the equation cannot be solved to this tolerance: its steps became too small", "Choose a larger tolerance.", "", "", ""});
            const double next = direction * (t + direction * length - end) > 0 ? end : t + direction * length, h = next - t;
            std::vector<at::Tensor> slopes{f};
            for (std::size_t i = 1; i < places.size(); ++i) slopes.push_back(counted(t + places[i] * h, at::add(made.y, combined(slopes, inner[i]), h)));
            const at::Tensor y = at::add(made.y, combined(slopes, result), h);
            slopes.push_back(counted(next, y));   // the first slope of the next step
            const at::Tensor scale = at::maximum(made.y.abs(), y.abs()) * tolerance.relative + tolerance.absolute;
            const double size = rms(combined(slopes, error) * h / scale), wanted = safety * std::pow(size, -1 / (order + 1));
            if (!(size < 1)) {
                length = std::abs(h) * std::max(least_factor, std::isfinite(wanted) ? wanted : least_factor);
                continue;
            }
            length = std::abs(h) * std::min({wanted, most_factor, was_rejected ? 1.0 : most_factor});
            t = next;
            made.y = y;
            f = slopes.back();
            break;
        }
    }
    return made;
}

}  // namespace noiseloom
