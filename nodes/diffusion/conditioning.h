// What a denoiser is asked to draw: everything it reads besides x and the noise level.
#pragma once

#include <memory>
#include <string>

#include <ATen/core/Tensor.h>

#include "core/key.h"
#include "core/value.h"
#include "diffusion/attention.h"

namespace noiseloom {

struct Conditioning {
    at::Tensor context;    // [1, tokens, width]: text encoder states; undefined for class-conditional models
    at::Tensor pooled;     // [1, width] or undefined: pooled text (SDXL)
    at::Tensor time_ids;   // [1, 6] or [1, 5] or undefined: SDXL size and crop numbers
    at::Tensor label;      // [1] int64 or undefined: class of an ADM-type model
    at::Tensor concat;     // [1, channels, h, w] or undefined: extra input channels (inpainting: mask, masked latents)
    std::string text;      // for people: what this was made from

    std::shared_ptr<const AttentionChange> attention;   // see with_attention(); null: none
    bool watches_attention = false;                     // Estimate::attention is wanted too: the answer is the same, so identity does not know it

    // Content key over all tensors (float32 bytes): what cache and step keys read. Set by the maker
    // through identify(); every change of a tensor needs a new call.
    Key identity;
    void identify();
};

template <>
struct ValueType<Conditioning> {
    static constexpr std::string_view name = "conditioning";
    static std::size_t bytes(const Conditioning& conditioning);
    static std::string device(const Conditioning& conditioning);
};

}  // namespace noiseloom
