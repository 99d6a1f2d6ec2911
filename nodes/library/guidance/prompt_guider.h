// Classifier-free guidance by prompts that may change over the steps and have several weighted parts.
#pragma once

#include <functional>
#include <vector>

#include "core/curve.h"
#include "diffusion/guiders.h"
#include "diffusion/scheduled_conditioning.h"

namespace noiseloom {

using Prompt = std::shared_ptr<const Conditioning>;
// A guider for one part of the prompt and what it is compared with.
using MakeGuider = std::function<std::shared_ptr<const Guider>(const Prompt& positive, const std::vector<Prompt>& others)>;

// At each step the weighted sum, as make_sum() has it, of what `make` makes of the positive's parts; of the others the first parts count.
std::shared_ptr<const Guider> make_prompt_guider(std::shared_ptr<const Denoiser> model, const ScheduledConditioning& positive,
                                                 std::vector<ScheduledConditioning> others, MakeGuider make);
// At each step: u + Σ weight·s(c - u) over the positive's parts, u the estimate for the
// negative's first part (composable diffusion, arXiv 2206.01714, inside classifier-free guidance).
std::shared_ptr<const Guider> make_prompt_guider(std::shared_ptr<const Denoiser> model, const ScheduledConditioning& positive,
                                                 const ScheduledConditioning& negative, const Curve& scale);
// Σ weight·c / Σ weight over the parts, unguided. Throws Failure (bad_workflow): several parts whose weights add up to 0.
std::shared_ptr<const Guider> make_prompt_guider(std::shared_ptr<const Denoiser> model, const ScheduledConditioning& prompt);

}  // namespace noiseloom
