// What the ancestral steppers of k-diffusion share: a step goes down further than asked for, without noise, and fresh noise
// raises it again to the level asked for.
#pragma once

#include "diffusion/steppers.h"

namespace noiseloom {

struct Ancestral {
    double down;   // σ that the deterministic part goes to
    double up;     // deviation of the noise added: down² + up² = to²
};
// From σ to `to` <= σ; eta = 0: no noise, 1: as much as the forward process forgets on that stretch.
Ancestral ancestral(double sigma, double to, double eta);

class AncestralStepper : public Stepper {
  public:
    AncestralStepper(const char* name, const AncestralOptions& options) : name_(name), options_(options) {}

    SamplerState step(const SamplerState& state, const StepContext& context) const final;
    Coordinates coordinates() const final { return Coordinates::ve; }
    int draws(const GridStep& step, int) const override { return step.to.s > 0 ? 1 : 0; }
    bool uses_noise(const GridStep& step, int) const final { return options_.eta > 0 && step.to.s > 0; }
    void digest(int, int, KeyBuilder& key) const final { key.add(name_).add(options_.eta).add(options_.noise); }

  protected:
    // The deterministic part: x at σ.
    virtual at::Tensor descended(const at::Tensor& x, const Level& from, double sigma, const StepContext& context) const = 0;

  private:
    const char* name_;   // names its steps in keys
    AncestralOptions options_;
};

}  // namespace noiseloom
