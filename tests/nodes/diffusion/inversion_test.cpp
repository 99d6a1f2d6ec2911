#include "diffusion/inversion.h"

#include "diffusion/changed_denoiser.h"
#include "support.h"

#include <QtTest>

using namespace noiseloom;
using namespace noiseloom::testing;

namespace {

// How far inverting and going back misses x0 with so many steps.
double missed_by(int count) {
    const auto model = counting(latent_mixture());
    const auto steps = inversion_timesteps(601, count);
    Sampling there;
    there.guider = make_conditional(model, no_label());
    there.stepper = make_ddim();
    there.grid = inversion_grid(model->schedule(), steps);
    there.noise = make_noise(NoiseKind::philox, 0);
    const at::Tensor x0 = latent_mixture().means[1].to(at::kFloat).view({1, 4, 2, 2}) + 0.2;
    there.x = x0;
    Sampling back = there;
    back.x = sample(there, {}, {});
    back.grid = generation_grid(model->schedule(), steps);
    return (sample(back, {}, {}) - x0).abs().max().item<double>();
}

at::Tensor estimate(const Denoiser& model, double t) {
    const auto nothing = no_label();
    const Conditioning* const asked = nothing.get();
    const at::Tensor x = at::linspace(-1, 1, 16).view({1, 4, 2, 2});
    return model.denoise(x, model.schedule().level_at(t), {&asked, 1}, {}).front().x0;
}

std::shared_ptr<const CountingDenoiser> shifted(double by) {
    Mixture mixture = latent_mixture();
    mixture.means = mixture.means + by;
    return counting(std::move(mixture));
}

}  // namespace

class InversionTest : public QObject {
    Q_OBJECT
  private slots:
    // numpy: [int(s) for s in numpy.linspace(0, 1, n) * depth].
    void timesteps_are_numpys() {
        QCOMPARE(inversion_timesteps(401, 8), (std::vector<int>{0, 57, 114, 171, 229, 286, 343, 401}));
        QCOMPARE(inversion_timesteps(600, 7), (std::vector<int>{0, 100, 200, 300, 400, 499, 600}));   // 5·(1/6)·600 is just below 500
        QCOMPARE(inversion_timesteps(300, 7), (std::vector<int>{0, 50, 100, 150, 200, 249, 300}));
        const auto many = inversion_timesteps(500, 40);
        QCOMPARE(many.size(), std::size_t{40});
        QCOMPARE((std::vector<int>{many[1], many[13], many[31], many[38]}), (std::vector<int>{12, 166, 397, 487}));
        QCOMPARE(inversion_timesteps(301, 2), (std::vector<int>{0, 301}));
    }

    void grids_lead_there_and_back() {
        const NoiseSchedule schedule = NoiseSchedule::stable_diffusion();
        const std::vector<int> steps{0, 100, 300};
        const Grid there = inversion_grid(schedule, steps), back = generation_grid(schedule, steps), single = single_step_grid(schedule, steps);
        QCOMPARE(there.size(), std::size_t{2});
        QCOMPARE(back.size(), std::size_t{3});
        QVERIFY(there[1].from == schedule.level(100) && there[1].to == schedule.level(300));
        QVERIFY(back[0].from == schedule.level(300) && back[0].to == schedule.level(100) && back[2].to == (Level{1, 0, 0}));
        QVERIFY(single[0].from == schedule.level(300) && single[0].to == schedule.level(299));
        QVERIFY(single[2].from == schedule.level(0) && single[2].to == (Level{1, 0, 0}));
    }

    void the_other_rule_tells_the_network_the_end_of_each_step() {
        const NoiseSchedule schedule = NoiseSchedule::stable_diffusion();
        const Grid grid = inversion_grid(schedule, std::vector<int>{0, 1, 251}, Told::end);
        QCOMPARE(grid.size(), std::size_t{2});
        QVERIFY(grid[0].from == (Level{schedule.level(0).a, schedule.level(0).s, 1}) && grid[0].to == schedule.level(1));
        QVERIFY(grid[1].from == (Level{schedule.level(1).a, schedule.level(1).s, 251}) && grid[1].to == schedule.level(251));
    }

    void the_way_back_misses_by_less_with_more_steps() {
        const double coarse = missed_by(10), middle = missed_by(40), fine = missed_by(160);
        QVERIFY(coarse > 1.5 * middle && middle > 1.5 * fine);
        QVERIFY(fine < 0.05);
    }

    void changes_have_a_degree() {
        const auto base = shifted(0), other = shifted(0.5);
        const at::Tensor from = estimate(*base, 400), to = estimate(*other, 400);
        QVERIFY(estimate(*make_changed(base, {{other, 0.0}}), 400).equal(from));
        QVERIFY(estimate(*make_changed(base, {{other, 1.0}}), 400).equal(to));
        QVERIFY(at::allclose(estimate(*make_changed(base, {{other, 0.3}}), 400), from + 0.3 * (to - from), 1e-5, 1e-6));
        QVERIFY(at::allclose(estimate(*make_changed(base, {{other, 1.5}}), 400), from + 1.5 * (to - from), 1e-5, 1e-6));
        // Two changes are added.
        const auto third = shifted(-0.4);
        const at::Tensor both = estimate(*make_changed(base, {{other, 0.6}, {third, 0.7}}), 400);
        QVERIFY(at::allclose(both, from + 0.6 * (to - from) + 0.7 * (estimate(*third, 400) - from), 1e-5, 1e-6));
    }

    void who_has_no_part_is_not_asked() {
        const auto base = shifted(0), other = shifted(0.5);
        const auto late = make_changed(base, {{other, Curve::from_knots({{0.599, 0}, {0.6, 1}}).or_throw()}});   // below t = 400 the other alone
        estimate(*late, 500);
        QCOMPARE(std::make_pair(base->calls, other->calls), std::make_pair(1, 0));
        estimate(*late, 300);
        QCOMPARE(std::make_pair(base->calls, other->calls), std::make_pair(1, 1));
        QVERIFY(late->identity() != make_changed(base, {{other, 1.0}})->identity());
    }

    void models_of_another_kind_are_refused() {
        const auto base = shifted(0);
        const auto pixels = make_mixture_denoiser(latent_mixture(), NoiseSchedule::stable_diffusion(), {4, 1, 1, 0});
        try {
            make_changed(base, {{pixels, 1.0}});
            QFAIL("latents and pixels were mixed");
        } catch (const Failure& failure) {
            QCOMPARE(failure.error().message, std::string("The models that are mixed are of different kinds: their latents or noise schedules differ."));
        }
    }
};

QTEST_GUILESS_MAIN(InversionTest)
#include "inversion_test.moc"
