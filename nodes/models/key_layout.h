// The names that tensors have in files, and the canonical ones: diffusers' for UNets and
// autoencoders, transformers' for CLIP (with "text_model."). Pure functions of names, without LibTorch.
//
// Known layouts: LDM (input_blocks...), diffusers of any age, OpenAI's CLIP and open_clip
// (resblocks with q, k and v in one tensor, projections transposed), transformers with and without
// "text_model.", TAESD's numbered layers, and checkpoints of several parts under prefixes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace noiseloom {

// What happens to a tensor on its way to its canonical name.
enum class Edit {
    keep,
    transpose,      // [a, b] -> [b, a]
    to_linear,      // a 1x1 convolution [o, i, 1, 1] or [o, i, 1] -> [o, i]; others stay
    first_third,    // rows of the stacked q, k, v
    second_third,
    last_third,
};

struct Renamed {
    std::string from, to;
    Edit edit = Edit::keep;
};

struct KeyMap {
    std::vector<Renamed> renamed;       // in the order of the names given; one stacked q, k, v makes three
    std::vector<std::string> ignored;   // training state and constants that no model needs
    std::vector<std::string> unknown;
};

// `names`: of one part, without the checkpoint's prefix.
KeyMap unet_keys(const std::vector<std::string>& names);
KeyMap vae_keys(const std::vector<std::string>& names);     // VQGANs too
KeyMap clip_keys(const std::vector<std::string>& names);    // text, vision or both
KeyMap taesd_keys(const std::vector<std::string>& names);   // encoder, decoder or both

// Exponential averages, schedules, losses, position_ids: never part of a model.
bool is_ignored_key(std::string_view name);

// Where the parts of a single-file checkpoint lie; empty where a part is absent. SDXL's second
// encoder (and the refiner's only one) is text_encoder_2, as in diffusers' folders.
struct CheckpointPrefixes {
    std::string unet, vae, text_encoder, text_encoder_2;
    bool any() const { return !(unet.empty() && vae.empty() && text_encoder.empty() && text_encoder_2.empty()); }
};
CheckpointPrefixes checkpoint_prefixes(const std::vector<std::string>& names);

}  // namespace noiseloom
