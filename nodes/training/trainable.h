// A copy of a loaded model that can be trained: its weights as leaves of autograd, its predictions recorded.
#pragma once

#include "diffusion/denoiser.h"
#include "models/device.h"
#include "models/state_dict.h"

namespace noiseloom {

struct Trainable {
    StateDict weights;                       // float32 leaves on the model's device, under canonical names
    std::shared_ptr<const Denoiser> model;   // reads them: changing them in place changes what it predicts
};

// Throws Failure (bad_workflow) for a model that is no single network with weights (mixtures of models, analytic ones).
Trainable trainable_copy(const Denoiser& model);

// The same model with other weights (names and shapes as its own), placed as it is told. Throws Failure.
std::shared_ptr<const Denoiser> with_weights(const Denoiser& model, const StateDict& weights, const Placement& placement, const Key& identity);

}  // namespace noiseloom
