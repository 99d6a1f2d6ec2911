// The steppers: one factory a kind, one file each in steppers/.
//
// Where diffusers and k-diffusion differ, a setting says so; the defaults are k-diffusion's for the
// samplers that come from there. x0 is the guided estimate at the step's start, (a, s) the level
// there, (a', s') the level at its end, z a unit normal draw, σ = s/a. One call of the model a step unless another number is given.
#pragma once

#include <limits>

#include "diffusion/observation.h"
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

// Pseudo linear multistep of arXiv 2202.09778: diffusers' PNDMScheduler. VP.
struct PndmOptions {
    // Warm-up: three Runge-Kutta steps of four calls each (skip_prk_steps = false, as for DDPM's models) instead of a first
    // one of two calls (skip_prk_steps, "PLMS", as for Stable Diffusion).
    bool runge_kutta = false;
};
std::shared_ptr<const Stepper> make_pndm(const PndmOptions& options = {});

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
// DPM-Solver-2 (arXiv 2206.00927) as arXiv 2206.00364 walks it: the slope in the middle of ln σ for the whole step.
// k-diffusion's dpm_2 and, with after_model for its draws, diffusers' KDPM2DiscreteScheduler. Two calls a step, one in a last
// step to σ = 0.
std::shared_ptr<const Stepper> make_dpm2(const Churn& churn = {});

// Adams-Bashforth over σ, order 1 to 4, the weights integrated exactly (k-diffusion's lms and diffusers' LMSDiscreteScheduler
// integrate them numerically to a ten-thousandth). VE.
std::shared_ptr<const Stepper> make_lms(int order = 4);

struct AncestralOptions {
    double eta = 1;
    double noise = 1;
};
// A step to the σ below (steppers/ancestral.h), then noise. VE.
std::shared_ptr<const Stepper> make_euler_ancestral(const AncestralOptions& options = {});
// k-diffusion's dpm_2_ancestral, diffusers' KDPM2AncestralDiscreteScheduler. Two calls a step, one in a last step to σ = 0.
std::shared_ptr<const Stepper> make_dpm2_ancestral(const AncestralOptions& options = {});
// DPM-Solver++(2S) of arXiv 2211.01095 (Algorithm 1, r = 1/2) down to that σ: k-diffusion's dpmpp_2s_ancestral. Two calls a
// step, one in a last step to σ = 0.
std::shared_ptr<const Stepper> make_dpmpp_2s_ancestral(const AncestralOptions& options = {});

// Its stochastic form: noise after either half of the step, from one Brownian path. k-diffusion's dpmpp_sde. Two calls a step,
// one in a last step to σ = 0. VE.
struct DpmppSdeOptions {
    double eta = 1;
    double noise = 1;
    double r = 0.5;   // where in the step, in ln σ, the second call is made
};
std::shared_ptr<const Stepper> make_dpmpp_sde(const DpmppSdeOptions& options = {});

// What a solver of the DPM-Solver family takes for a polynomial: x0 is DPM-Solver++ (arXiv 2211.01095), ε DPM-Solver
// (arXiv 2206.00927), which strong guidance upsets and which cannot start at a = 0.
enum class SolverForm { x0, epsilon };

// DPM-Solver++ multistep (arXiv 2211.01095) and its SDE form, orders 1 to 3: k-diffusion's dpmpp_2m,
// dpmpp_2m_sde (eta = 1) and dpmpp_3m_sde (order 3, heun, eta = 1), and diffusers'
// DPMSolverMultistepScheduler (dpmsolver++, sde-dpmsolver++, dpmsolver). VP, so it may start at a = 0.
struct DpmppOptions {
    enum class Kind { midpoint, heun };   // of the second-order term
    SolverForm form = SolverForm::x0;
    int order = 2;
    Kind kind = Kind::midpoint;
    double eta = 0;      // 0: ODE, 1: SDE; of the x0 form only
    double noise = 1;
    bool lower_order_final = false;   // diffusers, below 15 steps: order 1 in the last step, at most 2 in the last but one
    bool euler_at_final = false;      // diffusers: order 1 in the last step
};
std::shared_ptr<const Stepper> make_dpmpp(const DpmppOptions& options = {});

// The same singlestep: `order` grid steps make one step of the solver, which leaves their inner levels behind. One call a grid
// step, and no memory from one solver step to the next. diffusers' DPMSolverSinglestepScheduler. VP.
struct DpmSinglestepOptions {
    SolverForm form = SolverForm::x0;
    int order = 2;   // 1 to 3
    DpmppOptions::Kind kind = DpmppOptions::Kind::midpoint;
    bool lower_order_final = true;   // the run ends with a step of order 1 where it would with one of `order`
};
std::shared_ptr<const Stepper> make_dpm_singlestep(const DpmSinglestepOptions& options = {});

// UniPC, orders 1 to 3 (arXiv 2302.04867, the x0 form): a multistep predictor, and a corrector that makes up for the last step once
// its end has been estimated, at no further call. diffusers' UniPCMultistepScheduler; ComfyUI's uni_pc is
// bh1, uni_pc_bh2 bh2. VP.
struct UniPcOptions {
    enum class Kind { bh1, bh2 };   // B(h) = h or e^h - 1
    int order = 2;
    Kind kind = Kind::bh2;
    bool lower_order_final = true;   // at most as many orders as there are steps left
};
std::shared_ptr<const Stepper> make_unipc(const UniPcOptions& options = {});

// DEIS, orders 1 to 3 (arXiv 2204.13902): ε as a polynomial in ln σ through the last steps, integrated exactly ("logrho").
// diffusers' DEISMultistepScheduler; ComfyUI's deis does the same in another time and agrees to about a thousandth. VP.
struct DeisOptions {
    int order = 3;
    bool lower_order_final = true;   // below 15 steps: at most as many orders as there are steps left
};
std::shared_ptr<const Stepper> make_deis(const DeisOptions& options = {});

// For latent consistency models (arXiv 2310.04378, Algorithm 3): each step goes to the picture and back up with fresh noise.
// diffusers' LCMScheduler; without `boundary` ComfyUI's lcm. VP. Its levels are distilled_timesteps (grids.h).
struct LcmOptions {
    bool boundary = true;   // x0 mixed with x by c_skip and c_out of the distillation, which count at the lowest levels alone
    ClipSample clip = {};
};
std::shared_ptr<const Stepper> make_lcm(const LcmOptions& options = {});

// For trajectory consistency models (arXiv 2402.19159, strategic stochastic sampling): along the estimate below the
// level asked for, to training step ⌊(1 - η)t'⌋, then noise up to it. diffusers' TCDScheduler. VP. Levels as for LCM.
std::shared_ptr<const Stepper> make_tcd(double eta = 0.3);   // the paper's γ: 0 is DDIM, 1 goes to the picture each time

// DPM-Solver (arXiv 2206.00927) in steps of its own from the first level to the last one above 0: k-diffusion's dpm_fast, its
// steps even in ln σ, of order 3 (three calls each) as long as the calls last. VE.
struct DpmFastOptions {
    int calls = 20;   // in all
    double eta = 0;
    double noise = 1;
};
std::shared_ptr<const Stepper> make_dpm_fast(const DpmFastOptions& options = {});

// The same with steps as long as the error allows, which is the difference of two orders: k-diffusion's dpm_adaptive. `order` calls
// for each try. The pictures of a batch share their steps. One grid step is the whole run. VE.
struct DpmAdaptiveOptions {
    int order = 3;   // 2 or 3
    double relative = 0.05, absolute = 0.0078;   // tolerated differences
    double first_step = 0.05;                    // in ln σ
    double p = 0, i = 1, d = 0;                  // of the controller
    double accept = 0.81;                        // a step is repeated where the next would have to be shorter by more than this factor
    double eta = 0;
    double noise = 1;
};
std::shared_ptr<const Stepper> make_dpm_adaptive(const DpmAdaptiveOptions& options = {});

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
    ClipSample clip = {};            // of x0, before the score is made of it: networks of pixels that were not trained on so much noise drift out of range
    std::shared_ptr<const Observation> known;   // put in, with its noise, after the corrections and after the predictor; null: nothing is known
};
std::shared_ptr<const Stepper> make_predictor_corrector(const SdeOptions& options);

// The fewest steps that these options allow, whatever options.steps says. Where a step takes g² of x's variance away by √(1 - g²), as all but Euler-Maruyama's do
// in VP, g² may not exceed 1, and the first step, at time 1, has the largest.
int fewest_steps(const SdeOptions& options);

// The probability flow, the ODE with the same distributions at every time (section 4.3), by RK45 with steps of its own choice within each step of the grid.
std::shared_ptr<const Stepper> make_probability_flow(const Sde& sde, const Tolerance& tolerance = {});

// Each step of `inner` several times, with the noise that it took away put back anew before the next time: the self-recurrence of universal guidance
// (arXiv 2302.07121, Algorithm 1), FreeDoM's time travel (arXiv 2303.09833). Steps from noise levels sigma_low < σ <= sigma_high; others once.
struct RecurrenceOptions {
    int times = 4;   // 1: once
    double sigma_low = 0, sigma_high = std::numeric_limits<double>::infinity();
};
std::shared_ptr<const Stepper> make_recurrence(std::shared_ptr<const Stepper> inner, const RecurrenceOptions& options);

}  // namespace noiseloom
