#include <algorithm>
#include <cmath>

#include <ATen/ATen.h>

#include "diffusion/prediction.h"
#include "diffusion/steppers/clip.h"

namespace noiseloom {
namespace {

class Ddim final : public Stepper {
  public:
    explicit Ddim(const DdimOptions& options) : options_(options) {}

    SamplerState step(const SamplerState& state, const StepContext& context) const override {
        const auto& [from, to] = context.grid;
        const Guided guided = context.model(state.x, from);
        const at::Tensor x0 = clipped(guided, options_.clip);
        const at::Tensor epsilon = epsilon_from_x0(options_.clipped_epsilon ? x0 : renoised(guided), state.x, from);
        // σ_η of equation 16, with the ᾱ of the kept steps.
        const double ratio = from.a / to.a;
        const double sigma = options_.eta * to.s / from.s * std::sqrt(std::max(1 - ratio * ratio, 0.0));
        at::Tensor x = x0.mul(to.a).add_(epsilon, std::sqrt(std::max(to.s * to.s - sigma * sigma, 0.0)));
        if (sigma > 0) x.add_(context.noise(0, from, to), sigma);
        return {std::move(x)};
    }

    Coordinates coordinates() const override { return Coordinates::vp; }
    bool renoises_apart() const override { return true; }
    int draws(const GridStep&, int) const override { return options_.eta > 0 ? 1 : 0; }
    void digest(int, int, KeyBuilder& key) const override {
        key.add("ddim").add(options_.eta).add(options_.clipped_epsilon);
        add_clip(key, options_.clip);
    }

  private:
    DdimOptions options_;
};

}  // namespace

std::shared_ptr<const Stepper> make_ddim(const DdimOptions& options) { return std::make_shared<Ddim>(options); }

}  // namespace noiseloom
