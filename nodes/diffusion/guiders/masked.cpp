#include <ATen/ATen.h>

#include "diffusion/guiders.h"
#include "diffusion/tensor_key.h"

namespace noiseloom {
namespace {

// The known part of a picture at any level, and where it is known.
class Known {
  public:
    Known(at::Tensor latent, at::Tensor mask, at::Tensor noise)
        : latent_(std::move(latent)), mask_(std::move(mask)), noise_(std::move(noise)),
          key_(KeyBuilder("known part").add(key_of(latent_)).add(key_of(mask_)).add(key_of(noise_)).key()) {}

    at::Tensor blend(const at::Tensor& x, const at::Tensor& known) const { return at::lerp(known, x, mask_); }
    at::Tensor blend_at(const at::Tensor& x, const Level& at) const { return blend(x, latent_.mul(at.a).add_(noise_, at.s)); }
    const at::Tensor& latent() const { return latent_; }
    const Key& key() const { return key_; }

  private:
    at::Tensor latent_, mask_, noise_;
    Key key_;
};

class Masked final : public Guider {
  public:
    Masked(std::shared_ptr<const Guider> inner, Known known) : inner_(std::move(inner)), known_(std::move(known)) {}

    void calls(const StepInfo& step, Calls& calls) const override { inner_->calls(step, calls); }
    Guided guide(const Evaluation& evaluation, GuiderState& state) const override {
        Guided guided = inner_->guide(evaluation, state);
        guided.denoised = known_.blend(guided.denoised, known_.latent());
        if (guided.shift.defined()) guided.shift = known_.blend(guided.shift, at::zeros_like(guided.shift));
        return guided;
    }
    void digest(const StepInfo& step, KeyBuilder& key) const override {
        key.add("masked").add(known_.key());
        inner_->digest(step, key);
    }
    at::Tensor prepare(const at::Tensor& x, const StepInfo& step) const override {
        return inner_->prepare(known_.blend_at(x, step.at), step);
    }
    std::shared_ptr<const Guider> plain() const override { return std::make_shared<Masked>(inner_->plain(), known_); }
    const std::shared_ptr<const Denoiser>& model() const override { return inner_->model(); }

  private:
    std::shared_ptr<const Guider> inner_;
    Known known_;
};

class Blend final : public Constraint {
  public:
    explicit Blend(Known known) : known_(std::move(known)) {}
    at::Tensor apply(const at::Tensor& x, const Level& at, bool last) const override {
        return last ? known_.blend(x, known_.latent()) : known_.blend_at(x, at);
    }
    void digest(KeyBuilder& key) const override { key.add("blend").add(known_.key()); }

  private:
    Known known_;
};

}  // namespace

std::shared_ptr<const Guider> make_masked(std::shared_ptr<const Guider> inner, at::Tensor latent, at::Tensor mask, at::Tensor noise) {
    return std::make_shared<Masked>(std::move(inner), Known(std::move(latent), std::move(mask), std::move(noise)));
}

std::shared_ptr<const Constraint> make_blend(at::Tensor latent, at::Tensor mask, at::Tensor noise) {
    return std::make_shared<Blend>(Known(std::move(latent), std::move(mask), std::move(noise)));
}

}  // namespace noiseloom
