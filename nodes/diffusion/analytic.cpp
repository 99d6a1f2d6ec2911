#include "diffusion/analytic.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <ATen/ATen.h>

#include "diffusion/noise.h"
#include "diffusion/prediction.h"
#include "diffusion/tensor_key.h"

namespace noiseloom {
namespace {

Mixture in_double(const Mixture& mixture) { return {mixture.means.to(at::kDouble).contiguous(), mixture.log_weights.to(at::kDouble), mixture.tau}; }

Key key_of(const Mixture& mixture) {
    return KeyBuilder("mixture").add(noiseloom::key_of(mixture.means)).add(noiseloom::key_of(mixture.log_weights)).add(mixture.tau).key();
}

class Exact {
  public:
    explicit Exact(const Mixture& mixture) : mixture_(in_double(mixture)), identity_(key_of(mixture_)) {}

    // x in VE coordinates, float64; so is the estimate.
    at::Tensor x0(const at::Tensor& x, double sigma, const Conditioning& conditioning) const {
        const at::Tensor flat = x.flatten(1);
        if (flat.size(1) != mixture_.means.size(1))
            throw Failure({Code::bad_workflow,
                           "this model draws " + std::to_string(mixture_.means.size(1)) + " values a sample, and the canvas has " + std::to_string(flat.size(1)),
                           "Take the canvas that comes with the model, or one of its pictures' size.", "", "", ""});
        const double t2 = mixture_.tau * mixture_.tau, s2 = sigma * sigma;
        at::Tensor mean;   // Σ r_k m_k, [N, D]
        if (conditioning.label.defined()) {
            mean = mixture_.means.index_select(0, conditioning.label.to(at::kLong).view({1})).expand_as(flat);
        } else {
            mean = log_posteriors(mixture_, flat, sigma).exp().mm(mixture_.means);
        }
        return (flat * (t2 / (t2 + s2)) + mean * (s2 / (t2 + s2))).view_as(x);
    }

    std::vector<std::string> class_names() const {
        std::vector<std::string> names;
        for (std::int64_t k = 0; k < mixture_.means.size(0); ++k) names.push_back(std::to_string(k));
        return names;
    }
    const Key& identity() const { return identity_; }
    std::size_t bytes() const { return mixture_.means.nbytes(); }

  private:
    Mixture mixture_;
    Key identity_;
};

class MixtureDenoiser final : public Denoiser {
  public:
    MixtureDenoiser(const Mixture& mixture, NoiseSchedule schedule, LatentFormat format)
        : exact_(mixture), schedule_(std::move(schedule)), format_(format) {}

    std::vector<Estimate> denoise(const at::Tensor& x, const Level& at, std::span<const Conditioning* const> conditionings,
                                  const Cancel& cancel) const override {
        cancel.check();
        // a = 0 holds no information on x0: the limit of large σ is the mean of the prior.
        const double a = std::max(at.a, 1e-8), sigma = at.s / a;
        const at::Tensor scaled = x.to(at::kDouble).div(a);
        std::vector<Estimate> answers;
        for (const Conditioning* conditioning : conditionings) answers.push_back({exact_.x0(scaled, sigma, *conditioning).to(at::kFloat)});
        return answers;
    }

    const NoiseSchedule& schedule() const override { return schedule_; }
    Prediction prediction() const override { return Prediction::x0; }
    LatentFormat format() const override { return format_; }
    std::vector<std::string> class_names() const override { return exact_.class_names(); }
    Key identity() const override { return exact_.identity(); }
    std::size_t bytes() const override { return exact_.bytes(); }
    std::string device() const override { return "cpu"; }

  private:
    Exact exact_;
    NoiseSchedule schedule_;
    LatentFormat format_;
};

class MixtureNetwork final : public Network {
  public:
    MixtureNetwork(const Mixture& mixture, NoiseSchedule schedule, Prediction prediction)
        : exact_(mixture), schedule_(std::move(schedule)), prediction_(prediction) {}

    std::vector<at::Tensor> predict(const at::Tensor& x, double t, std::span<const Conditioning* const> conditionings,
                                    const Cancel& cancel) const override {
        cancel.check();
        Level at = schedule_.level_at(t);
        if (at.a < 1e-6) at = {1e-6, std::sqrt(1 - 1e-12), t};   // ᾱ at least 1e-12
        const at::Tensor vp = x.to(at::kDouble), ve = vp / at.a;
        std::vector<at::Tensor> answers;
        for (const Conditioning* conditioning : conditionings)
            answers.push_back(output_from_x0(prediction_, exact_.x0(ve, at.sigma(), *conditioning), vp, at).to(at::kFloat));
        return answers;
    }

    Key identity() const override {
        return KeyBuilder("mixture network").add(exact_.identity()).add(schedule_.identity()).add(static_cast<int>(prediction_)).key();
    }
    std::size_t bytes() const override { return exact_.bytes(); }
    std::string device() const override { return "cpu"; }

  private:
    Exact exact_;
    NoiseSchedule schedule_;
    Prediction prediction_;
};

class MixtureCriterion final : public Criterion {
  public:
    MixtureCriterion(const Mixture& mixture, std::int64_t component)
        : mixture_(in_double(mixture)), component_(component), identity_(KeyBuilder("mixture criterion").add(key_of(mixture_)).add(component).key()) {}

    Judgement judge(const at::Tensor& x, const Level& at, const Cancel&) const override {
        return differentiated(x, [&](const at::Tensor& leaf) {
            return log_posteriors(mixture_, leaf.to(at::kDouble).flatten(1).div(at.a), at.sigma()).select(1, component_).to(at::kFloat);
        });
    }
    Key identity() const override { return identity_; }
    const char* name() const override { return "classifier"; }

  private:
    Mixture mixture_;
    std::int64_t component_;
    Key identity_;
};

}  // namespace

at::Tensor log_densities(const Mixture& mixture, const at::Tensor& points, double sigma) {
    const double variance = mixture.tau * mixture.tau + sigma * sigma;
    const at::Tensor distance2 = (points.to(at::kDouble).unsqueeze(1) - mixture.means.to(at::kDouble)).square().sum(2);
    return distance2 / (-2 * variance) - 0.5 * static_cast<double>(points.size(1)) * std::log(2 * std::numbers::pi * variance);
}

at::Tensor log_density(const Mixture& mixture, const at::Tensor& points, double sigma) {
    return at::logsumexp(log_densities(mixture, points, sigma) + mixture.log_weights.to(at::kDouble), 1);
}

at::Tensor log_posteriors(const Mixture& mixture, const at::Tensor& points, double sigma) {
    return at::log_softmax(log_densities(mixture, points, sigma) + mixture.log_weights.to(at::kDouble), 1);
}

at::Tensor guided_log_density(const Mixture& mixture, const at::Tensor& points, std::int64_t component, double w, double sigma) {
    return log_densities(mixture, points, sigma).select(1, component) + w * log_posteriors(mixture, points, sigma).select(1, component);
}

at::Tensor draw_samples(const Mixture& mixture, std::int64_t count, std::uint64_t seed) {
    const auto source = make_noise(NoiseKind::philox, seed);
    const at::Tensor normal = source->draw({count, mixture.means.size(1)}, {0}).to(at::kDouble);
    // Gumbel's trick: the largest of ln π_k + g_k is k with probability π_k; g = -ln(-ln u), u uniform.
    const at::Tensor uniform = at::special_ndtr(source->draw({count, mixture.means.size(0)}, {1}).to(at::kDouble));
    const at::Tensor component = (mixture.log_weights.to(at::kDouble) - (-uniform.log()).log()).argmax(1);
    return (mixture.means.to(at::kDouble).index_select(0, component) + normal * mixture.tau).to(at::kFloat);
}

std::shared_ptr<const Denoiser> make_mixture_denoiser(const Mixture& mixture, NoiseSchedule schedule, LatentFormat format) {
    return std::make_shared<MixtureDenoiser>(mixture, std::move(schedule), format);
}

std::shared_ptr<const Network> make_mixture_network(const Mixture& mixture, NoiseSchedule schedule, Prediction prediction) {
    return std::make_shared<MixtureNetwork>(mixture, std::move(schedule), prediction);
}

std::shared_ptr<const Criterion> make_mixture_criterion(const Mixture& mixture, std::int64_t component) {
    return std::make_shared<MixtureCriterion>(mixture, component);
}

}  // namespace noiseloom
