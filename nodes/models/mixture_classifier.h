// The exact classifier of a mixture of Gaussians (diffusion/analytic.h) as an ordinary one: ln p(k | x) at every noise level, for classifier guidance whose
// result is known.
#pragma once

#include "diffusion/analytic.h"
#include "models/classifier.h"

namespace noiseloom {

// Asked "class", it answers with the components by number. Pictures are [N, channels, side, side]. It knows noise from σ = 5e-5 to 2e4 (the levels of log_snr.h), so
// that no sampler's schedule leaves what it was made for.
std::shared_ptr<const Classifier> make_mixture_classifier(const Mixture& mixture, int channels, int side);

}  // namespace noiseloom
