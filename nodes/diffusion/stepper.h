// One step of a sampler. The engine's loop (sampler.h) owns progress, cancel, trace and resume; a
// stepper only advances an immutable state from one level to the next.
#pragma once

#include <functional>
#include <vector>

#include "diffusion/guider.h"
#include "diffusion/noise.h"

namespace noiseloom {

struct Past {
    at::Tensor value;   // what the method remembers of an earlier step (x0 or ε estimate)
    Level at;
};

// Immutable once stored: a stepper returns a new state.
struct SamplerState {
    at::Tensor x;                  // [N, C, H, W] float32 in the stepper's coordinates
    std::vector<Past> history;     // newest first
    GuiderState guider;
    int k = 0;                     // steps done
};

template <>
struct ValueType<SamplerState> {
    static constexpr std::string_view name = "sampler state";
    static std::size_t bytes(const SamplerState& state);
    static std::string device(const SamplerState& state);
};

enum class Coordinates { ve, vp };

// The guided model during one step; calling it again with another level is a further evaluation.
using Model = std::function<Guided(const at::Tensor& x, const Level& at)>;

struct StepContext {
    const Model& model;
    const GridStep& grid;                             // in the stepper's coordinates
    int k = 0;
    int count = 1;
    const NoiseSchedule& schedule;                    // for levels between those of the grid
    const std::function<at::Tensor(int draw)>& noise;   // the step's draw number 0, 1, …; shape and device of x
};

class Stepper {
  public:
    virtual ~Stepper() = default;
    virtual SamplerState step(const SamplerState& state, const StepContext& context) const = 0;
    virtual Coordinates coordinates() const = 0;
    virtual int draws_per_step() const { return 0; }
    virtual int calls_per_step() const { return 1; }   // for estimates and progress
    virtual bool wants_brownian_noise() const { return false; }
    virtual void digest(KeyBuilder& key) const = 0;
};

template <>
struct ValueType<Stepper> {
    static constexpr std::string_view name = "sampler";
    static std::size_t bytes(const Stepper&) { return 0; }
};

}  // namespace noiseloom
