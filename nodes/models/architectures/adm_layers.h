// What guided-diffusion's networks are made of: residual blocks that may halve or double the picture themselves, attention
// among its positions, and the way down that the denoiser and the classifier have in common.
//
// Names of tensors and numbers are the original's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/architectures/adm_config.h"
#include "models/architectures/blocks.h"
#include "models/architectures/self_attention.h"

namespace noiseloom {

inline constexpr int adm_norm_groups = 32;
inline constexpr double adm_norm_eps = 1e-5;

enum class Resample { none, down, up };

// conv(silu(norm x)), the embedding, conv(silu(norm h)), the input added. Where it resamples, so it does between the first
// SiLU and convolution, and with the input that is added.
struct AdmResBlock {
    GroupNorm norm1, norm2;
    Conv2d conv1, conv2;
    Linear embed;
    Conv2d shortcut;   // undefined weights: in = out
    bool scale_shift = false;
    Resample resample = Resample::none;

    AdmResBlock(const Weights& weights, int in, int out, int embedding, bool scale_shift, Resample resample = Resample::none);
    // `embedding` is silu(time embedding), [N or 1, width]; `next` [h, w] is the size that doubling leads to.
    at::Tensor operator()(const at::Tensor& x, const at::Tensor& embedding, at::IntArrayRef next = {}) const;
};

// x + proj_out(attention among all positions of norm x).
struct AdmAttention {
    GroupNorm norm;
    Linear qkv, project;
    int heads = 1;
    bool new_order = false;

    AdmAttention(const Weights& weights, int channels, int heads, bool new_order);
    at::Tensor operator()(const at::Tensor& x, const AttentionRows& rows, const AttentionLayer& layer) const;
};

// Half or twice the size without weights.
at::Tensor resampled(const at::Tensor& x, Resample resample, at::IntArrayRef next);

// One entry of input_blocks, middle_block or output_blocks, and where its weights are.
struct AdmLayerPlan {
    std::string block;           // "input_blocks.3"
    int in = 0, out = 0;         // channels; in = 0: no residual block begins it
    bool has_attention = false;
    bool is_up = false;          // on the way up: heads_up
    bool has_second = false;     // a second residual block after the attention: the middle
    Resample resample = Resample::none;
    AttentionLayer attention = {};
};

class AdmLayer {
  public:
    AdmLayer(const Weights& weights, const AdmLayerPlan& plan, const AdmConfig& config);
    at::Tensor operator()(at::Tensor h, const at::Tensor& embedding, const AttentionRows& rows, at::IntArrayRef next = {}) const;

  private:
    std::optional<AdmResBlock> residual_;
    std::optional<AdmAttention> attention_;
    AttentionLayer attention_layer_;
    std::optional<AdmResBlock> second_;   // the middle's, or one that resamples
    std::optional<Conv2d> conv_;          // beside resampling without a block
    Resample resample_ = Resample::none;
};

// input_blocks from the second on (the first is a convolution) and middle_block, in the order they run.
std::vector<AdmLayerPlan> adm_way_down(const AdmConfig& config);

// time_embed of the steps t [N or 1], before the SiLU of each block: [N or 1, 4·model_channels].
struct AdmTimeEmbedding {
    Linear first, second;
    int width = 0;

    AdmTimeEmbedding(const Weights& weights, const AdmConfig& config);
    at::Tensor operator()(const at::Tensor& t, at::ScalarType dtype) const;
};

}  // namespace noiseloom
