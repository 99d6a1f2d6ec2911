// The steppers: one factory a kind, one file each in steppers/.
//
// Where diffusers and k-diffusion differ, a setting says so; the defaults are k-diffusion's for the
// samplers that come from there. x0 is the guided estimate at the step's start, (a, s) the level
// there, (a', s') the level at its end, z a unit normal draw.
#pragma once

#include <limits>

#include "diffusion/stepper.h"

namespace noiseloom {

// What is done to x0 before the step. Never for latents: their range is not [-1, 1].
struct ClipSample {
    enum class Kind { none, range, dynamic };
    Kind kind = Kind::none;
    double range = 1;          // range: x0 is clamped to [-range, range]
    double quantile = 0.995;   // dynamic (Imagen): q = this quantile of |x0| per picture, kept within [1, highest];
    double highest = 1;        //   x0 is clamped to [-q, q] and divided by q
};

// Ancestral sampling of arXiv 2006.11239, for any kept steps: diffusers' DDPMScheduler. Gradients of guidance shift the mean by
// Σ·∇ (arXiv 2105.05233, Algorithm 1). VP.
struct DdpmOptions {
    bool large_variance = false;   // "fixed_large" (β) instead of "fixed_small" (the posterior's)
    ClipSample clip = {};
};
std::shared_ptr<const Stepper> make_ddpm(const DdpmOptions& options = {});

// arXiv 2010.02502, equation 12. VP.
struct DdimOptions {
    double eta = 0;                 // 0: deterministic; 1: as noisy as DDPM
    ClipSample clip = {};
    bool clipped_epsilon = false;   // ε derived again from the clipped x0: guided-diffusion, or use_clipped_model_output in diffusers
};
std::shared_ptr<const Stepper> make_ddim(const DdimOptions& options = {});

// Pseudo linear multistep of arXiv 2202.09778 without Runge-Kutta warm-up: diffusers' PNDMScheduler with
// skip_prk_steps. Its first two network calls are one step here. VP.
std::shared_ptr<const Stepper> make_pndm();

// Noise added at a step's start, raising σ to σ(1 + γ) (arXiv 2206.00364, Algorithm 2).
struct Churn {
    double amount = 0;   // γ = min(amount/N, √2 - 1) for sigma_min <= σ <= sigma_max
    double sigma_min = 0;
    double sigma_max = std::numeric_limits<double>::infinity();
    double noise = 1;
    // k-diffusion churns, then asks the model, and draws in every step; diffusers asks the model first,
    // keeps its ε, and draws only where γ > 0.
    bool after_model = false;
};
// VE.
std::shared_ptr<const Stepper> make_euler(const Churn& churn = {});
std::shared_ptr<const Stepper> make_heun(const Churn& churn = {});   // two calls a step, one in a last step to σ = 0

struct AncestralOptions {
    double eta = 1;
    double noise = 1;
};
std::shared_ptr<const Stepper> make_euler_ancestral(const AncestralOptions& options = {});   // VE

// DPM-Solver++ multistep (arXiv 2211.01095) and its SDE form, orders 1 to 3: k-diffusion's dpmpp_2m,
// dpmpp_2m_sde (eta = 1) and dpmpp_3m_sde (order 3, heun, eta = 1), and diffusers'
// DPMSolverMultistepScheduler (dpmsolver++, sde-dpmsolver++). VP, so it may start at a = 0.
struct DpmppOptions {
    enum class Kind { midpoint, heun };   // of the second-order term
    int order = 2;
    Kind kind = Kind::midpoint;
    double eta = 0;      // 0: ODE, 1: SDE
    double noise = 1;
    bool lower_order_final = false;   // diffusers, below 15 steps: order 1 in the last step, at most 2 in the last but one
    bool euler_at_final = false;      // diffusers: order 1 in the last step
};
std::shared_ptr<const Stepper> make_dpmpp(const DpmppOptions& options = {});

}  // namespace noiseloom
