#include <ATen/ATen.h>

#include "diffusion/guiders/pair.h"

namespace noiseloom {
namespace {

class Cfg final : public PairGuider {
  public:
    using PairGuider::PairGuider;

  protected:
    Guided combine(const Evaluation&, const at::Tensor& c, const at::Tensor& u, double s, GuiderState&) const override {
        const at::Tensor direction = c - u;
        return {at::add(u, direction, s), u, c, {{"prompt", direction, s}}};
    }
    void digest_operator(KeyBuilder& key) const override { key.add("cfg"); }
};

}  // namespace

std::shared_ptr<const Guider> make_cfg(std::shared_ptr<const Denoiser> model, std::shared_ptr<const Conditioning> positive,
                                       std::shared_ptr<const Conditioning> negative, Curve scale) {
    return std::make_shared<Cfg>(std::move(model), std::move(positive), std::move(negative), std::move(scale));
}

}  // namespace noiseloom
