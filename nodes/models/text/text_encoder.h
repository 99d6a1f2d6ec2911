// Prompt -> Conditioning: one or two CLIP towers with their tokenizers, and the rules of the model
// family on which hidden states are read.
//
//     sd1            final norm of the last layer (or of an earlier one: clip skip)
//     sd2            final norm of the penultimate layer, which is the last one where the file ends there
//     sdxl           raw penultimate states of both towers side by side; pooled from the second
//     sdxl_refiner   as sdxl with the second tower only
//
// The syntax chosen for a prompt also chooses whose habits are followed where the programs differ:
// diffusers (plain), A1111, ComfyUI. Equal to them in float32 within the tolerances of the references.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/value.h"
#include "diffusion/scheduled_conditioning.h"
#include "models/architectures/clip_text.h"
#include "models/text/chunks.h"

namespace noiseloom {

enum class TextFamily { sd1, sd2, sdxl, sdxl_refiner };

// How the weights of tokens act on their states z.
enum class Emphasis {
    automatic,     // a1111: original; comfyui: interpolate
    original,      // A1111: z·w, then scaled so that the mean of the whole tensor is what it was
    no_norm,       // A1111: z·w
    interpolate,   // ComfyUI: e + w(z - e), e the state of the empty prompt at that position
};

// When a negative conditioning is all zeros instead of the encoding of its text (SDXL).
enum class ZeroRule {
    automatic,   // plain: absent; a1111: empty; comfyui: never
    never,
    absent,      // no negative prompt at all (diffusers' force_zeros_for_empty_prompt)
    empty,       // the text is empty (A1111)
};

// Which layer is read, in the numbers of A1111 and ComfyUI (1: the last layer, 2: the one before) or
// of diffusers (0: the model's own choice, 1: one layer before it).
struct ClipSkip {
    enum class Numbering { a1111, diffusers };
    Numbering numbering = Numbering::a1111;
    int value = 0;   // 0: the model's own choice, in both
};

// SDXL's size and crop numbers in pixels; sizes of 0 take the target's, a target of 0 is 1024.
struct SizeIds {
    int original_height = 0, original_width = 0;
    int crop_top = 0, crop_left = 0;
    int target_height = 0, target_width = 0;
    std::optional<double> aesthetic;   // refiner: 6.0, or 2.5 for a negative prompt, if not set
};

struct PromptRequest {
    std::optional<std::string> prompt = "";   // nullopt: none was given (ZeroRule::absent); encoded as ""
    std::optional<std::string> prompt_2;      // for the second tower of SDXL; as `prompt` if absent or empty
    bool is_negative = false;
    Syntax syntax = Syntax::a1111;
    Emphasis emphasis = Emphasis::automatic;
    ZeroRule zero_rule = ZeroRule::automatic;
    ClipSkip clip_skip;
    SizeIds sizes;
    int step = 1, steps = 20;   // a1111: where in a schedule such as [a:b:0.4]
};

struct TextTower {
    std::shared_ptr<const ClipText> clip;
    std::shared_ptr<const Tokenizer> tokenizer;
    bool ends_at_penultimate = false;   // sd2 as diffusers stores it: 23 of 24 layers
};

class TextEncoder {
  public:
    // One tower, or two for sdxl (CLIP-L, then bigG). Throws Failure (bad_model) if they do not fit.
    TextEncoder(TextFamily family, std::vector<TextTower> towers);

    // One text; "AND" is part of it. Throws Failure (bad_workflow: too long, too deep, clip skip out of range;
    // bad_model: a tokenizer with more tokens than the tower).
    Conditioning encode(const PromptRequest& request) const;

    // All that an A1111 prompt becomes over the steps, however many those will be (request.step and steps do
    // not count), with its composable parts ("AND"); one constant part for other syntaxes. Equal texts are
    // encoded once. Throws as encode() does, and where there are more than 1000 texts or 10000 moments.
    ScheduledConditioning encode_schedule(const PromptRequest& request) const;

    // Appends encodings of the empty prompt until the context has `chunks` windows (A1111 pads the
    // shorter of prompt and negative prompt so that both fit into one batch).
    Conditioning padded(const Conditioning& conditioning, std::size_t chunks, const PromptRequest& request) const;
    std::size_t chunk_count(const Conditioning& conditioning) const;

    // Tokens of the prompt for an editor's counter, by the first tower. The windows' borders are bytes of
    // the prompt as it was written, or 0 where a schedule changes it.
    Result<Chunks> count(const PromptRequest& request) const;

    TextFamily family() const { return family_; }
    const std::vector<TextTower>& towers() const { return towers_; }
    std::size_t bytes() const;
    std::string device() const;

  private:
    TextFamily family_;
    std::vector<TextTower> towers_;
};

// z [N, tokens, width], weights [N, tokens], empty [1, tokens, width] (interpolate only).
at::Tensor apply_emphasis(const at::Tensor& z, const at::Tensor& weights, Emphasis emphasis, const at::Tensor& empty);

// The index into TextStates::hidden that clip skip means for a tower, and whether the final norm is
// applied to it. Fails (bad_workflow) where the tower has too few layers.
struct LayerChoice {
    std::size_t hidden = 0;
    bool normed = true;
};
Result<LayerChoice> choose_layer(TextFamily family, std::size_t layers, bool ends_at_penultimate, const ClipSkip& skip);

template <>
struct ValueType<TextEncoder> {
    static constexpr std::string_view name = "encoder";
    static std::size_t bytes(const TextEncoder& encoder) { return encoder.bytes(); }
    static std::string device(const TextEncoder& encoder) { return encoder.device(); }
};

}  // namespace noiseloom
