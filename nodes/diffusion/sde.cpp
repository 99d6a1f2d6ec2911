#include "diffusion/sde.h"

#include <algorithm>
#include <cmath>

namespace noiseloom {
namespace {

Error wrong(const std::string& what, const char* hint) { return {Code::bad_model, "the SDE cannot be used: " + what, hint, "", "", ""}; }

Result<double> number(const Json& config, const char* key, double fallback) {
    const auto found = config.find(key);
    if (found == config.end() || found->is_null()) return fallback;
    if (!found->is_number() || !(found->get<double>() > 0) || found->get<double>() > 1e6) return wrong("'" + std::string(key) + "' is no number above 0", "Give a number above 0 and at most a million.");
    return found->get<double>();
}

}  // namespace

Result<Sde> Sde::from_json(const Json& config) {
    const Json name = config.is_object() ? config.value("sde", Json()) : Json();
    Sde sde;
    if (name == "vpsde") sde.kind_ = Kind::vp;
    else if (name == "subvpsde") sde.kind_ = Kind::sub_vp;
    else if (name == "vesde") sde.kind_ = Kind::ve;
    else return wrong("'sde' is " + name.dump().substr(0, 60), "It is one of vpsde, subvpsde and vesde.");
    NL_TRY(sde.beta_min_, number(config, "beta_min", sde.beta_min_));
    NL_TRY(sde.beta_max_, number(config, "beta_max", sde.beta_max_));
    NL_TRY(sde.sigma_min_, number(config, "sigma_min", sde.sigma_min_));
    NL_TRY(sde.sigma_max_, number(config, "sigma_max", sde.sigma_max_));
    if (sde.beta_max_ < sde.beta_min_) return wrong("'beta_max' is below 'beta_min'", "β goes up with time: raise 'beta_max', or lower 'beta_min'.");
    if (sde.sigma_max_ <= sde.sigma_min_) return wrong("'sigma_max' is not above 'sigma_min'", "Noise goes up with time: raise 'sigma_max', or lower 'sigma_min'.");
    return sde;
}

double Sde::sigma(double t) const { return sigma_min_ * std::pow(sigma_max_ / sigma_min_, t); }

Sde::Marginal Sde::marginal(double t) const {
    switch (kind_) {
        case Kind::vp: return {std::exp(-0.5 * beta_until(t)), std::sqrt(-std::expm1(-beta_until(t)))};
        case Kind::sub_vp: return {std::exp(-0.5 * beta_until(t)), -std::expm1(-beta_until(t))};
        case Kind::ve: break;
    }
    return {1, sigma(t)};
}

double Sde::drift(double t) const { return kind_ == Kind::ve ? 0 : -0.5 * beta(t); }

double Sde::diffusion(double t) const {
    switch (kind_) {
        case Kind::vp: return std::sqrt(beta(t));
        case Kind::sub_vp: return std::sqrt(beta(t) * -std::expm1(-2 * beta_until(t)));
        case Kind::ve: break;
    }
    return sigma(t) * std::sqrt(2 * std::log(sigma_max_ / sigma_min_));
}

Sde::Step Sde::discretized(double t, int steps) const {
    if (kind_ == Kind::sub_vp) return {drift(t) / steps, diffusion(t) / std::sqrt(steps)};
    // The step's number in float32, whose rounding decides where t lies on a step, as in the reference.
    const int i = std::clamp(static_cast<int>(static_cast<float>(t) * static_cast<float>(steps - 1)), 0, steps - 1);
    const double part = steps > 1 ? static_cast<double>(i) / (steps - 1) : 0;
    if (kind_ == Kind::vp) {
        const double b = beta(part) / steps;
        return {std::sqrt(1 - b) - 1, std::sqrt(b)};
    }
    const double here = sigma(part), before = i == 0 ? 0 : sigma(static_cast<double>(i - 1) / (steps - 1));
    return {0, std::sqrt(here * here - before * before)};
}

Level Sde::level(double t) const {
    const Marginal at = marginal(t);
    Level level = Level{at.a, at.s, 0}.vp();
    level.t = time_scale * t;
    return level;
}

Grid Sde::grid(int steps) const {
    Grid grid;
    const auto time = [&](int k) { return 1 + (earliest() - 1) * k / (steps - 1); };
    for (int k = 0; k < steps; ++k) grid.push_back({level(time(k)), k + 1 < steps ? level(time(k + 1)) : Level{1, 0, 0}});
    return grid;
}

Key Sde::identity() const {
    return KeyBuilder("sde").add(static_cast<int>(kind_)).add(beta_min_).add(beta_max_).add(sigma_min_).add(sigma_max_).key();
}

NoiseSchedule Sde::schedule() const {
    std::vector<double> alphas_cumprod;
    for (int i = 0; i <= static_cast<int>(time_scale); ++i) {
        const double a = level(std::max(i / time_scale, earliest())).a;
        alphas_cumprod.push_back(a * a);
    }
    return NoiseSchedule(std::move(alphas_cumprod));
}

Level SdeLevels::at(double t, const NoiseSchedule& model) const {
    const Sde::Marginal marginal = sde_.marginal(t);
    Level level{marginal.a, marginal.s, Sde::time_scale * t};
    if (model.identity() != own_table_) level.t = model.level_at_sigma(level.sigma()).t;
    return level;
}

}  // namespace noiseloom
