// Guiders that change what another one says, and ask what it asks.
#pragma once

#include "diffusion/guiders.h"

namespace noiseloom {

class WrappingGuider : public Guider {
  public:
    explicit WrappingGuider(std::shared_ptr<const Guider> inner) : inner_(std::move(inner)) {}

    void calls(const StepInfo& step, Calls& calls) const final { inner_->calls(step, calls); }
    at::Tensor prepare(const at::Tensor& x, const StepInfo& step) const final { return inner_->prepare(x, step); }
    std::shared_ptr<const Guider> plain() const final { return inner_->plain(); }
    const std::shared_ptr<const Denoiser>& model() const final { return inner_->model(); }

  protected:
    const Guider& inner() const { return *inner_; }

  private:
    std::shared_ptr<const Guider> inner_;
};

}  // namespace noiseloom
