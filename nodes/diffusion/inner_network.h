// What is inside a model, for those who change it and make_denoiser() it again: adapters.
#pragma once

#include "diffusion/denoiser.h"

namespace noiseloom {

// The network of a model of make_denoiser(); null for other kinds (the analytic ones).
std::shared_ptr<const Network> network_of(const Denoiser& model);

}  // namespace noiseloom
