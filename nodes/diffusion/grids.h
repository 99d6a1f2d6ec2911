// Grids: which noise levels a sampler walks through.
//
// Two traditions. k-diffusion front ends choose σ's: descending, ending in an exact 0, N values for N
// steps before it. diffusers chooses training timesteps and derives levels from them, by rules that
// differ between its schedulers. Both end as a Grid.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "diffusion/schedule.h"

namespace noiseloom {

// --- σ's --------------------------------------------------------------------------------------

// Every function gives descending σ's for n >= 1 steps and then 0.

// Karras et al. (arXiv 2206.00364), equation 5; k-diffusion get_sigmas_karras.
std::vector<double> karras_sigmas(int n, double sigma_min, double sigma_max, double rho = 7);
std::vector<double> exponential_sigmas(int n, double sigma_min, double sigma_max);                  // even in ln σ
std::vector<double> polyexponential_sigmas(int n, double sigma_min, double sigma_max, double rho);  // rho = 1: exponential
std::vector<double> vp_sigmas(int n, double beta_d = 19.9, double beta_min = 0.1, double eps_s = 1e-3);   // k-diffusion get_sigmas_vp
std::vector<double> kl_optimal_sigmas(int n, double sigma_min, double sigma_max);                   // arXiv 2403.01479, as in ComfyUI
// Even in u of λ(u), "Classifier-Free Diffusion Guidance" (arXiv 2207.12598, section 3.1): what its Algorithm 2 walks through.
std::vector<double> log_snr_sigmas(int n, double sigma_min, double sigma_max);
// diffusers' "beta": Beta quantiles of σ.
std::vector<double> beta_interpolated_sigmas(int n, double sigma_min, double sigma_max, double alpha = 0.6, double beta = 0.6);

std::vector<double> model_sigmas(const NoiseSchedule& schedule, int n);         // "normal": even in t; k-diffusion get_sigmas
std::vector<double> simple_sigmas(const NoiseSchedule& schedule, int n);        // ComfyUI
std::vector<double> sgm_uniform_sigmas(const NoiseSchedule& schedule, int n);   // ComfyUI, Forge
// May give another number of steps than n: the stride is a whole number of training steps.
std::vector<double> ddim_uniform_sigmas(const NoiseSchedule& schedule, int n);
// ComfyUI's "beta" (arXiv 2407.12173): Beta quantiles of t. Fewer than n where two fall on one t.
std::vector<double> beta_sigmas(const NoiseSchedule& schedule, int n, double alpha = 0.6, double beta = 0.6);
std::vector<double> turbo_sigmas(const NoiseSchedule& schedule, int n);         // Forge

// "Align Your Steps" (arXiv 2404.14507): published for 10 steps, interpolated in ln σ. ComfyUI
// replaces the last value by 0, Forge interpolates to n and appends 0.
enum class AysModel { sd1, sdxl };
enum class AysRule { comfy, forge };
std::vector<double> ays_sigmas(AysModel model, int n, AysRule rule = AysRule::comfy);

// The same by the words that nodes and settings use.
enum class SigmaGrid {
    normal, karras, exponential, polyexponential, simple, sgm_uniform, ddim_uniform, beta, kl_optimal, vp, ays_sd1, ays_sdxl, turbo, log_snr
};
std::span<const std::string_view> sigma_grid_words();   // in the order of SigmaGrid
std::optional<SigmaGrid> sigma_grid_named(std::string_view word);
// σ range of the schedule; rho of karras (7 if absent) and polyexponential (1 if absent).
std::vector<double> make_sigmas(SigmaGrid kind, const NoiseSchedule& schedule, int n, std::optional<double> rho = std::nullopt);

// Removes the last σ before the 0: A1111 and ComfyUI make n + 1 σ's for DPM2, DPM2 a (and UniPC) and do this.
std::vector<double> without_penultimate(std::vector<double> sigmas);

// How a σ becomes the t that the network is told.
enum class TimeRule {
    interpolated,   // fractional, ln σ interpolated: k-diffusion, A1111; diffusers' Euler family on Karras σ's
    nearest,        // nearest entry of the table: ComfyUI
    rounded,        // interpolated, then rounded: diffusers' multistep solvers on Karras σ's
};
// VE levels; a final σ of 0 becomes the picture itself.
Grid sigma_grid(const NoiseSchedule& schedule, std::span<const double> sigmas, TimeRule rule = TimeRule::interpolated);

// --- timesteps ---------------------------------------------------------------------------------

enum class Spacing { leading, linspace, trailing };
enum class SpacingRule {
    whole,       // DDPM, DDIM, PNDM of diffusers: whole timesteps
    fractional,  // Euler, Euler a, Heun, LMS: linspace is not rounded
    solver,      // DPM-Solver, UniPC, DEIS: linspace and leading with n + 1 points, the smallest dropped
};
// Descending, n values.
std::vector<double> spaced_timesteps(Spacing spacing, SpacingRule rule, int train_steps, int n, int steps_offset);

// Of the `original` steps that a consistency model was distilled on, the lower part `strength` of them, n evenly: LCM and TCD of
// diffusers. Descending; no more values than there are such steps.
std::vector<double> distilled_timesteps(int train_steps, int original, int n, double strength = 1);

// guided-diffusion's timestep_respacing, descending: "250" or "10,15,20" splits the training steps into that many equal sections with so many
// steps each; "ddim25" keeps every k-th for the only k that leaves 25. Errors (bad_workflow): more steps than a section has, no such k.
Result<std::vector<double>> respaced_timesteps(int train_steps, const std::string& sections);

// VP grid from each timestep to the one a stride of ⌊T/n⌋ below, as diffusers' DDIM and PNDM step: the
// next timestep only where the spacing is even. Below 0 lies ᾱ = 1, or ᾱ_0 where `end_at_one` is
// false (set_alpha_to_one of Stable Diffusion's configurations).
Grid stride_grid(const NoiseSchedule& schedule, std::span<const double> timesteps, bool end_at_one);
// VP grid from each timestep to the next, ᾱ = 1 at the end: diffusers' DDPM.
Grid timestep_grid(const NoiseSchedule& schedule, std::span<const double> timesteps);

// --- starting later: image to image ---------------------------------------------------------------

// Index of the first step to run of a grid of n, for strength (denoising) in [0, 1].
int diffusers_first_step(int n, double strength);   // n - min(⌊n·strength⌋, n)
int a1111_first_step(int n, double strength);       // n - 1 - ⌊min(strength, 0.999)·n⌋: one step more than diffusers
// ComfyUI makes a longer grid and runs its last n steps: this many steps for denoise in (0, 1].
int comfy_total_steps(int n, double denoise);

// Quantile of the Beta(alpha, beta) distribution, p in [0, 1].
double beta_quantile(double p, double alpha, double beta);

}  // namespace noiseloom
