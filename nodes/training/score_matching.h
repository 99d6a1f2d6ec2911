// Denoising score matching in continuous time (Song et al., arXiv 2011.13456, equation 7): the score of p_t(x) is what minimises
//
//     E λ(t)·|score(x, t) - ∇ln p(x | x0)|²,   ∇ln p(x | x0) = -z/s(t)  for x = a·x0 + s·z
//
// λ = s² weighs all levels alike and makes it the ε-loss of DDPM; λ = g² bounds the likelihood (arXiv 2101.09258), and counts low noise more.
#pragma once

#include <ATen/core/Tensor.h>

#include "diffusion/sde.h"

namespace noiseloom {

// t [N] in [0, 1]; all else [N, C, H, W]. The score of a network that answers ε.
at::Tensor score_of(const Sde& sde, const at::Tensor& epsilon, const at::Tensor& t);

// [N]: λ(t)·|score + z/s|², the mean over each picture; `likelihood`: λ = g².
at::Tensor score_matching_losses(const Sde& sde, const at::Tensor& score, const at::Tensor& z, const at::Tensor& t, bool likelihood);

}  // namespace noiseloom
