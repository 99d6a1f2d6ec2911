// Classifier-free guidance by prompts that may change over the steps and have several weighted parts.
#pragma once

#include "core/curve.h"
#include "diffusion/guiders.h"
#include "diffusion/scheduled_conditioning.h"

namespace noiseloom {

// At each step: u + Σ weight·s(c - u) over the positive's parts, u the estimate for the
// negative's first part (composable diffusion, arXiv 2206.01714, inside classifier-free guidance).
std::shared_ptr<const Guider> make_prompt_guider(std::shared_ptr<const Denoiser> model, const ScheduledConditioning& positive,
                                                 const ScheduledConditioning& negative, const Curve& scale);
// Σ weight·c / Σ weight over the parts, unguided. Throws Failure (bad_workflow): several parts whose weights add up to 0.
std::shared_ptr<const Guider> make_prompt_guider(std::shared_ptr<const Denoiser> model, const ScheduledConditioning& prompt);

}  // namespace noiseloom
