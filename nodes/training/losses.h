// What denoisers are trained to minimise.
//
// A network of kind ε, v or x0 sees x = a·x0 + s·ε and is compared with its target; the mean over each picture is
// weighted. All three losses are the same up to a weight that depends on the level, so the weight is what is chosen:
// plain (DDPM's L_simple for ε) or min-SNR-γ (Hang et al., arXiv 2303.09556), which is min(SNR, γ) in x0's terms.
#pragma once

#include <ATen/core/Tensor.h>

#include "diffusion/denoiser.h"

namespace noiseloom {

at::Tensor over_pixels(const at::Tensor& rows);   // [N] as [N, 1, 1, 1]

// a, s [N] of x's rows; all else [N, C, H, W]. v = a·ε - s·x0.
at::Tensor noisy(const at::Tensor& x0, const at::Tensor& noise, const at::Tensor& a, const at::Tensor& s);
at::Tensor target_of(Prediction kind, const at::Tensor& x0, const at::Tensor& noise, const at::Tensor& a, const at::Tensor& s);

// [N]: the weight of each row's mean squared error. gamma 0: ones.
at::Tensor min_snr_weight(Prediction kind, const at::Tensor& a, const at::Tensor& s, double gamma);

// [N]: each row's weighted mean squared error.
at::Tensor denoising_losses(Prediction kind, const at::Tensor& output, const at::Tensor& x0, const at::Tensor& noise, const at::Tensor& a,
                            const at::Tensor& s, double gamma);

}  // namespace noiseloom
