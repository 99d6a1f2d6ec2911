#include <cmath>

#include <ATen/ATen.h>

#include "diffusion/steppers/ancestral.h"

namespace noiseloom {
namespace {

class Dpmpp2sAncestral final : public AncestralStepper {
  public:
    explicit Dpmpp2sAncestral(const AncestralOptions& options) : AncestralStepper("dpmpp 2s ancestral", options) {}
    int calls_per_step() const override { return 2; }

  protected:
    at::Tensor descended(const at::Tensor& x, const Level& from, double sigma, const StepContext& context) const override {
        at::Tensor x0 = context.model(x, from).denoised;
        if (sigma > 0) {   // the x0 of the middle of ln σ stands for that of the whole step
            const Level middle = context.schedule.level_at_sigma(std::sqrt(from.s * sigma));
            x0 = context.model(at::lerp(x0, x, middle.s / from.s), middle).denoised;
        }
        return at::lerp(x0, x, sigma / from.s);
    }
};

}  // namespace

std::shared_ptr<const Stepper> make_dpmpp_2s_ancestral(const AncestralOptions& options) { return std::make_shared<Dpmpp2sAncestral>(options); }

}  // namespace noiseloom
