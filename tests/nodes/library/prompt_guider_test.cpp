#include "library/guidance/prompt_guider.h"

#include "../diffusion/support.h"

#include <QtTest>

using namespace noiseloom;
using namespace noiseloom::testing;

class PromptGuiderTest : public QObject {
    Q_OBJECT

    const std::shared_ptr<const CountingDenoiser> model_ = counting(latent_mixture());
    const at::Tensor x_ = make_noise(NoiseKind::philox, 3)->draw({1, 4, 2, 2}, {0}) * 4;
    const StepInfo step_{0, 10, {1, 4, 0}, {1, 3, 0}};

    at::Tensor run(const std::shared_ptr<const Guider>& guider) const {
        GuiderState state;
        model_->calls = model_->estimates = 0;
        return evaluate(*guider, x_, step_, state, {}).denoised;
    }
    at::Tensor estimate(std::int64_t of) const {
        const auto conditioning = label(of);
        const Conditioning* const one[] = {conditioning.get()};
        return model_->denoise(x_, step_.at, one, {}).front().x0;
    }
    static ScheduledConditioning parts(const std::vector<std::pair<std::int64_t, double>>& of) {
        ScheduledConditioning made;
        for (const auto& [index, weight] : of) made.parts.push_back({weight, {label(index)}, {}});
        return made;
    }

  private slots:
    void parts_are_guided_each_by_its_weight() {
        const at::Tensor u = estimate(2);
        const auto guider = make_prompt_guider(model_, parts({{0, 1}, {1, -0.5}}), parts({{2, 1}}), 3.0);
        QVERIFY(at::allclose(run(guider), u + 3 * (estimate(0) - u) - 1.5 * (estimate(1) - u), 1e-5, 1e-5));
    }

    void without_guidance_parts_are_their_mean() {
        QVERIFY(at::equal(run(make_prompt_guider(model_, parts({{0, 0.7}}))), estimate(0)));   // one part has nothing to be weighed against
        const at::Tensor two = run(make_prompt_guider(model_, parts({{0, 1}, {1, 3}})));
        QVERIFY(at::allclose(two, 0.25 * estimate(0) + 0.75 * estimate(1), 1e-5, 1e-5));
        const at::Tensor three = run(make_prompt_guider(model_, parts({{0, 1}, {1, 2}, {2, 1}})));
        QCOMPARE(model_->estimates, 3);   // each part once
        QVERIFY(at::allclose(three, 0.25 * estimate(0) + 0.5 * estimate(1) + 0.25 * estimate(2), 1e-5, 1e-5));
    }

    void weights_without_a_mean_are_refused() {
        try {
            make_prompt_guider(model_, parts({{0, 1}, {1, -1}}));
            QFAIL("was accepted");
        } catch (const Failure& failure) {
            QCOMPARE(failure.error().message, "the weights of the prompt's parts add up to 0, so they have no mean");
            QCOMPARE(failure.error().code, Code::bad_workflow);
        }
    }
};

QTEST_APPLESS_MAIN(PromptGuiderTest)
#include "prompt_guider_test.moc"
