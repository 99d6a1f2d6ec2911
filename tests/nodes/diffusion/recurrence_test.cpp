// Steps that are made several times.
#include "support.h"

#include <QtTest>

using namespace noiseloom;
using namespace noiseloom::testing;

class RecurrenceTest : public QObject {
    Q_OBJECT

    const std::shared_ptr<const CountingDenoiser> model_ = counting(latent_mixture());
    const std::shared_ptr<const Guider> guider_ = make_conditional(model_, label(0));
    const std::vector<double> sigmas_{8, 4, 2, 0};

    Sampling sampling(const std::shared_ptr<const Stepper>& stepper, const std::vector<double>& sigmas) const { return make_sampling(guider_, stepper, sigmas, {2, 4, 2, 2}); }
    at::Tensor run(const std::shared_ptr<const Stepper>& stepper) const {
        model_->calls = 0;
        return sample(sampling(stepper, sigmas_), {}, {});
    }
    static std::shared_ptr<const Stepper> recurring(const std::shared_ptr<const Stepper>& inner, int times, double low = 0, double high = 1e9) {
        return make_recurrence(inner, {times, low, high});
    }

  private slots:
    void once_is_the_step_itself() {
        QVERIFY(at::equal(run(recurring(make_euler(), 1)), run(make_euler())));
        KeyBuilder one("test"), other("test");
        recurring(make_euler(), 1)->digest(0, 3, one);
        make_euler()->digest(0, 3, other);
        QCOMPARE(one.key(), other.key());
    }

    void between_two_times_the_noise_comes_back() {
        const Sampling ve = sampling(make_euler(), {8, 4});
        const auto once = [&](const at::Tensor& x) {   // Euler from 8 to 4
            const auto conditioning = label(0);
            const Conditioning* const one[] = {conditioning.get()};
            const at::Tensor x0 = model_->denoise(x, ve.grid.front().from, one, {}).front().x0;
            return x0 + (x - x0) / 2;
        };
        // After the draws that the step itself has a right to.
        const auto z = [&](const Stepper& stepper) { return ve.noise->draw(ve.x.sizes(), {1 + stepper.draws(ve.grid.front(), 1)}); };
        const at::Tensor again = once(once(ve.x) + std::sqrt(64.0 - 16.0) * z(*make_euler()));
        QVERIFY(at::allclose(sample(sampling(recurring(make_euler(), 2), {8, 4}), {}, {}), again, 1e-4, 1e-4));
        // The same in VP coordinates: √(ᾱ_t/ᾱ_p)·x + √(1 - ᾱ_t/ᾱ_p)·z.
        const at::Tensor vp = sample(sampling(recurring(make_ddim(), 2), {8, 4}), {}, {});
        const double at_8 = 1 / 65.0, at_4 = 1 / 17.0;
        const at::Tensor x = once(ve.x) * std::sqrt(at_4) * std::sqrt(at_8 / at_4) + std::sqrt(1 - at_8 / at_4) * z(*make_ddim());
        QVERIFY(at::allclose(vp, once(x / std::sqrt(at_8)), 1e-3, 1e-3));
    }

    void steps_outside_of_the_interval_are_made_once() {
        run(recurring(make_euler(), 3));
        QCOMPARE(model_->calls, 9);
        run(recurring(make_euler(), 3, 2, 4));   // open below: the one from 4
        QCOMPARE(model_->calls, 5);
        QVERIFY(at::equal(run(recurring(make_euler(), 3, 8, 9)), run(make_euler())));
    }

    // Each draw is used once, and steps that follow begin their numbers after it.
    void no_noise_is_drawn_twice() {
        class Recorded final : public NoiseSource {
          public:
            at::Tensor draw(at::IntArrayRef shape, const NoiseRequest& request) const override {
                ordinals.push_back(request.ordinal);
                return noise->draw(shape, request);
            }
            Key identity() const override { return noise->identity(); }
            std::shared_ptr<const NoiseSource> noise = make_noise(NoiseKind::philox, 7);
            mutable std::vector<int> ordinals;
        };
        const auto noise = std::make_shared<Recorded>();
        Sampling one = sampling(recurring(make_euler_ancestral(), 3), sigmas_);
        one.noise = noise;
        sample(one, {}, {});
        std::vector<int> sorted = noise->ordinals;
        std::sort(sorted.begin(), sorted.end());
        QVERIFY(std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end());
        QVERIFY(sorted.front() >= 1);
        QVERIFY(noise->ordinals == sorted);
    }

    void a_run_resumes_to_the_same_bits_and_its_keys_know_the_times() {
        MemorySteps steps;
        SampleObserver observer;
        observer.steps = &steps;
        const at::Tensor whole = sample(sampling(recurring(make_dpmpp(), 3), sigmas_), observer, {});
        QCOMPARE(steps.states.size(), std::size_t{3});
        const auto last = std::find_if(steps.states.begin(), steps.states.end(), [](const auto& state) { return state.second.template as<SamplerState>().k == 3; });
        steps.states.erase(last);
        model_->calls = 0;
        QVERIFY(at::equal(sample(sampling(recurring(make_dpmpp(), 3), sigmas_), observer, {}), whole));
        QCOMPARE(model_->calls, 3);
        model_->calls = 0;
        sample(sampling(recurring(make_dpmpp(), 2), sigmas_), observer, {});
        QCOMPARE(model_->calls, 6);
    }

    // On the exact model the distribution stays: repeating a step of a correct sampler is a correct sampler.
    void the_distribution_stays() {
        const auto guider = make_unconditional(make_mixture_denoiser(plane_mixture(), NoiseSchedule::stable_diffusion()));
        std::vector<double> sigmas;
        for (int i = 0; i < 25; ++i) sigmas.push_back(8 * std::pow(0.02 / 8, i / 24.0));
        sigmas.push_back(0);
        const auto share = [&](const std::shared_ptr<const Stepper>& stepper) {
            const at::Tensor x = sample(make_sampling(guider, stepper, sigmas, {4000, 2, 1, 1}), {}, {}).flatten(1);
            const at::Tensor means = plane_mixture().means.to(at::kFloat);
            const at::Tensor nearest = at::cdist(x, means).argmin(1);
            return at::stack({(nearest == 0).to(at::kFloat).mean(), (nearest == 1).to(at::kFloat).mean(), (nearest == 2).to(at::kFloat).mean()});
        };
        const at::Tensor got = share(recurring(make_euler(), 3));
        QVERIFY2(at::allclose(got, at::tensor({0.5f, 0.3f, 0.2f}), 0, 0.03), qPrintable(QString("%1 %2 %3").arg(got[0].item<double>()).arg(got[1].item<double>()).arg(got[2].item<double>())));
    }
};

QTEST_APPLESS_MAIN(RecurrenceTest)
#include "recurrence_test.moc"
