// Guidance as a value: an immutable object that says what the guided model predicts at one step,
// and of which terms that is made.
//
// A guider first names the model calls it needs (`calls`), so that a whole tree of guiders is
// evaluated in one batch and a call that nobody asks for is not made; then combines the answers
// (`guide`). Nothing patches a model. What a method must remember from step to step (momentum) lives
// in GuiderState, part of the sampler's state, so a cached guider can never differ between runs.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/cancel.h"
#include "core/key.h"
#include "diffusion/criterion.h"
#include "diffusion/denoiser.h"

namespace noiseloom {

// One evaluation within a step. Steppers with several evaluations a step change `at` only.
struct StepInfo {
    int k = 0;       // step, 0 at the noise
    int count = 1;   // steps of the whole grid
    Level at;        // level of x
    Level to;        // where the step leads
    // Position on curves: 0 at the first step, 1 at the last.
    double u() const { return count > 1 ? static_cast<double>(k) / (count - 1) : 0; }
};

struct Call {
    const Denoiser* model = nullptr;
    std::shared_ptr<const Conditioning> conditioning;
    // Conditionings of equal content are one call, even where two nodes made them.
    bool asks(const Denoiser& another_model, const Conditioning& another) const;
};
using Calls = std::vector<Call>;   // equal calls are made once

// Answers to the calls of one evaluation: estimates of x0.
class Predictions {
  public:
    // Must have been called for.
    const at::Tensor& operator()(const Denoiser& model, const Conditioning& conditioning) const { return estimate(model, conditioning).x0; }
    const Estimate& estimate(const Denoiser& model, const Conditioning& conditioning) const;
    void put(const Call& call, Estimate estimate);

  private:
    std::vector<std::pair<Call, Estimate>> answers_;
};

struct Term {
    std::string name;       // "prompt", "negative", ...: for the trace
    at::Tensor direction;   // in x0
    double weight = 0;
    // What a judge said from whom the direction comes, for the trace.
    at::Tensor value = {};                 // [N]: ln p, or a loss
    std::vector<Opinion> opinions = {};
    double seconds = 0;
};

// One batch that went to a model.
struct ModelCall {
    const Denoiser* model = nullptr;
    std::size_t conditionings = 0;
    double seconds = 0;
};

// denoised = base + Σ weight·direction wherever the guider is linear.
struct Guided {
    at::Tensor denoised;      // guided estimate of x0, shape of x
    at::Tensor base;          // the estimate the terms start from (unconditional or negative)
    at::Tensor positive;      // the estimate for the prompt alone
    std::vector<Term> terms;
    at::Tensor shift = {};    // what gradients have added to `denoised`: steppers that clip the estimate leave it out of that; undefined: nothing
    at::Tensor renoise = {};    // the estimate whose ε the step adds again, where that is not `denoised`'s (CFG++); undefined: it is
    at::Tensor variance = {};   // of the estimate for the prompt, where the model learns it (Estimate::variance)
    // By evaluate(), for the trace:
    std::vector<ModelCall> asked = {};
    at::Tensor seen = {};       // x as it was shown to the models
};

// Of an Euler step: x' = x0 + (σ'/σ)(x - x0) with the ε of `renoise` in the place of x0's.
at::Tensor with_own_noise(const Guided& guided, at::Tensor x, double ratio);
inline const at::Tensor& renoised(const Guided& guided) { return guided.renoise.defined() ? guided.renoise : guided.denoised; }

// Memory of guiders between steps, by a name each guider derives from its own identity.
using GuiderState = std::map<Key, at::Tensor>;

struct Evaluation {
    const at::Tensor& x;
    const StepInfo& step;
    const Predictions& predictions;
    const Cancel& cancel;
};

class Guider {
  public:
    virtual ~Guider() = default;

    virtual void calls(const StepInfo& step, Calls& calls) const = 0;
    virtual Guided guide(const Evaluation& evaluation, GuiderState& state) const = 0;
    // Exactly what this step reads: the weight at u, not the whole curve. Two guiders with equal
    // digests give equal predictions at this step.
    virtual void digest(const StepInfo& step, KeyBuilder& key) const = 0;
    // What is left of this guider where guidance is switched off: the prompt alone.
    virtual std::shared_ptr<const Guider> plain() const = 0;
    // x as the model shall see it (masked sampling puts the known part back in).
    virtual at::Tensor prepare(const at::Tensor& x, const StepInfo&) const { return x; }
    // The model that sets schedule, latent format and device.
    virtual const std::shared_ptr<const Denoiser>& model() const = 0;
};

template <>
struct ValueType<Guider> {
    static constexpr std::string_view name = "guider";
    static std::size_t bytes(const Guider&) { return 0; }   // holds only what its inputs hold already
};

// Makes the calls of a guider (equal ones once, all of one model in one batch) and guides.
Guided evaluate(const Guider& guider, const at::Tensor& x, const StepInfo& step, GuiderState& state, const Cancel& cancel);

}  // namespace noiseloom
