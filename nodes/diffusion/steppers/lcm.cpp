#include <cmath>

#include <ATen/ATen.h>

#include "diffusion/steppers/clip.h"

namespace noiseloom {
namespace {

class Lcm final : public Stepper {
  public:
    explicit Lcm(const LcmOptions& options) : options_(options) {}

    SamplerState step(const SamplerState& state, const StepContext& context) const override {
        const auto& [from, to] = context.grid;
        at::Tensor x0 = clipped(context.model(state.x, from), options_.clip);
        if (options_.boundary) {   // as distilled: at t = 0 the answer is x itself
            constexpr double sigma_data = 0.5, scaling = 10;
            const double t = scaling * from.t, norm = std::hypot(t, sigma_data);
            x0 = x0.mul(t / norm).add_(state.x, sigma_data * sigma_data / (norm * norm));
        }
        at::Tensor x = x0.mul(to.a);
        if (to.s > 0) x.add_(context.noise(0, from, to), to.s);
        return {std::move(x)};
    }

    Coordinates coordinates() const override { return Coordinates::vp; }
    int draws(const GridStep& step, int) const override { return step.to.s > 0 ? 1 : 0; }
    void digest(int, int, KeyBuilder& key) const override { add_clip(key.add("lcm").add(options_.boundary), options_.clip); }

  private:
    LcmOptions options_;
};

}  // namespace

std::shared_ptr<const Stepper> make_lcm(const LcmOptions& options) { return std::make_shared<Lcm>(options); }

}  // namespace noiseloom
