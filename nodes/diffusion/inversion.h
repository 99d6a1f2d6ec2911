// From a picture back to noise: the deterministic sampler (DDIM with η = 0) walked backwards gives the latent from which
// the same model draws the same picture (DiffusionCLIP, arXiv 2110.02711, section 3.2). What a changed model draws from that
// latent is the edited picture.
//
// A grid is walked by the DDIM stepper, in either direction: a step from one level to a noisier one uses the ε that was
// estimated at the cleaner. That is nearly the ε of the noisier one if steps are short, so the way back misses the picture by
// an error that falls with the number of steps. Guidance stronger than the prompt alone destroys it.
#pragma once

#include <span>
#include <vector>

#include "diffusion/schedule.h"

namespace noiseloom {

// count >= 2 training steps from 0 to `depth`, rising: int(k/(count - 1)·depth) as DiffusionCLIP's code truncates it.
// The published depths (301, 401, 500, 601) are hardly ever multiples of count - 1, which keeps them apart.
std::vector<int> inversion_timesteps(int depth, int count);

// Which training step the network is told in a step to a noisier level: that of the picture it is shown (DiffusionCLIP), or that of
// the level to reach (diffusers' DDIMInverseScheduler), which is the step that the way back asks about.
enum class Told { start, end };
Grid inversion_grid(const NoiseSchedule& schedule, std::span<const int> timesteps, Told told = Told::start);   // each to the next; the picture counts as the first
Grid generation_grid(const NoiseSchedule& schedule, std::span<const int> timesteps);   // back, from the last, and on to the picture
// DiffusionCLIP's stochastic way back (its sample type "ddpm"): at each of the timesteps one single step of the training
// chain, t to t - 1, however far the next timestep is. For make_ddpm().
Grid single_step_grid(const NoiseSchedule& schedule, std::span<const int> timesteps);

}  // namespace noiseloom
