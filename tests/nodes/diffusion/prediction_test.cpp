#include "diffusion/prediction.h"

#include "support.h"

#include <QtTest>

using namespace noiseloom;

class PredictionTest : public QObject {
    Q_OBJECT
  private slots:
    void every_pair_of_predictions_round_trips() {
        const auto source = make_noise(NoiseKind::philox, 1);
        const at::Tensor x0 = source->draw({2, 4, 3, 3}, {0}), epsilon = source->draw({2, 4, 3, 3}, {1});
        const Level levels[] = {{1, 5.5, 816}, {1, 0.03, 0}, Level{1, 14.6, 999}.vp(), Level{1, 0.5, 180}.vp(), {0.3, 2, 0}, {0, 1, 999}};
        for (const Level& level : levels) {
            const at::Tensor x = x0 * level.a + epsilon * level.s;
            for (const Prediction kind : {Prediction::epsilon, Prediction::v, Prediction::x0}) {
                if (level.a == 0 && kind == Prediction::epsilon) continue;   // ε says nothing about x0 there
                const at::Tensor output = output_from_x0(kind, x0, x, level);
                // float32 at σ = 14.6 loses a factor of σ of x0's digits.
                QVERIFY(at::allclose(x0_from(kind, output, x, level), x0, 1e-4, 1e-5 * (1 + level.s / std::max(level.a, 0.05))));
                for (const Prediction other : {Prediction::v, Prediction::x0})
                    QVERIFY(at::allclose(output_from_x0(other, x0_from(kind, output, x, level), x, level), output_from_x0(other, x0, x, level), 1e-3, 1e-3));
            }
            QVERIFY(at::allclose(epsilon_from_x0(x0, x, level), epsilon, 1e-3, 1e-4 / level.s));
        }
    }

    void v_is_a_epsilon_minus_s_x0() {
        const auto source = make_noise(NoiseKind::philox, 2);
        const at::Tensor x0 = source->draw({1, 4, 2, 2}, {0}), epsilon = source->draw({1, 4, 2, 2}, {1});
        const Level vp = Level{1, 2, 0}.vp();
        const at::Tensor v = output_from_x0(Prediction::v, x0, x0 * vp.a + epsilon * vp.s, vp);
        QVERIFY(at::allclose(v, epsilon * vp.a - x0 * vp.s, 1e-5, 1e-6));
        // k-diffusion's form in VE coordinates: c_out is negative.
        const at::Tensor x = x0 + epsilon * 2;
        QVERIFY(at::allclose(x0_from(Prediction::v, v, x, {1, 2, 0}), x / 5 - v * (2 / std::sqrt(5.0)), 1e-5, 1e-6));
    }

    void at_zero_terminal_snr_v_still_gives_x0() {
        const at::Tensor x = at::ones({1, 4, 2, 2}), v = at::full({1, 4, 2, 2}, 0.25F);
        QVERIFY(at::equal(x0_from(Prediction::v, v, x, {0, 1, 999}), -v));
    }

    void a_network_gets_vp_coordinates_once() {   // c_in is applied exactly once, whatever the coordinates
        class Probe final : public Network {
          public:
            std::vector<at::Tensor> predict(const at::Tensor& x, double t, std::span<const Conditioning* const>, const Cancel&) const override {
                seen = x.clone();
                time = t;
                return {at::zeros_like(x)};
            }
            Key identity() const override { return {1, 1}; }
            std::size_t bytes() const override { return 0; }
            std::string device() const override { return "cpu"; }
            mutable at::Tensor seen;
            mutable double time = 0;
        };
        const auto probe = std::make_shared<Probe>();
        const auto model = make_denoiser(probe, NoiseSchedule::stable_diffusion(), Prediction::epsilon, {});
        const Conditioning none;
        const Conditioning* const one[] = {&none};
        const at::Tensor ve = at::full({1, 4, 1, 1}, 3.0F);
        model->denoise(ve, {1, 2, 430.5}, one, {});
        QVERIFY(at::allclose(probe->seen, ve / std::sqrt(5.0)));
        QCOMPARE(probe->time, 430.5);   // fractional t reaches the network
        const at::Tensor vp = ve / std::sqrt(5.0);
        model->denoise(vp, Level{1, 2, 430.5}.vp(), one, {});
        QVERIFY(at::allclose(probe->seen, vp));
    }
};

QTEST_GUILESS_MAIN(PredictionTest)
#include "prediction_test.moc"
