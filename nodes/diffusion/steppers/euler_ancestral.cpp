#include <ATen/ATen.h>

#include "diffusion/steppers/ancestral.h"

namespace noiseloom {
namespace {

class EulerAncestral final : public AncestralStepper {
  public:
    explicit EulerAncestral(const AncestralOptions& options) : AncestralStepper("euler ancestral", options) {}
    int draws(const GridStep&, int) const override { return 1; }
    bool renoises_apart() const override { return true; }

  protected:
    at::Tensor descended(const at::Tensor& x, const Level& from, double sigma, const StepContext& context) const override {
        const Guided guided = context.model(x, from);
        return with_own_noise(guided, at::lerp(guided.denoised, x, sigma / from.s), sigma / from.s);
    }
};

}  // namespace

std::shared_ptr<const Stepper> make_euler_ancestral(const AncestralOptions& options) { return std::make_shared<EulerAncestral>(options); }

}  // namespace noiseloom
