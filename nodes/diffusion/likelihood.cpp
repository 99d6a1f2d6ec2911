#include "diffusion/likelihood.h"

#include <cmath>
#include <numbers>

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>

#include "diffusion/noise.h"

namespace noiseloom {
namespace {

class Flow {
  public:
    Flow(const Guider& guider, const Sde& sde, std::vector<at::Tensor> probes, bool is_exact, const Cancel& cancel)
        : guider_(guider), sde_(sde), levels_(sde), probes_(std::move(probes)), share_(is_exact ? 1 : 1 / static_cast<double>(probes_.size())), cancel_(cancel) {}

    // dx/dt, shape of x, and its divergence, [N]; float64.
    std::pair<at::Tensor, at::Tensor> at_time(double t, const at::Tensor& x) const {
        const c10::InferenceMode recorded(false);
        const c10::AutoGradMode recording(true);
        const Level level = levels_.at(t, guider_.model()->schedule());
        const double f = sde_.drift(t), g = sde_.diffusion(t);
        at::Tensor leaf = x.detach().to(at::kFloat).clone().requires_grad_(true);
        GuiderState state;
        const at::Tensor estimate = evaluate(guider_, leaf, {0, 1, level, {1, 0, 0}}, state, cancel_).denoised;
        const at::Tensor slope = leaf * f - (estimate * level.a - leaf) * (0.5 * g * g / (level.s * level.s));
        at::Tensor divergence = at::zeros({x.size(0)}, x.options());
        for (std::size_t i = 0; i < probes_.size(); ++i) {
            leaf.mutable_grad().reset();
            slope.backward(probes_[i], /*retain_graph=*/i + 1 < probes_.size());
            divergence += (leaf.grad() * probes_[i]).flatten(1).to(at::kDouble).sum(1) * share_;
        }
        return {slope.detach().to(at::kDouble), divergence};
    }

  private:
    const Guider& guider_;
    const Sde& sde_;
    SdeLevels levels_;
    std::vector<at::Tensor> probes_;
    double share_;
    const Cancel& cancel_;
};

std::vector<at::Tensor> probes_for(const at::Tensor& x, const LikelihoodOptions& options) {
    std::vector<at::Tensor> probes;
    const auto like_x = x.options().dtype(at::kFloat);
    if (options.probe == LikelihoodOptions::Probe::exact) {
        for (std::int64_t i = 0; i < x[0].numel(); ++i) {
            at::Tensor unit = at::zeros({x[0].numel()}, like_x);
            unit[i] = 1;
            probes.push_back(unit.view(x[0].sizes()).expand_as(x));
        }
        return probes;
    }
    const auto source = make_noise(NoiseKind::philox, options.seed);
    for (int i = 0; i < options.probes; ++i) {
        const at::Tensor normal = source->draw(x.sizes(), {i}).to(x.device());
        probes.push_back(options.probe == LikelihoodOptions::Probe::gaussian ? normal : at::where(normal < 0, at::full({}, -1.0F, like_x), at::full({}, 1.0F, like_x)));
    }
    return probes;
}

}  // namespace

Likelihood likelihood(const Guider& guider, const Sde& sde, const at::Tensor& x, const LikelihoodOptions& options, const Cancel& cancel) {
    const std::int64_t pictures = x.size(0), values = x[0].numel();
    const Flow flow(guider, sde, probes_for(x, options), options.probe == LikelihoodOptions::Probe::exact, cancel);
    // One equation of x and the integral so far: the solver minds the error of both.
    const Slope slope = [&](double t, const at::Tensor& y) {
        const auto [moved, divergence] = flow.at_time(t, y.narrow(1, 0, values).reshape(x.sizes()));
        return at::cat({moved.flatten(1), divergence.unsqueeze(1)}, 1);
    };
    const at::Tensor start = at::cat({x.to(at::kDouble).flatten(1), at::zeros({pictures, 1}, x.options().dtype(at::kDouble))}, 1);
    const Integrated end = integrate(slope, sde.earliest(), 1, start, options.tolerance);
    Likelihood made;
    made.noise = end.y.narrow(1, 0, values).reshape(x.sizes());
    made.change = end.y.select(1, values);
    made.calls = end.calls;
    const double variance = std::pow(sde.marginal(1).s, 2);
    made.log_density = made.noise.flatten(1).square().sum(1) / (-2 * variance) - 0.5 * static_cast<double>(values) * std::log(2 * std::numbers::pi * variance) + made.change;
    return made;
}

at::Tensor bits_per_dimension(const at::Tensor& log_density, std::int64_t values) { return log_density / (-std::numbers::ln2 * static_cast<double>(values)); }

}  // namespace noiseloom
