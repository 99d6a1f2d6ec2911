// Section `adm`: guided-diffusion's networks, its sampling loops with classifier guidance, and one step of training its noise-aware classifier;
// of `combined` what has classifier guidance.
#include <algorithm>

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include "diffusion/grids.h"
#include "diffusion/guiders.h"
#include "diffusion/inversion.h"
#include "diffusion/sampler.h"
#include "diffusion/steppers/clip.h"
#include "models/architectures/adm_classifier.h"
#include "models/architectures/adm_unet.h"
#include "models/class_criterion.h"
#include "models/device.h"
#include "parity.h"
#include "training/initial.h"
#include "training/losses.h"
#include "training/optimizer.h"

namespace noiseloom::parity {
namespace {

Placement placement_of(const Case& c) { return place({c.settings().device, c.settings().dtype}).or_throw(); }

// The case's model: a file whose name says its class. Its parameters are the configuration.
StateDict weights_of(const Case& c) { return load_state_dict(c.path(c.entry().at("models").at(0).get<std::string>())).or_throw(); }

Json config_of(const Json& params, const char* class_name) {
    Json config = params;
    config["_class_name"] = class_name;
    return config;
}

void check_unet(Case& c, const char* class_name) {
    const auto network = make_network(Weights(weights_of(c), placement_of(c)), config_of(c.params(), class_name), Key{});
    const auto& unet = dynamic_cast<const AdmUnet&>(*network);
    const at::Tensor x = c.tensor("x"), t = c.tensor("t");
    const auto device = placement_of(c).device;
    TrainableNetwork::Rows rows{enter(x, placement_of(c)), t.to(device, at::kFloat), {}, {}, {}, {}};
    if (c.has("y")) rows.label = c.tensor("y").to(device);
    if (c.has("low_res")) rows.x = enter(at::cat({x, at::upsample_bilinear2d(c.tensor("low_res"), x.sizes().slice(2), false)}, 1), placement_of(c));
    c.compare("out", run_forward(rows.x, false, [&] { return unet.forward(rows, {}); }));

    // The same picture by picture, as samplers ask for it.
    const at::Tensor want = c.tensor("out");
    for (std::int64_t i = 0; i < x.size(0); ++i) {
        Conditioning one;
        if (c.has("y")) one.label = c.tensor("y").narrow(0, i, 1);
        if (c.has("low_res")) one.concat = c.tensor("low_res").narrow(0, i, 1);
        const Conditioning* only = &one;
        c.compare("out of one picture", unet.predict(x.narrow(0, i, 1), t[i].item<double>(), {&only, 1}, {}).front(), want.narrow(0, i, 1));
    }
}

void check_denoiser(Case& c) { check_unet(c, "UNetModel"); }
void check_super_resolution(Case& c) { check_unet(c, "SuperResModel"); }

void check_classifier(Case& c) {
    const AdmClassifier classifier(Weights(weights_of(c), placement_of(c)), config_of(c.params(), "EncoderUNetModel"));
    const at::Tensor x = c.tensor("x").clone().requires_grad_(true);
    const at::Tensor logits = classifier.logits(x, c.tensor("t")).front();
    c.compare("logits", logits);
    at::log_softmax(logits, 1).gather(1, c.tensor("y").to(logits.device()).unsqueeze(1)).sum().backward();
    c.compare("grad_logp", x.grad());
}

NoiseSchedule schedule_of(BetaSchedule kind) { return NoiseSchedule::from_betas(beta_table(kind, 1000, 1e-4, 0.02, Precision::f64), Precision::f64); }

// The classifier of the reference's loops, which always is the one with the attention pool.
std::shared_ptr<const Classifier> classifier_of(Case& c) {
    Json config = config_of(c.sibling("adm.classifier_attention").params(), "EncoderUNetModel");
    config["scheduler"] = {{"beta_schedule", c.params().value("noise_schedule", "linear") == "cosine" ? "squaredcos_cap_v2" : "linear"}};
    // In float32 whatever the model is in, as the node loads it.
    return make_classifier(Weights(load_state_dict(c.path("models/classifier_attention.safetensors")).or_throw(), place({c.settings().device, "fp32"}).or_throw()), config);
}

std::shared_ptr<const Denoiser> denoiser_of(Case& c, const NoiseSchedule& schedule) {
    const auto model = c.entry().at("models").at(0).get<std::string>();
    const Json params = c.sibling(model.find("uncond") == std::string::npos ? "adm.unet_cond" : "adm.unet_uncond").params();
    const auto network = make_network(Weights(weights_of(c), placement_of(c)), config_of(params, "UNetModel"), KeyBuilder("adm").key());
    return make_denoiser(network, schedule, Prediction::epsilon, {3, 1, 1, 0});
}

std::shared_ptr<const Conditioning> label_of(std::int64_t y) {
    auto asked = std::make_shared<Conditioning>();
    asked->label = at::tensor({y}, at::kLong);
    asked->identify();
    return asked;
}

std::shared_ptr<const Criterion> criterion_of(Case& c, std::int64_t y) { return make_class_criterion(classifier_of(c), {{0, y}}); }

// Loops of p_sample (Algorithm 1) and ddim_sample (Algorithm 2), picture by picture, since each has its own class.
void check_loop(Case& c) {
    const Json& params = c.params();
    const bool is_ddim = params.at("ddim").get<bool>(), learns = params.at("learn_sigma").get<bool>();
    const auto schedule = schedule_of(params.at("noise_schedule") == "cosine" ? BetaSchedule::cosine : BetaSchedule::linear);
    const auto model = denoiser_of(c, schedule);
    const auto times = respaced_timesteps(1000, params.at("timestep_respacing").get<std::string>()).or_throw();
    const ClipSample clip{params.at("clip_denoised").get<bool>() ? ClipSample::Kind::range : ClipSample::Kind::none};
    const at::Tensor y = c.tensor("y"), start = c.placed("x_T"), noise = c.placed("noise");
    std::vector<at::Tensor> all_x, all_x0;
    for (std::int64_t i = 0; i < start.size(0); ++i) {
        const bool is_conditional = !model->class_names().empty() || c.entry().at("models").at(0).get<std::string>().find("uncond") == std::string::npos;
        const auto inner = is_conditional ? make_conditional(model, label_of(y[i].item<std::int64_t>())) : make_unconditional(model);
        const double scale = params.at("classifier_scale").get<double>();
        const auto guider = make_gradient(inner, criterion_of(c, y[i].item<std::int64_t>()), scale);
        const auto stepper = is_ddim ? make_ddim({params.at("eta").get<double>(), clip, true}) : make_ddpm({.variance = learns ? DdpmOptions::Variance::learned_range : DdpmOptions::Variance::fixed_large, .clip = clip});
        const Grid grid = timestep_grid(schedule, times);
        SamplerState sampled{start.narrow(0, i, 1)};
        std::vector<at::Tensor> xs{sampled.x}, x0s;
        for (std::size_t k = 0; k < grid.size(); ++k) {
            GuiderState state;
            Guided guided;
            const Model asked = [&](const at::Tensor& x, const Level& at) -> Guided {
                return guided = evaluate(*guider, x, {static_cast<int>(k), static_cast<int>(grid.size()), at, grid[k].to}, state, {});
            };
            const StepNoise draw = [&](int, const Level&, const Level&) { return noise[static_cast<std::int64_t>(k)].narrow(0, i, 1); };
            const GridStep levels{grid[k].from.vp(), grid[k].to.vp()};
            sampled = stepper->step({sampled.x, sampled.history, {}, static_cast<int>(k)}, {asked, levels, static_cast<int>(k), static_cast<int>(grid.size()), schedule, Prediction::epsilon, draw});
            xs.push_back(sampled.x);
            x0s.push_back(is_ddim || !guided.shift.defined() ? clipped(guided, clip) : clipped(guided.denoised - guided.shift, clip));
        }
        all_x.push_back(at::stack(xs));
        all_x0.push_back(at::stack(x0s));
    }
    c.compare("x", at::cat(all_x, 1));
    // The first estimates are of pure noise: there one bit decides which end of the range a pixel is clipped to.
    if (c.settings().exact()) c.compare("pred_xstart", at::cat(all_x0, 1));
}

// The deterministic sampler walked from a picture to noise; the last step ends at ᾱ = 0.
void check_reverse(Case& c) {
    const Json& params = c.params();
    const auto schedule = schedule_of(params.at("noise_schedule") == "cosine" ? BetaSchedule::cosine : BetaSchedule::linear);
    const auto model = denoiser_of(c, schedule);
    auto times = respaced_timesteps(1000, params.at("timestep_respacing").get<std::string>()).or_throw();
    std::reverse(times.begin(), times.end());
    Grid grid = inversion_grid(schedule, std::vector<int>(times.begin(), times.end()));
    grid.push_back({grid.back().to, {0, 1, 0}});
    const auto stepper = make_ddim();
    std::vector<at::Tensor> all;
    for (std::int64_t i = 0; i < c.tensor("x0").size(0); ++i) {
        const auto guider = make_conditional(model, label_of(c.tensor("y")[i].item<std::int64_t>()));
        std::vector<at::Tensor> xs{c.placed("x0").narrow(0, i, 1)};
        for (const GridStep& step : grid) {
            GuiderState state;
            const Model asked = [&](const at::Tensor& x, const Level& at) { return evaluate(*guider, x, {0, 1, at, step.to}, state, {}); };
            xs.push_back(stepper->step({xs.back()}, {asked, step, 0, 1, schedule, Prediction::epsilon, {}}).x);
        }
        all.push_back(at::stack(xs));
    }
    c.compare("x", at::cat(all, 1));
}

void check_respacing(Case& c) {
    for (const auto& [name, map] : c.params().at("maps").items()) {
        const auto bar = name.find('|');
        auto times = respaced_timesteps(std::stoi(name.substr(0, bar)), name.substr(bar + 1)).or_throw();
        std::reverse(times.begin(), times.end());
        c.require(Json(std::vector<int>(times.begin(), times.end())) == map, name);
    }
}

// The score form: classifier guidance in k-diffusion's coordinates, alone or on top of classifier-free guidance.
void check_k_diffusion(Case& c) {
    const Json& params = c.params();
    const auto schedule = schedule_of(BetaSchedule::linear);
    const auto model = denoiser_of(c, schedule);
    const auto y = params.at("y").get<std::int64_t>();
    const auto inner = params.at("s").is_null() ? make_conditional(model, label_of(y))
                                                : make_cfg(model, label_of(y), label_of(params.at("null_label").get<std::int64_t>()), params.at("s").get<double>());
    std::vector<double> sigmas;
    const at::Tensor given = c.tensor("sigmas").to(at::kDouble);
    for (std::int64_t i = 0; i < given.size(0); ++i) sigmas.push_back(given[i].item<double>());
    Sampling sampling;
    sampling.guider = make_gradient(inner, criterion_of(c, y), params.at("gamma").get<double>());
    sampling.stepper = make_dpmpp();
    sampling.grid = sigma_grid(schedule, sigmas);
    sampling.noise = make_noise(NoiseKind::philox, 0);
    sampling.x = c.placed("noise_unit") * sigmas.front();
    std::vector<at::Tensor> denoised;
    SampleObserver observer;
    observer.on_step = [&](int, int, const SamplerState&, const Guided& guided) { denoised.push_back(guided.denoised); };
    c.compare("final", sample(sampling, observer, {}));
    c.compare("denoised", at::stack(denoised));
}

void check_train_step(Case& c) {
    const StateDict given = weights_of(c);
    StateDict state;
    for (const auto& name : given.names()) state.put(name, as_leaf(given.find(name), at::kCPU));
    const Parameters parameters = Parameters::of(state);
    const AdmClassifier classifier(Weights(state, {}), config_of(c.sibling("adm.classifier_attention").params(), "EncoderUNetModel"));
    AdamW optimizer(parameters, {.weight_decay = 0.05});

    const auto schedule = schedule_of(BetaSchedule::linear);
    const at::Tensor t = c.tensor("t"), y = c.tensor("y");
    std::vector<float> a, s;
    for (std::int64_t i = 0; i < t.size(0); ++i) {
        const Level level = schedule.level(t[i].item<int>());
        a.push_back(static_cast<float>(level.a));
        s.push_back(static_cast<float>(level.s));
    }
    const at::Tensor x = noisy(c.tensor("x0"), c.tensor("noise"), at::tensor(a), at::tensor(s));
    c.compare("x_noisy", x);
    const auto loss = [&](const at::Tensor& logits) { return at::cross_entropy_loss(logits, y); };
    const at::Tensor before = loss(classifier.logits(x, t).front());
    c.compare("loss_before", before);
    before.backward();
    c.compare("grad_norm", at::scalar_tensor(clip_gradients(parameters.gradients(), 0)));
    {
        const c10::NoGradGuard constant;
        optimizer.step(parameters.gradients(), 3e-4);
    }
    const at::Tensor after = classifier.logits(x, t).front();
    c.compare("logits_after", after);
    c.compare("loss_after", loss(after));
}

}  // namespace

std::span<const Kind> adm_kinds() {
    static constexpr Kind kinds[] = {{"adm.unet_cond", check_denoiser},
                                     {"adm.unet_uncond", check_denoiser},
                                     {"adm.superres", check_super_resolution},
                                     {"adm.classifier_attention", check_classifier},
                                     {"adm.classifier_adaptive", check_classifier},
                                     {"adm.classifier_train_step", check_train_step},
                                     {"adm.respacing", check_respacing},
                                     {"adm.ddpm_", check_loop},
                                     {"adm.ddim_guided", check_loop},
                                     {"adm.ddim_reverse", check_reverse},
                                     {"combined.kd_adm_", check_k_diffusion}};
    return kinds;
}

}  // namespace noiseloom::parity
