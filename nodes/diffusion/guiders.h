// The guiders: one factory a kind, one file each in guiders/.
//
// All combine estimates of x0. Combinations whose weights sum to 1 are the same in ε, v and x0
// (affine maps of one x); the one operator here that is not linear, rescaling, says its own space.
#pragma once

#include <functional>
#include <limits>

#include "core/curve.h"
#include "diffusion/criterion.h"
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

// Adaptive projected guidance (arXiv 2410.02416), of x0: what is left of d = c - u without its part along c burns less.
struct ApgOptions {
    double parallel = 0;          // η: how much of that part stays
    double longest = 0;           // r: d of each picture is at most that long; 0: any
    double momentum = 0;          // β: d += β·(the last step's d); the paper's is negative
    bool from_negative = false;   // u + s·d as in diffusers' guiders, instead of the paper's c + (s - 1)·d
};
std::shared_ptr<const Guider> make_apg(std::shared_ptr<const Denoiser> model, std::shared_ptr<const Conditioning> positive,
                                       std::shared_ptr<const Conditioning> negative, Curve scale, const ApgOptions& options = {});

// CFG-Zero* (arXiv 2503.18886): z·u + s(c - z·u), z = <c, u>/|u|² of each picture, on what the network predicts.
std::shared_ptr<const Guider> make_cfg_zero(std::shared_ptr<const Denoiser> model, std::shared_ptr<const Conditioning> positive,
                                            std::shared_ptr<const Conditioning> negative, Curve scale);

// CFG++ (arXiv 2406.08070): the step ends at the guided estimate with the noise of the unguided one (`inner`'s base), so that x stays among what
// the model knows. The scale of `inner` is then λ in [0, 1]. For make_ddim(), make_euler() and make_euler_ancestral(), whose numbers are ComfyUI's.
std::shared_ptr<const Guider> make_cfg_plus_plus(std::shared_ptr<const Guider> inner);

// Parts of the picture with guidance of their own: Σ w·m·x0 / Σ w·m, m each part's mask [1, 1, H, W] in [0, 1], of any size; undefined: everywhere.
// Where nothing counts, the first alone. `parts` is not empty.
struct Region {
    std::shared_ptr<const Guider> guider;
    at::Tensor mask = {};
    Curve weight = 1;   // 0 skips the calls; not negative
};
std::shared_ptr<const Guider> make_regional(std::vector<Region> parts);

// Perpendicular negative (arXiv 2304.04968): u + s(p - κ·n⊥), p = c - u towards the prompt, n⊥ what of the negative's own n - u is not along p,
// so that a negative never takes back what the prompt asks for. Three calls.
struct PerpendicularOptions {
    double strength = 1;        // κ
    bool whole_batch = false;   // one projection for all pictures, as in ComfyUI: pictures then depend on each other
};
std::shared_ptr<const Guider> make_perpendicular(std::shared_ptr<const Denoiser> model, std::shared_ptr<const Conditioning> positive,
                                                 std::shared_ptr<const Conditioning> negative, std::shared_ptr<const Conditioning> empty, Curve scale,
                                                 const PerpendicularOptions& options = {});

// Autoguidance (arXiv 2406.02507): bad + s(good - bad), where bad is a worse model, or the same one weakened, for the same prompt.
// Both are of one latent space. s = 1 skips the calls of `bad`.
std::shared_ptr<const Guider> make_autoguidance(std::shared_ptr<const Guider> good, std::shared_ptr<const Guider> bad, Curve scale);

// Away from what the model draws with spoilt self-attention, on top of `inner`: + s(c - c'), c the estimate for the prompt alone and c' the same with
// `change`: perturbed-attention guidance (arXiv 2403.17377), smoothed energy guidance (arXiv 2408.00760). One call more, in the batch of the others;
// none where s = 0. Throws Failure (bad_workflow): layers that the model of `inner` does not have.
std::shared_ptr<const Guider> make_perturbed_attention(std::shared_ptr<const Guider> inner, AttentionChange change, Curve scale);

// Self-attention guidance (arXiv 2210.00939) on top of `inner`: away from what the model makes of a blurred estimate. D is the estimate of `seen` (null: the
// prompt alone), D' the same blurred where the middle of the network is listened to: + s(D' - D(x')), x' = x + a(D' - D). The paper's ε + s(ε - ε(x')) is
// equal to it. One call more, after the others; none where s = 0. Throws Failure (bad_workflow): a model without self-attention in its middle.
struct SelfAttentionOptions {
    double blur = 2;        // σ, in pixels of x
    double threshold = 1;   // of Estimate::attention
};
std::shared_ptr<const Guider> make_self_attention(std::shared_ptr<const Guider> inner, std::shared_ptr<const Guider> seen, Curve scale,
                                                  const SelfAttentionOptions& options = {});

// Dynamic thresholding by a lower scale: channels keep their means, and deviate from them no more than the same guidance with `mimic`
// for its scale would: x0 is clamped to its `quantile` (or to the mimic's maximum, if that is larger) and scaled to the mimic's. For latents,
// whose range is not known.
struct ThresholdOptions {
    double mimic = 7;
    double quantile = 1;
};
std::shared_ptr<const Guider> make_threshold(std::shared_ptr<const Guider> inner, const ThresholdOptions& options);

// Guidance by a gradient, on top of `inner`: x0 + s·(s_t²/a_t)·∇(criterion), which is ε - s·s_t·∇: classifier guidance (arXiv 2105.05233, Algorithm 2
// for DDIM, and its score form for other samplers; make_ddpm() takes Algorithm 1). `longest` bounds each picture's gradient; 0: any.
std::shared_ptr<const Guider> make_gradient(std::shared_ptr<const Guider> inner, std::shared_ptr<const Criterion> criterion, Curve scale, double longest = 0);

// The way from a loss of the estimate x0 back to x. network: through the model as well, which is the truth and asks for the memory of training;
// constant_epsilon: ∂x0/∂x = 1/a, as if the model said the same everywhere; blended: as that, of s·x0 + (1 - s)·x in VP coordinates.
enum class EstimatePath { network, constant_epsilon, blended };

// Guidance by a loss of the clean estimate, on top of `inner`: x0 - γ·(s_t²/a_t)·∇loss, which is ε + γ·s_t·∇loss. No classifier that knows noise is
// needed. `longest` bounds each picture's gradient; 0: any.
std::shared_ptr<const Guider> make_estimate_gradient(std::shared_ptr<const Guider> inner, std::shared_ptr<const PictureLoss> loss, Curve scale,
                                                     EstimatePath path = EstimatePath::constant_epsilon, double longest = 0);

// The backward step of universal guidance (arXiv 2302.07121, section 3.2), on top of `inner`: Δ = argmin loss(x0 + Δ) by `steps` of gradient descent from
// Δ = 0, each of the length rate·∇loss, and the step goes to x0 + Δ (which is ε - (a/s)·Δ). x0 is the estimate before other gradients moved it. The loss
// is followed on the picture itself, never through the model, so it is met whatever the noise; with make_recurrence() the model answers to it.
struct BackwardOptions {
    int steps = 10;       // the paper's m; 0: none
    double rate = 1;
    double longest = 0;   // bounds each picture's gradient; 0: any
};
std::shared_ptr<const Guider> make_backward(std::shared_ptr<const Guider> inner, std::shared_ptr<const PictureLoss> loss, const BackwardOptions& options);

// Inpainting as k-diffusion front ends do it: the model sees the known part of `latent` at the level of
// x (with one fixed noise), and the estimate's known part is the latent itself. Soft masks blend.
// latent.samples [N or 1, C, h, w] and mask [1, 1, h, w] (1 = repaint) must be defined; noise has
// the samples' shape.
std::shared_ptr<const Guider> make_masked(std::shared_ptr<const Guider> inner, at::Tensor latent, at::Tensor mask, at::Tensor noise);

// Inpainting as diffusers' four-channel pipeline does it: after each step the known part of x is the
// latent at the level reached, after the last step the latent itself. Arguments as for make_masked.
std::shared_ptr<const Constraint> make_blend(at::Tensor latent, at::Tensor mask, at::Tensor noise);

}  // namespace noiseloom
