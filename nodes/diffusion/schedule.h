// The noise schedule a model was trained with, and the grids of levels that samplers walk along.
//
// A NoiseSchedule is a table of ᾱ over training steps t = 0 … T-1 (spec: DDPM, arXiv 2006.11239);
// between steps, ln σ is interpolated linearly in t (k-diffusion), with ᾱ kept at or above 1e-12
// there. A grid lists the steps of a
// sampler: each goes `from` one level `to` the next. Every beta table and every grid names the
// implementation whose numbers it gives.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/key.h"
#include "core/result.h"
#include "core/value.h"
#include "diffusion/level.h"

namespace noiseloom {

enum class BetaSchedule { linear, scaled_linear, cosine, sigmoid };
enum class Precision { f32, f64 };   // diffusers builds its tables in float32, guided-diffusion in float64

// β_t for t = 0 … T-1. start and end are ignored by cosine.
std::vector<double> beta_table(BetaSchedule kind, int train_steps, double start, double end, Precision precision);

// β of the schedule shifted and scaled to zero terminal SNR: Lin et al. (arXiv 2305.08891), Algorithm 1.
// `precision` is the table's; the shift itself is computed in double.
std::vector<double> zero_terminal_snr(const std::vector<double>& betas, Precision precision);

class NoiseSchedule {
  public:
    explicit NoiseSchedule(std::vector<double> alphas_cumprod);
    static NoiseSchedule from_betas(const std::vector<double>& betas, Precision precision);
    static NoiseSchedule stable_diffusion();   // scaled linear 0.00085 … 0.012, 1000 steps

    // The same with another last ᾱ: a floor that keeps σ finite at zero terminal SNR (2^-24 in diffusers'
    // σ-based schedulers, 4.8973451890853435e-08 in ComfyUI).
    NoiseSchedule with_last(double alpha_cumprod) const;

    int train_steps() const { return static_cast<int>(alphas_cumprod_.size()); }
    double alpha_cumprod(int t) const { return alphas_cumprod_[static_cast<std::size_t>(t)]; }
    double sigma(int t) const;
    double sigma_min() const { return sigma(0); }
    double sigma_max() const { return sigma(train_steps() - 1); }

    Level level(int t) const;                       // VP level of a training step
    Level level_at(double t) const;                 // fractional t, ln σ interpolated
    Level level_at_sigma(double sigma) const;       // VE level, fractional t by interpolation of ln σ (k-diffusion, quantize = false)
    Level level_nearest_sigma(double sigma) const;  // VE level, t of the nearest table entry (ComfyUI, quantize = true)
    const Key& identity() const { return identity_; }

  private:
    std::vector<double> alphas_cumprod_;
    std::vector<double> log_sigmas_;
    Key identity_;
};

struct GridStep {
    Level from;
    Level to;   // s = 0 at the end of a grid that reaches the picture
};
using Grid = std::vector<GridStep>;

template <>
struct ValueType<Grid> {
    static constexpr std::string_view name = "schedule";
    static std::size_t bytes(const Grid& grid) { return grid.size() * sizeof(GridStep); }
};

}  // namespace noiseloom
