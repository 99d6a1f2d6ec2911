// One step of a sampler. The engine's loop (sampler.h) owns progress, cancel, trace and resume; a
// stepper only advances an immutable state from one level to the next.
#pragma once

#include <functional>
#include <vector>

#include "diffusion/guider.h"
#include "diffusion/noise.h"
#include "diffusion/trace.h"

namespace noiseloom {

struct Past {
    at::Tensor value;   // what the method remembers of an earlier step (x0 or ε estimate)
    Level at;
};

// Immutable once stored: a stepper returns a new state.
struct SamplerState {
    at::Tensor x;                  // [N, C, H, W] float32 in the stepper's coordinates
    std::vector<Past> history = {};   // newest first
    GuiderState guider = {};
    int k = 0;                     // steps done
    std::shared_ptr<const TraceLink> trace = {};   // of the steps done; null: nobody wanted it
};

template <>
struct ValueType<SamplerState> {
    static constexpr std::string_view name = "sampler state";
    static std::size_t bytes(const SamplerState& state);
    static std::string device(const SamplerState& state);
};

// The guided model during one step; calling it again with another level is a further evaluation.
using Model = std::function<Guided(const at::Tensor& x, const Level& at)>;

// The step's draw number 0, 1, …: unit normals, shape and device of x. A draw belongs to a stretch of
// σ, which a Brownian source reads.
using StepNoise = std::function<at::Tensor(int draw, const Level& from, const Level& to)>;

struct StepContext {
    const Model& model;
    const GridStep& grid;                             // in the stepper's coordinates
    int k = 0;
    int count = 1;
    const NoiseSchedule& schedule;                    // for levels between those of the grid
    Prediction prediction;                            // of the model: some methods average in its space
    const StepNoise& noise;
};

class Stepper {
  public:
    virtual ~Stepper() = default;
    // The next state's x and history; the loop fills in the rest.
    virtual SamplerState step(const SamplerState& state, const StepContext& context) const = 0;
    virtual Coordinates coordinates() const = 0;
    // The steps to walk instead of those asked for (in the stepper's coordinates, at least one), for a method that chooses its
    // own between their first and last level.
    virtual Grid steps(const Grid& asked, const NoiseSchedule&) const { return asked; }
    // Draws that the reference implementation makes in this step of `count`, used here or not: what
    // keeps ordinals equal to call order.
    virtual int draws(const GridStep&, int /*count*/) const { return 0; }
    // Whether this step's result depends on them.
    virtual bool uses_noise(const GridStep& step, int count) const { return draws(step, count) > 0; }
    virtual int calls_per_step() const { return 1; }   // for estimates and progress
    virtual bool renoises_apart() const { return false; }   // heeds Guided::renoise
    virtual bool wants_brownian_noise() const { return false; }
    virtual bool wants_pixels() const { return false; }   // its steps mean nothing to a model of latents
    // Everything that step `k` of `count` reads besides its state, its levels and its noise.
    virtual void digest(int k, int count, KeyBuilder& key) const = 0;
};

template <>
struct ValueType<Stepper> {
    static constexpr std::string_view name = "sampler";
    static std::size_t bytes(const Stepper&) { return 0; }
};

}  // namespace noiseloom
