// Conversions between what networks predict: ε, v and x0, in any coordinates x = a·x0 + s·ε.
//
// v := (a·ε - s·x0)/√(a² + s²), which is v-prediction (arXiv 2202.00512) in VP coordinates.
#pragma once

#include <ATen/core/Tensor.h>

#include "diffusion/denoiser.h"

namespace noiseloom {

// Shapes are those of x. ε needs a > 0 to give x0, and s > 0 to be had from it.
at::Tensor x0_from(Prediction kind, const at::Tensor& output, const at::Tensor& x, const Level& at);
at::Tensor output_from_x0(Prediction kind, const at::Tensor& x0, const at::Tensor& x, const Level& at);
at::Tensor epsilon_from_x0(const at::Tensor& x0, const at::Tensor& x, const Level& at);

}  // namespace noiseloom
