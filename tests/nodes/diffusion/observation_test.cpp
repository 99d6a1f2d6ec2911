// Inpainting and colourising by what is known: as score_sde does it, and against distributions whose conditional is known.
#include "diffusion/observation.h"

#include "../../parity/recorded_noise.h"
#include "../models/tensors.h"
#include "support.h"

#include <QtTest>

using namespace noiseloom;
using namespace noiseloom::testing;

namespace {

Sde sde(const char* name) { return Sde::from_json({{"sde", name}, {"sigma_max", 50}}).or_throw(); }

at::Tensor drawn(const Mixture& mixture, const SdeOptions& options, at::IntArrayRef shape) {
    Sampling sampling;
    sampling.guider = make_unconditional(make_mixture_denoiser(mixture, options.sde.schedule()));
    sampling.stepper = make_predictor_corrector(options);
    sampling.grid = options.sde.grid(options.steps);
    sampling.noise = make_noise(NoiseKind::philox, 5);
    sampling.x = make_noise(NoiseKind::philox, 9)->draw(shape, {0});
    return sample(sampling, {}, {});
}

}  // namespace

class ObservationTest : public QObject {
    Q_OBJECT
  private slots:
    // Every number of score_sde's controllable_generation.py for the same draws. Its last picture keeps the last noise where nothing is known, which
    // Noiseloom leaves out; what is known comes out as it is.
    void known_parts_are_put_in_as_in_the_reference_data() {
        QTest::addColumn<bool>("is_ve");
        QTest::addColumn<bool>("is_grey");
        QTest::newRow("ve.inpaint.") << true << false;
        QTest::newRow("ve.colour.") << true << true;
        QTest::newRow("vp.inpaint.") << false << false;
        QTest::newRow("vp.colour.") << false << true;
    }
    void known_parts_are_put_in_as_in_the_reference() {
        QFETCH(bool, is_ve);
        QFETCH(bool, is_grey);
        const std::string name = QTest::currentDataTag();
        const auto recorded = SafetensorsFile::open(model_data("score_sde/controllable.safetensors")).or_throw();
        const Mixture mixture{recorded.tensor("means").flatten(1).to(at::kDouble), at::full({2}, 0.5, at::kDouble).log(), 0.5};
        SdeOptions options{.sde = sde(is_ve ? "vesde" : "vpsde")};
        options.steps = 8;
        options.predictor = is_ve ? SdeOptions::Predictor::reverse_diffusion : SdeOptions::Predictor::euler_maruyama;
        options.corrector = is_ve ? SdeOptions::Corrector::langevin : SdeOptions::Corrector::none;
        options.corrections = 2;
        Observation observation{recorded.tensor(name + "data"), {}};
        if (!is_grey) observation.known = recorded.tensor(name + "known");
        options.known = std::make_shared<const Observation>(observation);
        Sampling sampling;
        sampling.guider = make_unconditional(make_mixture_denoiser(mixture, options.sde.schedule()));
        sampling.stepper = make_predictor_corrector(options);
        sampling.grid = options.sde.grid(options.steps);
        sampling.noise = std::make_shared<parity::RecordedNoise>(recorded.tensor(name + "noise"));
        const Sde::Marginal first = options.sde.marginal(1);
        sampling.x = recorded.tensor(name + "start") / std::hypot(first.a, first.s);
        const at::Tensor noise = recorded.tensor(name + "noise"), made = sample(sampling, {}, {});

        const double t = options.sde.earliest(), deviation = is_ve ? options.sde.discretized(t, options.steps).g : options.sde.diffusion(t) / std::sqrt(options.steps);
        const Sde::Marginal last = options.sde.marginal(t);
        const at::Tensor with_last_noise = observation.imposed_on(made + deviation * noise[-2], last.a, last.s, noise[-1]);
        QVERIFY2(close(with_last_noise, recorded.tensor(name + "x"), 1e-3, 2e-4), std::to_string(largest_difference(with_last_noise, recorded.tensor(name + "x"))).c_str());
        QVERIFY(close(observation.imposed_on(made), made, 0, 1e-6));
    }

    // Half of a picture tells which of three it is, and the other half is that one's.
    void the_unknown_follows_what_is_known() {
        const Mixture mixture = latent_mixture();
        SdeOptions options{.sde = sde("vpsde")};
        options.steps = 200;
        const at::Tensor picture = mixture.means[1].view({1, 4, 2, 2}).to(at::kFloat), known = at::tensor({1.0F, 1.0F, 0.0F, 0.0F}).view({1, 1, 2, 2});
        options.known = std::make_shared<const Observation>(Observation{picture, known});
        const at::Tensor made = drawn(mixture, options, {512, 4, 2, 2});
        QVERIFY((made * known).equal((picture * known).expand_as(made)));
        const at::Tensor unknown = made.slice(2, 1).flatten(1), means = mixture.means.view({3, 4, 2, 2}).slice(2, 1).flatten(1).to(at::kFloat);
        const at::Tensor fits = at::cdist(unknown, means).argmin(1) == 1, spread = (unknown - means[1]).index({fits});
        QVERIFY2(fits.to(at::kFloat).mean().item<double>() > 0.95, std::to_string(fits.to(at::kFloat).mean().item<double>()).c_str());
        QVERIFY2(spread.mean(0).abs().max().item<double>() < 0.06, std::to_string(spread.mean(0).abs().max().item<double>()).c_str());
        QVERIFY2(std::abs(spread.std().item<double>() - mixture.tau) < 0.02, std::to_string(spread.std().item<double>()).c_str());
    }

    // In the plane the mean of both coordinates is the grey, and says by Bayes' rule which class is how likely. Putting it in comes near to that only by
    // and by: one number says little at high noise, where classes are chosen, and corrections must make up for it.
    void a_known_grey_draws_towards_the_class_that_has_it() {
        constexpr std::int64_t count = 2048;
        const Mixture mixture = plane_mixture();
        const double grey = mixture.means[1].mean().item<double>();
        SdeOptions options{.sde = sde("vpsde")};
        options.steps = 200;
        options.known = std::make_shared<const Observation>(Observation{at::full({1, 2, 1, 1}, grey), {}});
        const auto share = [&] {
            const at::Tensor made = drawn(mixture, options, {count, 2, 1, 1});
            if (!at::allclose(made.mean(1), at::full({count, 1, 1}, grey), 0, 1e-5)) return -1.0;
            return (at::cdist(made.flatten(1).to(at::kDouble), mixture.means).argmin(1) == 1).to(at::kDouble).mean().item<double>();
        };
        const double plain = share();
        options.corrector = SdeOptions::Corrector::langevin;
        options.corrections = 10;
        const double corrected = share();
        QVERIFY2(plain > std::exp(mixture.log_weights[1].item<double>()) + 0.05, std::to_string(plain).c_str());   // than without
        QVERIFY2(corrected > plain + 0.1, std::to_string(corrected).c_str());
    }

    void what_is_known_has_the_size_of_the_canvas() {
        const Observation observation{at::zeros({2, 3, 4, 4}), {}};
        QVERIFY(failure_of([&] { observation.imposed_on(at::zeros({2, 3, 4, 8})); }).ends_with("2 of 4 x 4 with 3 channels, and 2 of 8 x 4 with 3 channels"));
        QVERIFY(failure_of([&] { observation.imposed_on(at::zeros({3, 3, 4, 4})); }) != "");
    }
};

QTEST_GUILESS_MAIN(ObservationTest)
#include "observation_test.moc"
