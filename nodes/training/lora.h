// LoRA (Hu et al., arXiv 2106.09685): the weights stay as they are, and beside those that are named a product of two small
// matrices is trained: W + (alpha/rank)·B·A. A begins as PyTorch's linear maps do (kaiming_uniform, a = √5), B as zero, so the
// network begins as the one it adapts. Every task can: a configuration that begins with weights ("initial") adds
//
//     "lora": { "rank": 8, "alpha": 8, "targets": ["to_q", "to_k", "to_v", "to_out.0"], "format": "diffusers", "merge": false }
//
// Of CLIP both towers are adapted; the image tower's additions come under "image_encoder", which model.lora leaves alone.
//
// What is written is a file of the additions alone: model/pytorch_lora_weights.safetensors (PEFT's names, as diffusers
// writes them) or, for "kohya", model/lora.safetensors. The node model.lora and most programs read both. `merge` writes
// the model with the additions in its weights beside it, for what takes no LoRA: classifiers, autoencoders.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "training/task.h"

namespace noiseloom {

struct LoraSettings {
    std::int64_t rank = 8;
    double alpha = 8;
    std::vector<std::string> targets;   // ends of module paths; empty: the maps of attention, or every map if there is no attention
    bool is_kohya = false;
    bool merge = false;
    std::string part;   // of the model, in diffusers' words: "unet", "text_encoder", "vae"

    // The configuration's "lora"; none if it has none. Throws Failure.
    static std::optional<LoraSettings> read(Settings& settings);
};

// Puts the two matrices and their scale beside every target in `state`, before a network is made of it. Throws Failure
// (bad_workflow) if there is no target.
void add_lora(const LoraSettings& lora, const Settings& settings, StateDict& state);

bool is_of_lora(const std::string& name);   // one of what add_lora puts there

// The same task, of which only the additions are trained and written. Throws Failure (bad_workflow) if its network uses only
// some of them: a target is no linear map or convolution (but an embedding, for example).
std::unique_ptr<Task> with_lora(std::unique_ptr<Task> task, LoraSettings lora, const Settings& settings);

}  // namespace noiseloom
