// Section `guidance`: operators on given predictions, gradients and Algorithm 2 on mixtures, losses in CLIP's space, seeds.
#include <cmath>

#include <ATen/ATen.h>

#include "clip_guidance/prompts.h"
#include "diffusion/analytic.h"
#include "diffusion/grids.h"
#include "diffusion/guiders.h"
#include "diffusion/log_snr.h"
#include "diffusion/noise.h"
#include "diffusion/prediction.h"
#include "diffusion/sampler.h"
#include "diffusion/steppers.h"
#include "diffusion/steppers/clip.h"
#include "evaluation/measures.h"
#include "models/clip_loss.h"
#include "parity.h"
#include "recorded_noise.h"

namespace noiseloom::parity {
namespace {

using Prompt = std::shared_ptr<const Conditioning>;

std::shared_ptr<Conditioning> prompt_of(const at::Tensor& tensor) {
    auto prompt = std::make_shared<Conditioning>();
    prompt->context = tensor;
    prompt->identify();
    return prompt;
}

// Answers with the conditioning's own tensor: operators see the recorded predictions.
class GivenPredictions final : public Denoiser {
  public:
    std::vector<Estimate> denoise(const at::Tensor&, const Level&, std::span<const Conditioning* const> conditionings,
                                  const Cancel&) const override {
        std::vector<Estimate> answers;
        for (const Conditioning* conditioning : conditionings) answers.push_back({conditioning->context});
        return answers;
    }
    const NoiseSchedule& schedule() const override { return schedule_; }
    Prediction prediction() const override { return Prediction::x0; }
    LatentFormat format() const override { return {}; }
    Key identity() const override { return KeyBuilder("given").key(); }
    std::size_t bytes() const override { return 0; }
    std::string device() const override { return "cpu"; }

  private:
    NoiseSchedule schedule_ = NoiseSchedule::stable_diffusion();
};

// The second step of the pair has other estimates, 0.9 of the prompt's and 0.1 of the negative's, and what the first one left in memory.
void check_apg(Case& c, const std::string& name, const std::shared_ptr<const Denoiser>& model) {
    const Json& params = c.params();
    const bool is_original = name == "apg_original_nomomentum";
    const Json& given = params.at(is_original ? "apg_original" : "apg");
    ApgOptions options{given.at("eta").get<double>(), given.value("norm_threshold", 0.0), given.value("momentum", 0.0), !is_original};
    const double s = is_original ? scale_from_paper(given.at("w").get<double>()) : params.at("s").get<double>();
    GuiderState state;
    at::Tensor made;
    for (int step = 0; step < (name == "apg_step2" ? 2 : 1); ++step) {
        // Memory is known by the prompts, which are the same in every step of a run: here their estimates change.
        const auto cond = prompt_of(c.tensor("cond")), u = prompt_of(c.tensor("uncond"));
        if (step == 1) cond->context = 0.9 * c.tensor("cond") + 0.1 * c.tensor("neg");
        made = evaluate(*make_apg(model, cond, u, s, options), c.tensor("x"), {step, 2, {1, 1, 0}, {1, 0, 0}}, state, {}).denoised;
    }
    c.compare(name, made);
}

void check_operators(Case& c) {
    const Json& params = c.params();
    const auto number = [&](const char* key) { return params.at(key).get<double>(); };
    const std::shared_ptr<const Denoiser> model = std::make_shared<GivenPredictions>();
    const at::Tensor x = c.tensor("x");
    const Prompt u = prompt_of(c.tensor("uncond")), cond = prompt_of(c.tensor("cond")), neg = prompt_of(c.tensor("neg")), bad = prompt_of(c.tensor("bad"));
    const auto guided = [&](const std::shared_ptr<const Guider>& guider) {
        GuiderState state;
        return evaluate(*guider, x, {0, 1, {1, 1, 0}, {1, 0, 0}}, state, {}).denoised;
    };
    const double s = number("s");
    std::string missing;
    for (const std::string& name : c.names("outputs")) {
        if (name == "cfg_library_s") c.compare(name, guided(make_cfg(model, cond, u, s)));
        else if (name == "cfg_paper_w") c.compare(name, guided(make_cfg(model, cond, u, scale_from_paper(number("w")))));
        else if (name == "negative_prompt") c.compare(name, guided(make_cfg(model, cond, neg, s)));
        else if (name == "three_way")
            c.compare(name, guided(make_sum({{make_cfg(model, cond, u, s), 1}, {make_cfg(model, neg, u, number("three_way_neg")), -1}})));
        else if (name == "composable") {
            const Json& weights = params.at("composable_weights");
            std::vector<WeightedGuider> parts;
            for (const auto& [input, weight] : weights.items())
                parts.push_back({make_cfg(model, prompt_of(c.tensor(input)), u, s), weight.get<double>()});
            c.compare(name, guided(make_sum(std::move(parts))));
        } else if (name == "autoguidance")
            c.compare(name, guided(make_autoguidance(make_conditional(model, cond), make_conditional(model, bad), number("autoguidance"))));
        else if (name == "perp_neg_whole_tensor" || name == "perp_neg_per_sample")
            c.compare(name, guided(make_perpendicular(model, cond, neg, u, s, {number("perp_neg_scale"), name == "perp_neg_whole_tensor"})));
        else if (name.starts_with("apg_")) check_apg(c, name, model);
        else if (name == "cfg_zero_star") c.compare(name, guided(make_cfg_zero(model, cond, u, s)));
        else if (name == "cfg_zero_star_scale") {
            // Of what u is multiplied by: the base is z·u.
            GuiderState state;
            const at::Tensor base = evaluate(*make_cfg_zero(model, cond, u, s), x, {0, 1, {1, 1, 0}, {1, 0, 0}}, state, {}).base;
            c.compare(name, base.flatten(1).select(1, 0) / c.tensor("uncond").flatten(1).select(1, 0));
        } else if (name == "dynamic_threshold") {
            const Json& threshold = params.at("threshold");
            c.compare(name, clipped(x, {ClipSample::Kind::dynamic, 1, threshold.at("p").get<double>(), threshold.at("max").get<double>()}));
        } else if (name.starts_with("rescale_")) c.compare(name, guided(make_rescale(make_cfg(model, cond, u, s), number("rescale"))));
        else missing += (missing.empty() ? "" : ", ") + name;
    }
    if (!missing.empty()) throw NotYet{missing};
}

std::shared_ptr<const Conditioning> label_of(std::int64_t y) {
    auto asked = std::make_shared<Conditioning>();
    asked->label = at::tensor({y}, at::kLong);
    asked->identify();
    return asked;
}

Mixture even_mixture(const Case& c) {
    const at::Tensor means = c.tensor("means");
    return {means, at::full({means.size(0)}, -std::log(static_cast<double>(means.size(0)))), c.params().at("tau").get<double>()};
}

// Points of a plane or of any space as pictures of one pixel.
at::Tensor as_pictures(const at::Tensor& points) { return points.unsqueeze(-1).unsqueeze(-1); }
at::Tensor as_points(const at::Tensor& pictures) { return pictures.flatten(1); }

// Classifier guidance by the exact classifier of a mixture: the shift of x0, of ε, and of DDPM's mean.
void check_classifier_shift(Case& c) {
    const Mixture mixture = even_mixture(c);
    const auto y = c.params().at("y").get<std::int64_t>();
    const double gamma = c.params().at("gamma").get<double>();
    const auto criterion = make_mixture_criterion(mixture, y);
    const auto guider = make_gradient(make_unconditional(make_mixture_denoiser(mixture, NoiseSchedule::stable_diffusion())), criterion, gamma);
    const at::Tensor bars = c.tensor("alpha_bar").to(at::kDouble);
    std::map<std::string, std::vector<at::Tensor>> made;
    for (std::int64_t i = 0; i < bars.size(0); ++i) {
        const double bar = bars[i].item<double>();
        const Level vp{std::sqrt(bar), std::sqrt(1 - bar), 0};
        const at::Tensor x = as_pictures(c.tensor("x_vp")[i]);
        GuiderState state;
        const auto guided = [&](const Level& at) { return evaluate(*guider, x * (at.norm() / vp.norm()), {0, 1, at, {1, 0, 0}}, state, {}); };
        const Guided at_vp = guided(vp);
        const at::Tensor gradient = gamma * criterion->judge(x, vp, {}).gradient;
        made["eps"].push_back(as_points(epsilon_from_x0(at_vp.base, x, vp)));
        made["grad_vp"].push_back(as_points(gradient));
        made["eps_shifted"].push_back(as_points(epsilon_from_x0(at_vp.denoised, x, vp)));
        made["x0_shifted"].push_back(as_points(at_vp.denoised));
        made["D_shifted_ve"].push_back(as_points(guided(vp.ve()).denoised));
        made["mean_shift"].push_back(as_points(0.05 * gradient));
    }
    for (const std::string& name : c.names("outputs")) c.compare(name, at::stack(made.at(name)));
}

// Figure 2 of classifier-free guidance: the densities that it has in mind, and the score of one.
void check_three_gaussians(Case& c) {
    const Mixture mixture = even_mixture(c);
    const at::Tensor axis = c.tensor("axis").to(at::kDouble);
    const std::int64_t side = axis.size(0);
    const at::Tensor points = at::stack({axis.repeat({side}), axis.repeat_interleave(side)}, 1);
    const double cell = std::pow(axis[1].item<double>() - axis[0].item<double>(), 2);
    std::vector<at::Tensor> densities, scores;
    for (const Json& w : c.params().at("w")) {
        at::Tensor mean = at::zeros({side * side}, at::kDouble);
        for (std::int64_t k = 0; k < mixture.means.size(0); ++k) {
            const at::Tensor log = guided_log_density(mixture, points, k, w.get<double>());
            mean += (log - at::logsumexp(log, 0)).exp() / (cell * static_cast<double>(mixture.means.size(0)));
        }
        densities.push_back(mean.view({side, side}));
        scores.push_back(differentiated(points, [&](const at::Tensor& z) { return guided_log_density(mixture, z, 0, w.get<double>()); }).gradient.view({side, side, 2}));
    }
    c.compare("densities", at::stack(densities));
    c.compare("guided_score_class0", at::stack(scores));
}

// Algorithm 2 of classifier-free guidance: continuous λ, an interpolated variance, x̃ kept within its range.
void check_paper_algorithm(Case& c) {
    const Json& params = c.params();
    const auto number = [&](const char* key) { return params.at(key).get<double>(); };
    const int steps = params.at("T").get<int>();
    const auto lambda = [&](double u) { return log_snr(u, number("lambda_min"), number("lambda_max")); };
    std::vector<double> curve, lambdas;
    for (int i = 0; i <= 100; ++i) curve.push_back(lambda(i / 100.0));
    c.compare("lambda_of_u_f64", at::tensor(curve, at::kDouble));
    for (const double sigma : log_snr_sigmas(steps, std::exp(-number("lambda_max") / 2), std::exp(-number("lambda_min") / 2)))
        if (sigma > 0) lambdas.push_back(-2 * std::log(sigma));
    c.compare("lambdas_f64", at::tensor(lambdas, at::kDouble));

    const auto model = make_mixture_denoiser(even_mixture(c), log_snr_schedule());
    Conditioning none;
    none.identify();
    Sampling sampling;
    sampling.guider = make_cfg(model, label_of(params.at("cls").get<std::int64_t>()), std::make_shared<const Conditioning>(std::move(none)), scale_from_paper(number("w")));
    sampling.stepper = make_ddpm({DdpmOptions::Variance::interpolated, number("v"), {ClipSample::Kind::range, number("clip")}});
    for (std::size_t k = 0; k < lambdas.size(); ++k)
        sampling.grid.push_back({level_of_log_snr(lambdas[k]), k + 1 < lambdas.size() ? level_of_log_snr(lambdas[k + 1]) : Level{1, 0, 0}});
    sampling.x = as_pictures(c.tensor("noise")[0]);
    sampling.noise = std::make_shared<RecordedNoise>(c.tensor("noise").narrow(0, 1, steps - 1).unsqueeze(-1).unsqueeze(-1));
    std::vector<at::Tensor> z{as_points(sampling.x)}, x_tilde;
    SampleObserver observer;
    observer.on_step = [&](int, int, const SamplerState& state, const Guided& guided) {
        z.push_back(as_points(state.x));
        x_tilde.push_back(as_points(guided.denoised.clamp(-number("clip"), number("clip"))));
    };
    sample(sampling, observer, {});
    c.compare("z", at::stack(z));
    c.compare("x_tilde", at::stack(x_tilde));
}

// Losses in CLIP's space, each with its gradient.
void check_clip_losses(Case& c) {
    const at::Tensor texts = unit_vectors(c.tensor("text_embed"));
    const auto check = [&](const std::string& name, const std::function<at::Tensor(const at::Tensor& pictures)>& loss) {
        const at::Tensor embeds = c.tensor("image_embed").clone().requires_grad_(true);
        const at::Tensor value = loss(unit_vectors(embeds));
        value.backward();
        c.compare(name + "_value", value);
        c.compare(name + "_grad", embeds.grad());
    };
    constexpr double never = -std::numeric_limits<double>::infinity();
    check("spherical", [&](const at::Tensor& pictures) { return spherical_distance(pictures.unsqueeze(1), texts.unsqueeze(0)).mean(); });
    check("cosine", [&](const at::Tensor& pictures) { return cosine_distance(pictures, texts.narrow(0, 0, 1)).mean(); });
    check("prompt_pos", [&](const at::Tensor& pictures) { return target_loss(pictures, {texts, 1.5, never}); });
    check("prompt_neg", [&](const at::Tensor& pictures) { return target_loss(pictures, {texts, -0.7, never}); });
    check("prompt_stop", [&](const at::Tensor& pictures) { return target_loss(pictures, {texts, 1.0, 1.15}); });
}

void check_cfg_plus_plus(Case& c) {
    const auto number = [&](const char* key) { return c.params().at(key).get<double>(); };
    const std::shared_ptr<const Denoiser> model = std::make_shared<GivenPredictions>();
    const auto guider = make_cfg_plus_plus(make_cfg(model, prompt_of(c.tensor("D_cond")), prompt_of(c.tensor("D_uncond")), number("scale")));
    const GridStep levels{{1, number("sigma"), 0}, {1, number("sigma_next"), 0}};
    GuiderState state;
    const Model asked = [&](const at::Tensor& x, const Level& at) { return evaluate(*guider, x, {0, 1, at, levels.to}, state, {}); };
    c.compare("out", make_euler()->step({c.tensor("x")}, {asked, levels, 0, 1, model->schedule(), model->prediction(), {}}).x);
}

void check_regional(Case& c) {
    const std::shared_ptr<const Denoiser> model = std::make_shared<GivenPredictions>();
    const at::Tensor given = c.tensor("D"), masks = c.tensor("masks"), strength = c.tensor("strength");
    std::vector<Region> parts;
    for (std::int64_t i = 0; i < given.size(0); ++i)
        parts.push_back({make_conditional(model, prompt_of(given.narrow(0, i, 1))), masks[i].unsqueeze(0).unsqueeze(0), strength[i].item<double>()});
    GuiderState state;
    c.compare("out", evaluate(*make_regional(std::move(parts)), at::zeros_like(given.narrow(0, 0, 1)), {0, 1, {1, 1, 0}, {1, 0, 0}}, state, {}).denoised[0]);
}

void check_distributions(Case& c) {
    c.compare("fid", at::scalar_tensor(frechet_distance(c.tensor("feat_a"), c.tensor("feat_b"))));
    const auto [mean, deviation] = inception_score(c.tensor("logits"));
    c.compare("is_mean", at::scalar_tensor(mean));
    c.compare("is_std", at::scalar_tensor(deviation));
}

void check_seeds(Case& c) {
    c.compare("slerp_0p3", slerp(c.tensor("a"), c.tensor("b"), 0.3));
    for (const std::string& name : c.names("outputs")) {
        const auto at = name.find("seed");
        if (!name.starts_with("randn_") || at == std::string::npos) continue;
        const auto source = make_noise(NoiseKind::torch_cpu, std::stoull(name.substr(at + 4)));
        c.compare(name, source->draw(c.tensor(name).sizes(), {}));
    }
}

void check_nvidia_noise(Case& c) {
    for (const auto& seed : c.params().at("seeds")) {
        const auto source = make_noise(NoiseKind::nvidia, seed.get<std::uint64_t>());
        const at::Tensor both = at::cat({source->draw({1, 2, 3, 4}, {0}).flatten(), source->draw({1, 9}, {1}).flatten()});
        c.compare("seed" + seed.dump(), both);
    }
}

}  // namespace

std::span<const Kind> guidance_kinds() {
    static constexpr Kind kinds[] = {{"guidance.operators", check_operators}, {"guidance.seeds", check_seeds},
                                     {"guidance.classifier_shift", check_classifier_shift}, {"guidance.three_gaussians", check_three_gaussians},
                                     {"guidance.cfg_paper_alg2", check_paper_algorithm},
                                     {"guidance.clip_losses", check_clip_losses},
                                     {"guidance.cfgpp_euler_step", check_cfg_plus_plus}, {"guidance.regional", check_regional},
                                     {"guidance.fid_is", check_distributions}, {"guidance.philox_nv", check_nvidia_noise}};
    return kinds;
}

}  // namespace noiseloom::parity
