// The names in adapter files (LoRA, LoCon, LoHa, LoKr, DoRA, whole differences), as they were written by kohya's scripts
// and LyCORIS, by PEFT, and by diffusers of any age. Pure functions of names, without LibTorch.
//
// kohya flattens the path of a module with underscores: "lora_unet_down_blocks_0_attentions_0_proj_in". That is not
// to be undone by looking at the name, so all modules of the model are flattened and looked up; a UNet's also by the
// names that they have in LDM's layout ("lora_unet_input_blocks_1_1_proj_in").
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace noiseloom {

enum class LoraPart { unet, text, text_2, image };   // image: CLIP's image tower, which no node adapts
std::string_view prefix_of(LoraPart part);   // diffusers': "unet", "text_encoder", "text_encoder_2", "image_encoder"

struct LoraKey {
    LoraPart part = LoraPart::unet;
    std::string module;       // as the file names it, without the part: "mid_block.attentions.0.proj_in", or flattened
    bool is_flat = false;
    std::string role;         // "down", "up", "mid", "alpha", "dora", "diff", "diff_b", "hada_w1_a", "lokr_w2", ...
};

// None for a name that is no adapter's.
std::optional<LoraKey> read_lora_key(std::string_view name);

// Flattened and dotted names of the modules of a part, with what they are called in it. `names`: of its tensors, canonical.
std::map<std::string, std::string> lora_modules(LoraPart part, const std::vector<std::string>& names);

std::string flattened(std::string module);   // every dot an underscore

}  // namespace noiseloom
