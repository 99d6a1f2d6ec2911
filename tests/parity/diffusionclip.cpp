// Section `diffusionclip`: inversion, the ways back, losses, and one step of each way to fine-tune.
#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include "diffusion/changed_denoiser.h"
#include "diffusion/inversion.h"
#include "diffusion/steppers.h"
#include "models/clip_loss.h"
#include "models/load.h"
#include "parity.h"
#include "training/diffusion_clip/fine_tune.h"
#include "training/trainable.h"

namespace noiseloom::parity {
namespace {

Compute compute_of(const Case& c) { return {c.settings().device, c.settings().dtype}; }

std::shared_ptr<const Denoiser> model(const Case& c, const char* name = "models/ddpm_simple.safetensors") {
    return load_model(c.path(name), compute_of(c)).or_throw().denoiser;
}

std::shared_ptr<const Conditioning> nothing() {
    Conditioning none;
    none.identify();
    return std::make_shared<const Conditioning>(std::move(none));
}

std::vector<int> timesteps(const Case& c, const char* count) {
    const Json& params = c.params();
    const auto given = params.at("grid").get<std::vector<int>>();
    return params.contains(count) ? inversion_timesteps(params.at("t0").get<int>(), params.at(count).get<int>()) : given;
}

// x before the walk and after each step, as the references list them.
at::Tensor trajectory(const Walk& walk, const at::Tensor& x) {
    const c10::NoGradGuard constant;
    std::vector<at::Tensor> all{x};
    walk_along(walk, x, Memory::record, {}, [&](int, const at::Tensor& next) { all.push_back(next); });
    return at::stack(all);
}

void check_ddpm_unet(Case& c) {
    const auto unet = load_unet(c.path(c.entry().at("models").at(0).get<std::string>()), compute_of(c)).or_throw();
    const auto none = nothing();
    const Conditioning* const asked = none.get();
    const at::Tensor x = c.tensor("x"), t = c.tensor("t");
    std::vector<at::Tensor> rows;
    for (std::int64_t i = 0; i < x.size(0); ++i) rows.push_back(unet->predict(x.narrow(0, i, 1), t[i].item<double>(), {&asked, 1}, {}).front());
    c.compare("out", at::cat(rows));
}

void check_inversion(Case& c) {
    const auto steps = timesteps(c, "n_inv");
    c.require(steps == c.params().at("grid").get<std::vector<int>>(), "the grid differs");
    Walk walk{model(c), nothing(), make_ddim(), {}, {}};
    walk.grid = inversion_grid(walk.model->schedule(), steps);
    const at::Tensor there = trajectory(walk, c.placed("x0"));
    c.compare("inverted", there);
    walk.grid = generation_grid(walk.model->schedule(), steps);
    c.compare("reconstruction", trajectory(walk, there[-1]));
}

// { "200": [a, b], "0": [c, d] }: from t = 200 on a, below c, as a curve over u = 1 - t/T that jumps between two training steps.
Curve degree_by_thresholds(const Json& table, int train_steps) {
    std::map<int, double> rising;
    for (const auto& [threshold, shares] : table.items()) rising[std::stoi(threshold)] = shares.at(0).get<double>() / (shares.at(0).get<double>() + shares.at(1).get<double>());
    std::vector<std::pair<double, double>> knots;
    const auto u = [&](double t) { return 1 - t / train_steps; };
    for (auto row = rising.rbegin(); row != rising.rend(); ++row) {
        const double above = row == rising.rbegin() ? train_steps : std::prev(row)->first - 1;
        knots.emplace_back(u(above), row->second);
        knots.emplace_back(u(row->first), row->second);
    }
    return Curve::from_knots(std::move(knots)).or_throw();
}

void check_generation(Case& c) {
    const auto original = model(c), tuned = model(c, "models/ddpm_simple_finetuned.safetensors");
    const auto steps = timesteps(c, "n_gen");
    const NoiseSchedule& schedule = original->schedule();
    const at::Tensor noise = c.placed("noise"), x = c.placed("x_lat");
    Walk walk{original, nothing(), make_ddim(), generation_grid(schedule, steps), [&](int k) { return noise[k]; }};
    for (const std::string& name : c.names("outputs")) {
        Walk here = walk;
        if (name == "ratio06") here.model = make_changed(original, {{tuned, 0.6}});
        if (name == "hybrid") here.model = make_changed(original, {{tuned, degree_by_thresholds(c.params().at("hybrid"), schedule.train_steps())}});
        if (name == "ddpm") {
            here.stepper = make_ddpm();
            here.grid = single_step_grid(schedule, steps);
        }
        if (name == "ddim_eta05") here.stepper = make_ddim({.eta = 0.5});
        c.compare(name, trajectory(here, x));
    }
}

void check_directional_loss(Case& c) {
    const at::Tensor direction = text_direction(c.tensor("src_text"), c.tensor("trg_text"));
    c.compare("text_direction", direction);
    const auto check = [&](const char* value, const char* gradient, bool logarithmic) {
        const at::Tensor after = c.tensor("trg_image_embed").clone().requires_grad_(true);
        at::Tensor loss = directional_loss(c.tensor("src_image_embed"), after, direction).mean();
        if (logarithmic) loss = log_directional_loss(loss);
        c.compare(value, loss);
        loss.backward();
        c.compare(gradient, after.grad());
    };
    check("loss", "grad", false);
    check("log_loss", "log_grad", true);
}

// What the three ways to fine-tune share. Training computes in float32, whatever the models of a run do.
struct Setting {
    Trainable trainable;
    Parameters parameters;
    Walk walk;
    EditLoss loss;
    EditExample example;

    explicit Setting(const Case& c)
        : trainable(trainable_copy(*model(c))),
          parameters(Parameters::of(trainable.weights)),
          walk{trainable.model, nothing(), make_ddim(), generation_grid(trainable.model->schedule(), timesteps(c, "n_gen")), {}},
          loss({load_clip(c.path("models/clip_vit"), {c.settings().device, "fp32"}).or_throw(), nullptr}, {c.tensor("text_src"), c.tensor("text_trg")},
               {.clip = c.params().value("clip_w", 3.0), .l1 = c.params().value("l1_w", 0.3), .antialias = false}, nullptr),
          example{c.placed("x0"), c.placed("x_lat")} {}
};

constexpr AdamWSettings adam{0.9, 0.999, 1e-8, 0};

at::Tensor scalar(double value) { return at::scalar_tensor(value, at::kFloat); }

void check_step(Case& c) {
    for (const Memory memory : {Memory::record, Memory::recompute}) {
        Setting s(c);
        AdamW optimizer(s.parameters, adam);
        const Adaptation adaptation{s.walk, s.loss, s.parameters, optimizer, c.params().at("lr").get<double>()};
        const EditStep before = full_step(adaptation, s.example, memory, {});
        c.compare("x_before", before.x);
        c.compare("loss_clip", scalar(before.loss.clip));
        c.compare("loss_l1", scalar(before.loss.l1));
        c.compare("grad_norm", scalar(clip_gradients(s.parameters.gradients(), 0)));
        for (const std::string& name : c.names("outputs")) {
            // A gradient that is zero but for rounding has no direction to compare.
            const bool has_direction = c.settings().exact() || c.tensor(name).abs().max().item<double>() > c.atol();
            if (name.starts_with("grad.") && has_direction) c.compare(name, s.trainable.weights.find(name.substr(5)).grad());
        }
        const c10::NoGradGuard constant;
        const at::Tensor after = walk_along(s.walk, s.example.latent, Memory::record, {});
        const EditLoss::Parts parts = s.loss(s.example.picture, after, {});
        c.compare("x_after", after);
        c.compare("loss_clip_after", scalar(parts.clip));
        c.compare("loss_l1_after", scalar(parts.l1));
    }
}

void check_efficient(Case& c) {
    Setting s(c);
    AdamW optimizer(s.parameters, adam);
    const Adaptation adaptation{s.walk, s.loss, s.parameters, optimizer, c.params().at("lr").get<double>()};
    std::vector<at::Tensor> losses;
    at::Tensor x = s.example.latent;
    for (int k = 0; k < static_cast<int>(s.walk.size()); ++k) {
        const EditStep step = efficient_step(adaptation, s.example, x, k, {});
        losses.push_back(at::tensor({step.loss.clip, step.loss.l1}, at::kFloat));
        x = step.x;
    }
    c.compare("losses", at::stack(losses));
    c.compare("x_end", x);
}

void check_latent(Case& c) {
    Setting s(c);
    s.walk.model = model(c);   // frozen
    constexpr double learning_rate = 2e-2;
    const at::Tensor latent = s.example.latent.clone().requires_grad_(true);
    const Parameters parameters{{"latent"}, {latent}};
    AdamW optimizer(parameters, adam);
    const Adaptation adaptation{s.walk, s.loss, parameters, optimizer, learning_rate};
    std::vector<at::Tensor> losses;
    for (int i = 0; i < static_cast<int>(c.tensor("losses").size(0)); ++i) {
        const EditStep step = latent_step(adaptation, s.example, latent, Memory::record, {});
        if (i == 0) c.compare("grad_first", latent.grad());
        losses.push_back(at::tensor({step.loss.clip, step.loss.l1}, at::kFloat));
    }
    c.compare("losses", at::stack(losses));
    c.compare("x_lat_end", latent);
}

}  // namespace

std::span<const Kind> diffusionclip_kinds() {
    static constexpr Kind kinds[] = {{"diffusionclip.ddpm_unet", check_ddpm_unet},
                                     {"diffusionclip.inversion", check_inversion},
                                     {"diffusionclip.generation_variants", check_generation},
                                     {"diffusionclip.directional_loss", check_directional_loss},
                                     {"diffusionclip.finetune_step", check_step},
                                     {"diffusionclip.finetune_efficient", check_efficient},
                                     {"diffusionclip.latent_optimisation", check_latent}};
    return kinds;
}

}  // namespace noiseloom::parity
