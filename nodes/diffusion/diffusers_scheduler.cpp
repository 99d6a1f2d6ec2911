#include "diffusion/diffusers_scheduler.h"

#include <algorithm>
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
    static constexpr std::pair<std::string_view, Kind> kinds[] = {{"DDPMScheduler", Kind::ddpm},
                                                                 {"DDIMScheduler", Kind::ddim},
                                                                 {"PNDMScheduler", Kind::pndm},
                                                                 {"LCMScheduler", Kind::lcm},
                                                                 {"TCDScheduler", Kind::tcd},
                                                                 {"EulerDiscreteScheduler", Kind::euler},
                                                                 {"EulerAncestralDiscreteScheduler", Kind::euler_ancestral},
                                                                 {"HeunDiscreteScheduler", Kind::heun},
                                                                 {"KDPM2DiscreteScheduler", Kind::dpm2},
                                                                 {"KDPM2AncestralDiscreteScheduler", Kind::dpm2_ancestral},
                                                                 {"LMSDiscreteScheduler", Kind::lms},
                                                                 {"DPMSolverMultistepScheduler", Kind::dpm_multistep},
                                                                 {"DPMSolverSinglestepScheduler", Kind::dpm_singlestep},
                                                                 {"UniPCMultistepScheduler", Kind::unipc},
                                                                 {"DEISMultistepScheduler", Kind::deis}};
    const auto* found = std::find_if(std::begin(kinds), std::end(kinds), [&](const auto& kind) { return kind.first == name; });
    if (found == std::end(kinds)) return unknown("the scheduler '" + name + "' is not known");
    const Kind kind = found->second;

    const bool zero_snr = setting(config, "rescale_betas_zero_snr", false);
    NL_TRY(NoiseSchedule schedule, read_schedule(config, zero_snr));
    // The schedulers that work with σ keep it finite.
    const bool works_with_sigma = kind == Kind::pndm || kind > Kind::tcd;
    if (zero_snr && works_with_sigma) schedule = schedule.with_last(std::exp2(-24));

    DiffusersScheduler scheduler(kind, std::move(schedule));
    scheduler.config_ = config;

    const auto prediction = setting<std::string>(config, "prediction_type", "epsilon");
    if (prediction == "epsilon") scheduler.prediction_ = Prediction::epsilon;
    else if (prediction == "v_prediction") scheduler.prediction_ = Prediction::v;
    else if (prediction == "sample") scheduler.prediction_ = Prediction::x0;
    else return unknown("the scheduler's prediction_type '" + prediction + "' is not known");

    const auto spacing = setting<std::string>(config, "timestep_spacing", scheduler.has_timesteps() ? "leading" : "linspace");
    if (spacing == "leading") scheduler.spacing_ = Spacing::leading;
    else if (spacing == "linspace") scheduler.spacing_ = Spacing::linspace;
    else if (spacing == "trailing") scheduler.spacing_ = Spacing::trailing;
    else return unknown("the scheduler's timestep_spacing '" + spacing + "' is not known");

    if (setting(config, "use_karras_sigmas", false)) scheduler.sigmas_ = Sigmas::karras;
    else if (setting(config, "use_exponential_sigmas", false)) scheduler.sigmas_ = Sigmas::exponential;
    else if (setting(config, "use_lu_lambdas", false)) scheduler.sigmas_ = Sigmas::exponential;   // even in ln σ, too
    else if (setting(config, "use_beta_sigmas", false)) scheduler.sigmas_ = Sigmas::beta;

    NL_CHECK(scheduler.check_settings());
    return scheduler;
} catch (const Json::exception& error) {
    return Error{Code::bad_model, "a setting of the scheduler has the wrong type", "", "", "", error.what()};
}

// Settings that change the numbers in a way that is not built are refused rather than passed over.
Result<void> DiffusersScheduler::check_settings() const {
    const auto refuse = [](bool is_so, const char* what) -> Result<void> {
        if (is_so) return unknown("the scheduler's setting " + std::string(what) + " is not known");
        return {};
    };
    const auto word = [&](const char* name, const char* otherwise) { return setting<std::string>(config_, name, otherwise); };
    NL_CHECK(refuse(setting(config_, "use_flow_sigmas", false), "use_flow_sigmas"));
    NL_CHECK(refuse(word("variance_type", "fixed_small") == "learned", "variance_type 'learned'"));
    NL_CHECK(refuse(word("interpolation_type", "linear") != "linear", "interpolation_type"));
    NL_CHECK(refuse(word("timestep_type", "discrete") != "discrete", "timestep_type"));
    if (is_solver()) {
        const int order = setting(config_, "solver_order", 2);
        NL_CHECK(refuse(order < 1 || order > 3, "solver_order"));
        NL_CHECK(refuse(setting(config_, "thresholding", false), "thresholding"));
        if (kind_ == Kind::dpm_multistep || kind_ == Kind::dpm_singlestep) {
            const std::string algorithm = word("algorithm_type", "dpmsolver++");
            const bool is_sde = algorithm == "sde-dpmsolver++" && kind_ == Kind::dpm_multistep;
            NL_CHECK(refuse(algorithm != "dpmsolver++" && algorithm != "dpmsolver" && !is_sde, "algorithm_type"));
        }
    }
    if (kind_ == Kind::unipc) {
        NL_CHECK(refuse(!setting(config_, "predict_x0", true), "predict_x0 = false"));
        NL_CHECK(refuse(config_.contains("solver_p") && !config_["solver_p"].is_null(), "solver_p"));
        NL_CHECK(refuse(config_.contains("disable_corrector") && !config_["disable_corrector"].empty(), "disable_corrector"));
    }
    if (kind_ == Kind::lcm || kind_ == Kind::tcd) {
        const int original = setting(config_, "original_inference_steps", 50);
        NL_CHECK(refuse(original < 1 || original > schedule_.train_steps(), "original_inference_steps"));
        NL_CHECK(refuse(setting(config_, "timestep_scaling", 10.0) != 10, "timestep_scaling"));
    }
    return {};
}

Grid DiffusersScheduler::grid(int steps, double strength) const {
    if (!has_timesteps()) return sigma_steps(steps);
    if (kind_ == Kind::lcm || kind_ == Kind::tcd) {
        const int original = setting(config_, "original_inference_steps", 50);
        Grid grid = timestep_grid(schedule_, distilled_timesteps(schedule_.train_steps(), original, steps, strength));
        if (kind_ == Kind::tcd && !grid.empty()) grid.back().to = schedule_.level(0);
        return grid;
    }
    const std::vector<double> times =
        spaced_timesteps(spacing_, SpacingRule::whole, schedule_.train_steps(), steps, setting(config_, "steps_offset", 0));
    if (kind_ == Kind::ddpm) return timestep_grid(schedule_, times);
    return stride_grid(schedule_, times, setting(config_, "set_alpha_to_one", kind_ == Kind::ddim));
}

Grid DiffusersScheduler::sigma_steps(int steps) const {
    const SpacingRule rule = is_solver() ? SpacingRule::solver : SpacingRule::fractional;
    const std::vector<double> times = spaced_timesteps(spacing_, rule, schedule_.train_steps(), steps, setting(config_, "steps_offset", 0));
    // The σ range of Karras and other grids: the whole table for the solvers, the spacing's for the others.
    const double low = is_solver() ? schedule_.sigma_min() : sigma_between(schedule_, times.back());
    const double high = is_solver() ? schedule_.sigma_max() : sigma_between(schedule_, times.front());
    const double sigma_min = setting(config_, "sigma_min", low), sigma_max = setting(config_, "sigma_max", high);
    std::vector<double> sigmas;
    switch (sigmas_) {
        case Sigmas::table: break;
        case Sigmas::karras: sigmas = karras_sigmas(steps, sigma_min, sigma_max); break;
        case Sigmas::exponential: sigmas = exponential_sigmas(steps, sigma_min, sigma_max); break;
        case Sigmas::beta: sigmas = beta_interpolated_sigmas(steps, sigma_min, sigma_max); break;
    }
    const bool is_dpm2 = kind_ == Kind::dpm2 || kind_ == Kind::dpm2_ancestral;
    const bool is_rounded = is_solver() || (is_dpm2 && sigmas_ == Sigmas::karras);   // what the network is told
    std::vector<Level> levels;
    for (int i = 0; i < steps; ++i) {
        const auto index = static_cast<std::size_t>(i);
        Level level{1, 0, times[index]};
        if (sigmas.empty()) {
            level.s = sigma_between(schedule_, times[index]);
        } else {
            level = schedule_.level_at_sigma(sigmas[index]);
            if (is_rounded) level.t = std::nearbyint(level.t);
        }
        levels.push_back(level);
    }
    const bool ends_above_zero = kind_ == Kind::deis || setting<std::string>(config_, "final_sigmas_type", "zero") == "sigma_min";
    levels.push_back(ends_above_zero ? Level{1, schedule_.sigma_min(), 0} : Level{});
    Grid grid;
    for (std::size_t i = 0; i + 1 < levels.size(); ++i)
        grid.push_back(is_solver() ? GridStep{levels[i].vp(), levels[i + 1].vp()} : GridStep{levels[i], levels[i + 1]});
    return grid;
}

double DiffusersScheduler::initial_scale(int steps) const {
    if (has_timesteps() || is_solver()) return 1;
    const double sigma = grid(steps).front().from.sigma();
    return spacing_ == Spacing::leading ? std::hypot(sigma, 1) : sigma;
}

std::shared_ptr<const Stepper> DiffusersScheduler::stepper(const Json& call) const {
    const auto infinity = std::numeric_limits<double>::infinity();
    const int order = setting(config_, "solver_order", 2);
    const bool is_heun = setting<std::string>(config_, "solver_type", "midpoint") == "heun";
    const auto kind = is_heun ? DpmppOptions::Kind::heun : DpmppOptions::Kind::midpoint;
    switch (kind_) {
        case Kind::ddpm: {
            using Variance = DdpmOptions::Variance;
            const auto type = setting<std::string>(config_, "variance_type", "fixed_small");
            const Variance variance = type == "learned_range" ? Variance::learned_range : type.starts_with("fixed_large") ? Variance::fixed_large : Variance::fixed_small;
            return make_ddpm({.variance = variance, .clip = read_clip(config_)});
        }
        case Kind::ddim:
            return make_ddim({setting(call, "eta", 0.0), read_clip(config_), setting(call, "use_clipped_model_output", false)});
        case Kind::pndm: return make_pndm({!setting(config_, "skip_prk_steps", false)});
        case Kind::lcm: {
            LcmOptions options;
            if (setting(config_, "thresholding", false) || setting(config_, "clip_sample", false)) options.clip = read_clip(config_);
            return make_lcm(options);
        }
        case Kind::tcd: return make_tcd(setting(call, "eta", 0.3));
        case Kind::euler:
            return make_euler({setting(call, "s_churn", 0.0), setting(call, "s_tmin", 0.0), setting(call, "s_tmax", infinity),
                               setting(call, "s_noise", 1.0), true});
        case Kind::euler_ancestral: return make_euler_ancestral();
        case Kind::heun: return make_heun({.after_model = true});
        case Kind::dpm2: return make_dpm2({.after_model = true});
        case Kind::dpm2_ancestral: return make_dpm2_ancestral();
        case Kind::lms: return make_lms(setting(call, "order", 4));
        case Kind::dpm_multistep: {
            const auto algorithm = setting<std::string>(config_, "algorithm_type", "dpmsolver++");
            DpmppOptions options;
            options.form = algorithm == "dpmsolver" ? SolverForm::epsilon : SolverForm::x0;
            options.order = order;
            options.kind = kind;
            options.eta = algorithm == "sde-dpmsolver++" ? 1 : 0;
            options.lower_order_final = setting(config_, "lower_order_final", true);
            options.euler_at_final = setting(config_, "euler_at_final", false);
            return make_dpmpp(options);
        }
        case Kind::dpm_singlestep: {
            const bool is_epsilon = setting<std::string>(config_, "algorithm_type", "dpmsolver++") == "dpmsolver";
            // Anything else diffusers changes to lower_order_final itself.
            const bool may_keep = setting<std::string>(config_, "final_sigmas_type", "zero") == "sigma_min";
            const bool lower = setting(config_, "lower_order_final", false) || !may_keep;
            return make_dpm_singlestep({is_epsilon ? SolverForm::epsilon : SolverForm::x0, order, kind, lower});
        }
        case Kind::unipc: {
            const bool is_bh1 = setting<std::string>(config_, "solver_type", "bh2") == "bh1";
            return make_unipc({order, is_bh1 ? UniPcOptions::Kind::bh1 : UniPcOptions::Kind::bh2, setting(config_, "lower_order_final", true)});
        }
        case Kind::deis: return make_deis({order, setting(config_, "lower_order_final", true)});
    }
    return {};
}

}  // namespace noiseloom
