// One model changed by others, by a degree each: ε = ε₀ + Σ dᵢ·(εᵢ - ε₀).
//
// A degree of 1 is the other model, between 0 and 1 something between the two, above 1 more of the change than it learnt.
// With several, changes are added (DiffusionCLIP, arXiv 2110.02711, section 3.5: several attributes by one walk, the degree of
// a change). Degrees may change with the noise level, so that one model draws the composition and another the details.
#pragma once

#include <memory>
#include <vector>

#include "core/curve.h"
#include "diffusion/denoiser.h"

namespace noiseloom {

struct ModelChange {
    std::shared_ptr<const Denoiser> model;
    Curve degree = 1;   // over u = 1 - t/T: 0 at the last training step (noise), 1 at the picture
};

// A model of the base's schedule and format; what has no part in a prediction is not asked. Throws Failure (bad_workflow)
// for models of other latents or another schedule.
std::shared_ptr<const Denoiser> make_changed(std::shared_ptr<const Denoiser> base, std::vector<ModelChange> changes);

}  // namespace noiseloom
