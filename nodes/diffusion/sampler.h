// The loop that every sampler shares: cancel, progress, trace, and resume from the first step that
// an edit changed.
//
// Step keys: key_0 = H(x_0 in the stepper's coordinates, device); key_{k+1} = H(key_k, stepper, what the
// guider reads at step k, levels from and to, noise where it is drawn, constraint). A state found in the
// store under key_k equals a fresh run's state bit for bit, because a step reads nothing that is not
// in its key.
#pragma once

#include "core/run.h"
#include "diffusion/stepper.h"

namespace noiseloom {

// Called after each step: blends the known part of a picture back in (inpainting as diffusers does).
class Constraint {
  public:
    virtual ~Constraint() = default;
    virtual at::Tensor apply(const at::Tensor& x, const Level& at, bool last) const = 0;
    virtual void digest(KeyBuilder& key) const = 0;
};

struct Sampling {
    std::shared_ptr<const Guider> guider;
    std::shared_ptr<const Stepper> stepper;
    Grid grid;                                        // in VP or VE coordinates; converted as the stepper wants, which may walk other steps
    std::shared_ptr<const NoiseSource> noise;
    int first_ordinal = 1;                            // ordinal of the first draw of the first step
    at::Tensor x;                                     // start, in the coordinates of grid.front().from
    std::shared_ptr<const Constraint> constraint;     // may be null
};

struct SampleObserver {
    std::function<void(int k, int count, const SamplerState& state, const Guided& guided)> on_step;   // may be empty
    StepStore* steps = nullptr;                                                                       // may be null; if it rehearses, x is noise of the last key
    Trace* trace = nullptr;                                                                           // to be filled; may be null
};

// x in the coordinates of the grid's end ([N, C, H, W], the picture itself where the grid ends at s = 0).
// Throws Cancelled, or Failure: NaN or infinity at a step names the step.
at::Tensor sample(const Sampling& sampling, const SampleObserver& observer, const Cancel& cancel);

}  // namespace noiseloom
