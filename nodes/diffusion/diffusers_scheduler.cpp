#include "diffusion/diffusers_scheduler.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "diffusion/log_snr.h"
#include "diffusion/sde.h"
#include "diffusion/steppers.h"

namespace noiseloom {
namespace {

Error unknown(const std::string& what) {
    return {Code::bad_model, what, "Choose a sampler in the workflow instead of the one that the model's folder names.", "", "", ""};
}

// config[name], or `otherwise` where it is absent or null.
template <class T>
T setting(const Json& config, const char* name, T otherwise) {
    const auto found = config.find(name);
    return found == config.end() || found->is_null() ? otherwise : found->get<T>();
}

Result<std::vector<double>> read_betas(const Json& config) {
    if (const auto trained = config.find("trained_betas"); trained != config.end() && trained->is_array())
        return trained->get<std::vector<double>>();
    const auto word = setting<std::string>(config, "beta_schedule", "linear");
    BetaSchedule kind{};
    if (word == "linear") kind = BetaSchedule::linear;
    else if (word == "scaled_linear") kind = BetaSchedule::scaled_linear;
    else if (word == "squaredcos_cap_v2") kind = BetaSchedule::cosine;
    else if (word == "sigmoid") kind = BetaSchedule::sigmoid;
    else return unknown("the scheduler's beta_schedule '" + word + "' is not known");
    const int steps = setting(config, "num_train_timesteps", 1000);
    if (steps < 1 || steps > 1'000'000) return unknown("the scheduler's num_train_timesteps is out of range");
    return beta_table(kind, steps, setting(config, "beta_start", 0.0001), setting(config, "beta_end", 0.02), Precision::f32);
}

// Noiseloom's own: models that were trained in continuous time.
Result<NoiseSchedule> read_schedule(const Json& config, bool is_zero_snr) {
    if (config.contains("sde")) {
        NL_TRY(const Sde sde, Sde::from_json(config));
        return sde.schedule();
    }
    if (setting<std::string>(config, "beta_schedule", "") == "log_snr_cosine") return log_snr_schedule();
    NL_TRY(const std::vector<double> betas, read_betas(config));
    const bool are_betas = !betas.empty() && std::all_of(betas.begin(), betas.end(), [](double beta) { return beta > 0 && beta < 1; });
    if (!are_betas) return unknown("the scheduler's betas are no numbers between 0 and 1");
    return NoiseSchedule::from_betas(is_zero_snr ? zero_terminal_snr(betas, Precision::f32) : betas, Precision::f32);
}

ClipSample read_clip(const Json& config) {
    if (setting(config, "thresholding", false))
        return {ClipSample::Kind::dynamic, 1, setting(config, "dynamic_thresholding_ratio", 0.995),
                setting(config, "sample_max_value", 1.0)};
    if (setting(config, "clip_sample", true)) return {ClipSample::Kind::range, setting(config, "clip_sample_range", 1.0)};
    return {};
}

// σ at a fractional t, linear in σ (numpy.interp): diffusers' Euler family.
double sigma_between(const NoiseSchedule& schedule, double t) {
    const int below = std::min(static_cast<int>(t), schedule.train_steps() - 1);
    const double part = t - below;
    return part == 0 ? schedule.sigma(below) : (1 - part) * schedule.sigma(below) + part * schedule.sigma(below + 1);
}

}  // namespace

Result<DiffusersScheduler> DiffusersScheduler::read(const Json& config, std::string_view class_name) try {
    const std::string name = class_name.empty() ? setting<std::string>(config, "_class_name", "") : std::string(class_name);
    static constexpr std::array<std::pair<std::string_view, Kind>, 7> kinds{{{"DDPMScheduler", Kind::ddpm},
                                                                            {"DDIMScheduler", Kind::ddim},
                                                                            {"PNDMScheduler", Kind::pndm},
                                                                            {"EulerDiscreteScheduler", Kind::euler},
                                                                            {"EulerAncestralDiscreteScheduler", Kind::euler_ancestral},
                                                                            {"HeunDiscreteScheduler", Kind::heun},
                                                                            {"DPMSolverMultistepScheduler", Kind::dpm_multistep}}};
    const auto* found = std::find_if(kinds.begin(), kinds.end(), [&](const auto& kind) { return kind.first == name; });
    if (found == kinds.end()) return unknown("the scheduler '" + name + "' is not known");
    const Kind kind = found->second;

    const bool zero_snr = setting(config, "rescale_betas_zero_snr", false);
    NL_TRY(NoiseSchedule schedule, read_schedule(config, zero_snr));
    // The schedulers that work with σ keep it finite.
    if (zero_snr && kind != Kind::ddpm && kind != Kind::ddim) schedule = schedule.with_last(std::exp2(-24));

    DiffusersScheduler scheduler(kind, std::move(schedule));
    scheduler.config_ = config;

    const auto prediction = setting<std::string>(config, "prediction_type", "epsilon");
    if (prediction == "epsilon") scheduler.prediction_ = Prediction::epsilon;
    else if (prediction == "v_prediction") scheduler.prediction_ = Prediction::v;
    else if (prediction == "sample") scheduler.prediction_ = Prediction::x0;
    else return unknown("the scheduler's prediction_type '" + prediction + "' is not known");

    const bool leads = kind == Kind::ddpm || kind == Kind::ddim || kind == Kind::pndm;
    const auto spacing = setting<std::string>(config, "timestep_spacing", leads ? "leading" : "linspace");
    if (spacing == "leading") scheduler.spacing_ = Spacing::leading;
    else if (spacing == "linspace") scheduler.spacing_ = Spacing::linspace;
    else if (spacing == "trailing") scheduler.spacing_ = Spacing::trailing;
    else return unknown("the scheduler's timestep_spacing '" + spacing + "' is not known");

    if (setting(config, "use_karras_sigmas", false)) scheduler.sigmas_ = Sigmas::karras;
    else if (setting(config, "use_exponential_sigmas", false)) scheduler.sigmas_ = Sigmas::exponential;
    else if (setting(config, "use_lu_lambdas", false)) scheduler.sigmas_ = Sigmas::exponential;   // even in ln σ, too
    else if (setting(config, "use_beta_sigmas", false)) scheduler.sigmas_ = Sigmas::beta;

    const auto refuse = [&](bool is_so, const char* what) -> Result<void> {
        if (is_so) return unknown("the scheduler's setting " + std::string(what) + " is not known");
        return {};
    };
    NL_CHECK(refuse(setting(config, "use_flow_sigmas", false), "use_flow_sigmas"));
    NL_CHECK(refuse(setting<std::string>(config, "variance_type", "fixed_small") == "learned", "variance_type 'learned'"));
    NL_CHECK(refuse(kind == Kind::pndm && !setting(config, "skip_prk_steps", false), "skip_prk_steps = false"));
    NL_CHECK(refuse(setting<std::string>(config, "interpolation_type", "linear") != "linear", "interpolation_type"));
    NL_CHECK(refuse(setting<std::string>(config, "timestep_type", "discrete") != "discrete", "timestep_type"));
    if (kind == Kind::dpm_multistep) {
        const auto algorithm = setting<std::string>(config, "algorithm_type", "dpmsolver++");
        NL_CHECK(refuse(algorithm != "dpmsolver++" && algorithm != "sde-dpmsolver++", "algorithm_type"));
        NL_CHECK(refuse(setting(config, "thresholding", false), "thresholding"));
    }
    return scheduler;
} catch (const Json::exception& error) {
    return Error{Code::bad_model, "a setting of the scheduler has the wrong type", "", "", "", error.what()};
}

Grid DiffusersScheduler::grid(int steps) const {
    if (kind_ != Kind::ddpm && kind_ != Kind::ddim && kind_ != Kind::pndm) return sigma_steps(steps);
    const std::vector<double> times =
        spaced_timesteps(spacing_, SpacingRule::whole, schedule_.train_steps(), steps, setting(config_, "steps_offset", 0));
    if (kind_ == Kind::ddpm) return timestep_grid(schedule_, times);
    return stride_grid(schedule_, times, setting(config_, "set_alpha_to_one", kind_ == Kind::ddim));
}

Grid DiffusersScheduler::sigma_steps(int steps) const {
    const bool solver = kind_ == Kind::dpm_multistep;
    const SpacingRule rule = solver ? SpacingRule::solver : SpacingRule::fractional;
    const std::vector<double> times = spaced_timesteps(spacing_, rule, schedule_.train_steps(), steps, setting(config_, "steps_offset", 0));
    // The σ range of Karras and other grids: the whole table for the solvers, the spacing's for the others.
    const double low = solver ? schedule_.sigma_min() : sigma_between(schedule_, times.back());
    const double high = solver ? schedule_.sigma_max() : sigma_between(schedule_, times.front());
    const double sigma_min = setting(config_, "sigma_min", low), sigma_max = setting(config_, "sigma_max", high);
    std::vector<double> sigmas;
    switch (sigmas_) {
        case Sigmas::table: break;
        case Sigmas::karras: sigmas = karras_sigmas(steps, sigma_min, sigma_max); break;
        case Sigmas::exponential: sigmas = exponential_sigmas(steps, sigma_min, sigma_max); break;
        case Sigmas::beta: sigmas = beta_interpolated_sigmas(steps, sigma_min, sigma_max); break;
    }
    std::vector<Level> levels;
    for (int i = 0; i < steps; ++i) {
        const auto index = static_cast<std::size_t>(i);
        Level level{1, 0, times[index]};
        if (sigmas.empty()) {
            level.s = sigma_between(schedule_, times[index]);
        } else {
            level = schedule_.level_at_sigma(sigmas[index]);
            if (solver) level.t = std::nearbyint(level.t);
        }
        levels.push_back(level);
    }
    const bool ends_above_zero = setting<std::string>(config_, "final_sigmas_type", "zero") == "sigma_min";
    levels.push_back(ends_above_zero ? Level{1, schedule_.sigma_min(), 0} : Level{});
    Grid grid;
    for (std::size_t i = 0; i + 1 < levels.size(); ++i)
        grid.push_back(solver ? GridStep{levels[i].vp(), levels[i + 1].vp()} : GridStep{levels[i], levels[i + 1]});
    return grid;
}

double DiffusersScheduler::initial_scale(int steps) const {
    if (kind_ != Kind::euler && kind_ != Kind::euler_ancestral && kind_ != Kind::heun) return 1;
    const double sigma = grid(steps).front().from.sigma();
    return spacing_ == Spacing::leading ? std::hypot(sigma, 1) : sigma;
}

std::shared_ptr<const Stepper> DiffusersScheduler::stepper(const Json& call) const {
    const auto infinity = std::numeric_limits<double>::infinity();
    switch (kind_) {
        case Kind::ddpm: {
            using Variance = DdpmOptions::Variance;
            const auto type = setting<std::string>(config_, "variance_type", "fixed_small");
            const Variance variance = type == "learned_range" ? Variance::learned_range : type.starts_with("fixed_large") ? Variance::fixed_large : Variance::fixed_small;
            return make_ddpm({.variance = variance, .clip = read_clip(config_)});
        }
        case Kind::ddim:
            return make_ddim({setting(call, "eta", 0.0), read_clip(config_), setting(call, "use_clipped_model_output", false)});
        case Kind::pndm: return make_pndm();
        case Kind::euler:
            return make_euler({setting(call, "s_churn", 0.0), setting(call, "s_tmin", 0.0), setting(call, "s_tmax", infinity),
                               setting(call, "s_noise", 1.0), true});
        case Kind::euler_ancestral: return make_euler_ancestral();
        case Kind::heun: return make_heun({.after_model = true});
        case Kind::dpm_multistep: {
            DpmppOptions options;
            options.order = setting(config_, "solver_order", 2);
            if (setting<std::string>(config_, "solver_type", "midpoint") == "heun") options.kind = DpmppOptions::Kind::heun;
            options.eta = setting<std::string>(config_, "algorithm_type", "dpmsolver++") == "sde-dpmsolver++" ? 1 : 0;
            options.lower_order_final = setting(config_, "lower_order_final", true);
            options.euler_at_final = setting(config_, "euler_at_final", false);
            return make_dpmpp(options);
        }
    }
    return {};
}

}  // namespace noiseloom
