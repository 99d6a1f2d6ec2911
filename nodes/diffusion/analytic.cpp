#include "diffusion/analytic.h"

#include <algorithm>
#include <cmath>

#include <ATen/ATen.h>

#include "diffusion/prediction.h"
#include "diffusion/tensor_key.h"

namespace noiseloom {
namespace {

class Exact {
  public:
    explicit Exact(Mixture mixture) : mixture_(std::move(mixture)) {
        mixture_.means = mixture_.means.to(at::kDouble).contiguous();
        mixture_.log_weights = mixture_.log_weights.to(at::kDouble);
        identity_ = KeyBuilder("mixture").add(key_of(mixture_.means)).add(key_of(mixture_.log_weights)).add(mixture_.tau).key();
    }

    // x in VE coordinates, float64; so is the estimate.
    at::Tensor x0(const at::Tensor& x, double sigma, const Conditioning& conditioning) const {
        const at::Tensor flat = x.flatten(1);
        const double t2 = mixture_.tau * mixture_.tau, s2 = sigma * sigma;
        at::Tensor mean;   // Σ r_k m_k, [N, D]
        if (conditioning.label.defined()) {
            mean = mixture_.means.index_select(0, conditioning.label.to(at::kLong).view({1})).expand_as(flat);
        } else {
            const at::Tensor distance2 = at::cdist(flat, mixture_.means, 2, 2).square();   // mode 2: no matrix product, exact
            mean = at::softmax(mixture_.log_weights - distance2 / (2 * (t2 + s2)), 1).mm(mixture_.means);
        }
        return (flat * (t2 / (t2 + s2)) + mean * (s2 / (t2 + s2))).view_as(x);
    }

    const Key& identity() const { return identity_; }
    std::size_t bytes() const { return mixture_.means.nbytes(); }

  private:
    Mixture mixture_;
    Key identity_;
};

class MixtureDenoiser final : public Denoiser {
  public:
    MixtureDenoiser(Mixture mixture, NoiseSchedule schedule, LatentFormat format)
        : exact_(std::move(mixture)), schedule_(std::move(schedule)), format_(format) {}

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
    MixtureNetwork(Mixture mixture, NoiseSchedule schedule, Prediction prediction)
        : exact_(std::move(mixture)), schedule_(std::move(schedule)), prediction_(prediction) {}

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
    MixtureCriterion(const Mixture& mixture, std::int64_t component) : means_(mixture.means.to(at::kDouble).contiguous()), log_weights_(mixture.log_weights.to(at::kDouble)), tau_(mixture.tau), component_(component) {
        identity_ = KeyBuilder("mixture criterion").add(key_of(means_)).add(key_of(log_weights_)).add(tau_).add(component_).key();
    }

    Judgement judge(const at::Tensor& x, const Level& at, const Cancel&) const override {
        return differentiated(x, [&](const at::Tensor& leaf) {
            const at::Tensor flat = leaf.to(at::kDouble).flatten(1).div(at.a).unsqueeze(1);
            const double variance = tau_ * tau_ + at.sigma() * at.sigma();
            return at::log_softmax(log_weights_ - (flat - means_).square().sum(2) / (2 * variance), 1).select(1, component_).to(at::kFloat);
        });
    }
    Key identity() const override { return identity_; }
    const char* name() const override { return "classifier"; }

  private:
    at::Tensor means_, log_weights_;
    double tau_;
    std::int64_t component_;
    Key identity_;
};

}  // namespace

std::shared_ptr<const Denoiser> make_mixture_denoiser(Mixture mixture, NoiseSchedule schedule, LatentFormat format) {
    return std::make_shared<MixtureDenoiser>(std::move(mixture), std::move(schedule), format);
}

std::shared_ptr<const Network> make_mixture_network(Mixture mixture, NoiseSchedule schedule, Prediction prediction) {
    return std::make_shared<MixtureNetwork>(std::move(mixture), std::move(schedule), prediction);
}

std::shared_ptr<const Criterion> make_mixture_criterion(const Mixture& mixture, std::int64_t component) {
    return std::make_shared<MixtureCriterion>(mixture, component);
}

}  // namespace noiseloom
