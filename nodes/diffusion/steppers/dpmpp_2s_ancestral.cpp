#include <cmath>

#include <ATen/ATen.h>

#include "diffusion/steppers.h"
#include "diffusion/steppers/ancestral.h"

namespace noiseloom {
namespace {

class Dpmpp2sAncestral final : public Stepper {
  public:
    explicit Dpmpp2sAncestral(const AncestralOptions& options) : options_(options) {}

    SamplerState step(const SamplerState& state, const StepContext& context) const override {
        const auto& [from, to] = context.grid;
        const auto [down, up] = ancestral(from.s, to.s, options_.eta);
        at::Tensor x0 = context.model(state.x, from).denoised;
        if (down > 0) {   // the x0 of the middle of ln σ stands for that of the whole step
            const Level middle = context.schedule.level_at_sigma(std::sqrt(from.s * down));
            x0 = context.model(at::lerp(x0, state.x, middle.s / from.s), middle).denoised;
        }
        at::Tensor x = at::lerp(x0, state.x, down / from.s);
        if (up > 0) x.add_(context.noise(0, from, to), up * options_.noise);
        return {std::move(x)};
    }

    Coordinates coordinates() const override { return Coordinates::ve; }
    int draws(const GridStep& step, int) const override { return step.to.s > 0 ? 1 : 0; }
    bool uses_noise(const GridStep& step, int) const override { return options_.eta > 0 && step.to.s > 0; }
    int calls_per_step() const override { return 2; }
    void digest(int, int, KeyBuilder& key) const override { key.add("dpmpp 2s ancestral").add(options_.eta).add(options_.noise); }

  private:
    AncestralOptions options_;
};

}  // namespace

std::shared_ptr<const Stepper> make_dpmpp_2s_ancestral(const AncestralOptions& options) { return std::make_shared<Dpmpp2sAncestral>(options); }

}  // namespace noiseloom
