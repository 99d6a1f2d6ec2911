// On a mixture of Gaussians the probability flow is known to any accuracy: the error of every solver
// must shrink at its order, and its samples must follow the mixture.
#include "support.h"

#include <QtTest>

using namespace noiseloom;
using namespace noiseloom::testing;

class ConvergenceTest : public QObject {
    Q_OBJECT

    const std::shared_ptr<const CountingDenoiser> model_ = counting(plane_mixture());

    at::Tensor solve(std::shared_ptr<const Stepper> stepper, int steps, bool to_zero = true) const {
        const NoiseSchedule& schedule = model_->schedule();
        auto sigmas = exponential_sigmas(steps, schedule.sigma_min(), schedule.sigma_max());
        if (!to_zero) sigmas.pop_back();
        return sample(make_sampling(make_unconditional(model_), std::move(stepper), sigmas, {4096, 2, 1, 1}), {}, {});
    }
    static double distance(const at::Tensor& a, const at::Tensor& b) { return (a - b).flatten(1).norm(2, 1).mean().item<double>(); }

  private slots:
    void solvers_converge_at_their_order_data() {
        QTest::addColumn<int>("method");
        QTest::addColumn<double>("order");
        QTest::newRow("euler") << 0 << 1.0;
        QTest::newRow("ddim") << 1 << 1.0;
        QTest::newRow("heun") << 2 << 2.0;
        QTest::newRow("dpmpp 2m") << 3 << 2.0;
        QTest::newRow("dpmpp 2m heun") << 4 << 2.0;
        QTest::newRow("dpm2") << 5 << 2.0;
        QTest::newRow("dpmpp 2s") << 6 << 2.0;
        QTest::newRow("dpmpp sde without noise") << 7 << 2.0;
        QTest::newRow("lms 2") << 8 << 2.0;
        QTest::newRow("dpm-solver 2m") << 9 << 2.0;
        QTest::newRow("dpm-solver 2s") << 10 << 2.0;
        QTest::newRow("unipc 1") << 11 << 2.0;
        QTest::newRow("unipc 2") << 12 << 3.0;
        QTest::newRow("deis 2") << 13 << 2.0;
        QTest::newRow("deis 3") << 14 << 3.0;
        QTest::newRow("tcd") << 15 << 1.0;
    }
    void solvers_converge_at_their_order() {
        QFETCH(int, method);
        QFETCH(double, order);
        const std::shared_ptr<const Stepper> steppers[] = {make_euler(), make_ddim(), make_heun(), make_dpmpp(), make_dpmpp({.kind = DpmppOptions::Kind::heun}),
                                                            make_dpm2(), make_dpmpp_2s_ancestral({.eta = 0}), make_dpmpp_sde({.eta = 0}), make_lms(2),
                                                            make_dpmpp({.form = SolverForm::epsilon}), make_dpm_singlestep({.form = SolverForm::epsilon}),
                                                            make_unipc({.order = 1}), make_unipc(), make_deis({.order = 2}), make_deis(), make_tcd(0)};
        // The step to 0 is of the same length for any number of steps.
        static const at::Tensor exact = solve(make_heun(), 1280, false);
        const double coarse = distance(solve(steppers[method], 40, false), exact), fine = distance(solve(steppers[method], 80, false), exact);
        const double found = std::log2(coarse / fine);
        QVERIFY2(found > order - 0.3 && found < order + 0.9, std::to_string(found).c_str());
    }

    void samples_follow_the_mixture() {
        const Mixture mixture = plane_mixture();
        for (const auto& stepper : {make_dpmpp(), make_heun(), make_euler_ancestral(), make_dpmpp({.eta = 1}), make_ddim({.eta = 1}), make_lms(),
                                    make_dpm2_ancestral(), make_dpmpp_2s_ancestral(), make_dpmpp_sde(), make_unipc(), make_deis(), make_dpm_fast({.calls = 200})}) {
            const at::Tensor x = solve(stepper, 200).flatten(1).to(at::kDouble);
            const at::Tensor nearest = at::cdist(x, mixture.means).argmin(1);
            for (int k = 0; k < 3; ++k) {
                const at::Tensor own = x.index({nearest == k});
                const double weight = std::exp(mixture.log_weights[k].item<double>()), found = static_cast<double>(own.size(0)) / 4096;
                QVERIFY(std::abs(found - weight) < 5 * std::sqrt(weight * (1 - weight) / 4096));
                QVERIFY(at::allclose(own.mean(0), mixture.means[k], 0, 0.04));
                QVERIFY(std::abs(own.std(0).mean().item<double>() / mixture.tau - 1) < 0.06);
            }
        }
    }

    void brownian_noise_makes_the_sde_solver_converge() {   // the same path at every number of steps: results approach each other
        const NoiseSchedule& schedule = model_->schedule();
        const auto run = [&](int steps) {
            auto s = make_sampling(make_unconditional(model_), make_dpmpp({.eta = 1}), exponential_sigmas(steps, schedule.sigma_min(), schedule.sigma_max()), {1024, 2, 1, 1});
            s.noise = make_brownian_noise(NoiseKind::philox, 3, schedule.sigma_min(), schedule.sigma_max());
            return sample(s, {}, {});
        };
        const at::Tensor exact = run(320);
        const double coarse = distance(run(20), exact), fine = distance(run(80), exact);
        QVERIFY2(fine < coarse / 2, (std::to_string(coarse) + " " + std::to_string(fine)).c_str());
    }
};

QTEST_GUILESS_MAIN(ConvergenceTest)
#include "convergence_test.moc"
