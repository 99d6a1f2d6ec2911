#include <ATen/ATen.h>

#include "diffusion/steppers.h"
#include "diffusion/steppers/ancestral.h"

namespace noiseloom {
namespace {

class EulerAncestral final : public Stepper {
  public:
    explicit EulerAncestral(const AncestralOptions& options) : options_(options) {}

    SamplerState step(const SamplerState& state, const StepContext& context) const override {
        const auto& [from, to] = context.grid;
        const auto [down, up] = ancestral(from.s, to.s, options_.eta);
        const Guided guided = context.model(state.x, from);
        at::Tensor x = with_own_noise(guided, at::lerp(guided.denoised, state.x, down / from.s), down / from.s);
        if (up > 0) x.add_(context.noise(0, from, to), up * options_.noise);
        return {std::move(x)};
    }

    Coordinates coordinates() const override { return Coordinates::ve; }
    bool renoises_apart() const override { return true; }
    int draws(const GridStep&, int) const override { return 1; }
    bool uses_noise(const GridStep& step, int) const override { return options_.eta > 0 && step.to.s > 0; }
    void digest(int, int, KeyBuilder& key) const override { key.add("euler ancestral").add(options_.eta).add(options_.noise); }

  private:
    AncestralOptions options_;
};

}  // namespace

std::shared_ptr<const Stepper> make_euler_ancestral(const AncestralOptions& options) { return std::make_shared<EulerAncestral>(options); }

}  // namespace noiseloom
