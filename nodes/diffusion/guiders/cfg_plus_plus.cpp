#include "diffusion/guiders/wrapping.h"

namespace noiseloom {
namespace {

class CfgPlusPlus final : public WrappingGuider {
  public:
    using WrappingGuider::WrappingGuider;

    Guided guide(const Evaluation& evaluation, GuiderState& state) const override {
        Guided guided = inner().guide(evaluation, state);
        guided.renoise = guided.base;
        return guided;
    }

    void digest(const StepInfo& step, KeyBuilder& key) const override { inner().digest(step, key.add("cfg++")); }
};

}  // namespace

std::shared_ptr<const Guider> make_cfg_plus_plus(std::shared_ptr<const Guider> inner) { return std::make_shared<CfgPlusPlus>(std::move(inner)); }

}  // namespace noiseloom
