// Self-attention that does otherwise than the network learnt, for guidance away from what that spoils.
//
// In a layer of self-attention every position of a picture asks (its query) what all positions have to say (their values), and listens to each
// as much as its key fits the query. Without that, a network still draws textures but no longer knows how the parts of a picture belong
// together: guiding away from such an estimate gives structure (nodes/diffusion/guiders/perturbed_attention.cpp).
//
// The change is a part of what a model is asked (Conditioning::attention), so one batch holds rows with it and rows without. Nothing patches a model.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/key.h"

namespace noiseloom {

struct Conditioning;
class Denoiser;

// A layer of self-attention: where it is as diffusers counts (down_blocks.1.attentions.0 is "down.1.0") and as the original's files and ComfyUI do
// (input_blocks.4.1 is "input.4.1"). A transformer's blocks are one behind the other in it.
struct AttentionLayer {
    std::string name, original;
    int blocks = 1;
    bool operator==(const AttentionLayer&) const = default;
};

struct AttentionChange {
    enum class Kind {
        identity,          // each position listens to itself alone: PAG (arXiv 2403.17377)
        blurred_queries,   // neighbours ask alike: SEG (arXiv 2408.00760)
    };
    Kind kind = Kind::identity;
    double sigma = 0;                  // of the blur, in positions of the layer; 0: none, above `endless` all ask the same
    std::vector<std::string> layers;   // names, or the beginnings of names: "mid", "down.2", "up.1.0", "up.1.0.3" (a block), "output.3"

    static constexpr double endless = 9999;   // as in SEG's released code

    bool selects(const AttentionLayer& layer, int block) const;
    Key identity() const;
};

// Layers in a text, "mid, up.1", in any of the spellings that are in use: "mid_block", "down.block_2", "up_blocks.1.attentions.0". Others stay as they are.
std::vector<std::string> attention_layers_in(std::string_view text);

// Throws Failure (bad_workflow): a model without self-attention, no layers, or a layer that the model does not have.
void check_layers(const Denoiser& model, std::span<const std::string> layers);

// The same question, asked of a network whose attention is changed. `plain` has its identity.
std::shared_ptr<const Conditioning> with_attention(const Conditioning& plain, std::shared_ptr<const AttentionChange> change);

}  // namespace noiseloom
