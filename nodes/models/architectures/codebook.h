// The codebook of a VQGAN: n vectors, of which every place of a latent takes the nearest.
//
// Choosing has no derivative; the straight-through estimator (van den Oord et al., arXiv 1711.00937) hands the chosen
// vector's gradient on to what it was chosen for, unchanged. All in float32: a rounded distance picks another code.
#pragma once

#include <ATen/core/Tensor.h>

namespace noiseloom {

class Codebook {
  public:
    explicit Codebook(at::Tensor vectors) : vectors_(std::move(vectors)) {}

    std::int64_t size() const { return vectors_.size(0); }
    std::int64_t channels() const { return vectors_.size(1); }
    const at::Tensor& vectors() const { return vectors_; }   // [n, e] float32

    // z [N, e, h, w] to the squared distances ‖z‖² + ‖v‖² - 2 z·v of every place to every vector, [N·h·w, n].
    at::Tensor distances(const at::Tensor& z) const;
    at::Tensor nearest(const at::Tensor& z) const;             // [N, h, w] int64
    at::Tensor look_up(const at::Tensor& indices) const;       // [N, h, w] to [N, e, h, w]
    at::Tensor quantise(const at::Tensor& z) const;            // look_up(nearest(z)), straight through

    // The box that the vectors fill, channel by channel: [1, e, 1, 1].
    at::Tensor lowest() const;
    at::Tensor highest() const;

  private:
    at::Tensor vectors_;
};

// `value` itself, with the gradient that `input` gets instead: exact to the last bit, unlike input + (value - input).
at::Tensor straight_through(const at::Tensor& value, const at::Tensor& input);

}  // namespace noiseloom
