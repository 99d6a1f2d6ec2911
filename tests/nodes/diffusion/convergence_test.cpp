// What samplers draw follows a mixture of Gaussians that the model knows exactly. At which order they approach it: stepper_order_test.
#include "support.h"

#include <QtTest>

using namespace noiseloom;
using namespace noiseloom::testing;

class ConvergenceTest : public QObject {
    Q_OBJECT

    const std::shared_ptr<const CountingDenoiser> model_ = counting(plane_mixture());

    at::Tensor solve(std::shared_ptr<const Stepper> stepper, int steps) const {
        const NoiseSchedule& schedule = model_->schedule();
        const auto sigmas = exponential_sigmas(steps, schedule.sigma_min(), schedule.sigma_max());
        return sample(make_sampling(make_unconditional(model_), std::move(stepper), sigmas, {4096, 2, 1, 1}), {}, {});
    }
    static double distance(const at::Tensor& a, const at::Tensor& b) { return (a - b).flatten(1).norm(2, 1).mean().item<double>(); }

  private slots:
    void samples_follow_the_mixture() {
        const Mixture mixture = plane_mixture();
        for (const auto& stepper : {make_dpmpp(), make_heun(), make_euler_ancestral(), make_dpmpp({.eta = 1}), make_ddim({.eta = 1}), make_lms(),
                                    make_dpm2_ancestral(), make_dpmpp_2s_ancestral(), make_dpmpp_sde(), make_unipc(), make_deis(), make_dpm_fast({.calls = 200}),
                                    make_ddpm(), make_pndm(), make_dpmpp({.order = 3, .eta = 1}), make_dpm_singlestep(), make_heun({.amount = 20})}) {
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
