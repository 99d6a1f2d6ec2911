// The Beta distribution's quantile by Newton's method, kept inside a shrinking bracket, on the
// regularised incomplete beta function I_x(a, b) (continued fraction 8.17.22 of the DLMF, evaluated
// by Lentz's method).
#include <cmath>
#include <limits>
#include <utility>

#include "diffusion/grids.h"

namespace noiseloom {
namespace {

double continued_fraction(double x, double a, double b) {
    constexpr double tiny = 1e-300;
    double c = 1, d = 1 - (a + b) * x / (a + 1);
    d = 1 / (std::abs(d) < tiny ? tiny : d);
    double value = d;
    for (int m = 1; m < 1000; ++m) {
        const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        double factor = 1;
        for (const double term : {even, odd}) {
            d = 1 + term * d;
            d = 1 / (std::abs(d) < tiny ? tiny : d);
            c = 1 + term / c;
            if (std::abs(c) < tiny) c = tiny;
            factor = c * d;
            value *= factor;
        }
        if (std::abs(factor - 1) < 1e-16) break;
    }
    return value;
}

double log_density(double x, double a, double b) {
    return (a - 1) * std::log(x) + (b - 1) * std::log1p(-x) + std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b);
}

double distribution(double x, double a, double b) {
    const double front = std::exp(log_density(x, a, b)) * x * (1 - x);
    if (x < (a + 1) / (a + b + 2)) return front * continued_fraction(x, a, b) / a;
    return 1 - front * continued_fraction(1 - x, b, a) / b;
}

}  // namespace

double beta_quantile(double p, double alpha, double beta) {
    if (p <= 0) return 0;
    if (p >= 1) return 1;
    double low = 0, high = 1, x = alpha / (alpha + beta);
    for (int i = 0; i < 200; ++i) {
        const double off = distribution(x, alpha, beta) - p;
        (off > 0 ? high : low) = x;
        double next = x - off / std::exp(log_density(x, alpha, beta));
        if (!(next > low && next < high)) next = (low + high) / 2;
        if (std::abs(next - x) <= std::numeric_limits<double>::epsilon() * x) return next;
        x = next;
    }
    return x;
}

}  // namespace noiseloom
