// A noise level in general coordinates: x = a·x0 + s·ε.
//
// VE coordinates (k-diffusion) have a = 1 and s = σ; VP coordinates (DDPM, DDIM) have a² + s² = 1;
// both lie on one line through the origin, so `in` changes coordinates without changing the level:
// x changes by the ratio of the norms. a = 0 (zero terminal SNR) is a legal VP level without a VE form.
#pragma once

#include <cmath>

namespace noiseloom {

enum class Coordinates { ve, vp };

struct Level {
    double a = 1;   // signal amplitude
    double s = 0;   // noise amplitude
    double t = 0;   // what the network is told: index into the training table, possibly fractional

    double sigma() const { return s / a; }                  // noise level in VE coordinates; infinite for a = 0
    double norm() const { return std::hypot(a, s); }        // x / norm() is in VP coordinates
    Level vp() const { return {a / norm(), s / norm(), t}; }
    Level ve() const { return {1, sigma(), t}; }            // needs a > 0
    Level in(Coordinates coordinates) const { return coordinates == Coordinates::vp ? vp() : ve(); }
    bool operator==(const Level&) const = default;
};

}  // namespace noiseloom
