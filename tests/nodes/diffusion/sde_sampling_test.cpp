// Samplers in continuous time, on a mixture whose score is known: they draw from it, from one class of it where a classifier asks for that, and the
// probability flow leads back to the noise that it came from.
#include "support.h"

#include "../models/tensors.h"

#include "diffusion/rk45.h"
#include "diffusion/sde.h"

#include <QtTest>

using namespace noiseloom;
using namespace noiseloom::testing;

namespace {

constexpr std::int64_t count = 2048;

Sde sde(const char* name) { return Sde::from_json({{"sde", name}, {"sigma_max", 50}}).or_throw(); }

struct Fractions {
    double weight[3];
    at::Tensor means[3];
};

Fractions fractions(const at::Tensor& pictures, const Mixture& mixture) {
    const at::Tensor x = pictures.flatten(1).to(at::kDouble), nearest = at::cdist(x, mixture.means).argmin(1);
    Fractions found{};
    for (int k = 0; k < 3; ++k) {
        const at::Tensor own = x.index({nearest == k});
        found.weight[k] = static_cast<double>(own.size(0)) / static_cast<double>(x.size(0));
        found.means[k] = own.mean(0);
    }
    return found;
}

}  // namespace

class SdeSamplingTest : public QObject {
    Q_OBJECT

    static at::Tensor draw(const std::shared_ptr<const Guider>& guider, const std::shared_ptr<const Stepper>& stepper, const Grid& grid) {
        Sampling sampling;
        sampling.guider = guider;
        sampling.stepper = stepper;
        sampling.grid = grid;
        sampling.noise = make_noise(NoiseKind::philox, 5);
        sampling.x = make_noise(NoiseKind::philox, 9)->draw({count, 2, 1, 1}, {0}) * grid.front().from.s;
        return sample(sampling, {}, {});
    }

  private slots:
    void samples_follow_the_mixture_data() {
        QTest::addColumn<QString>("process");
        QTest::addColumn<int>("predictor");
        QTest::addColumn<int>("corrector");
        for (const char* process : {"vpsde", "subvpsde", "vesde"}) {
            QTest::addRow("%s, Euler-Maruyama", process) << QString(process) << 1 << 0;
            QTest::addRow("%s, reverse diffusion", process) << QString(process) << 2 << 0;
        }
        QTest::newRow("vpsde, ancestral") << QString("vpsde") << 3 << 0;
        QTest::newRow("vesde, ancestral") << QString("vesde") << 3 << 0;
        QTest::newRow("vpsde, Langevin too") << QString("vpsde") << 2 << 1;
        QTest::newRow("vesde, Langevin too") << QString("vesde") << 2 << 1;
    }
    void samples_follow_the_mixture() {
        QFETCH(QString, process);
        QFETCH(int, predictor);
        QFETCH(int, corrector);
        const Mixture mixture = plane_mixture();
        SdeOptions options{.sde = sde(process.toUtf8())};
        options.steps = 500;
        options.predictor = static_cast<SdeOptions::Predictor>(predictor);
        options.corrector = static_cast<SdeOptions::Corrector>(corrector);
        options.snr = 0.05;
        options.per_picture = false;
        const auto model = make_mixture_denoiser(mixture, options.sde.schedule());
        const auto found = fractions(draw(make_unconditional(model), make_predictor_corrector(options), options.sde.grid(options.steps)), mixture);
        for (int k = 0; k < 3; ++k) {
            const double weight = std::exp(mixture.log_weights[k].item<double>());
            QVERIFY2(std::abs(found.weight[k] - weight) < 5 * std::sqrt(weight * (1 - weight) / count), std::to_string(found.weight[k]).c_str());
            QVERIFY(at::allclose(found.means[k], mixture.means[k].to(at::kDouble), 0, 0.06));
        }
    }

    // As the estimates are clipped to -1 or 1 where the classes lie beyond, so are the pictures.
    void clipped_estimates_stay_in_range() {
        Mixture far = plane_mixture();
        far.means = far.means * 2;
        SdeOptions options{.sde = sde("vpsde")};
        options.steps = 300;
        options.clip.kind = ClipSample::Kind::range;
        const auto guider = make_unconditional(make_mixture_denoiser(far, options.sde.schedule()));
        const auto largest = [&] { return draw(guider, make_predictor_corrector(options), options.sde.grid(options.steps)).abs().max().item<double>(); };
        QVERIFY2(largest() < 1.05, std::to_string(largest()).c_str());
        options.clip = {};
        QVERIFY(largest() > 2);
    }

    // It believes what it is told of the noise, by a table that is not the process's.
    void a_model_of_discrete_time_is_told_its_own_steps() {
        const Mixture mixture = plane_mixture();
        const NoiseSchedule cosine = NoiseSchedule::from_betas(beta_table(BetaSchedule::cosine, 1000, 0, 0, Precision::f64), Precision::f64);
        const auto guider = make_unconditional(make_denoiser(make_mixture_network(mixture, cosine, Prediction::epsilon), cosine, Prediction::epsilon, {}));
        for (const bool is_flow : {false, true}) {
            SdeOptions options{.sde = sde("vpsde")};
            options.steps = is_flow ? 2 : 500;
            const auto stepper = is_flow ? make_probability_flow(options.sde) : make_predictor_corrector(options);
            const auto found = fractions(draw(guider, stepper, options.sde.grid(options.steps)), mixture);
            for (int k = 0; k < 3; ++k) QVERIFY2(at::allclose(found.means[k], mixture.means[k].to(at::kDouble), 0, 0.06), std::to_string(k).c_str());
        }
    }

    // ∇ln p(y | x) of the exact classifier: the conditional SDE draws that class alone.
    void a_classifier_makes_it_conditional() {
        const Mixture mixture = plane_mixture();
        SdeOptions options{.sde = sde("vpsde")};
        options.steps = 500;
        const auto guider = make_gradient(make_unconditional(make_mixture_denoiser(mixture, options.sde.schedule())), make_mixture_criterion(mixture, 1), 1);
        QVERIFY(fractions(draw(guider, make_predictor_corrector(options), options.sde.grid(options.steps)), mixture).weight[1] > 0.99);
    }

    void the_flow_goes_both_ways() {
        const Mixture mixture = plane_mixture();
        const Sde process = sde("vpsde");
        const auto model = make_mixture_denoiser(mixture, process.schedule());
        const auto stepper = make_probability_flow(process, {1e-6, 1e-6});
        GuiderState state;
        const auto guider = make_unconditional(model);
        const auto flow = [&](const at::Tensor& x, const GridStep& step) {
            const Model asked = [&](const at::Tensor& at_x, const Level& at) { return evaluate(*guider, at_x, {0, 1, at, step.to}, state, {}); };
            return stepper->step({x}, {asked, step, 0, 1, process.schedule(), Prediction::x0, {}}).x;
        };
        const at::Tensor noise = make_noise(NoiseKind::philox, 9)->draw({64, 2, 1, 1}, {0});
        const GridStep down{process.level(1), process.level(0.01)}, up{down.to, down.from};
        const at::Tensor picture = flow(noise, down);
        QVERIFY(largest_difference(flow(picture, up), noise) < 1e-2);
        QVERIFY(largest_difference(picture, noise) > 0.5);
    }

    void the_solver_keeps_its_tolerance() {
        for (const double tolerance : {1e-3, 1e-6, 1e-9}) {
            const auto made = integrate([](double t, const at::Tensor& y) { return y * std::cos(t); }, 0, 8, at::ones({3}, at::kDouble), {tolerance, tolerance});
            const double error = std::abs(made.y[0].item<double>() - std::exp(std::sin(8.0)));
            QVERIFY2(error < 30 * tolerance, std::to_string(error).c_str());
            QCOMPARE((made.calls - 2) % 6, 0);
        }
        const Slope decay = [](double, const at::Tensor& y) { return -y; };
        const at::Tensor there = integrate(decay, 0, 2, at::ones({1}, at::kDouble), {1e-8, 1e-8}).y;
        QVERIFY(std::abs(integrate(decay, 2, 0, there, {1e-8, 1e-8}).y.item<double>() - 1) < 1e-6);
        QCOMPARE(integrate(decay, 1, 1, there, {}).calls, 0);
        // y' = y² has no solution beyond t = 1.
        QVERIFY(failure_of([] { integrate([](double, const at::Tensor& y) { return y.square(); }, 0, 2, at::ones({1}, at::kDouble), {}); }).find("too small") !=
                std::string::npos);
    }
};

QTEST_GUILESS_MAIN(SdeSamplingTest)
#include "sde_sampling_test.moc"
