// The layers that diffusion networks are made of: plain structs of tensors and the functions they stand
// for. Weights are read from a StateDict once, in the dtype they compute in; activations keep the memory
// layout that they enter a network with (see layout_of).
//
// Every function works under autograd; without it, results are computed in place where that saves memory.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include <ATen/core/Tensor.h>

#include "models/device.h"
#include "models/state_dict.h"

namespace noiseloom {

// Reads the weights of one module: a scope of a state dict, and where the tensors shall be placed.
// A tensor that already is where and what it shall be is shared, not copied.
class Weights {
  public:
    Weights(StateDict state, Placement placement) : state_(std::move(state)), placement_(placement) {}

    Weights operator/(std::string_view module) const;   // weights / "mid_block" / "resnets" / 0
    Weights operator/(std::int64_t index) const { return *this / std::to_string(index); }
    bool has(std::string_view module) const;            // anything below it
    // Throw Failure (bad_model) for a tensor of another shape, the first also if it is missing.
    at::Tensor take(std::string_view name, at::IntArrayRef shape) const;
    at::Tensor take_if(std::string_view name, at::IntArrayRef shape) const;
    std::size_t bytes() const;   // of everything below, once placed
    bool trains() const;         // autograd is asked for gradients to something below
    const StateDict& state() const { return state_; }
    const Placement& placement() const { return placement_; }

  private:
    at::Tensor placed(const at::Tensor& tensor) const;
    StateDict state_;
    Placement placement_;
};

// What an adapter adds to a map while it is trained (training/lora.h): scale·up(down(x)). Beside the map's "weight" the
// state dict then has "lora_A.weight", "lora_B.weight" and "lora_scale". Models that are used have it in their weights instead.
struct LowRank {
    at::Tensor down, up;   // as the map's weight, but [rank, in, ...] and [out, rank, 1, ...]; undefined: nothing is added
    double scale = 1;
    LowRank() = default;
    explicit LowRank(const Weights& weights);
};

struct Linear {
    at::Tensor weight, bias;   // [out, in]; [out] or undefined
    LowRank added;
    Linear() = default;
    Linear(const Weights& weights, std::int64_t in, std::int64_t out, bool with_bias = true);
    at::Tensor operator()(const at::Tensor& x) const;   // [..., in] to [..., out]
};

// A linear map that the files have as a convolution in 1 or 2 dimensions with kernels of 1: [out, in, 1] or [out, in, 1, 1].
Linear pointwise(const Weights& weights, std::int64_t in, std::int64_t out, int dimensions);

struct Conv2d {
    at::Tensor weight, bias;   // [out, in, kernel, kernel]; [out] or undefined
    LowRank added;
    int stride = 1, padding = 0;
    Conv2d() = default;
    Conv2d(const Weights& weights, std::int64_t in, std::int64_t out, int kernel = 3, int stride = 1, bool with_bias = true);
    at::Tensor operator()(const at::Tensor& x) const;   // padding (kernel - 1) / 2 unless changed

  private:
    at::Tensor convolve(const at::Tensor& x) const;     // without what is added
};

struct GroupNorm {
    at::Tensor weight, bias;
    int groups = 32;
    double eps = 1e-5;
    GroupNorm() = default;
    GroupNorm(const Weights& weights, std::int64_t channels, int groups, double eps);
    at::Tensor operator()(const at::Tensor& x) const;
};

struct LayerNorm {
    at::Tensor weight, bias;
    double eps = 1e-5;
    LayerNorm() = default;
    LayerNorm(const Weights& weights, std::int64_t width, double eps = 1e-5);
    at::Tensor operator()(const at::Tensor& x) const;
};

// softmax(q·kᵀ/√d)·v over [N, tokens, heads·d]; with `causal` a token sees itself and those before it.
at::Tensor attend(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, int heads, bool causal = false);

struct AttentionPlace;   // self_attention.h

// What is attended to: [N, tokens, width] each.
struct KeysValues {
    at::Tensor keys, values;
};

struct Attention {
    Linear to_q, to_k, to_v, to_out;
    int heads = 1;
    bool upcast = false;   // compute in float32: SD 2.1's logits leave the range of float16
    Attention() = default;
    // diffusers' names (to_q, to_out.0); `context` is the width of what is attended to, `with_bias` that of to_q, to_k, to_v.
    Attention(const Weights& weights, std::int64_t width, std::int64_t context, int heads, bool with_bias = false);
    KeysValues keys_values(const at::Tensor& context) const { return {to_k(context), to_v(context)}; }
    at::Tensor operator()(const at::Tensor& x, const KeysValues& to) const;   // [N, tokens, width]
    at::Tensor operator()(const at::Tensor& x, const at::Tensor& context) const { return (*this)(x, keys_values(context)); }
    at::Tensor operator()(const at::Tensor& x, const AttentionPlace& place) const;   // among the positions of a picture

  private:
    template <class Mix>
    at::Tensor mixed(const at::Tensor& x, const KeysValues& to, Mix mix) const;
};

// A residual block with two convolutions: h = conv1(silu(norm1 x)), the embedding added, h = conv2(silu(norm2 h)).
struct ResBlock {
    GroupNorm norm1, norm2;
    Conv2d conv1, conv2;
    Linear time;                // undefined weights: the block takes no embedding
    Conv2d shortcut;            // undefined weights: in = out
    bool scale_shift = false;   // norm2(h)·(1 + scale) + shift instead of h + time (AdaGN)
    ResBlock() = default;
    ResBlock(const Weights& weights, std::int64_t in, std::int64_t out, std::int64_t embedding, int groups, double eps,
             bool scale_shift = false);
    // `embedding` is silu(time embedding), [N or 1, width], or undefined.
    at::Tensor operator()(const at::Tensor& x, const at::Tensor& embedding) const;
};

// [N, ...], and [count, ...] where N is a part of that: the same rows over and over.
at::Tensor for_all_rows(const at::Tensor& rows, std::int64_t count);

// x·sigmoid(x) (SiLU), over x itself unless autograd records.
at::Tensor swish(at::Tensor x);

// cos ‖ sin of t·10000^(-i/(half - freq_shift)), i < half = width/2 (sin ‖ cos if not `cos_first`). t [N] float32; [N, width].
at::Tensor sinusoid(const at::Tensor& t, std::int64_t width, bool cos_first = true, double freq_shift = 0);

// [N, C, H, W] to [N, H·W, C] and back (to the size and layout of `like`); views of channels-last tensors.
at::Tensor to_tokens(const at::Tensor& x);
at::Tensor to_picture(const at::Tensor& tokens, const at::Tensor& like);

// How activations lie in memory. Channels last, but for float32 on the CPU: there oneDNN's convolutions are
// 1.4 times faster (UNet of SD 1.5, measured) on plain [N, C, H, W], and equal to diffusers' to the last bit.
at::MemoryFormat layout_of(const Placement& placement);
// [N, C, H, W] where and how a network at `placement` computes.
at::Tensor enter(const at::Tensor& x, const Placement& placement);

// Runs a forward pass, as a constant unless autograd records and `input` asks for gradients or the weights
// do (`trains`). The result is contiguous float32 and, unlike LibTorch's inference tensors, may enter later gradients.
at::Tensor run_forward(const at::Tensor& input, bool trains, const std::function<at::Tensor()>& forward);

}  // namespace noiseloom
