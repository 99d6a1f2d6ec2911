// The noise that a denoiser or a classifier is trained at: which process, and which of its levels each example gets.
//
// A sampler gives u in [0, 1); discrete training takes step t = ⌊u·T⌋ of the schedule's table. In continuous time u is the log-SNR's
// (diffusion/log_snr.h) or the time of an SDE (diffusion/sde.h), from its earliest on.
#pragma once

#include <optional>

#include "diffusion/denoiser.h"
#include "diffusion/sde.h"
#include "training/settings.h"
#include "training/task.h"

namespace noiseloom {

class NoiseLevels {
  public:
    // { "sampler": "uniform" | "logit_normal" | "power", "mean": 0, "deviation": 1, "power": 1.5, "time": "discrete" | "continuous" }.
    // Time is continuous with an SDE.
    NoiseLevels(Settings settings, NoiseSchedule schedule, std::optional<Sde> sde = {});

    Level level(double uniform, double normal) const;   // of one example, from draws
    Level at(double u) const;                           // VP
    // Of the level at u, in figures: "t200" for step 200, "u0.2" in continuous time.
    std::string name(double u) const;
    bool is_continuous() const { return is_continuous_; }

  private:
    enum class Sampler { uniform, logit_normal, power };
    NoiseSchedule schedule_;
    std::optional<Sde> sde_;
    Sampler sampler_ = Sampler::uniform;
    double mean_ = 0, deviation_ = 1, power_ = 1;
    bool is_continuous_ = false;
};

// A configuration's "scheduler" and "levels".
struct TrainedNoise {
    Json scheduler;   // as scheduler_config.json: whoever loads the model finds the same schedule
    NoiseSchedule schedule;
    Prediction prediction;
    std::optional<Sde> sde;
    NoiseLevels levels;
};

// Puts the rows' "a", "s" and "t", [N] float32 each.
void put_levels(Batch& batch, const std::vector<Level>& levels);

// "scheduler" is diffusers' (beta_schedule, prediction_type, ...) or an SDE's ({ "sde": "vpsde", ... }). Throws Failure.
TrainedNoise read_noise(Settings& settings);

}  // namespace noiseloom
