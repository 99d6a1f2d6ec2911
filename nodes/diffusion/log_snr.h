// The continuous noise levels of "Classifier-Free Diffusion Guidance" (arXiv 2207.12598, section 2): λ = ln(a²/s²) is drawn as
//
//     λ(u) = -2 ln tan(A·u + B),   B = atan(exp(-λ_max/2)), A = atan(exp(-λ_min/2)) - B
//
// for u uniform in [0, 1], a² = sigmoid(λ): the cosine schedule with λ from 20 (u = 0) to -20 (u = 1). Networks are told t = 1000·u.
#pragma once

#include "diffusion/schedule.h"

namespace noiseloom {

inline constexpr int log_snr_steps = 1000;

double log_snr(double u, double lowest = -20, double highest = 20);
Level level_of_log_snr(double lambda);   // VP; t is not set
Level log_snr_level(double u);           // with t
NoiseSchedule log_snr_schedule();        // at u = 0, 1/1000, ...

}  // namespace noiseloom
