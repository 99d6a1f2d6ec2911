#include "training/noise_levels.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include <ATen/ATen.h>

#include "diffusion/diffusers_scheduler.h"
#include "diffusion/log_snr.h"

namespace noiseloom {

NoiseLevels::NoiseLevels(Settings settings, NoiseSchedule schedule, std::optional<Sde> sde) : schedule_(std::move(schedule)), sde_(sde) {
    sampler_ = static_cast<Sampler>(settings.choice("sampler", {"uniform", "logit_normal", "power"}));
    mean_ = settings.real("mean", 0, -10, 10);
    deviation_ = settings.real("deviation", 1, 0.01, 10);
    power_ = settings.real("power", 1, 0.1, 10);
    const bool is_discrete = settings.choice("time", {"discrete", "continuous"}) == 0;
    if (sde && is_discrete && settings.has("time")) settings.refuse("time", "is discrete, and an SDE's is continuous");
    is_continuous_ = sde || !is_discrete;
    settings.finish();
}

Level NoiseLevels::level(double uniform, double normal) const {
    double u = uniform;
    if (sampler_ == Sampler::logit_normal) u = 1 / (1 + std::exp(-(mean_ + deviation_ * normal)));
    if (sampler_ == Sampler::power) u = std::pow(uniform, power_);
    return at(u);
}

Level NoiseLevels::at(double u) const {
    if (sde_) return sde_->level(sde_->earliest() + u * (1 - sde_->earliest()));
    if (is_continuous_) return log_snr_level(u);
    const int steps = schedule_.train_steps();
    return schedule_.level(std::clamp(static_cast<int>(u * steps), 0, steps - 1));
}

std::string NoiseLevels::name(double u) const {
    char text[32];
    if (is_continuous_) std::snprintf(text, sizeof text, "u%.2g", u);
    else std::snprintf(text, sizeof text, "t%d", static_cast<int>(at(u).t));
    return text;
}

void put_levels(Batch& batch, const std::vector<Level>& levels) {
    std::vector<float> a, s, t;
    for (const Level& level : levels) {
        a.push_back(static_cast<float>(level.a));
        s.push_back(static_cast<float>(level.s));
        t.push_back(static_cast<float>(level.t));
    }
    batch["a"] = at::tensor(a);
    batch["s"] = at::tensor(s);
    batch["t"] = at::tensor(t);
}

TrainedNoise read_noise(Settings& settings) {
    Json json = settings.any("scheduler");
    if (json.is_null()) json = Json::object();
    if (!json.is_object()) settings.refuse("scheduler", "is not an object");
    std::optional<Sde> sde;
    if (json.contains("sde")) {
        sde = settings.checked("scheduler", [&] { return Sde::from_json(json).or_throw(); });
        const bool is_ve = sde->kind() == Sde::Kind::ve;
        if (!json.contains("_class_name")) json["_class_name"] = is_ve ? "ScoreSdeVeScheduler" : sde->kind() == Sde::Kind::vp ? "ScoreSdeVpScheduler" : "ScoreSdeSubVpScheduler";
    }
    Settings levels = settings.section("levels");
    if (!sde && levels.json().value("time", Json()) == "continuous") json["beta_schedule"] = "log_snr_cosine";
    if (!sde && !json.contains("_class_name")) json["_class_name"] = "DDIMScheduler";   // any that walks the same steps
    auto scheduler = settings.checked("scheduler", [&] { return DiffusersScheduler::read(json, sde ? "DDIMScheduler" : "").or_throw(); });
    if (sde && scheduler.prediction() != Prediction::epsilon)
        settings.refuse("scheduler", "has another 'prediction_type' than epsilon, from which an SDE's score is had");
    return {json, scheduler.schedule(), scheduler.prediction(), sde, NoiseLevels(std::move(levels), scheduler.schedule(), sde)};
}

}  // namespace noiseloom
