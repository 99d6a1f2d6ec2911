#include "diffusion/philox.h"

#include <bit>
#include <cmath>
#include <cstddef>

namespace noiseloom {
namespace {

// ln((r + ½)/2³²): the argument is exact in double; with it = m·2^e and s = (m - 1)/(m + 1),
// ln m = 2(s + s³/3 + s⁵/5 + …), |s| < 0.172, cut where terms fall below double precision.
double log_unit(std::uint32_t r) {
    const double u = static_cast<double>(r) + 0.5;
    std::uint64_t bits = std::bit_cast<std::uint64_t>(u);
    int exponent = static_cast<int>(bits >> 52) - 1023;
    bits = (bits & 0xfffffffffffffULL) | (std::uint64_t{1023} << 52);
    double m = std::bit_cast<double>(bits);   // in [1, 2)
    if (m > 1.4142135623730951) {
        m *= 0.5;
        exponent += 1;
    }
    const double s = (m - 1) / (m + 1), s2 = s * s;
    double series = 1.0 / 23;
    for (int odd = 21; odd >= 1; odd -= 2) series = series * s2 + 1.0 / odd;
    return 2 * s * series + (exponent - 32) * 0.69314718055994530942;
}

struct CosSin {
    double cos, sin;
};

// Cosine and sine of 2π·r/2³²: the quarter turn from the top two bits, Taylor series for the rest.
CosSin cos_sin_turn(std::uint32_t r) {
    const double x = static_cast<double>(r & 0x3fffffffU) * (1.5707963267948966 / 1073741824.0), x2 = x * x;
    double c = 1, s = 1;
    for (int n = 24; n >= 2; n -= 2) {
        c = 1 - c * x2 / (n * (n - 1));
        s = 1 - s * x2 / (n * (n + 1));
    }
    s *= x;
    switch (r >> 30) {
        case 0: return {c, s};
        case 1: return {-s, c};
        case 2: return {-c, -s};
        default: return {s, -c};
    }
}

}  // namespace

PhiloxBlock philox(PhiloxBlock c, std::array<std::uint32_t, 2> key) {
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t p0 = std::uint64_t{0xD2511F53} * c[0], p1 = std::uint64_t{0xCD9E8D57} * c[2];
        c = {static_cast<std::uint32_t>(p1 >> 32) ^ c[1] ^ key[0], static_cast<std::uint32_t>(p1),
             static_cast<std::uint32_t>(p0 >> 32) ^ c[3] ^ key[1], static_cast<std::uint32_t>(p0)};
        key[0] += 0x9E3779B9;
        key[1] += 0xBB67AE85;
    }
    return c;
}

void nvidia_normal(std::uint64_t seed, std::uint32_t draw, std::span<float> out) {
    constexpr double unit = 2.3283064e-10, turn = unit * 6.2831855;   // 2^-32 and 2π·2^-32 as cuRAND rounds them
    const std::array<std::uint32_t, 2> key{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)};
    for (std::size_t i = 0; i < out.size(); ++i) {
        const PhiloxBlock words = philox({draw, 0, static_cast<std::uint32_t>(i), 0}, key);
        const double u = words[0] * unit + unit / 2, v = words[1] * turn + turn / 2;
        out[i] = static_cast<float>(std::sqrt(-2 * std::log(u)) * std::sin(v));
    }
}

void philox_normal(std::uint64_t seed, std::array<std::uint32_t, 3> stream, std::span<float> out) {
    const std::array<std::uint32_t, 2> key{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)};
    for (std::size_t first = 0; first < out.size(); first += 4) {
        const PhiloxBlock words = philox({static_cast<std::uint32_t>(first / 4), stream[0], stream[1], stream[2]}, key);
        for (std::size_t pair = 0; pair < 4 && first + pair < out.size(); pair += 2) {
            const double radius = std::sqrt(-2 * log_unit(words[pair]));
            const auto [c, s] = cos_sin_turn(words[pair + 1]);
            out[first + pair] = static_cast<float>(radius * c);
            if (first + pair + 1 < out.size()) out[first + pair + 1] = static_cast<float>(radius * s);
        }
    }
}

}  // namespace noiseloom
