// CLIP's text transformer: CLIP-L (SD1, SDXL), OpenCLIP-H (SD2), OpenCLIP-bigG (SDXL).
//
// Matches transformers' CLIPTextModel and CLIPTextModelWithProjection (causal mask, no padding mask).
#pragma once

#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/json.h"
#include "models/architectures/clip_layer.h"

namespace noiseloom {

struct ClipTextConfig {
    int vocabulary = 49408;
    int positions = 77;
    int width = 768;
    int layers = 12;
    int heads = 12;
    int feed_forward = 3072;
    bool quick_gelu = true;       // OpenAI's CLIP; the exact GELU for OpenCLIP
    int projection = 0;           // 0: no projection
    int eos = 49407;              // where the pooled state is read; legacy configurations (2) read the largest id
    static Result<ClipTextConfig> from_json(const Json& config);   // transformers' config.json
};

struct TextStates {
    std::vector<at::Tensor> hidden;   // layers + 1 of [N, tokens, width]: embeddings, then after each layer, without final norm
    at::Tensor last;                  // [N, tokens, width]: final layer norm of hidden.back()
    at::Tensor pooled;                // [N, width]: `last` at the first end-of-text token
    at::Tensor projected;             // [N, projection], or undefined
};

class ClipText {
  public:
    // Reads text_model.* (and text_projection.weight) in transformers' names. Throws Failure (bad_model).
    ClipText(const StateDict& state, const ClipTextConfig& config, const Placement& placement = {});

    // All results are float32, whatever the weights compute in.
    TextStates encode(const at::Tensor& ids) const;               // ids [N, tokens] int64, tokens <= positions
    TextStates encode_embedded(const at::Tensor& tokens, const at::Tensor& ids) const;   // token embeddings given (textual inversion)
    at::Tensor embed(const at::Tensor& ids) const;                // [N, tokens, width] without positions
    at::Tensor final_norm(const at::Tensor& hidden) const;        // for clip skip with norm
    const ClipTextConfig& config() const { return config_; }
    const StateDict& weights() const { return state_; }   // that it was made of
    const Placement& placement() const { return placement_; }
    std::size_t bytes() const { return bytes_; }
    std::string device() const { return placement_.device.str(); }

  private:
    ClipTextConfig config_;
    StateDict state_;
    Placement placement_;
    std::size_t bytes_ = 0;
    bool trains_ = false;
    at::Tensor token_embedding_, position_embedding_;
    std::vector<ClipLayer> layers_;
    LayerNorm final_norm_;
    Linear projection_;   // undefined weights: none
};

}  // namespace noiseloom
