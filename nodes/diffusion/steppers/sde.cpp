#include <cmath>

#include <ATen/ATen.h>

#include "diffusion/steppers.h"
#include "diffusion/steppers/clip.h"

namespace noiseloom {
namespace {

// A process at one time, in its own coordinates.
struct Place {
    double t;
    Level level;
};

at::Tensor score_of(const Model& model, const at::Tensor& x, const Level& at, const ClipSample& clip = {}) {
    return (clipped(model(x, at), clip) * at.a - x).div_(at.s * at.s);
}

class PredictorCorrector final : public Stepper {
  public:
    explicit PredictorCorrector(const SdeOptions& options) : options_(options), levels_(options.sde) {
        if (options_.known) known_identity_ = options_.known->identity();
    }

    SamplerState step(const SamplerState& state, const StepContext& context) const override {
        const double t = options_.sde.time_of(context.grid.from);
        const Place here{t, levels_.at(t, context.schedule)};
        const bool is_last = context.grid.to.s == 0;
        at::Tensor x = state.x * here.level.norm(), mean = x;
        int draw = 0;
        const auto noise = [&] { return context.noise(draw++, context.grid.from, context.grid.to); };
        const auto impose = [&] {
            if (options_.known) x = options_.known->imposed_on(x, here.level.a, here.level.s, noise());
        };
        if (options_.corrector != SdeOptions::Corrector::none)
            for (int i = 0; i < options_.corrections; ++i) std::tie(x, mean) = corrected(x, score_of(context.model, x, here.level, options_.clip), noise(), here);
        impose();
        if (options_.predictor != SdeOptions::Predictor::none) {
            const at::Tensor score = score_of(context.model, x, here.level, options_.clip), z = noise();
            const Change change = predicted(x, score, here);
            mean = x + change.mean;
            x = at::add(mean, z, change.deviation);
        }
        if (is_last) return {options_.known ? options_.known->imposed_on(mean) : mean};   // without the last noise
        impose();
        return {x / levels_.at(options_.sde.time_of(context.grid.to), context.schedule).norm()};
    }

    Coordinates coordinates() const override { return Coordinates::vp; }
    int draws(const GridStep&, int) const override { return calls_per_step() + (options_.known ? 2 : 0); }
    bool uses_noise(const GridStep&, int) const override {
        return options_.known || options_.corrector != SdeOptions::Corrector::none || (options_.predictor != SdeOptions::Predictor::none && !options_.probability_flow);
    }
    int calls_per_step() const override {
        return (options_.corrector != SdeOptions::Corrector::none ? options_.corrections : 0) + (options_.predictor != SdeOptions::Predictor::none ? 1 : 0);
    }
    bool wants_pixels() const override { return options_.known && !options_.known->known.defined(); }   // grey is the mean of colours
    void digest(int, int, KeyBuilder& key) const override {
        key.add("predictor-corrector").add(options_.sde.identity()).add(options_.steps).add(static_cast<int>(options_.predictor));
        key.add(static_cast<int>(options_.corrector)).add(options_.snr).add(options_.corrections).add(options_.probability_flow).add(options_.per_picture);
        add_clip(key, options_.clip);
        if (options_.known) key.add(known_identity_);
    }

  private:
    struct Change {
        at::Tensor mean;
        double deviation = 0;
    };

    Change predicted(const at::Tensor& x, const at::Tensor& score, const Place& here) const {
        const Sde& sde = options_.sde;
        const double half = options_.probability_flow ? 0.5 : 1;
        if (options_.predictor == SdeOptions::Predictor::euler_maruyama) {
            const double dt = -1.0 / options_.steps, g = sde.diffusion(here.t);
            return {at::add(x * sde.drift(here.t), score, -half * g * g) * dt, options_.probability_flow ? 0 : g * std::sqrt(-dt)};
        }
        const auto [f, g] = sde.discretized(here.t, options_.steps);
        if (options_.predictor == SdeOptions::Predictor::reverse_diffusion) return {at::add(x * -f, score, half * g * g), options_.probability_flow ? 0 : g};
        if (sde.kind() == Sde::Kind::ve) {
            const double before2 = std::max(here.level.s * here.level.s - g * g, 0.0);
            return {score * (g * g), std::sqrt(before2) * g / here.level.s};
        }
        return {at::add(x, score, g * g) / std::sqrt(1 - g * g) - x, g};   // β = g²
    }

    std::pair<at::Tensor, at::Tensor> corrected(const at::Tensor& x, const at::Tensor& score, const at::Tensor& z, const Place& here) const {
        const double g = options_.sde.kind() == Sde::Kind::ve ? 0 : options_.sde.discretized(here.t, options_.steps).g, alpha = 1 - g * g;
        at::Tensor root = at::full({}, options_.snr * here.level.s, x.options());
        if (options_.corrector == SdeOptions::Corrector::langevin) {
            const at::Tensor noise = lengths(z), force = lengths(score);
            root = options_.snr * noise / force.clamp_min(1e-20);
        }
        const at::Tensor step = 2 * alpha * root.square(), mean = x + step * score;
        return {mean + (2 * step).sqrt() * z, mean};
    }

    at::Tensor lengths(const at::Tensor& x) const {
        const at::Tensor each = x.flatten(1).norm(2, {1});
        return options_.per_picture ? each.view({-1, 1, 1, 1}) : each.mean();
    }

    SdeOptions options_;
    SdeLevels levels_;
    Key known_identity_;   // of options_.known, which is asked for at every step
};

class ProbabilityFlow final : public Stepper {
  public:
    ProbabilityFlow(const Sde& sde, const Tolerance& tolerance) : sde_(sde), levels_(sde), tolerance_(tolerance) {}

    SamplerState step(const SamplerState& state, const StepContext& context) const override {
        const bool is_last = context.grid.to.s == 0;
        const double here = sde_.time_of(context.grid.from), there = is_last ? sde_.earliest() : sde_.time_of(context.grid.to);
        const auto level = [&](double t) { return levels_.at(t, context.schedule); };
        const Slope slope = [&](double t, const at::Tensor& y) {
            const at::Tensor x = y.to(at::kFloat);
            const double g = sde_.diffusion(t);
            return at::add(x * sde_.drift(t), score_of(context.model, x, level(t)), -0.5 * g * g).to(at::kDouble);
        };
        const at::Tensor x = integrate(slope, here, there, state.x * level(here).norm(), tolerance_).y.to(at::kFloat);
        return {is_last ? x : x / level(there).norm()};
    }

    Coordinates coordinates() const override { return Coordinates::vp; }
    int calls_per_step() const override { return 14; }   // two steps and the choice of the first, at least
    void digest(int, int, KeyBuilder& key) const override { key.add("probability flow").add(sde_.identity()).add(tolerance_.relative).add(tolerance_.absolute); }

  private:
    Sde sde_;
    SdeLevels levels_;
    Tolerance tolerance_;
};

}  // namespace

std::shared_ptr<const Stepper> make_predictor_corrector(const SdeOptions& options) { return std::make_shared<PredictorCorrector>(options); }

int fewest_steps(const SdeOptions& options) {
    using Predictor = SdeOptions::Predictor;
    const bool is_ve = options.sde.kind() == Sde::Kind::ve, corrects = options.corrector != SdeOptions::Corrector::none;
    int steps = 2;
    const auto can_step = [&] {
        const auto [f, g] = options.sde.discretized(1, steps);
        const double left = 1 - g * g;   // the same roundings as in the steps
        if (options.predictor == Predictor::reverse_diffusion && !std::isfinite(f)) return false;
        if (options.predictor == Predictor::ancestral && !is_ve && left <= 0) return false;
        return !corrects || is_ve || left >= 0;
    };
    while (!can_step()) ++steps;
    return steps;
}

std::shared_ptr<const Stepper> make_probability_flow(const Sde& sde, const Tolerance& tolerance) { return std::make_shared<ProbabilityFlow>(sde, tolerance); }

}  // namespace noiseloom
