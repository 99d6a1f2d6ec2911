// Learned variances: the hybrid loss of "Improved Denoising Diffusion Probabilistic Models" (arXiv 2102.09672, section 3.1).
//
// A network that also answers v interpolates the variance of a reverse step between the posterior's β̃ and the forward β,
//
//     ln Σ = f·ln β_t + (1 - f)·ln β̃_t,   f = (v + 1)/2
//
// and learns it from the variational bound, whose gradient is kept from the mean: L = L_simple + (T/1000)·L_vlb. Numbers are
// guided-diffusion's (LEARNED_RANGE, RESCALED_MSE). The network predicts ε.
#pragma once

#include <ATen/core/Tensor.h>

#include "diffusion/schedule.h"

namespace noiseloom {

// ln β and ln β̃ of the training steps t [N] (int64), and the posterior mean's coefficients: mean = x0_part·x0 + x_part·x.
// [N, 1, 1, 1] each, float32.
struct ReverseSteps {
    at::Tensor log_beta, log_posterior;   // the posterior's at t = 0, which is zero, takes that of t = 1
    at::Tensor x0_part, x_part;
    at::Tensor a, s;                      // of x_t
};
ReverseSteps reverse_steps(const NoiseSchedule& schedule, const at::Tensor& t);

// [N]: bits per dimension of the bound's term at each row's t. t > 0: KL of the true reverse step from the model's; t = 0: the likelihood
// of x0 among 256 grey levels in [-1, 1]. x0, x, epsilon, v [N, C, H, W]; no gradient flows to `epsilon`.
at::Tensor variational_bound(const ReverseSteps& steps, const at::Tensor& t, const at::Tensor& x0, const at::Tensor& x, const at::Tensor& epsilon,
                             const at::Tensor& v);

}  // namespace noiseloom
