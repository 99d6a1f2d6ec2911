#include "diffusion/grids.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "core/text.h"
#include "diffusion/log_snr.h"

namespace noiseloom {
namespace {

// n values from start to end; start alone for n = 1.
std::vector<double> ramp(double start, double end, int n) {
    std::vector<double> values;
    values.reserve(static_cast<std::size_t>(n) + 1);
    for (int i = 0; i < n; ++i) values.push_back(n > 1 ? start + (end - start) * i / (n - 1) : start);
    return values;
}

template <class F>
std::vector<double> then_zero(std::vector<double> values, F f) {
    for (double& value : values) value = f(value);
    values.push_back(0);
    return values;
}

double last_step(const NoiseSchedule& schedule) { return schedule.train_steps() - 1; }

constexpr std::array ays_sd1{14.6146412293, 6.4745760956, 3.8636745985, 2.6946151520, 1.8841921177, 1.3943805092,
                             0.9642583904, 0.6523686016, 0.3977456272, 0.1515232662, 0.0291671582};
constexpr std::array ays_sdxl{14.6146412293, 6.3184485287, 3.7681790315, 2.1811480769, 1.3405244945, 0.8620721141,
                              0.5550693289, 0.3798540708, 0.2332364134, 0.1114188177, 0.0291671582};

constexpr std::array<std::string_view, 14> words{"normal",       "karras", "exponential", "polyexponential", "simple",  "sgm_uniform",
                                                 "ddim_uniform", "beta",   "kl_optimal",  "vp",              "ays_sd1", "ays_sdxl",
                                                 "turbo",        "log_snr"};

}  // namespace

std::vector<double> karras_sigmas(int n, double sigma_min, double sigma_max, double rho) {
    const double low = std::pow(sigma_min, 1 / rho), high = std::pow(sigma_max, 1 / rho);
    return then_zero(ramp(high, low, n), [=](double root) { return std::pow(root, rho); });
}

std::vector<double> exponential_sigmas(int n, double sigma_min, double sigma_max) {
    return polyexponential_sigmas(n, sigma_min, sigma_max, 1);
}

std::vector<double> polyexponential_sigmas(int n, double sigma_min, double sigma_max, double rho) {
    const double low = std::log(sigma_min), high = std::log(sigma_max);
    return then_zero(ramp(1, 0, n), [=](double u) { return std::exp(std::pow(u, rho) * (high - low) + low); });
}

std::vector<double> vp_sigmas(int n, double beta_d, double beta_min, double eps_s) {
    // In float32 as there: e^x - 1 loses half of its digits at the last σ, and those numbers are the ones in use.
    return then_zero(ramp(1, eps_s, n), [=](double at) {
        const auto t = static_cast<float>(at);
        return std::sqrt(std::exp(static_cast<float>(beta_d) * (t * t) / 2 + static_cast<float>(beta_min) * t) - 1);
    });
}

std::vector<double> kl_optimal_sigmas(int n, double sigma_min, double sigma_max) {
    return then_zero(ramp(std::atan(sigma_max), std::atan(sigma_min), n), [](double angle) { return std::tan(angle); });
}

std::vector<double> log_snr_sigmas(int n, double sigma_min, double sigma_max) {
    const double lowest = -2 * std::log(sigma_max), highest = -2 * std::log(sigma_min);
    return then_zero(ramp(1, 0, n), [=](double u) { return std::exp(-log_snr(u, lowest, highest) / 2); });
}

std::vector<double> beta_interpolated_sigmas(int n, double sigma_min, double sigma_max, double alpha, double beta) {
    return then_zero(ramp(1, 0, n), [=](double p) { return sigma_min + beta_quantile(p, alpha, beta) * (sigma_max - sigma_min); });
}

std::vector<double> model_sigmas(const NoiseSchedule& schedule, int n) {
    return then_zero(ramp(last_step(schedule), 0, n), [&](double t) { return schedule.level_at(t).sigma(); });
}

std::vector<double> simple_sigmas(const NoiseSchedule& schedule, int n) {
    std::vector<double> sigmas;
    const int steps = schedule.train_steps();
    for (int i = 0; i < n; ++i) sigmas.push_back(schedule.sigma(steps - 1 - static_cast<int>(static_cast<double>(i) * steps / n)));
    sigmas.push_back(0);
    return sigmas;
}

std::vector<double> sgm_uniform_sigmas(const NoiseSchedule& schedule, int n) {
    std::vector<double> times = ramp(last_step(schedule), 0, n + 1);
    times.pop_back();
    return then_zero(std::move(times), [&](double t) { return schedule.level_at(t).sigma(); });
}

std::vector<double> ddim_uniform_sigmas(const NoiseSchedule& schedule, int n) {
    std::vector<double> sigmas{0};
    const int stride = std::max(schedule.train_steps() / n, 1);
    for (int t = 1; t < schedule.train_steps(); t += stride) sigmas.push_back(schedule.sigma(t));
    std::reverse(sigmas.begin(), sigmas.end());
    return sigmas;
}

std::vector<double> beta_sigmas(const NoiseSchedule& schedule, int n, double alpha, double beta) {
    std::vector<double> sigmas;
    int last = -1;
    for (int i = 0; i < n; ++i) {
        const int t = static_cast<int>(std::nearbyint(beta_quantile(1 - static_cast<double>(i) / n, alpha, beta) * last_step(schedule)));
        if (t != last) sigmas.push_back(schedule.sigma(t));
        last = t;
    }
    sigmas.push_back(0);
    return sigmas;
}

std::vector<double> turbo_sigmas(const NoiseSchedule& schedule, int n) {
    std::vector<double> sigmas;
    for (int i = n; i >= 1; --i) {
        const double t = std::nearbyint(static_cast<double>(schedule.train_steps()) * i / n - 1);
        sigmas.push_back(schedule.sigma(std::max(static_cast<int>(t), 0)));
    }
    sigmas.push_back(0);
    return sigmas;
}

std::vector<double> ays_sigmas(AysModel model, int n, AysRule rule) {
    const auto& table = model == AysModel::sd1 ? ays_sd1 : ays_sdxl;
    const auto at = [&](double u) {   // u from 0 (first) to 1 (last)
        const double place = u * (table.size() - 1);
        const auto below = std::min(static_cast<std::size_t>(place), table.size() - 2);
        const double part = place - static_cast<double>(below);
        return std::exp((1 - part) * std::log(table[below]) + part * std::log(table[below + 1]));
    };
    std::vector<double> sigmas = ramp(0, 1, rule == AysRule::comfy ? n + 1 : n);
    if (rule == AysRule::comfy) sigmas.pop_back();
    return then_zero(std::move(sigmas), at);
}

std::span<const std::string_view> sigma_grid_words() { return words; }

std::optional<SigmaGrid> sigma_grid_named(std::string_view word) {
    const auto found = std::find(words.begin(), words.end(), word);
    if (found == words.end()) return std::nullopt;
    return static_cast<SigmaGrid>(found - words.begin());
}

std::vector<double> make_sigmas(SigmaGrid kind, const NoiseSchedule& schedule, int n, std::optional<double> rho) {
    const double low = schedule.sigma_min(), high = schedule.sigma_max();
    switch (kind) {
        case SigmaGrid::normal: return model_sigmas(schedule, n);
        case SigmaGrid::karras: return karras_sigmas(n, low, high, rho.value_or(7));
        case SigmaGrid::exponential: return exponential_sigmas(n, low, high);
        case SigmaGrid::polyexponential: return polyexponential_sigmas(n, low, high, rho.value_or(1));
        case SigmaGrid::simple: return simple_sigmas(schedule, n);
        case SigmaGrid::sgm_uniform: return sgm_uniform_sigmas(schedule, n);
        case SigmaGrid::ddim_uniform: return ddim_uniform_sigmas(schedule, n);
        case SigmaGrid::beta: return beta_sigmas(schedule, n);
        case SigmaGrid::kl_optimal: return kl_optimal_sigmas(n, low, high);
        case SigmaGrid::vp: return vp_sigmas(n);
        case SigmaGrid::ays_sd1: return ays_sigmas(AysModel::sd1, n);
        case SigmaGrid::ays_sdxl: return ays_sigmas(AysModel::sdxl, n);
        case SigmaGrid::turbo: return turbo_sigmas(schedule, n);
        case SigmaGrid::log_snr: return log_snr_sigmas(n, low, high);
    }
    return {};
}

std::vector<double> without_penultimate(std::vector<double> sigmas) {
    if (sigmas.size() > 2) sigmas.erase(sigmas.end() - 2);
    return sigmas;
}

Grid sigma_grid(const NoiseSchedule& schedule, std::span<const double> sigmas, TimeRule rule) {
    const auto level = [&](double sigma) -> Level {
        if (sigma == 0) return {};
        if (rule == TimeRule::nearest) return schedule.level_nearest_sigma(sigma);
        Level found = schedule.level_at_sigma(sigma);
        if (rule == TimeRule::rounded) found.t = std::nearbyint(found.t);
        return found;
    };
    Grid grid;
    for (std::size_t i = 0; i + 1 < sigmas.size(); ++i) grid.push_back({level(sigmas[i]), level(sigmas[i + 1])});
    return grid;
}

std::vector<double> spaced_timesteps(Spacing spacing, SpacingRule rule, int train_steps, int n, int steps_offset) {
    std::vector<double> times;
    const int points = rule == SpacingRule::solver ? n + 1 : n;
    switch (spacing) {
        case Spacing::linspace:
            times = ramp(train_steps - 1, 0, points);
            if (n == 1 && rule != SpacingRule::solver) times.front() = 0;   // numpy.linspace(0, T - 1, 1)
            if (rule != SpacingRule::fractional)
                for (double& t : times) t = std::nearbyint(t);
            break;
        case Spacing::leading:
            for (int i = points - 1; i >= 0; --i) times.push_back(static_cast<double>(i) * (train_steps / points) + steps_offset);
            break;
        case Spacing::trailing:
            for (int i = 0; i < n; ++i) times.push_back(std::nearbyint(train_steps - static_cast<double>(train_steps) / n * i) - 1);
            break;
    }
    times.resize(static_cast<std::size_t>(n));
    return times;
}

std::vector<double> distilled_timesteps(int train_steps, int original, int n, double strength) {
    const int stride = train_steps / original, kept = static_cast<int>(original * strength), count = std::min(n, kept);
    const double step = static_cast<double>(kept) / count;   // as numpy.linspace multiplies
    std::vector<double> times;
    for (int i = 0; i < count; ++i) times.push_back((kept - std::floor(i * step)) * stride - 1);
    return times;
}

Result<std::vector<double>> respaced_timesteps(int train_steps, const std::string& sections) {
    const auto wrong = [&](const std::string& what) { return Error{Code::bad_workflow, "'" + sections.substr(0, 60) + "': " + what, "\"250\", \"10,15,20\" and \"ddim25\" are examples.", "", "", ""}; };
    const std::string_view words = trimmed(sections);
    const bool is_ddim = words.starts_with("ddim");
    std::vector<int> counts;
    for (const std::string& part : split(words.substr(is_ddim ? 4 : 0), ',')) {
        const std::string_view section = trimmed(part);
        int count = 0;
        const char* const end = section.data() + section.size();
        const auto [last, problem] = std::from_chars(section.data(), end, count);
        if (problem != std::errc() || last != end || count < 1) return wrong("it is no list of numbers of steps");
        counts.push_back(count);
    }
    std::vector<double> times;
    if (is_ddim) {
        for (int stride = 1; stride < train_steps && times.empty(); ++stride)
            if ((train_steps + stride - 1) / stride == counts.front())
                for (int t = 0; t < train_steps; t += stride) times.push_back(t);
        if (times.empty()) return wrong("no stride through " + std::to_string(train_steps) + " steps leaves so many");
    } else {
        const int parts = static_cast<int>(counts.size());
        int start = 0;
        for (int i = 0; i < parts; ++i) {
            const int size = train_steps / parts + (i < train_steps % parts ? 1 : 0), count = counts[static_cast<std::size_t>(i)];
            if (count > size) return wrong("a section of " + std::to_string(size) + " steps has no " + std::to_string(count));
            const double stride = count > 1 ? static_cast<double>(size - 1) / (count - 1) : 1;
            double at = 0;   // summed up, as the reference does, whose roundings depend on it
            for (int k = 0; k < count; ++k, at += stride) times.push_back(start + std::nearbyint(at));
            start += size;
        }
    }
    std::reverse(times.begin(), times.end());
    return times;
}

Grid stride_grid(const NoiseSchedule& schedule, std::span<const double> timesteps, bool end_at_one) {
    const int stride = schedule.train_steps() / std::max(static_cast<int>(timesteps.size()), 1);
    const Level end = end_at_one ? Level{} : schedule.level(0);
    Grid grid;
    for (const double t : timesteps) grid.push_back({schedule.level_at(t), t - stride >= 0 ? schedule.level_at(t - stride) : end});
    return grid;
}

Grid timestep_grid(const NoiseSchedule& schedule, std::span<const double> timesteps) {
    Grid grid;
    for (std::size_t i = 0; i < timesteps.size(); ++i)
        grid.push_back({schedule.level_at(timesteps[i]), i + 1 < timesteps.size() ? schedule.level_at(timesteps[i + 1]) : Level{}});
    return grid;
}

int diffusers_first_step(int n, double strength) { return n - std::clamp(static_cast<int>(n * strength), 0, n); }

int a1111_first_step(int n, double strength) { return std::max(n - 1 - static_cast<int>(std::min(strength, 0.999) * n), 0); }

int comfy_total_steps(int n, double denoise) { return denoise > 0.9999 ? n : static_cast<int>(n / denoise); }

}  // namespace noiseloom
