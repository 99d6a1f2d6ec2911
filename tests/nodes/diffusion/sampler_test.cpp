#include "support.h"

#include <limits>

#include <QtTest>

using namespace noiseloom;
using namespace noiseloom::testing;

namespace {

// A guider with memory: guidance along the running mean of the directions so far.
class Momentum final : public Guider {
  public:
    explicit Momentum(std::shared_ptr<const Guider> inner) : inner_(std::move(inner)) {}
    void calls(const StepInfo& step, Calls& calls) const override { inner_->calls(step, calls); }
    Guided guide(const Evaluation& evaluation, GuiderState& state) const override {
        static const Key name = KeyBuilder("momentum").key();
        Guided guided = inner_->guide(evaluation, state);
        const at::Tensor direction = guided.denoised - guided.base;
        at::Tensor& mean = state[name];
        mean = mean.defined() ? mean * 0.5 + direction * 0.5 : direction;
        guided.denoised = guided.base + mean;
        return guided;
    }
    void digest(const StepInfo& step, KeyBuilder& key) const override { inner_->digest(step, key.add("momentum")); }
    std::shared_ptr<const Guider> plain() const override { return inner_->plain(); }
    const std::shared_ptr<const Denoiser>& model() const override { return inner_->model(); }

  private:
    std::shared_ptr<const Guider> inner_;
};

struct Named {
    const char* name;
    std::shared_ptr<const Stepper> stepper;
};

std::vector<Named> all_steppers() {
    return {{"ddpm", make_ddpm()},
            {"ddpm large", make_ddpm({.variance = DdpmOptions::Variance::fixed_large})},
            {"ddim", make_ddim()},
            {"ddim eta", make_ddim({.eta = 0.7})},
            {"pndm", make_pndm()},
            {"pndm runge-kutta", make_pndm({.runge_kutta = true})},
            {"euler", make_euler()},
            {"euler churn", make_euler({.amount = 4})},
            {"heun", make_heun()},
            {"dpm2", make_dpm2()},
            {"dpm2 churn", make_dpm2({.amount = 4})},
            {"lms", make_lms()},
            {"euler ancestral", make_euler_ancestral()},
            {"dpm2 ancestral", make_dpm2_ancestral()},
            {"dpmpp 2s ancestral", make_dpmpp_2s_ancestral()},
            {"dpmpp sde", make_dpmpp_sde()},
            {"dpmpp sde eta", make_dpmpp_sde({.eta = 0.3, .r = 0.4})},
            {"dpmpp 2m", make_dpmpp()},
            {"dpm-solver 2m", make_dpmpp({.form = SolverForm::epsilon})},
            {"dpmpp 2s", make_dpm_singlestep()},
            {"dpmpp 3s", make_dpm_singlestep({.order = 3, .kind = DpmppOptions::Kind::heun})},
            {"dpm-solver 3s", make_dpm_singlestep({.form = SolverForm::epsilon, .order = 3})},
            {"unipc bh2", make_unipc()},
            {"unipc bh1", make_unipc({.order = 3, .kind = UniPcOptions::Kind::bh1})},
            {"deis", make_deis()},
            {"lcm", make_lcm({.boundary = false})},
            {"tcd", make_tcd()},
            {"tcd eta 0", make_tcd(0)},
            {"dpmpp 2m sde", make_dpmpp({.eta = 1})},
            {"dpmpp 3m sde", make_dpmpp({.order = 3, .kind = DpmppOptions::Kind::heun, .eta = 1})}};
}

// VP steppers that have no step from a = 0.
bool divides_by_a(std::string_view name) { return name.starts_with("pndm") || name.starts_with("dpm-solver"); }

}  // namespace

class SamplerTest : public QObject {
    Q_OBJECT

    const std::shared_ptr<const CountingDenoiser> model_ = counting(latent_mixture());
    const std::shared_ptr<const Conditioning> c_ = label(0), u_ = label(1);   // never equal, whatever the level
    const NoiseSchedule& schedule_ = model_->schedule();

    Sampling sampling(std::shared_ptr<const Stepper> stepper, Curve scale = 3, int steps = 10) const {
        return make_sampling(make_cfg(model_, c_, u_, std::move(scale)), std::move(stepper), make_sigmas(SigmaGrid::karras, schedule_, steps), {2, 4, 2, 2});
    }
    at::Tensor run(const Sampling& s, StepStore* steps = nullptr) const {
        model_->calls = 0;
        SampleObserver observer;
        observer.steps = steps;
        return sample(s, observer, {});
    }
    static Curve late(double end) { return Curve::from_knots({{0, 3}, {0.6, 3}, {1, end}}).or_throw(); }

  private slots:
    void every_stepper_resumes_to_the_same_bits() {
        for (const Named& named : all_steppers()) {
            MemorySteps store;
            Sampling first = sampling(named.stepper, late(3));
            first.guider = std::make_shared<Momentum>(first.guider);
            run(first, &store);
            const int all = model_->calls;
            Sampling edited = first;
            edited.guider = std::make_shared<Momentum>(make_cfg(model_, c_, u_, late(8)));
            const at::Tensor resumed = run(edited, &store);
            const int some = model_->calls;
            const at::Tensor fresh = run(edited);
            QVERIFY2(at::equal(resumed, fresh), named.name);
            QVERIFY2(!at::equal(resumed, run(first)), named.name);
            // u of step k is k/9: steps 0 to 5 read a scale of 3 in both.
            QVERIFY2(some <= (all * 4 + 9) / 10 && some >= 4, named.name);
            run(edited, &store);
            QVERIFY2(model_->calls == 0, named.name);   // all is there already
        }
    }

    void what_a_guider_remembers_reaches_the_next_step() {
        Sampling s = sampling(make_euler());
        std::vector<double> remembered;
        SampleObserver observer;
        observer.on_step = [&](int, int, const SamplerState& state, const Guided&) {
            remembered.push_back(state.guider.empty() ? 0 : state.guider.begin()->second.norm().item<double>());
        };
        const at::Tensor plain = sample(s, observer, {});
        s.guider = std::make_shared<Momentum>(s.guider);
        QVERIFY(!at::allclose(sample(s, observer, {}), plain, 1e-3, 1e-3));
        QCOMPARE(remembered[9], 0.0);
        QVERIFY(remembered[10] > 0 && remembered[11] != remembered[10]);
    }

    void keys_change_only_when_they_must() {
        MemorySteps store;
        const auto remaining = [&](const Sampling& s) {
            MemorySteps copy = store;
            run(s, &copy);
            return model_->calls;
        };
        const Sampling base = sampling(make_euler());
        run(base, &store);
        QCOMPARE(remaining(base), 0);

        Sampling changed = base;
        changed.noise = make_noise(NoiseKind::philox, 99);   // Euler draws nothing but the start, which is given
        changed.guider = make_interval(base.guider, {});     // everywhere inside
        QCOMPARE(remaining(changed), 0);

        changed = base;
        changed.stepper = make_euler({.amount = 1, .sigma_min = 1, .sigma_max = 0.5});   // another method on paper
        QCOMPARE(remaining(changed), 10);

        changed = base;
        changed.grid[7].to = changed.grid[8].from = schedule_.level_at_sigma(0.2);
        QCOMPARE(remaining(changed), 3);

        changed = base;
        changed.guider = make_interval(base.guider, {0, 0.8});
        QCOMPARE(remaining(changed), 2);

        changed = base;
        changed.x = base.x + 1e-3;
        QCOMPARE(remaining(changed), 10);

        changed = base;
        changed.constraint = make_blend(at::zeros({1, 4, 2, 2}), at::ones({1, 1, 2, 2}), at::zeros({1, 4, 2, 2}));
        QCOMPARE(remaining(changed), 10);
    }

    void noise_is_part_of_the_keys_where_it_is_drawn() {
        MemorySteps store;
        Sampling s = sampling(make_euler_ancestral());
        run(s, &store);
        s.first_ordinal = 2;
        run(s, &store);
        QCOMPARE(model_->calls, 10);
        s.noise = make_noise(NoiseKind::philox, 8);
        run(s, &store);
        QCOMPARE(model_->calls, 10);
    }

    void a_batch_gives_what_each_picture_gives_alone() {
        for (const Named& named : all_steppers()) {
            const Sampling both = sampling(named.stepper);
            Sampling one = both;
            one.x = both.x.slice(0, 0, 1);
            QVERIFY2(at::allclose(run(one), run(both).slice(0, 0, 1), 1e-5, 1e-5), named.name);
        }
    }

    void the_last_step_adds_no_noise() {   // with x0 known exactly, every sampler ends on it
        const auto point = counting({at::full({1, 16}, 0.4, at::kDouble), at::zeros({1}, at::kDouble), 1e-6});
        for (const Named& named : all_steppers()) {
            Sampling s = make_sampling(make_unconditional(point), named.stepper, make_sigmas(SigmaGrid::normal, schedule_, 8), {1, 4, 2, 2});
            s.grid.back().from = {1, s.grid.back().from.s, 0};
            QVERIFY2(at::allclose(run(s), at::full({1, 4, 2, 2}, 0.4F), 1e-4, 1e-4), named.name);
        }
    }

    void a_single_step_leads_to_the_picture() {
        for (const Named& named : all_steppers()) {
            Sampling s = sampling(named.stepper);
            s.grid = {{schedule_.level(500), {}}};
            QVERIFY2(at::isfinite(run(s)).all().item<bool>(), named.name);
            QVERIFY2(model_->calls == 1, named.name);
        }
    }

    void zero_terminal_snr_starts_at_no_signal() {
        const auto betas = beta_table(BetaSchedule::scaled_linear, 1000, 0.00085, 0.012, Precision::f32);
        const auto model = counting(latent_mixture(), NoiseSchedule::from_betas(zero_terminal_snr(betas, Precision::f32), Precision::f32));
        for (const Named& named : all_steppers()) {
            Sampling s;
            s.guider = make_unconditional(model);
            s.stepper = named.stepper;
            s.grid = timestep_grid(model->schedule(), spaced_timesteps(Spacing::trailing, SpacingRule::whole, 1000, 8, 0));
            s.noise = make_noise(NoiseKind::philox, 1);
            s.x = s.noise->draw({2, 4, 2, 2}, {0});
            QCOMPARE(s.grid.front().from.a, 0.0);
            if (named.stepper->coordinates() == Coordinates::vp && !divides_by_a(named.name)) {
                QVERIFY2(at::isfinite(run(s)).all().item<bool>(), named.name);
                continue;
            }
            try {
                run(s);
                QFAIL(named.name);
            } catch (const Failure& failure) {
                QVERIFY2(failure.error().message.starts_with(divides_by_a(named.name) ? "the picture became NaN" : "this sampler cannot start from pure noise"),
                         named.name);
            }
        }
    }

    void two_evaluations_a_step_are_made_at_both_ends() {
        const Sampling s = sampling(make_heun(), 3, 5);
        model_->levels.clear();
        run(s);
        QCOMPARE(model_->calls, 9);   // the last step to 0 needs one
        QCOMPARE(model_->levels[0].sigma(), s.grid[0].from.sigma());
        QCOMPARE(model_->levels[1].sigma(), s.grid[0].to.sigma());
        QCOMPARE(model_->levels[1].t, s.grid[0].to.t);
        QCOMPARE(model_->levels[2].sigma(), s.grid[1].from.sigma());
    }

    void calls_of_a_step() {
        const auto calls = [&](std::shared_ptr<const Stepper> stepper) {
            run(sampling(std::move(stepper), 3, 9));
            return model_->calls;
        };
        for (const auto& stepper : {make_dpm2(), make_dpm2_ancestral(), make_dpmpp_2s_ancestral(), make_dpmpp_sde()}) QCOMPARE(calls(stepper), 17);
        for (const auto& stepper : {make_lms(), make_dpm_singlestep({.order = 3}), make_unipc(), make_deis(), make_lcm(), make_tcd()}) QCOMPARE(calls(stepper), 9);
        QCOMPARE(calls(make_pndm()), 10);
        QCOMPARE(calls(make_pndm({.runge_kutta = true})), 18);
    }

    void dpm_fast_makes_the_calls_it_is_given() {
        for (const int given : {1, 2, 3, 10, 11, 12}) {
            const Sampling s = sampling(make_dpm_fast({.calls = given}), 3, 5);
            model_->levels.clear();
            run(s);
            QCOMPARE(model_->calls, given);
            QCOMPARE(model_->levels.front(), s.grid.front().from);
        }
    }

    void dpm_adaptive_makes_more_calls_for_a_smaller_error() {
        Sampling s = sampling(make_dpm_adaptive({.relative = 1e-5, .absolute = 1e-5}));
        const at::Tensor exact = run(s);
        int calls = model_->calls;
        for (const double tolerance : {1e-3, 1e-2, 1e-1}) {
            s.stepper = make_dpm_adaptive({.relative = tolerance, .absolute = tolerance});
            QVERIFY((run(s) - exact).abs().max().item<double>() < 10 * tolerance);
            QVERIFY(model_->calls < calls && model_->calls % 3 == 0);
            calls = model_->calls;
        }
    }

    void steps_of_their_own_are_resumed_too() {
        for (const auto& stepper : {make_dpm_fast({.calls = 20, .eta = 1}), make_dpm_adaptive({.eta = 0.5})}) {
            MemorySteps store;
            const Sampling s = sampling(stepper);
            const at::Tensor first = run(s, &store);
            QVERIFY(at::equal(first, run(s)));
            QVERIFY(at::equal(first, run(s, &store)));
            QCOMPARE(model_->calls, 0);
            Sampling other = s;
            other.noise = make_noise(NoiseKind::philox, 8);
            QVERIFY(!at::equal(first, run(other, &store)));
        }
    }

    void steps_of_their_own_need_two_levels_above_zero() {
        for (const auto& stepper : {make_dpm_fast(), make_dpm_adaptive()}) {
            Sampling s = sampling(stepper);
            s.grid = {{s.grid.back().from, {}}};
            try {
                run(s);
                QFAIL("no failure");
            } catch (const Failure& failure) {
                QCOMPARE(failure.error().message, std::string("this sampler needs a schedule with two noise levels above 0"));
            }
        }
    }

    void unipc_corrects_the_last_step_at_no_further_call() {   // the corrector raises the order by one
        Sampling s = sampling(make_unipc({.order = 1}), 3, 10);
        const at::Tensor corrected = run(s);
        QCOMPARE(model_->calls, 10);
        s.stepper = make_dpmpp({.order = 1});
        QVERIFY(!at::allclose(run(s), corrected, 1e-3, 1e-3));
    }

    void lcm_leaves_the_lowest_levels_as_they_are() {   // c_skip = 1 at t = 0
        Sampling s = sampling(make_lcm());
        s.grid = {{schedule_.level(0), {}}};
        QVERIFY(at::allclose(run(s), s.x, 1e-6, 1e-6));
        s.stepper = make_lcm({.boundary = false});
        QVERIFY(!at::allclose(run(s), s.x, 1e-2, 1e-2));
    }

    void tcd_without_noise_is_ddim() {
        Sampling s = sampling(make_tcd(0));
        s.grid = timestep_grid(schedule_, distilled_timesteps(1000, 50, 8));
        const at::Tensor tcd = run(s);
        s.stepper = make_ddim();
        QVERIFY(at::allclose(tcd, run(s), 1e-5, 1e-5));
        s.stepper = make_tcd(0.3);
        QVERIFY(!at::allclose(tcd, run(s), 1e-2, 1e-2));
    }

    void a_run_starts_without_history() {
        const Sampling s = sampling(make_dpmpp());
        QVERIFY(at::equal(run(s), run(s)));
    }

    void ddim_reads_the_alphas_of_the_kept_steps() {   // η = 1 on every training step is DDPM; on kept steps it stays DDPM's posterior
        const auto times = spaced_timesteps(Spacing::leading, SpacingRule::whole, 1000, 20, 0);
        Sampling s = sampling(make_ddim({.eta = 1}));
        s.grid = timestep_grid(schedule_, times);
        const at::Tensor ddim = run(s);
        s.stepper = make_ddpm();
        QVERIFY(at::allclose(ddim, run(s), 1e-3, 1e-3));
    }

    void clipping_is_off_unless_asked_for() {
        Sampling s = sampling(make_ddim(), 9);
        QVERIFY(run(s).abs().max().item<double>() > 1.2);   // latents are not confined to [-1, 1]
        s.stepper = make_ddim({.clip = {.kind = ClipSample::Kind::range}});
        QVERIFY(run(s).abs().max().item<double>() <= 1.0001);
    }

    void coordinates_do_not_matter() {
        Sampling ve = sampling(make_dpmpp());
        Sampling vp = ve;
        for (GridStep& step : vp.grid) step = {step.from.vp(), step.to.vp()};
        vp.x = ve.x * vp.grid.front().from.a;
        QVERIFY(at::allclose(run(ve), run(vp), 1e-5, 1e-5));
        ve.grid.pop_back();   // an end above 0 comes back in the grid's own coordinates
        vp.grid.pop_back();
        QVERIFY(at::allclose(run(ve) * vp.grid.back().to.a, run(vp), 1e-5, 1e-5));
    }

    void a_blend_keeps_the_known_part() {
        Sampling s = sampling(make_ddim());
        const at::Tensor latent = at::full({1, 4, 2, 2}, 0.25F), mask = at::tensor({1.0F, 0.0F, 0.0F, 1.0F}).view({1, 1, 2, 2});
        s.constraint = make_blend(latent, mask, s.noise->draw({1, 4, 2, 2}, {0}));
        const at::Tensor x = run(s);
        QVERIFY(at::equal(x.select(3, 1).select(2, 0), at::full({2, 4}, 0.25F)));
        QVERIFY(!at::allclose(x.select(3, 0).select(2, 0), at::full({2, 4}, 0.25F)));
    }

    void not_a_number_names_the_step() {
        const auto nan_from_4 = Curve::from_knots({{0, 3}, {0.3, 3}, {0.35, 1e38}}).or_throw();
        try {
            run(sampling(make_euler(), nan_from_4, 11));
            QFAIL("no failure");
        } catch (const Failure& failure) {
            QCOMPARE(failure.error().message, std::string("the picture became NaN or infinite at step 5 of 11"));
            QVERIFY(failure.error().hint.starts_with("Lower the guidance scale"));
        }
    }

    void where_nothing_guides_no_scale_is_to_blame() {
        for (const double scale : {1.0, 3.0}) {
            Sampling s = sampling(make_euler(), Curve(scale), 3);
            s.x = at::full_like(s.x, std::numeric_limits<float>::infinity());
            try {
                run(s);
                QFAIL("no failure");
            } catch (const Failure& failure) {
                QCOMPARE(failure.error().hint.find("guidance") == std::string::npos, scale == 1);
            }
        }
    }

    void cancelling_stops_before_the_next_call() {
        const Sampling s = sampling(make_euler());
        Cancel cancel;
        SampleObserver observer;
        observer.on_step = [&](int k, int, const SamplerState&, const Guided&) {
            if (k == 2) cancel.request();
        };
        model_->calls = 0;
        QVERIFY_EXCEPTION_THROWN(sample(s, observer, cancel), Cancelled);
        QCOMPARE(model_->calls, 3);
    }

    void steps_are_told_with_their_guidance() {
        const Sampling s = sampling(make_euler());
        int told = 0;
        SampleObserver observer;
        observer.on_step = [&](int k, int count, const SamplerState& state, const Guided& guided) {
            QCOMPARE(k, told++);
            QCOMPARE(count, 10);
            QCOMPARE(state.k, k + 1);
            QVERIFY(guided.denoised.defined() && guided.terms.size() == 1);
        };
        sample(s, observer, {});
        QCOMPARE(told, 10);
    }

    void an_empty_grid_changes_nothing() {
        Sampling s = sampling(make_euler());
        s.grid.clear();
        QVERIFY(at::equal(run(s), s.x));
    }
};

QTEST_GUILESS_MAIN(SamplerTest)
#include "sampler_test.moc"
