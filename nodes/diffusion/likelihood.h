// The likelihood of pictures under a model, by the probability flow (Song et al., arXiv 2011.13456, section 4.3 and appendix D.2).
//
// The flow dx/dt = f·x - ½g²·score leads from the earliest time to noise, and the density changes along it by its divergence:
// ln p₀(x(0)) = ln p₁(x(1)) + ∫ ∇·(dx/dt) dt. The divergence is estimated as vᵀ(∂/∂x)v for random v with E[vvᵀ] = 1 (Skilling, Hutchinson): one gradient
// through the model instead of one for every value of x.
#pragma once

#include "diffusion/guider.h"
#include "diffusion/rk45.h"
#include "diffusion/sde.h"

namespace noiseloom {

struct LikelihoodOptions {
    enum class Probe { rademacher, gaussian, exact };   // v of signs, which has the least variance; of normal numbers; every unit vector in turn
    Probe probe = Probe::rademacher;
    int probes = 1;           // v's to average over, the same all the way, so that an equation is solved; not of exact
    Tolerance tolerance = {};
    std::uint64_t seed = 0;
};

struct Likelihood {
    at::Tensor log_density;   // [N] float64, in nats: of x at the earliest time, x(1) taken for normal with deviation s(1), as the process has it in the limit
    at::Tensor noise;         // x(1), shape of x, float64
    at::Tensor change;        // [N] float64: the integral alone
    int calls = 0;            // of the model, each with its gradient
};

// x [N, C, H, W] in the process's coordinates at its earliest time, that is all but the picture itself. The pictures of a batch share the solver's steps. Throws
// Failure or Cancelled.
Likelihood likelihood(const Guider& guider, const Sde& sde, const at::Tensor& x, const LikelihoodOptions& options, const Cancel& cancel);

// The mean of -log₂ p over `values` values a picture, [N]: bits per dimension of a density.
at::Tensor bits_per_dimension(const at::Tensor& log_density, std::int64_t values);

}  // namespace noiseloom
