// The tensors of diffusers' AutoencoderTiny by its configuration. (The network itself, models/architectures/taesd.h,
// reads its shape off the tensors.)
#pragma once

#include "core/json.h"
#include "models/state_dict.h"

namespace noiseloom {

// Takes every tensor of the autoencoder from `state`, which makes what is missing; without "num_encoder_blocks" it is a decoder
// alone. Errors (bad_model) name the key.
Result<void> take_tiny_autoencoder(const StateDict& state, const Json& config);

}  // namespace noiseloom
