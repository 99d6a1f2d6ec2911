// What the solvers of the DPM-Solver family share. They step in the half log-SNR ℓ = ln(a/s) = -ln σ, in which the linear part
// of the probability flow is solved exactly, and take either x0 or ε for a polynomial in ℓ.
#pragma once

#include <cmath>

#include <ATen/core/Tensor.h>

#include "diffusion/prediction.h"
#include "diffusion/steppers.h"

namespace noiseloom {

inline double half_log_snr(const Level& at) { return std::log(at.a) - std::log(at.s); }

// φ2(H) = (e^-H - 1)/H + 1 and φ3(H) = φ2(H)/H - 1/2: the weights of the first and the second derivative.
inline double phi2(double H) { return std::expm1(-H) / H + 1; }
inline double phi3(double H) { return phi2(H) / H - 0.5; }

// x' = keep·x - gain·(e^-H - 1)·m + gain·(corrections) for an estimate m that stays the same: x0 with H = h, or, a and s
// having changed their parts, ε with H = -h.
struct ExponentialStep {
    double keep, gain, H;
};
inline ExponentialStep exponential_step(SolverForm form, const Level& from, const Level& to, double h) {
    return form == SolverForm::x0 ? ExponentialStep{to.s / from.s, to.a, h} : ExponentialStep{to.a / from.a, to.s, -h};
}

inline at::Tensor estimate_in(SolverForm form, const at::Tensor& x0, const at::Tensor& x, const Level& at) {
    return form == SolverForm::x0 ? x0 : epsilon_from_x0(x0, x, at);
}

}  // namespace noiseloom
