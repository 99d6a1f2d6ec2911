// A sampler's walk that gradients can go back along: from the inverted latent through every step to the picture.
//
// sample() (diffusion/sampler.h) is the loop for results. This one is for training: no trace, no resuming; autograd may
// record all steps (memory for each of them), or recompute them one at a time on the way back (memory for one).
#pragma once

#include <functional>

#include "diffusion/stepper.h"

namespace noiseloom {

struct Walk {
    std::shared_ptr<const Denoiser> model;
    std::shared_ptr<const Conditioning> conditioning;   // what the model is asked; an empty one for models that read none
    std::shared_ptr<const Stepper> stepper;             // of VP coordinates: DDIM or DDPM
    Grid grid;
    std::function<at::Tensor(int k)> noise;             // unit normals of step k, for stochastic steppers; may be empty

    std::size_t size() const { return grid.size(); }
};

struct WalkStep {
    at::Tensor x;    // after the step
    at::Tensor x0;   // the estimate that it was made with
};

// x [N, C, H, W] at grid[k].from. Throws Cancelled.
WalkStep walk_step(const Walk& walk, const at::Tensor& x, int k, const Cancel& cancel);

enum class Memory { record, recompute };
// All steps. `visit` hears of x after each of them; may be empty.
at::Tensor walk_along(const Walk& walk, at::Tensor x, Memory memory, const Cancel& cancel,
                      const std::function<void(int k, const at::Tensor& x)>& visit = {});

}  // namespace noiseloom
