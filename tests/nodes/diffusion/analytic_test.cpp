// The exact model is exact: densities, classifier, estimates and samples of a mixture agree with each other, and guidance on it does what the
// classifier-free guidance paper shows.
#include "support.h"

#include <numbers>

#include <QtTest>

using namespace noiseloom;
using namespace noiseloom::testing;

namespace {

// Three classes on the unit circle: the figure of the paper.
Mixture three_gaussians() {
    const at::Tensor angles = at::arange(3, at::kDouble) * (2 * std::numbers::pi / 3) + std::numbers::pi / 2;
    return {at::stack({angles.cos(), angles.sin()}, 1), at::full({3}, -std::log(3.0), at::kDouble), 0.5};
}

constexpr double cell = 0.02;

at::Tensor raster(double extent) {
    const at::Tensor axis = at::arange(-extent, extent, cell, at::kDouble);
    return at::stack({axis.repeat({axis.size(0)}), axis.repeat_interleave(axis.size(0))}, 1);
}

struct Shape {
    double nearest = 0;   // mean distance to the nearest mean of another class than 0
    double spread = 0;    // root mean square distance to their own mean
};

Shape shape_of(const at::Tensor& points, const at::Tensor& weights, const Mixture& mixture) {
    const at::Tensor share = weights / weights.sum(), centre = (share.unsqueeze(1) * points).sum(0);
    return {(share * std::get<0>(at::cdist(points, mixture.means.narrow(0, 1, 2)).min(1))).sum().item<double>(),
            std::sqrt((share * (points - centre).square().sum(1)).sum().item<double>())};
}

constexpr double ws[] = {0, 0.5, 1, 2, 4, 8};

}  // namespace

class AnalyticTest : public QObject {
    Q_OBJECT
  private slots:
    void densities_are_densities() {
        const Mixture mixture = plane_mixture();
        for (const double sigma : {0.0, 0.4}) {
            const at::Tensor points = raster(4);
            QVERIFY(at::allclose(log_densities(mixture, points, sigma).exp().sum(0) * (cell * cell), at::ones({3}, at::kDouble), 0, 1e-6));
            QVERIFY(std::abs(log_density(mixture, points, sigma).exp().sum().item<double>() * cell * cell - 1) < 1e-6);
            const at::Tensor bayes = log_densities(mixture, points, sigma) + mixture.log_weights - log_density(mixture, points, sigma).unsqueeze(1);
            QVERIFY(at::allclose(log_posteriors(mixture, points, sigma), bayes, 1e-9, 1e-9));
        }
    }

    // Tweedie: E[x0 | x] = x + σ²·∇ln p(x), of the mixture and of a class.
    void the_estimate_is_the_score() {
        const Mixture mixture = plane_mixture();
        const auto model = make_mixture_denoiser(mixture, NoiseSchedule::stable_diffusion());
        const at::Tensor points = at::randn({50, 2}, at::detail::createCPUGenerator(1));
        const auto none = no_label(), first = label(0);
        const Conditioning* const asked[] = {none.get(), first.get()};
        for (const double sigma : {0.1, 1.0, 10.0}) {
            const auto estimates = model->denoise(points.view({50, 2, 1, 1}), {1, sigma, 0}, asked, {});
            const auto score = [&](const std::function<at::Tensor(const at::Tensor&)>& log) { return differentiated(points, log).gradient; };
            QVERIFY(at::allclose(estimates[0].x0.flatten(1), points + sigma * sigma * score([&](const at::Tensor& x) { return log_density(mixture, x, sigma); }), 1e-4, 1e-4));
            QVERIFY(at::allclose(estimates[1].x0.flatten(1),
                                 points + sigma * sigma * score([&](const at::Tensor& x) { return log_densities(mixture, x, sigma).select(1, 0); }), 1e-4, 1e-4));
        }
    }

    void samples_have_the_mixtures_moments() {
        const Mixture mixture = plane_mixture();
        const at::Tensor drawn = draw_samples(mixture, 40000, 3), weights = mixture.log_weights.exp();
        QVERIFY(at::equal(drawn.narrow(0, 0, 100), draw_samples(mixture, 100, 3)));
        QVERIFY(!at::equal(drawn.narrow(0, 0, 100), draw_samples(mixture, 100, 4)));
        const at::Tensor mean = (weights.unsqueeze(1) * mixture.means).sum(0), apart = mixture.means - mean;
        const at::Tensor covariance = (weights.unsqueeze(1) * apart).t().mm(apart) + at::eye(2, at::kDouble) * mixture.tau * mixture.tau;
        QVERIFY(at::allclose(drawn.to(at::kDouble).mean(0), mean, 0, 0.02));
        QVERIFY(at::allclose(drawn.to(at::kDouble).t().cov(), covariance, 0, 0.02));
    }

    void a_canvas_of_another_size_is_refused() {
        const auto model = make_mixture_denoiser(plane_mixture(), NoiseSchedule::stable_diffusion());
        const auto none = no_label();
        const Conditioning* const asked[] = {none.get()};
        try {
            model->denoise(at::zeros({1, 3, 4, 4}), {1, 1, 0}, asked, {});
            QFAIL("it was not refused");
        } catch (const Failure& failure) {
            QCOMPARE(failure.error().message, std::string("this model draws 2 values a sample, and the canvas has 48"));
        }
    }

    // Figure 2 of arXiv 2207.12598: "mass moves away from the other classes and contracts as guidance grows", of the densities.
    void guided_densities_leave_the_other_classes_and_contract() {
        const Mixture mixture = three_gaussians();
        const at::Tensor points = raster(4);
        Shape before;
        for (const double w : ws) {
            const at::Tensor log = guided_log_density(mixture, points, 0, w);
            const Shape now = shape_of(points, (log - log.max()).exp(), mixture);
            if (w > 0) QVERIFY2(now.nearest > before.nearest * 1.01 && now.spread < before.spread * 0.995, std::to_string(w).c_str());
            before = now;
        }
    }

    // And of samples, which go further than the densities do.
    void guided_samples_leave_the_other_classes_and_contract() {
        const Mixture mixture = three_gaussians();
        const auto model = make_mixture_denoiser(mixture, NoiseSchedule::stable_diffusion());
        const auto sigmas = karras_sigmas(40, model->schedule().sigma_min(), model->schedule().sigma_max());
        Shape before;
        for (const double w : ws) {
            const auto guider = make_cfg(model, label(0), no_label(), scale_from_paper(w));
            const at::Tensor x = sample(make_sampling(guider, make_dpmpp(), sigmas, {4000, 2, 1, 1}), {}, {}).flatten(1).to(at::kDouble);
            const Shape now = shape_of(x, at::ones({4000}, at::kDouble), mixture);
            if (w == 0) QVERIFY(std::abs(now.spread - 0.5 * std::numbers::sqrt2) < 0.02);   // the class itself
            else QVERIFY2(now.nearest > before.nearest * 1.03 && now.spread < before.spread * 0.99, std::to_string(w).c_str());
            if (w > 0) {
                const at::Tensor points = raster(4), log = guided_log_density(mixture, points, 0, w);
                QVERIFY(now.nearest > shape_of(points, (log - log.max()).exp(), mixture).nearest);
            }
            before = now;
        }
    }
};

QTEST_APPLESS_MAIN(AnalyticTest)
#include "analytic_test.moc"
