// diffusers' scheduler configuration (scheduler_config.json) as what it means here: a noise schedule, a
// prediction type, a stepper and the grid that its set_timesteps makes. Numbers match diffusers 0.42.
//
// Two ways to say the schedule are Noiseloom's: "sde" with its parameters (sde.h), and the beta_schedule "log_snr_cosine" (log_snr.h).
#pragma once

#include "core/json.h"
#include "diffusion/denoiser.h"
#include "diffusion/grids.h"
#include "diffusion/stepper.h"

namespace noiseloom {

class DiffusersScheduler {
  public:
    // `class_name` is "DDIMScheduler" and so on; the config's own _class_name where it is empty.
    // Errors (bad_model): a scheduler or a setting that Noiseloom does not have.
    static Result<DiffusersScheduler> read(const Json& config, std::string_view class_name = "");

    const NoiseSchedule& schedule() const { return schedule_; }
    Prediction prediction() const { return prediction_; }

    // VP levels for the schedulers that scale the picture (DDPM, DDIM, PNDM, LCM, TCD, DPM-Solver, UniPC, DEIS), VE for the others.
    // `strength` is for LCM and TCD, which spread their steps over the part of the schedule that it leaves; for the others the
    // caller drops steps (diffusers_first_step).
    Grid grid(int steps, double strength = 1) const;
    // init_noise_sigma: unit noise times this is the start, in the coordinates of grid(steps).front().from.
    double initial_scale(int steps) const;
    // `call` holds the arguments of diffusers' step(): {"eta": 0.5}, {"s_churn": 3.0}.
    std::shared_ptr<const Stepper> stepper(const Json& call = Json::object()) const;

  private:
    enum class Kind {
        ddpm, ddim, pndm, lcm, tcd,                            // timesteps, VP
        euler, euler_ancestral, heun, dpm2, dpm2_ancestral, lms,   // σ, VE
        dpm_multistep, dpm_singlestep, unipc, deis             // σ, VP
    };
    enum class Sigmas { table, karras, exponential, beta };

    DiffusersScheduler(Kind kind, NoiseSchedule schedule) : kind_(kind), schedule_(std::move(schedule)) {}
    bool has_timesteps() const { return kind_ <= Kind::tcd; }
    bool is_solver() const { return kind_ >= Kind::dpm_multistep; }
    Result<void> check_settings() const;
    Grid sigma_steps(int steps) const;

    Kind kind_;
    NoiseSchedule schedule_;
    Prediction prediction_ = Prediction::epsilon;
    Json config_;
    Spacing spacing_ = Spacing::leading;
    Sigmas sigmas_ = Sigmas::table;
};

}  // namespace noiseloom
