#include "training/losses.h"

#include <ATen/ATen.h>

#include "diffusion/log_snr.h"
#include "diffusion/prediction.h"
#include "training/learned_variance.h"
#include "training/noise_levels.h"

#include <QtTest>

using namespace noiseloom;

namespace {

const NoiseSchedule& linear() {
    static const auto schedule = NoiseSchedule::from_betas(beta_table(BetaSchedule::linear, 1000, 1e-4, 0.02, Precision::f64), Precision::f64);
    return schedule;
}

NoiseLevels levels(const Json& json) { return NoiseLevels(Settings(json, "test.json"), linear()); }

struct Rows {
    at::Tensor x0 = at::randn({3, 2, 4, 4}), noise = at::randn({3, 2, 4, 4});
    at::Tensor a = at::tensor({0.99, 0.6, 0.1}, at::kFloat), s = (1 - a.square()).sqrt();
};

}  // namespace

class LossesTest : public QObject {
    Q_OBJECT
  private slots:
    void a_perfect_network_has_no_loss_data() {
        QTest::addColumn<int>("kind");
        QTest::newRow("epsilon") << static_cast<int>(Prediction::epsilon);
        QTest::newRow("v") << static_cast<int>(Prediction::v);
        QTest::newRow("x0") << static_cast<int>(Prediction::x0);
    }
    // What sampling would make of the target is x0 itself: training and sampling mean the same.
    void a_perfect_network_has_no_loss() {
        QFETCH(int, kind);
        const auto prediction = static_cast<Prediction>(kind);
        const Rows r;
        const at::Tensor x = noisy(r.x0, r.noise, r.a, r.s), target = target_of(prediction, r.x0, r.noise, r.a, r.s);
        for (std::int64_t i = 0; i < 3; ++i) {
            const Level level{r.a[i].item<double>(), r.s[i].item<double>(), 0};
            QVERIFY(at::allclose(x0_from(prediction, target[i], x[i], level), r.x0[i], 1e-4, 1e-4));
        }
        QCOMPARE(denoising_losses(prediction, target, r.x0, r.noise, r.a, r.s, 5).max().item<double>(), 0.0);
    }

    // In terms of the x0 that the output stands for, all three losses are min(SNR, γ) times its squared error.
    void min_snr_weighs_the_error_of_x0_alike() {
        const Rows r;
        const double gamma = 5;
        const at::Tensor x = noisy(r.x0, r.noise, r.a, r.s), wrong = r.x0 + 0.1;
        const at::Tensor want = 0.01 * (r.a / r.s).square().clamp_max(gamma);
        for (const auto kind : {Prediction::epsilon, Prediction::v, Prediction::x0}) {
            std::vector<at::Tensor> outputs;
            for (std::int64_t i = 0; i < 3; ++i)
                outputs.push_back(output_from_x0(kind, wrong[i], x[i], {r.a[i].item<double>(), r.s[i].item<double>(), 0}));
            QVERIFY(at::allclose(denoising_losses(kind, at::stack(outputs), r.x0, r.noise, r.a, r.s, gamma), want, 2e-3, 1e-5));
        }
    }

    void without_gamma_every_level_counts_alike() {
        const Rows r;
        QVERIFY(min_snr_weight(Prediction::v, r.a, r.s, 0).equal(at::ones({3})));
    }

    void continuous_levels_are_those_of_the_paper() {
        QVERIFY(std::abs(log_snr(0) - 20) < 1e-9);
        QVERIFY(std::abs(log_snr(1) + 20) < 1e-6);
        QVERIFY(std::abs(log_snr(0.5)) < 1e-9);   // by symmetry
        const Level level = levels({{"time", "continuous"}}).at(0.3);
        QVERIFY(std::abs(level.a * level.a + level.s * level.s - 1) < 1e-12);
        QVERIFY(std::abs(2 * std::log(level.a / level.s) - log_snr(0.3)) < 1e-9);
        QCOMPARE(level.t, 300.0);
        // Whoever samples such a model finds the same levels at what the network is told.
        const Level loaded = log_snr_schedule().level_at(300);
        QVERIFY(std::abs(loaded.a - level.a) < 1e-12 && std::abs(loaded.s - level.s) < 1e-9);
    }

    void discrete_levels_are_those_of_the_table() {
        const NoiseLevels uniform = levels(Json::object());
        QCOMPARE(uniform.at(0).t, 0.0);
        QCOMPARE(uniform.at(0.9999999).t, 999.0);
        QVERIFY(std::abs(uniform.at(0.5).a - std::sqrt(linear().alpha_cumprod(500))) < 1e-12);
        QCOMPARE(levels({{"sampler", "power"}, {"power", 2.0}}).level(0.5, 0).t, 250.0);
        QCOMPARE(levels({{"sampler", "logit_normal"}, {"mean", 0.0}}).level(0.123, 0).t, 500.0);
        QVERIFY(levels({{"sampler", "logit_normal"}}).level(0, 2).t > 850);
    }

    // Of one step, t = 300: all values in double from the schedule.
    void the_bound_is_a_divergence_of_normals() {
        const double here = linear().alpha_cumprod(300), before = linear().alpha_cumprod(299), beta = 1 - here / before;
        const double posterior = (1 - before) / (1 - here) * beta, x0_part = std::sqrt(before) * beta / (1 - here);
        const at::Tensor t = at::full({2}, 300, at::kLong), x0 = at::randn({2, 3, 4, 4}), noise = at::randn({2, 3, 4, 4});
        const ReverseSteps steps = reverse_steps(linear(), t);
        const at::Tensor x = steps.a * x0 + steps.s * noise, ones = at::ones_like(x0);
        const auto bits = [&](const at::Tensor& epsilon, double v) { return variational_bound(steps, t, x0, x, epsilon, v * ones)[0].item<double>(); };
        const auto is_near = [](double got, double want) { return std::abs(got - want) <= 1e-3 * std::abs(want) + 1e-5; };
        QVERIFY(is_near(bits(noise, -1), 0));   // the posterior itself
        const double wide = 0.5 * (-1 + std::log(beta / posterior) + posterior / beta) / std::log(2.0);
        QVERIFY(is_near(bits(noise, 1), wide));
        const double shift = x0_part * std::sqrt((1 - here) / here) * 0.5;   // of the mean, when ε is 0.5 too high
        QVERIFY(is_near(bits(noise + 0.5, -1), 0.5 * shift * shift / posterior / std::log(2.0)));
    }

    void the_last_step_is_a_likelihood_of_grey_levels() {
        const double here = linear().alpha_cumprod(1), before = linear().alpha_cumprod(0);
        const double deviation = std::sqrt((1 - before) / (1 - here) * (1 - here / before));   // β̃ of t = 1 stands in at t = 0
        const at::Tensor t = at::zeros({3}, at::kLong), x0 = at::tensor({0.0, -1.0, 1.0}, at::kFloat).view({3, 1, 1, 1}), noise = at::ones({3, 1, 1, 1});
        const ReverseSteps steps = reverse_steps(linear(), t);
        const at::Tensor got = variational_bound(steps, t, x0, steps.a * x0 + steps.s * noise, noise, -at::ones_like(x0));
        const double below = 0.5 * (1 + std::erf(1.0 / 255 / deviation / std::sqrt(2.0)));   // half a level above the mean
        QVERIFY(std::abs(got[0].item<double>() + std::log2(2 * below - 1)) < 1e-3);
        QVERIFY(std::abs(got[1].item<double>() + std::log2(below)) < 1e-3);   // the outer levels are open
        QVERIFY(std::abs(got[2].item<double>() + std::log2(below)) < 1e-3);
    }

    void the_bound_leaves_the_mean_alone() {
        const at::Tensor t = at::full({1}, 50, at::kLong), x0 = at::randn({1, 1, 2, 2}), noise = at::randn({1, 1, 2, 2});
        const ReverseSteps steps = reverse_steps(linear(), t);
        const at::Tensor epsilon = at::randn({1, 1, 2, 2}).requires_grad_(true), v = at::zeros({1, 1, 2, 2}).requires_grad_(true);
        variational_bound(steps, t, x0, steps.a * x0 + steps.s * noise, epsilon, v).sum().backward();
        QVERIFY(!epsilon.grad().defined());
        QVERIFY(v.grad().abs().max().item<double>() > 0);
    }
};

QTEST_APPLESS_MAIN(LossesTest)
#include "losses_test.moc"
