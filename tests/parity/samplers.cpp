// Section `samplers`: β tables, σ grids, and the trajectory of every stepper on the analytic mixture.
#include <cmath>

#include <ATen/ATen.h>

#include "diffusion/analytic.h"
#include "diffusion/diffusers_scheduler.h"
#include "diffusion/guiders.h"
#include "diffusion/inversion.h"
#include "diffusion/steppers.h"
#include "parity.h"
#include "recorded_noise.h"

namespace noiseloom::parity {
namespace {

Mixture mixture_of(const Case& c) {
    const Case data = c.sibling("samplers.gmm");
    return {data.tensor("means"), data.tensor("log_pi"), data.params().at("tau").get<double>()};
}

std::vector<double> numbers(const at::Tensor& tensor) {
    const at::Tensor plain = tensor.to(at::kDouble).contiguous();
    return {plain.const_data_ptr<double>(), plain.const_data_ptr<double>() + plain.numel()};
}

at::Tensor tensor_of(const std::vector<double>& values) { return at::tensor(values, at::kDouble); }

// Recorded draws in call order; draw 0 of the run has ordinal 1.
// Everything that went through a model.
struct Log {
    std::vector<at::Tensor> x, denoised, raw;
    std::vector<double> times;
    std::vector<Level> levels;
};

class LoggingNetwork final : public Network {
  public:
    LoggingNetwork(std::shared_ptr<const Network> network, Log& log, bool learns_variance = false)
        : network_(std::move(network)), log_(log), learns_variance_(learns_variance) {}
    std::vector<at::Tensor> predict(const at::Tensor& x, double t, std::span<const Conditioning* const> conditionings,
                                    const Cancel& cancel) const override {
        auto outputs = network_->predict(x, t, conditionings, cancel);
        log_.raw.push_back(outputs.front());
        log_.times.push_back(t);
        if (learns_variance_)   // the reference's stand-in for a network that does
            for (at::Tensor& output : outputs) output = at::cat({output, at::tanh(0.5 * output)}, 1);
        return outputs;
    }
    Key identity() const override { return network_->identity(); }
    std::size_t bytes() const override { return 0; }
    std::string device() const override { return "cpu"; }

  private:
    std::shared_ptr<const Network> network_;
    Log& log_;
    bool learns_variance_;
};

class LoggingDenoiser final : public Denoiser {
  public:
    LoggingDenoiser(std::shared_ptr<const Denoiser> model, Log& log) : model_(std::move(model)), log_(log) {}
    std::vector<Estimate> denoise(const at::Tensor& x, const Level& at, std::span<const Conditioning* const> conditionings,
                                  const Cancel& cancel) const override {
        log_.x.push_back(x);
        log_.levels.push_back(at);
        auto answers = model_->denoise(x, at, conditionings, cancel);
        log_.denoised.push_back(answers.front().x0);
        return answers;
    }
    const NoiseSchedule& schedule() const override { return model_->schedule(); }
    Prediction prediction() const override { return model_->prediction(); }
    LatentFormat format() const override { return model_->format(); }
    Key identity() const override { return model_->identity(); }
    std::size_t bytes() const override { return 0; }
    std::string device() const override { return "cpu"; }

  private:
    std::shared_ptr<const Denoiser> model_;
    Log& log_;
};

void check_mixture(Case& c) {
    const Mixture mixture = mixture_of(c);
    c.require(mixture.means.size(0) == mixture.log_weights.size(0), "as many means as weights");
}

void check_betas(Case& c) {
    for (const std::string& name : c.names("outputs")) {
        if (name.ends_with("_f64")) {   // betas_adm_<kind>_<T>_f64, guided-diffusion's
            const int steps = std::stoi(name.substr(name.find_last_of('_', name.size() - 5) + 1));
            const bool cosine = name.find("cosine") != std::string::npos;
            const double k = 1000.0 / steps;
            c.compare(name, tensor_of(beta_table(cosine ? BetaSchedule::cosine : BetaSchedule::linear, steps, k * 1e-4, k * 0.02, Precision::f64)));
            continue;
        }
        const int steps = c.params().at("T").get<int>();
        BetaSchedule kind = BetaSchedule::linear;
        double start = 1e-4, end = 0.02;
        if (name.find("scaled_linear") != std::string::npos) std::tie(kind, start, end) = std::tuple(BetaSchedule::scaled_linear, 0.00085, 0.012);
        if (name.find("cosine") != std::string::npos) kind = BetaSchedule::cosine;
        if (name.find("sigmoid") != std::string::npos) kind = BetaSchedule::sigmoid;
        std::vector<double> betas = beta_table(kind, steps, start, end, Precision::f32);
        if (name.ends_with("_zsnr")) betas = zero_terminal_snr(betas, Precision::f32);
        const NoiseSchedule schedule = NoiseSchedule::from_betas(betas, Precision::f32);
        std::vector<double> bars;
        for (int t = 0; t < steps; ++t) bars.push_back(schedule.alpha_cumprod(t));
        // The reference takes β = 1 - ratio of float32 numbers whose roots MKL rounds differently from processor
        // to processor: its own numbers are good to a few parts in 10^7, more than atol.
        const double slack = name.starts_with("betas") && name.ends_with("_zsnr") ? 0x1p-20 : 0;
        c.compare(name, tensor_of(name.starts_with("betas") ? betas : bars), c.tensor(name), slack);
    }
}

void check_sigma_grids(Case& c) {
    const NoiseSchedule schedule = NoiseSchedule::stable_diffusion();
    const double low = schedule.sigma_min(), high = schedule.sigma_max();
    const auto each = [&](const char* input, auto f) {
        std::vector<double> values = numbers(c.tensor(input));
        for (double& value : values) value = f(value);
        return tensor_of(values);
    };
    for (const std::string& name : c.names("outputs")) {
        const auto is = [&](std::string_view family) { return name.starts_with(family); };
        if (is("probe_t_to_sigma")) c.compare(name, each("probe_t", [&](double t) { return schedule.level_at(t).sigma(); }));
        else if (is("probe_sigma_to_t_interp")) c.compare(name, each("probe_sigma", [&](double s) { return schedule.level_at_sigma(s).t; }));
        else if (is("probe_sigma_to_t_quant")) c.compare(name, each("probe_sigma", [&](double s) { return schedule.level_nearest_sigma(s).t; }));
        else if (is("probe_")) continue;   // inputs
        else if (is("sigma_table")) {
            std::vector<double> sigmas;
            for (int t = 0; t < schedule.train_steps(); ++t) sigmas.push_back(schedule.sigma(t));
            c.compare(name, tensor_of(sigmas));
        } else {
            const int n = std::stoi(name.substr(name.rfind('_') + 1));
            if (is("karras")) c.compare(name, tensor_of(karras_sigmas(n, low, high)));
            else if (is("exponential")) c.compare(name, tensor_of(exponential_sigmas(n, low, high)));
            else if (is("polyexp_rho")) c.compare(name, tensor_of(polyexponential_sigmas(n, low, high, std::stod(name.substr(11)))));
            else if (is("vp")) c.compare(name, tensor_of(vp_sigmas(n)));
            else if (is("kdiffusion_model") || is("comfy_normal")) c.compare(name, tensor_of(model_sigmas(schedule, n)));
            else if (is("comfy_simple")) c.compare(name, tensor_of(simple_sigmas(schedule, n)));
            else if (is("comfy_ddim_uniform")) c.compare(name, tensor_of(ddim_uniform_sigmas(schedule, n)));
            else if (is("comfy_sgm_uniform")) c.compare(name, tensor_of(sgm_uniform_sigmas(schedule, n)));
            else if (is("comfy_beta")) c.compare(name, tensor_of(beta_sigmas(schedule, n)));
            else if (is("comfy_kl_optimal")) c.compare(name, tensor_of(kl_optimal_sigmas(n, low, high)));
            else if (is("comfy_ays_SDXL")) c.compare(name, tensor_of(ays_sigmas(AysModel::sdxl, n)));
            else if (is("comfy_ays_SD1")) c.compare(name, tensor_of(ays_sigmas(AysModel::sd1, n)));
            else c.require(false, "unknown grid '" + name + "'");
        }
    }
}

void check_diffusers(Case& c) {
    const Json& params = c.params();
    auto read = DiffusersScheduler::read(params.at("config"), params.at("scheduler").get<std::string>());
    if (!read) throw NotYet{read.error().message};
    const DiffusersScheduler scheduler = *std::move(read);
    std::vector<double> bars;
    for (int t = 0; t < scheduler.schedule().train_steps(); ++t) bars.push_back(scheduler.schedule().alpha_cumprod(t));
    c.compare("alphas_cumprod", tensor_of(bars));

    Log log;
    const auto network = std::make_shared<LoggingNetwork>(make_mixture_network(mixture_of(c), scheduler.schedule(), scheduler.prediction()), log,
                                                          params.at("config").value("variance_type", Json()) == "learned_range");
    const auto model = std::make_shared<LoggingDenoiser>(make_denoiser(network, scheduler.schedule(), scheduler.prediction(), {}), log);
    const int steps = params.at("num_inference_steps").get<int>();
    Sampling sampling;
    sampling.guider = make_unconditional(model);
    sampling.stepper = scheduler.stepper(params.at("step_kwargs"));
    sampling.grid = scheduler.grid(steps, params.at("set_timesteps_kwargs").value("strength", 1.0));
    sampling.noise = std::make_shared<RecordedNoise>(c.has("noise") ? c.tensor("noise") : at::Tensor());
    sampling.x = c.tensor("x_unit") * scheduler.initial_scale(steps);
    const at::Tensor last = sample(sampling, {}, {});

    log.x.push_back(last);   // x[i] goes into call i; the last is the result
    c.compare("timesteps", tensor_of(log.times));
    c.compare("model_out", at::stack(log.raw));
    c.compare("x", at::stack(log.x));
    if (c.has("sigmas")) {
        std::vector<double> got, want = numbers(c.tensor("sigmas"));
        for (const GridStep& step : sampling.grid) got.push_back(step.from.sigma());
        got.push_back(sampling.grid.back().to.sigma());
        want.erase(std::unique(want.begin(), want.end()), want.end());   // two-stage schedulers list σ's twice
        c.compare("sigmas", tensor_of(got), tensor_of(want));
    }
}

void check_inversion(Case& c) {
    const Json& params = c.params();
    const auto scheduler = DiffusersScheduler::read(params.at("config"), "DDIMScheduler").or_throw();
    Log log;
    const auto network = std::make_shared<LoggingNetwork>(make_mixture_network(mixture_of(c), scheduler.schedule(), Prediction::epsilon), log);
    const auto model = std::make_shared<LoggingDenoiser>(make_denoiser(network, scheduler.schedule(), Prediction::epsilon, {}), log);
    Sampling sampling;
    sampling.guider = make_unconditional(model);
    sampling.stepper = make_ddim();
    const auto spaced = spaced_timesteps(Spacing::leading, SpacingRule::whole, scheduler.schedule().train_steps(),
                                         params.at("num_inference_steps").get<int>(), params.at("config").at("steps_offset").get<int>());
    std::vector<int> timesteps{0};   // the picture
    for (auto t = spaced.rbegin(); t != spaced.rend(); ++t) timesteps.push_back(static_cast<int>(*t));
    sampling.grid = inversion_grid(scheduler.schedule(), timesteps, Told::end);
    sampling.noise = std::make_shared<RecordedNoise>(at::Tensor());
    sampling.x = c.tensor("x0");
    const at::Tensor last = sample(sampling, {}, {});
    log.x.push_back(last);
    c.compare("timesteps", tensor_of(log.times));
    c.compare("x", at::stack(log.x));
}

std::shared_ptr<const Stepper> k_diffusion_stepper(const Json& params) {
    const auto name = params.at("sampler").get<std::string>();
    const Json& kwargs = params.at("kwargs");
    const auto number = [&](const char* key, double otherwise) { return kwargs.value(key, otherwise); };
    const Churn churn{number("s_churn", 0), number("s_tmin", 0), number("s_tmax", std::numeric_limits<double>::infinity()), number("s_noise", 1)};
    DpmppOptions dpmpp;
    dpmpp.noise = number("s_noise", 1);
    if (name == "sample_euler") return make_euler(churn);
    if (name == "sample_heun") return make_heun(churn);
    const AncestralOptions ancestral{number("eta", 1), number("s_noise", 1)};
    if (name == "sample_euler_ancestral") return make_euler_ancestral(ancestral);
    if (name == "sample_dpm_2") return make_dpm2(churn);
    if (name == "sample_dpm_2_ancestral") return make_dpm2_ancestral(ancestral);
    if (name == "sample_lms") return make_lms(kwargs.value("order", 4));
    if (name == "sample_dpmpp_2s_ancestral") return make_dpmpp_2s_ancestral(ancestral);
    if (name == "sample_dpmpp_sde") return make_dpmpp_sde({ancestral.eta, ancestral.noise, number("r", 0.5)});
    if (name == "sample_dpm_fast") return make_dpm_fast({kwargs.at("n").get<int>(), number("eta", 0), ancestral.noise});
    if (name == "sample_dpm_adaptive") return make_dpm_adaptive({.order = kwargs.value("order", 3), .eta = number("eta", 0)});
    if (name == "sample_dpmpp_2m") return make_dpmpp(dpmpp);
    if (name == "sample_dpmpp_2m_sde") {
        dpmpp.eta = number("eta", 1);
        dpmpp.kind = kwargs.value("solver_type", "midpoint") == "heun" ? DpmppOptions::Kind::heun : DpmppOptions::Kind::midpoint;
        return make_dpmpp(dpmpp);
    }
    if (name == "sample_dpmpp_3m_sde") {
        dpmpp.eta = number("eta", 1);
        dpmpp.order = 3;
        dpmpp.kind = DpmppOptions::Kind::heun;
        return make_dpmpp(dpmpp);
    }
    throw NotYet{name};
}

void check_k_diffusion(Case& c) {
    const auto stepper = k_diffusion_stepper(c.params());
    Log log;
    const auto model = std::make_shared<LoggingDenoiser>(make_mixture_denoiser(mixture_of(c), NoiseSchedule::stable_diffusion()), log);
    const std::vector<double> sigmas = numbers(c.tensor("sigmas"));
    Sampling sampling;
    sampling.guider = make_unconditional(model);
    sampling.stepper = stepper;
    sampling.grid = sigma_grid(model->schedule(), sigmas);
    sampling.noise = std::make_shared<RecordedNoise>(c.has("noise") ? c.tensor("noise") : at::Tensor());
    sampling.x = c.tensor("x_unit") * sigmas.front();

    std::vector<std::size_t> first_calls{0};   // of each step
    SampleObserver observer;
    observer.on_step = [&](int, int, const SamplerState&, const Guided&) { first_calls.push_back(log.x.size()); };
    c.compare("x_final", sample(sampling, observer, {}));
    first_calls.pop_back();

    std::vector<double> called_at;
    for (const Level& level : log.levels) called_at.push_back(level.sigma());
    if (c.has("x_steps")) {   // not of the samplers that choose their own steps
        std::vector<at::Tensor> starts;
        for (const std::size_t call : first_calls) starts.push_back(log.x[call] / log.levels[call].a);   // VE
        c.compare("x_steps", at::stack(starts));
    }
    c.compare("denoised_calls", at::stack(log.denoised));
    c.compare("model_sigmas", tensor_of(called_at));
}

}  // namespace

std::span<const Kind> sampler_kinds() {
    static constexpr Kind kinds[] = {
        {"samplers.gmm", check_mixture},        {"samplers.beta_schedules", check_betas}, {"samplers.sigma_grids", check_sigma_grids},
        {"samplers.ddpm", check_diffusers},     {"samplers.ddim_eta", check_diffusers},   {"samplers.ddim_linspace", check_diffusers},
        {"samplers.ddim_zsnr", check_diffusers}, {"samplers.ddim_sample", check_diffusers}, {"samplers.pndm", check_diffusers},
        {"samplers.euler", check_diffusers},    {"samplers.heun", check_diffusers},       {"samplers.dpm", check_diffusers},
        {"samplers.kdpm2", check_diffusers},    {"samplers.lms", check_diffusers},        {"samplers.unipc", check_diffusers},
        {"samplers.deis", check_diffusers},     {"samplers.lcm", check_diffusers},        {"samplers.tcd", check_diffusers},
        {"samplers.ddim_inverse", check_inversion}, {"samplers.kd_", check_k_diffusion},
    };
    return kinds;
}

}  // namespace noiseloom::parity
