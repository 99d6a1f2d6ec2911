#include "training/score_matching.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include "diffusion/random.h"
#include "training/losses.h"
#include "training/optimizer.h"

#include <QtTest>

using namespace noiseloom;

namespace {

Sde sde(const char* name) { return Sde::from_json({{"sde", name}}).or_throw(); }

constexpr double mean = 0.5, deviation = 0.4;   // of the data, where they are one normal
constexpr std::int64_t count = 200'000;

// Many numbers x_t of one level; each is a picture of one pixel.
struct Draw {
    at::Tensor x, z, t;
    Draw(const Sde& process, double time, const at::Tensor& x0, std::uint64_t seed) {
        const auto at = process.marginal(time);
        z = Draws(seed).normal(x0.sizes());
        x = at.a * x0 + at.s * z;
        t = at::full({x0.size(0)}, time);
    }
};

at::Tensor normal_data(std::uint64_t seed) { return mean + deviation * Draws(seed).normal({count, 1, 1, 1}); }

void rows() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<double>("time");
    for (const char* name : {"vpsde", "subvpsde", "vesde"})
        for (const double t : {0.1, 0.5}) QTest::addRow("%s at %g", name, t) << QString(name) << t;
}

}  // namespace

class ScoreMatchingTest : public QObject {
    Q_OBJECT
  private slots:
    // Of normal data: the score is -(x - a·m)/v with v = a²τ² + s², and the least loss a²τ²/v. A score that is off by δ costs s²δ² more.
    void the_exact_score_has_the_least_loss_data() { rows(); }
    void the_exact_score_has_the_least_loss() {
        QFETCH(QString, name);
        QFETCH(double, time);
        const Sde process = sde(name.toStdString().c_str());
        const auto [a, s] = process.marginal(time);
        const double v = a * a * deviation * deviation + s * s;
        const Draw draw(process, time, normal_data(1), 2);
        const at::Tensor score = -(draw.x - a * mean) / v;
        const auto check = [&](const at::Tensor& losses, double want) {
            const double error = losses.std().item<double>() / std::sqrt(static_cast<double>(count));
            QVERIFY2(std::abs(losses.mean().item<double>() - want) < 4 * error, qPrintable(QString("%1 %2").arg(losses.mean().item<double>()).arg(want)));
        };
        check(score_matching_losses(process, score, draw.z, draw.t, false), a * a * deviation * deviation / v);
        check(score_matching_losses(process, score + 1.5 / s, draw.z, draw.t, false), a * a * deviation * deviation / v + 1.5 * 1.5);
    }

    // A linear score w·x + b, fitted by the loss alone, becomes the exact one.
    void fitting_finds_the_exact_score_data() { rows(); }
    void fitting_finds_the_exact_score() {
        QFETCH(QString, name);
        QFETCH(double, time);
        const Sde process = sde(name.toStdString().c_str());
        const auto [a, s] = process.marginal(time);
        const double v = a * a * deviation * deviation + s * s;
        StateDict state;
        for (const char* part : {"w", "b"}) state.put(part, at::zeros({1}).requires_grad_(true));
        const Parameters parameters = Parameters::of(state);   // b, w
        AdamW optimizer(parameters, {.beta2 = 0.99, .weight_decay = 0});
        const at::Tensor x0 = normal_data(3).narrow(0, 0, 20'000);
        const Draw draw(process, time, x0, 4);
        const at::Tensor scaled = (draw.x - a * mean) / std::sqrt(v);   // conditions the fit; w and b are those of this x
        for (int step = 0; step < 400; ++step) {
            parameters.clear_gradients();
            const at::Tensor score = (parameters.values[1] * scaled + parameters.values[0]) / s;
            score_matching_losses(process, score, draw.z, draw.t, false).mean().backward();
            const c10::NoGradGuard constant;
            optimizer.step(parameters.gradients(), step < 200 ? 0.02 : 0.002);
        }
        QVERIFY(std::abs(parameters.values[1].item<double>() + s / std::sqrt(v)) < 0.03);
        QVERIFY(std::abs(parameters.values[0].item<double>()) < 0.03);
    }

    // Of a mixture of two normals: no change h of the exact score, whatever its shape, lowers the loss: E s·h(x)·(s·score + z) = 0.
    void the_exact_score_of_a_mixture_is_a_minimum_data() { rows(); }
    void the_exact_score_of_a_mixture_is_a_minimum() {
        QFETCH(QString, name);
        QFETCH(double, time);
        const Sde process = sde(name.toStdString().c_str());
        const auto [a, s] = process.marginal(time);
        constexpr double first = -1, second = 0.8, tau = 0.2;
        const at::Tensor choice = Draws(5).uniform({count, 1, 1, 1}) < 0.3;
        const at::Tensor x0 = at::where(choice, first, second) + tau * Draws(6).normal({count, 1, 1, 1});
        const Draw draw(process, time, x0, 7);
        const double v = a * a * tau * tau + s * s;
        const at::Tensor to_first = draw.x - a * first, to_second = draw.x - a * second;
        const at::Tensor share = at::sigmoid(std::log(0.3 / 0.7) + (to_second.square() - to_first.square()) / (2 * v));
        const at::Tensor score = -(share * to_first + (1 - share) * to_second) / v;
        const double scale = std::hypot(a, s);
        for (const at::Tensor& h : {at::ones_like(draw.x), draw.x / scale, at::sin(3 * draw.x / scale), (draw.x > 0).to(at::kFloat)}) {
            at::Tensor size = at::zeros({1}).requires_grad_(true);
            const at::Tensor losses = score_matching_losses(process, score + size * h / s, draw.z, draw.t, false);
            losses.mean().backward();
            const at::Tensor terms = 2 * h * (s * score + draw.z);   // whose mean the slope is
            const double error = terms.std().item<double>() / std::sqrt(static_cast<double>(count));
            QVERIFY(std::abs(size.grad().item<double>()) < 4 * error);
        }
    }

    void likelihood_weighting_is_g_squared() {
        for (const char* name : {"vpsde", "subvpsde", "vesde"}) {
            const Sde process = sde(name);
            const at::Tensor score = at::randn({4, 2, 3, 3}), z = at::randn({4, 2, 3, 3}), t = at::tensor({0.02, 0.3, 0.6, 0.99}, at::kFloat);
            const at::Tensor got = score_matching_losses(process, score, z, t, true);
            for (std::int64_t i = 0; i < 4; ++i) {
                const double at = t[i].item<double>(), g = process.diffusion(at), s = process.marginal(at).s;
                const double want = g * g * (score[i].to(at::kDouble) + z[i].to(at::kDouble) / s).square().mean().item<double>();
                QVERIFY(std::abs(got[i].item<double>() - want) < 1e-4 * want);
            }
        }
    }

    // With λ = s² and a score of -ε/s it is the loss of DDPM.
    void plain_weighting_is_the_loss_of_epsilon() {
        const Sde process = sde("vpsde");
        const at::Tensor epsilon = at::randn({3, 2, 4, 4}), z = at::randn({3, 2, 4, 4}), t = at::tensor({0.01, 0.4, 0.8}, at::kFloat);
        const at::Tensor ones = at::ones({3}), got = score_matching_losses(process, score_of(process, epsilon, t), z, t, false);
        QVERIFY(at::allclose(got, denoising_losses(Prediction::epsilon, epsilon, z, z, ones, ones, 0), 1e-4, 1e-5));
    }
};

QTEST_APPLESS_MAIN(ScoreMatchingTest)
#include "score_matching_test.moc"
