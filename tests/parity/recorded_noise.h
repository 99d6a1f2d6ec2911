// The unit normal numbers that a reference drew, in its order.
#pragma once

#include <ATen/core/Tensor.h>

#include "core/result.h"
#include "diffusion/noise.h"

namespace noiseloom::parity {

class RecordedNoise final : public NoiseSource {
  public:
    explicit RecordedNoise(at::Tensor noise) : noise_(std::move(noise)) {}   // [draws, N, C, H, W]; undefined: none is drawn
    at::Tensor draw(at::IntArrayRef, const NoiseRequest& request) const override {
        if (!noise_.defined() || request.ordinal > noise_.size(0))
            throw Failure({Code::internal, "the sampler draws more noise than the reference did", "", "", "", ""});
        return noise_[request.ordinal - 1].contiguous();
    }
    Key identity() const override { return KeyBuilder("recorded").key(); }

  private:
    at::Tensor noise_;
};

}  // namespace noiseloom::parity
