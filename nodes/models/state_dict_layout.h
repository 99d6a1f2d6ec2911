// State dicts of any known layout under canonical names, ready for the architectures.
//
// Nothing is copied: split, transposed and reshaped tensors are views. Names that no layout knows are
// kept as they are, so that StateDict::unused() reports them; training state is left out.
#pragma once

#include <string>
#include <vector>

#include "models/key_layout.h"
#include "models/state_dict.h"

namespace noiseloom {

StateDict renamed(const StateDict& raw, const KeyMap& map);

StateDict canonical_unet(const StateDict& raw);
StateDict canonical_vae(const StateDict& raw);
StateDict canonical_clip(const StateDict& raw);    // text_model.*, text_projection.weight, vision_model.*, ...
StateDict canonical_taesd(const StateDict& raw);   // encoder.layers.*, decoder.layers.*

// The parts of a single-file checkpoint, canonical; empty where it has none.
struct CheckpointParts {
    StateDict unet, vae, text_encoder, text_encoder_2;
    std::vector<std::string> unknown;   // names outside all parts
};
CheckpointParts split_checkpoint(const StateDict& raw);

}  // namespace noiseloom
