// What the nodes of an edit hand on: pictures with the latents that lead back to them, and what fine-tuning learnt.
// Both can be kept on disk, since both are slow to make.
#pragma once

#include <map>
#include <string>

#include <ATen/core/Tensor.h>

#include "core/value.h"

namespace noiseloom {

struct InvertedPictures {
    at::Tensor pictures;   // [N, 3, H, W] in [-1, 1] float32: the originals
    at::Tensor latents;    // [N, C, h, w] float32 at training step `depth`; sides continued to what the model can make
    int depth = 0;
};

// The denoising network's weights after fine-tuning, under canonical names, float32.
struct TunedWeights {
    std::map<std::string, at::Tensor> tensors;
};

template <>
struct ValueType<InvertedPictures> {
    static constexpr std::string_view name = "inversion";
    static std::size_t bytes(const InvertedPictures& inverted);
    static std::string save(const InvertedPictures& inverted);
    static Result<std::shared_ptr<const InvertedPictures>> load(std::string_view bytes);
};

template <>
struct ValueType<TunedWeights> {
    static constexpr std::string_view name = "weights";
    static std::size_t bytes(const TunedWeights& weights);
    static std::string save(const TunedWeights& weights);
    static Result<std::shared_ptr<const TunedWeights>> load(std::string_view bytes);
};

}  // namespace noiseloom
