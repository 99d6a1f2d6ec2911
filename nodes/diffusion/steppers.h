// The steppers: one factory a kind, one file each in steppers/.
//
// Where diffusers and k-diffusion differ, a setting says so; the defaults are k-diffusion's for the
// samplers that come from there. x0 is the guided estimate at the step's start, (a, s) the level
// there, (a', s') the level at its end, z a unit normal draw.
#pragma once

#include <limits>

#include "diffusion/rk45.h"
#include "diffusion/sde.h"
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
    // The posterior's; β; between their logarithms as the model says, or at v (classifier-free guidance, arXiv 2207.12598, Algorithm 2).
    enum class Variance { fixed_small, fixed_large, learned_range, interpolated };
    Variance variance = Variance::fixed_small;
    double v = 0.3;   // 0: the posterior's, 1: β
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

// Predictor-corrector samplers of score-based models in continuous time (arXiv 2011.13456, Algorithms 2 to 5 and appendix G): the numbers of score_sde. In each
// step first the corrections by Langevin dynamics, then the predictor; the grid is Sde::grid(steps), and the last step leaves its noise out. The score is
// (a·x0 - x)/s² of the guided estimate, so guidance by the gradient of a classifier is the conditional SDE.
struct SdeOptions {
    enum class Predictor { none, euler_maruyama, reverse_diffusion, ancestral };
    enum class Corrector { none, langevin, annealed_langevin };
    Sde sde;
    int steps = 1000;   // of the whole way from 1 to 0
    Predictor predictor = Predictor::reverse_diffusion;
    Corrector corrector = Corrector::none;
    double snr = 0.16;   // r: how far a correction goes; 0.16 for VE, 0.01 to 0.17 for others
    int corrections = 1;
    bool probability_flow = false;   // half the score and no noise; not of the ancestral predictor
    bool per_picture = false;        // Langevin steps by each picture's own lengths; the reference takes the mean over the batch
};
std::shared_ptr<const Stepper> make_predictor_corrector(const SdeOptions& options);

// The probability flow, the ODE with the same distributions at every time (section 4.3), by RK45 with steps of its own choice within each step of the grid.
std::shared_ptr<const Stepper> make_probability_flow(const Sde& sde, const Tolerance& tolerance = {});

}  // namespace noiseloom
