#include <ATen/ATen.h>

#include "diffusion/guiders/pair.h"
#include "diffusion/prediction.h"

namespace noiseloom {
namespace {

class CfgZero final : public PairGuider {
  public:
    using PairGuider::PairGuider;

  protected:
    Guided combine(const Evaluation& evaluation, const at::Tensor& c, const at::Tensor& u, double s, GuiderState&) const override {
        constexpr double small = 1e-8;
        const Level& level = evaluation.step.at;
        const Prediction space = model()->prediction();
        const at::Tensor given = output_from_x0(space, u, evaluation.x, level), wanted = output_from_x0(space, c, evaluation.x, level);
        const at::Tensor fit = (wanted * given).sum({1, 2, 3}, true) / (given.square().sum({1, 2, 3}, true) + small);
        const at::Tensor base = x0_from(space, fit * given, evaluation.x, level), direction = c - base;
        return {at::add(base, direction, s), base, c, {{"prompt", direction, s}}};
    }
    void digest_operator(KeyBuilder& key) const override { key.add("cfg zero"); }
};

}  // namespace

std::shared_ptr<const Guider> make_cfg_zero(std::shared_ptr<const Denoiser> model, std::shared_ptr<const Conditioning> positive,
                                            std::shared_ptr<const Conditioning> negative, Curve scale) {
    return std::make_shared<CfgZero>(std::move(model), std::move(positive), std::move(negative), std::move(scale));
}

}  // namespace noiseloom
