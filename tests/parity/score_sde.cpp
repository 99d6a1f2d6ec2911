// Section `score_sde`: stochastic differential equations.
#include <ATen/ATen.h>

#include "diffusion/sde.h"
#include "parity.h"

namespace noiseloom::parity {
namespace {

void check_coefficients(Case& c) {
    const at::Tensor t = c.tensor("t");
    const int steps = c.params().at("N").get<int>();
    const auto compare = [&](const std::string& name, const auto& value) {
        std::vector<double> values;
        for (std::int64_t i = 0; i < t.size(0); ++i) values.push_back(value(t[i].item<double>()));
        c.compare(name, at::tensor(values, at::kDouble));
    };
    for (const auto& [prefix, name] : {std::pair{"vp", "vpsde"}, {"subvp", "subvpsde"}, {"ve", "vesde"}}) {
        Json config = c.params();
        config["sde"] = name;
        const Sde sde = Sde::from_json(config).or_throw();
        const std::string p = std::string(prefix) + "_";
        compare(p + "drift_at_x1", [&](double at) { return sde.drift(at); });
        compare(p + "g", [&](double at) { return sde.diffusion(at); });
        compare(p + "mean_coeff", [&](double at) { return sde.marginal(at).a; });
        compare(p + "std", [&](double at) { return sde.marginal(at).s; });
        if (!c.has(p + "disc_G")) continue;
        compare(p + "disc_f_at_x1", [&](double at) { return sde.discretized(at, steps).f; });
        compare(p + "disc_G", [&](double at) { return sde.discretized(at, steps).g; });
    }
}

}  // namespace

std::span<const Kind> score_sde_kinds() {
    static constexpr Kind kinds[] = {{"score_sde.coefficients", check_coefficients}};
    return kinds;
}

}  // namespace noiseloom::parity
