// Diffusion in continuous time: the stochastic differential equations of "Score-Based Generative Modeling through Stochastic Differential
// Equations" (Song et al., arXiv 2011.13456), dx = f(t)·x dt + g(t) dw for t from 0 (the picture) to 1 (noise).
//
//     VP      f = -β/2, g = √β                        with β(t) = β_min + t·(β_max - β_min)
//     sub-VP  f = -β/2, g = √(β·(1 - exp(-2∫β)))
//     VE      f = 0,    g = σ·√(2 ln(σ_max/σ_min))    with σ(t) = σ_min·(σ_max/σ_min)^t
//
// x given x0 is normal with mean a(t)·x0 and deviation s(t): marginal(). Names and numbers are those of the authors' score_sde.
//
// Noiseloom's networks see x/√(a² + s²), as they see every other level (for VP this is x itself), are told 999·t, and answer ε: the score is
// -ε/s. In VE that makes what they are told linear in ln σ. So every sampler takes such a model: schedule() is its table of levels.
#pragma once

#include "core/json.h"
#include "diffusion/schedule.h"

namespace noiseloom {

class Sde {
  public:
    enum class Kind { vp, sub_vp, ve };

    // { "sde": "vpsde" | "subvpsde" | "vesde", "beta_min": 0.1, "beta_max": 20, "sigma_min": 0.01, "sigma_max": 50 }.
    // Errors (bad_model) name the key.
    static Result<Sde> from_json(const Json& config);

    struct Marginal {
        double a = 1, s = 0;
    };
    struct Step {
        double f = 0, g = 0;   // x + f·x + g·z is one of `steps` forward steps
    };
    Kind kind() const { return kind_; }
    Marginal marginal(double t) const;
    double drift(double t) const;       // f(t)
    double diffusion(double t) const;   // g(t)
    Step discretized(double t, int steps) const;
    double beta_max() const { return beta_max_; }
    double earliest() const { return kind_ == Kind::ve ? 1e-5 : 1e-3; }   // t where training begins and sampling ends

    Level level(double t) const;        // in VP coordinates, with what the network is told
    double time_of(const Level& level) const { return level.t / time_scale; }
    Grid grid(int steps) const;         // evenly in t from 1 to earliest(), the last step to the picture; steps > 1
    Key identity() const;
    NoiseSchedule schedule() const;     // 1000 levels, at what the network is told: 0, 1, 2, ...

    static constexpr double time_scale = 999;

  private:
    Kind kind_ = Kind::vp;
    double beta_min_ = 0.1, beta_max_ = 20, sigma_min_ = 0.01, sigma_max_ = 50;

    double beta(double t) const { return beta_min_ + t * (beta_max_ - beta_min_); }
    double beta_until(double t) const { return beta_min_ * t + 0.5 * t * t * (beta_max_ - beta_min_); }   // ∫β
    double sigma(double t) const;
};

// Levels in the process's own coordinates, with what a model is told there: 999·t if it was trained with this process, else what its own table of levels
// says for as much noise. So models of discrete time are sampled in continuous time as well.
class SdeLevels {
  public:
    explicit SdeLevels(const Sde& sde) : sde_(sde), own_table_(sde.schedule().identity()) {}
    Level at(double t, const NoiseSchedule& model) const;

  private:
    Sde sde_;
    Key own_table_;
};

}  // namespace noiseloom
