// Likelihood by the probability flow is that of the mixture, which is known: with every direction to the solver's tolerance, with random ones on average.
#include "support.h"

#include "../models/tensors.h"

#include "diffusion/likelihood.h"

#include <numbers>

#include <QtTest>

using namespace noiseloom;
using namespace noiseloom::testing;

namespace {

Sde sde(const char* name) { return Sde::from_json({{"sde", name}, {"sigma_max", 50}}).or_throw(); }

// ln p of x in the process's coordinates at time t.
at::Tensor truth(const Mixture& mixture, const Sde& process, double t, const at::Tensor& x) {
    const Sde::Marginal at = process.marginal(t);
    const at::Tensor points = x.to(at::kDouble).flatten(1);
    return log_density(mixture, points / at.a, at.s / at.a) - static_cast<double>(points.size(1)) * std::log(at.a);
}

}  // namespace

class LikelihoodTest : public QObject {
    Q_OBJECT

    const Mixture mixture_ = latent_mixture();
    const at::Tensor x_ = draw_samples(mixture_, 6, 2).view({6, 4, 2, 2});

    Likelihood found(const Sde& process, const LikelihoodOptions& options, const at::Tensor& x) const {
        return likelihood(*make_unconditional(make_mixture_denoiser(mixture_, process.schedule())), process, x, options, {});
    }

  private slots:
    void it_is_that_of_the_mixture_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"vpsde", "subvpsde", "vesde"}) QTest::newRow(name) << QString(name);
    }
    void it_is_that_of_the_mixture() {
        QFETCH(QString, name);
        const Sde process = sde(name.toUtf8());
        for (const double tolerance : {1e-3, 1e-5}) {
            const Likelihood made = found(process, {LikelihoodOptions::Probe::exact, 1, {tolerance, tolerance}, 0}, x_);
            // Along the flow alone: the density at its end is known as well.
            const at::Tensor difference = truth(mixture_, process, 1, made.noise) + made.change - truth(mixture_, process, process.earliest(), x_);
            QVERIFY2(difference.abs().max().item<double>() < 60 * tolerance, std::to_string(difference.abs().max().item<double>()).c_str());
            // With a normal distribution at the end, which the process comes close to.
            QVERIFY(at::allclose(made.log_density, truth(mixture_, process, process.earliest(), x_), 0, 0.06));
        }
    }

    void random_directions_are_right_on_average() {
        const Sde process = sde("vpsde");
        const auto change = [&](LikelihoodOptions::Probe probe, int probes, std::uint64_t seed) {
            return found(process, {probe, probes, {1e-4, 1e-4}, seed}, x_.narrow(0, 0, 2)).change;
        };
        using Probe = LikelihoodOptions::Probe;
        const at::Tensor exact = change(Probe::exact, 1, 0);
        QVERIFY(largest_difference(change(Probe::rademacher, 1, 1), change(Probe::rademacher, 1, 2)) > 1e-3);
        for (const Probe probe : {Probe::rademacher, Probe::gaussian}) {
            const double few = largest_difference(change(probe, 4, 1), exact), many = largest_difference(change(probe, 1000, 1), exact);
            QVERIFY2(many < 0.5 && many < few, (std::to_string(few) + " " + std::to_string(many)).c_str());
        }
    }

    void a_class_has_a_density_of_its_own() {
        const Sde process = sde("vpsde");
        const auto model = make_mixture_denoiser(mixture_, process.schedule());
        const Likelihood made = likelihood(*make_conditional(model, label(1)), process, x_, {LikelihoodOptions::Probe::exact, 1, {1e-5, 1e-5}, 0}, {});
        const Sde::Marginal at = process.marginal(process.earliest());
        const at::Tensor of_class = log_densities(mixture_, x_.flatten(1) / at.a, at.s / at.a).select(1, 1) - 16 * std::log(at.a);
        QVERIFY2(at::allclose(made.log_density, of_class, 1e-3, 0.05), std::to_string(largest_difference(made.log_density, of_class)).c_str());
    }

    void bits_are_of_base_two_and_per_value() {
        QVERIFY(std::abs(bits_per_dimension(at::full({1}, -3 * std::numbers::ln2 * 12, at::kDouble), 12).item<double>() - 3) < 1e-12);
    }
};

QTEST_GUILESS_MAIN(LikelihoodTest)
#include "likelihood_test.moc"
