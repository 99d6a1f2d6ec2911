// A latent beside the model that is to draw in it.
#pragma once

#include <string>

#include "core/result.h"
#include "diffusion/denoiser.h"

namespace noiseloom {

// Errors (bad_workflow, of the input "latent"): it has other channels than the model.
inline Result<void> check_channels(const at::Tensor& samples, const Denoiser& model) {
    if (samples.size(1) == model.format().channels) return {};
    return Error{Code::bad_workflow,
                 "the latent has " + std::to_string(samples.size(1)) + " channels and the model wants " + std::to_string(model.format().channels),
                 "Make the latent with this model, or with its autoencoder.", "", "latent", ""};
}

}  // namespace noiseloom
