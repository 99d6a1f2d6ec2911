// The guiders: one factory a kind, one file each in guiders/.
//
// All combine estimates of x0. Combinations whose weights sum to 1 are the same in ε, v and x0
// (affine maps of one x); the one operator here that is not linear, rescaling, says its own space.
#pragma once

#include <functional>
#include <limits>

#include "core/curve.h"
#include "diffusion/guider.h"
#include "diffusion/sampler.h"

namespace noiseloom {

// What the model draws for the prompt, unguided.
std::shared_ptr<const Guider> make_conditional(std::shared_ptr<const Denoiser> model, std::shared_ptr<const Conditioning> prompt);
// What the model draws for no prompt: an empty Conditioning (models trained with a null class), not
// the encoding of "".
std::shared_ptr<const Guider> make_unconditional(std::shared_ptr<const Denoiser> model);

// Classifier-free guidance (arXiv 2207.12598) as libraries write it: u + s(c - u). With a negative
// prompt u is the estimate for it, otherwise for the empty prompt. s = 1 + w of the paper; s = 1 is
// the conditional model alone and skips the call for u.
std::shared_ptr<const Guider> make_cfg(std::shared_ptr<const Denoiser> model, std::shared_ptr<const Conditioning> positive,
                                       std::shared_ptr<const Conditioning> negative, Curve scale);
inline double scale_from_paper(double w) { return 1 + w; }
inline double scale_to_paper(double s) { return s - 1; }

// base of the first + Σ weight·(guided - base) over all: three-way guidance, composable diffusion
// (AND, NOT), several systems at once. A weight of 0 skips the guider's calls. `parts` is not empty.
struct WeightedGuider {
    std::shared_ptr<const Guider> guider;
    Curve weight = 1;
};
std::shared_ptr<const Guider> make_sum(std::vector<WeightedGuider> parts);

// `inside` where ⌊start·N⌋ <= k < ⌊stop·N⌋ (diffusers' guiders) and sigma_low < σ <= sigma_high
// (arXiv 2404.07724); `outside` elsewhere, or where that is null the plain prompt. What is not asked is
// not computed.
struct Interval {
    double start = 0, stop = 1;   // fractions of the steps
    double sigma_low = 0, sigma_high = std::numeric_limits<double>::infinity();
};
std::shared_ptr<const Guider> make_interval(std::shared_ptr<const Guider> inside, const Interval& interval,
                                            std::shared_ptr<const Guider> outside = nullptr);

// Another guider at every step: what `choose` gives for it, which must depend on k and count alone and be
// cheap, being asked several times a step. The chosen ones are of `model`, and what they refer to outlives them.
using ChooseGuider = std::function<std::shared_ptr<const Guider>(const StepInfo& step)>;
std::shared_ptr<const Guider> make_scheduled(std::shared_ptr<const Denoiser> model, ChooseGuider choose);

// Lin et al. (arXiv 2305.08891), section 3.4: the guided prediction with the standard deviation of the
// prompt's own (over C, H, W, unbiased), mixed by `amount` φ with the guided one. On what the network
// predicts (ε or v), as in diffusers; unguided steps stay as they are.
std::shared_ptr<const Guider> make_rescale(std::shared_ptr<const Guider> inner, double amount);

// Inpainting as k-diffusion front ends do it: the model sees the known part of `latent` at the level of
// x (with one fixed noise), and the estimate's known part is the latent itself. Soft masks blend.
// latent.samples [N or 1, C, h, w] and mask [1, 1, h, w] (1 = repaint) must be defined; noise has
// the samples' shape.
std::shared_ptr<const Guider> make_masked(std::shared_ptr<const Guider> inner, at::Tensor latent, at::Tensor mask, at::Tensor noise);

// Inpainting as diffusers' four-channel pipeline does it: after each step the known part of x is the
// latent at the level reached, after the last step the latent itself. Arguments as for make_masked.
std::shared_ptr<const Constraint> make_blend(at::Tensor latent, at::Tensor mask, at::Tensor noise);

}  // namespace noiseloom
