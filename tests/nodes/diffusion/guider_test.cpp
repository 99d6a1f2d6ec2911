#include "support.h"

#include "../models/tensors.h"

#include <c10/core/InferenceMode.h>

#include <QtTest>

using namespace noiseloom;
using namespace noiseloom::testing;

namespace {

// Half the squared distance to a picture.
class DistanceTo final : public PictureLoss {
  public:
    explicit DistanceTo(at::Tensor goal) : goal_(std::move(goal)) {}
    at::Tensor loss(const at::Tensor& x0, std::uint64_t, const Cancel&) const override { return (x0 - goal_).square().flatten(1).sum(1) / 2; }
    Key identity() const override { return {7, 7}; }
    const char* name() const override { return "distance"; }

  private:
    at::Tensor goal_;
};

// Says 0.25 of its variance where a class is asked for, else nothing worth reading.
class LearnsVariance final : public Denoiser {
  public:
    explicit LearnsVariance(std::shared_ptr<const Denoiser> model) : model_(std::move(model)) {}
    std::vector<Estimate> denoise(const at::Tensor& x, const Level& at, std::span<const Conditioning* const> conditionings, const Cancel& cancel) const override {
        auto estimates = model_->denoise(x, at, conditionings, cancel);
        for (std::size_t i = 0; i < estimates.size(); ++i) estimates[i].variance = at::full_like(x, conditionings[i]->label.defined() ? 0.25 : -1);
        return estimates;
    }
    const NoiseSchedule& schedule() const override { return model_->schedule(); }
    Prediction prediction() const override { return model_->prediction(); }
    LatentFormat format() const override { return model_->format(); }
    Key identity() const override { return model_->identity(); }
    std::size_t bytes() const override { return 0; }
    std::string device() const override { return "cpu"; }

  private:
    std::shared_ptr<const Denoiser> model_;
};

}  // namespace

class GuiderTest : public QObject {
    Q_OBJECT

    const std::shared_ptr<const CountingDenoiser> model_ = counting(latent_mixture());
    const std::shared_ptr<const Conditioning> c_ = label(0), n_ = label(1), u_ = no_label();
    const at::Tensor x_ = make_noise(NoiseKind::philox, 3)->draw({2, 4, 2, 2}, {0}) * 4;

    Guided run(const std::shared_ptr<const Guider>& guider, const StepInfo& step) const {
        GuiderState state;
        model_->calls = model_->estimates = 0;
        return evaluate(*guider, x_, step, state, {});
    }
    at::Tensor estimate(const std::shared_ptr<const Conditioning>& conditioning, const Level& at = {1, 4, 0}) const {
        const Conditioning* const one[] = {conditioning.get()};
        return model_->denoise(x_, at, one, {}).front().x0;
    }
    static Key digest(const std::shared_ptr<const Guider>& guider, const StepInfo& step) {
        KeyBuilder key("test");
        guider->digest(step, key);
        return key.key();
    }
    static StepInfo at_step(int k, int count, double sigma = 4, double sigma_next = 3) { return {k, count, {1, sigma, 0}, {1, sigma_next, 0}}; }

  private slots:
    void cfg_is_u_plus_s_times_the_difference() {
        const at::Tensor c = estimate(c_), u = estimate(u_);
        const Guided guided = run(make_cfg(model_, c_, u_, 7.5), at_step(0, 10));
        QVERIFY(at::allclose(guided.denoised, u + 7.5 * (c - u), 1e-5, 1e-5));
        QCOMPARE(model_->calls, 1);       // one batch
        QCOMPARE(model_->estimates, 2);   // of two
        QVERIFY(at::equal(guided.base, u) && at::equal(guided.positive, c));
        QVERIFY(at::allclose(guided.base + guided.terms[0].direction * guided.terms[0].weight, guided.denoised));
    }

    void s_is_one_plus_the_papers_w() {
        const at::Tensor c = estimate(c_), u = estimate(u_);
        const double w = 2;
        QVERIFY(at::allclose(run(make_cfg(model_, c_, u_, scale_from_paper(w)), at_step(0, 10)).denoised, (1 + w) * c - w * u, 1e-5, 1e-5));
        QCOMPARE(scale_to_paper(scale_from_paper(w)), w);
        QVERIFY(at::allclose(run(make_cfg(model_, c_, u_, 0), at_step(0, 10)).denoised, u, 1e-6, 1e-6));   // s = 0: unconditional
    }

    void a_scale_of_one_skips_the_call_for_the_base() {
        const Guided guided = run(make_cfg(model_, c_, u_, 1), at_step(0, 10));
        QCOMPARE(model_->estimates, 1);
        QVERIFY(at::equal(guided.denoised, estimate(c_)));
        QVERIFY(guided.terms.empty());
        QCOMPARE(digest(make_cfg(model_, c_, u_, 1), at_step(0, 10)), digest(make_conditional(model_, c_), at_step(0, 10)));
    }

    void equal_calls_are_made_once() {
        run(make_sum({{make_cfg(model_, c_, u_, 3), 1}, {make_cfg(model_, n_, u_, 2), -1}}), at_step(0, 10));
        QCOMPARE(model_->calls, 1);
        QCOMPARE(model_->estimates, 3);
        run(make_cfg(model_, c_, label(0), 3), at_step(0, 10));   // the same content made twice
        QCOMPARE(model_->estimates, 1);
    }

    void a_sum_adds_weighted_differences_to_the_first_base() {
        const at::Tensor c = estimate(c_), n = estimate(n_), u = estimate(u_);
        const auto three_way = make_sum({{make_cfg(model_, c_, u_, 5), 1}, {make_cfg(model_, n_, u_, 2), -1}});
        const Guided guided = run(three_way, at_step(0, 10));
        QVERIFY(at::allclose(guided.denoised, u + 5 * (c - u) - 2 * (n - u), 1e-5, 1e-5));
        at::Tensor told = guided.base.clone();
        for (const Term& term : guided.terms) told += term.direction * term.weight;
        QVERIFY(at::allclose(told, guided.denoised, 1e-5, 1e-5));
        run(make_sum({{make_cfg(model_, c_, u_, 5), 1}, {make_cfg(model_, n_, u_, 2), 0}}), at_step(0, 10));
        QCOMPARE(model_->estimates, 2);   // a weight of 0 asks nothing
    }

    void the_scale_is_read_from_the_curve_at_the_step() {
        const Curve curve = Curve::from_knots({{0, 2}, {1, 6}}).or_throw();
        const at::Tensor c = estimate(c_), u = estimate(u_);
        QVERIFY(at::allclose(run(make_cfg(model_, c_, u_, curve), at_step(5, 11)).denoised, u + 4 * (c - u), 1e-5, 1e-5));
        // The digest holds the weight that the step reads, not the curve.
        QCOMPARE(digest(make_cfg(model_, c_, u_, curve), at_step(5, 11)), digest(make_cfg(model_, c_, u_, 4), at_step(5, 11)));
        QVERIFY(digest(make_cfg(model_, c_, u_, curve), at_step(6, 11)) != digest(make_cfg(model_, c_, u_, 4), at_step(6, 11)));
    }

    void an_interval_of_steps_saves_its_calls() {
        const auto guider = make_interval(make_cfg(model_, c_, u_, 4), {0.2, 0.5});
        int estimates = 0;
        for (int k = 0; k < 10; ++k) {
            run(guider, at_step(k, 10));
            estimates += model_->estimates;
            QCOMPARE(model_->estimates, k >= 2 && k < 5 ? 2 : 1);
        }
        QCOMPARE(estimates, 13);
    }

    void an_interval_of_sigmas_is_open_below_and_closed_above() {
        Interval interval;
        interval.sigma_low = 1;
        interval.sigma_high = 5;
        const auto guider = make_interval(make_cfg(model_, c_, u_, 4), interval);
        for (const auto& [sigma, guided] : {std::pair(5.01, false), {5.0, true}, {1.01, true}, {1.0, false}}) {
            run(guider, at_step(0, 10, sigma, sigma / 2));
            QCOMPARE(model_->estimates, guided ? 2 : 1);
        }
        // A step inside or outside as a whole reads one guider, a step across the border both.
        const auto inside = make_cfg(model_, c_, u_, 4), outside = make_conditional(model_, c_);
        const auto crossing = at_step(0, 10, 6, 4);   // Heun asks at 4, too
        QCOMPARE(digest(guider, at_step(0, 10, 3, 2)), digest(inside, at_step(0, 10, 3, 2)));
        QCOMPARE(digest(guider, at_step(0, 10, 9, 7)), digest(outside, at_step(0, 10, 9, 7)));
        QVERIFY(digest(guider, crossing) != digest(outside, crossing) && digest(guider, crossing) != digest(inside, crossing));
    }

    void a_timetable_is_read_with_the_steps_of_the_run() {
        // Up to 30 % of the steps, up to step 4, in turns of two: the variant's number spells where it stands.
        const Timetable table{{0.3}, {4}, 2, {0, 1, 10, 11, 100, 101, 110, 111}};
        for (const int count : {3, 10, 20, 100})
            for (int k = 0; k < count; ++k) {
                const int step = k + 1;
                QCOMPARE(table.at(k, count), std::size_t((step > count * 3 / 10 ? 100 : 0) + (step > 4 ? 10 : 0) + k % 2));
            }
        QCOMPARE(Timetable().at(5, 10), std::size_t{0});
        QCOMPARE((Timetable{{}, {-1}, 1, {0, 1}}.at(0, 10)), std::size_t{1});   // [a:b:-1] is b from the start
    }

    void a_scheduled_guider_is_what_was_chosen_for_the_step() {
        const auto first = make_cfg(model_, c_, u_, 4), then = make_cfg(model_, n_, u_, 2);
        const auto scheduled = make_scheduled(model_, [=](const StepInfo& step) { return step.k * 2 < step.count ? first : then; });
        for (const int k : {0, 4, 5, 9}) {
            const auto& chosen = k < 5 ? first : then;
            QVERIFY(at::equal(run(scheduled, at_step(k, 10)).denoised, run(chosen, at_step(k, 10)).denoised));
            QCOMPARE(digest(scheduled, at_step(k, 10)), digest(chosen, at_step(k, 10)));
            QVERIFY(at::equal(run(scheduled->plain(), at_step(k, 10)).denoised, estimate(k < 5 ? c_ : n_)));
        }
    }

    void rescaling_gives_the_spread_of_the_prompts_own_prediction() {
        const auto full = run(make_rescale(make_cfg(model_, c_, u_, 9), 1), at_step(0, 10)).denoised;
        const at::Tensor c = estimate(c_), cfg = run(make_cfg(model_, c_, u_, 9), at_step(0, 10)).denoised;
        QVERIFY(at::allclose(full.flatten(1).std(1, true), c.flatten(1).std(1, true), 1e-4, 1e-5));
        QVERIFY(at::allclose(run(make_rescale(make_cfg(model_, c_, u_, 9), 0.7), at_step(0, 10)).denoised, 0.7 * full + 0.3 * cfg, 1e-4, 1e-5));
        QVERIFY(at::equal(run(make_rescale(make_cfg(model_, c_, u_, 1), 0.7), at_step(0, 10)).denoised, c));   // nothing to rescale
    }

    void rescaling_works_on_what_the_network_predicts() {
        const auto v_model = make_denoiser(make_mixture_network(latent_mixture(), NoiseSchedule::stable_diffusion(), Prediction::v),
                                           NoiseSchedule::stable_diffusion(), Prediction::v, {});
        GuiderState state;
        const StepInfo step = at_step(0, 10);
        const Guided guided = evaluate(*make_rescale(make_cfg(v_model, c_, u_, 9), 1), x_, step, state, {});
        const auto output = [&](const at::Tensor& x0) { return output_from_x0(Prediction::v, x0, x_, step.at).flatten(1).std(1); };
        QVERIFY(at::allclose(output(guided.denoised), output(guided.positive), 1e-4, 1e-5));
    }

    void apg_leaves_out_the_push_along_the_prediction() {
        const at::Tensor c = estimate(c_), u = estimate(u_);
        const auto inner = [](const at::Tensor& a, const at::Tensor& b) { return (a * b).sum({1, 2, 3}); };
        const at::Tensor push = run(make_apg(model_, c_, u_, 5), at_step(0, 10)).denoised - c;
        QVERIFY(at::allclose(inner(push, c), at::zeros({2}), 1e-4, 1e-3));
        QVERIFY(inner(push, c - u).gt(0).all().item<bool>());
        QVERIFY(at::allclose(run(make_apg(model_, c_, u_, 5, {.parallel = 1}), at_step(0, 10)).denoised, u + 5 * (c - u), 1e-4, 1e-4));   // all stays: CFG
        const at::Tensor bounded = run(make_apg(model_, c_, u_, 5, {.parallel = 1, .longest = 0.25}), at_step(0, 10)).denoised - c;
        QVERIFY(at::allclose(bounded.flatten(1).norm(2, {1}), at::full({2}, 4 * 0.25), 1e-4, 1e-4));
        run(make_apg(model_, c_, u_, 1), at_step(0, 10));
        QCOMPARE(model_->estimates, 1);
    }

    void apg_remembers_the_last_step_until_the_noise_rises() {
        const auto guider = make_apg(model_, c_, u_, 5, {.parallel = 1, .momentum = -0.5});
        const at::Tensor c = estimate(c_), d = c - estimate(u_);
        GuiderState state;
        const auto push = [&](const StepInfo& step) { return (evaluate(*guider, x_, step, state, {}).denoised - c) / 4; };
        QVERIFY(at::allclose(push(at_step(0, 10)), d, 1e-4, 1e-5));
        QVERIFY(at::allclose(push(at_step(1, 10)), 0.5 * d, 1e-4, 1e-5));
        QVERIFY(at::allclose(push(at_step(2, 10)), 0.75 * d, 1e-4, 1e-5));
        QVERIFY(at::allclose(push(at_step(3, 10, 4, 9)), d, 1e-4, 1e-5));
        QCOMPARE(state.size(), std::size_t{1});
        GuiderState fresh;   // another run
        QVERIFY(at::allclose(evaluate(*guider, x_, at_step(0, 10), fresh, {}).denoised, c + 4 * d, 1e-4, 1e-4));
    }

    // The best factor is the one that leaves the smallest difference.
    void cfg_zero_fits_the_base() {
        const at::Tensor c = estimate(c_), u = estimate(u_);
        const StepInfo step = at_step(0, 10);
        const auto output = [&](const at::Tensor& x0) { return output_from_x0(model_->prediction(), x0, x_, step.at); };
        const Guided guided = run(make_cfg_zero(model_, c_, u_, 4), step);
        const auto error = [&](const at::Tensor& base) { return (output(c) - base).square().sum({1, 2, 3}); };
        const at::Tensor best = output(guided.base);
        QVERIFY(error(best).lt(error(output(u))).all().item<bool>());
        for (const double other : {0.9, 1.1}) QVERIFY(error(best).lt(error(best * other)).all().item<bool>());
        QVERIFY(at::allclose(guided.denoised, guided.base + 4 * (c - guided.base), 1e-4, 1e-4));
    }

    void a_perpendicular_negative_takes_nothing_back() {
        const at::Tensor c = estimate(c_), n = estimate(n_), u = estimate(u_), p = c - u;
        const auto inner = [](const at::Tensor& a, const at::Tensor& b) { return (a * b).sum({1, 2, 3}); };
        const Guided guided = run(make_perpendicular(model_, c_, n_, u_, 3, {0.8}), at_step(0, 10));
        QCOMPARE(model_->estimates, 3);
        QVERIFY(at::allclose(inner(guided.denoised - u, p), 3 * inner(p, p), 1e-4, 1e-3));
        QVERIFY(inner(guided.denoised - (u + 3 * p), n - u).lt(0).all().item<bool>());   // away from the negative all the same
        // A negative that is the prompt itself has nothing of its own.
        QVERIFY(at::allclose(run(make_perpendicular(model_, c_, c_, u_, 3), at_step(0, 10)).denoised, u + 3 * p, 1e-4, 1e-4));
        QVERIFY(digest(make_perpendicular(model_, c_, n_, u_, 3, {0.8}), at_step(0, 10)) != digest(make_perpendicular(model_, c_, n_, u_, 3, {0.7}), at_step(0, 10)));
    }

    void autoguidance_leads_away_from_the_worse_one() {
        const at::Tensor c = estimate(c_), n = estimate(n_);
        const auto good = make_conditional(model_, c_), bad = make_conditional(model_, n_);
        QVERIFY(at::allclose(run(make_autoguidance(good, bad, 2.5), at_step(0, 10)).denoised, n + 2.5 * (c - n), 1e-4, 1e-4));
        run(make_autoguidance(good, bad, 1), at_step(0, 10));
        QCOMPARE(model_->estimates, 1);
        QCOMPARE(digest(make_autoguidance(good, bad, 1), at_step(0, 10)), digest(good, at_step(0, 10)));
    }

    void a_threshold_keeps_the_range_of_a_lower_scale() {
        const auto range = [](const at::Tensor& x) { return (x - x.mean({2, 3}, true)).flatten(1).abs().amax({1}); };
        const at::Tensor low = run(make_cfg(model_, c_, u_, 3), at_step(0, 10)).denoised, high = run(make_cfg(model_, c_, u_, 20), at_step(0, 10)).denoised;
        QVERIFY(range(high).gt(1.05 * range(low)).all().item<bool>());
        const at::Tensor tamed = run(make_threshold(make_cfg(model_, c_, u_, 20), {3, 1}), at_step(0, 10)).denoised;
        QVERIFY(at::allclose(range(tamed), range(low), 1e-4, 1e-4));
        QVERIFY(at::allclose(tamed.mean({2, 3}), high.mean({2, 3}), 1e-4, 1e-4));
        // A scale that needs no taming is left alone.
        QVERIFY(at::allclose(run(make_threshold(make_cfg(model_, c_, u_, 3), {3, 1}), at_step(0, 10)).denoised, low, 1e-4, 1e-4));
    }

    // Bayes: ∇ln p(y | x) is the difference of the scores, so the exact classifier's guidance is that of CFG.
    void guidance_by_the_exact_classifier_is_classifier_free_guidance() {
        const auto gradient = [&](double s) { return make_gradient(make_unconditional(model_), make_mixture_criterion(latent_mixture(), 0), s); };
        for (const double sigma : {0.3, 2.0, 8.0}) {
            const StepInfo step = at_step(0, 10, sigma, sigma / 2);
            const Guided guided = run(gradient(2.5), step);
            QVERIFY(at::allclose(guided.denoised, run(make_cfg(model_, c_, u_, 2.5), step).denoised, 1e-3, 1e-3));
            QVERIFY(at::allclose(guided.base + guided.shift, guided.denoised, 1e-5, 1e-5));
        }
        StepInfo vp = at_step(0, 10);   // the same in other coordinates
        vp.at = vp.at.vp();
        GuiderState state;
        QVERIFY(at::allclose(evaluate(*gradient(2.5), x_ * vp.at.a, vp, state, {}).denoised, run(gradient(2.5), at_step(0, 10)).denoised, 1e-4, 1e-4));
    }

    // The same two ways to one posterior: at scale 1 the class itself, and w on top of the class what classifier-free guidance with the paper's w is. In float32: to rounding, which
    // counts s²/a times in the shift and the length of what is added.
    void the_exact_classifier_makes_the_posterior() {
        for (const double sigma : {0.05, 0.3, 2.0, 8.0, 14.6})
            for (const std::int64_t y : {0, 1, 2}) {
                const StepInfo step = at_step(0, 10, sigma, sigma / 2);
                const auto criterion = make_mixture_criterion(latent_mixture(), y);
                const at::Tensor cond = run(make_conditional(model_, label(y)), step).denoised;
                QVERIFY(at::allclose(run(make_gradient(make_unconditional(model_), criterion, 1), step).denoised, cond, 2e-5, 2e-5));
                if (sigma > 1) QVERIFY(!at::allclose(run(make_unconditional(model_), step).denoised, cond, 2e-5, 2e-5));   // below, x tells the class by itself
                for (const double w : {0.5, 3.0, 9.0}) {
                    const at::Tensor cfg = run(make_cfg(model_, label(y), u_, scale_from_paper(w)), step).denoised;
                    QVERIFY(at::allclose(run(make_gradient(make_conditional(model_, label(y)), criterion, w), step).denoised, cfg, 2e-5, 2e-5 * (1 + w)));
                }
            }
    }

    void a_gradient_is_bounded_picture_by_picture_and_skipped_at_scale_0() {
        const auto criterion = make_mixture_criterion(latent_mixture(), 0);
        const StepInfo step = at_step(0, 10, 2, 1);
        const at::Tensor free = run(make_gradient(make_unconditional(model_), criterion, 1), step).shift.flatten(1).norm(2, {1});
        const at::Tensor bounded = run(make_gradient(make_unconditional(model_), criterion, 1, 1e-3), step).shift.flatten(1).norm(2, {1});
        QVERIFY(free.gt(4e-3).all().item<bool>());
        QVERIFY(at::allclose(bounded, at::full({2}, 4e-3), 1e-3, 1e-6));   // σ²·longest
        const auto none = make_gradient(make_unconditional(model_), criterion, 0);
        QVERIFY(run(none, step).terms.empty());
        QCOMPARE(digest(none, step), digest(make_unconditional(model_), step));
    }

    // Once as it is, once in inference mode, as nodes run.
    void a_loss_of_the_estimate_pulls_on_three_ways() {
        const at::Tensor goal = at::full_like(x_, 0.5), c = estimate(c_);
        const auto loss = std::make_shared<DistanceTo>(goal);
        const auto guided = [&](EstimatePath path, const StepInfo& step) { return run(make_estimate_gradient(make_conditional(model_, c_), loss, 0.01, path), step); };
        const StepInfo step = at_step(0, 10);
        const double s2 = 16;   // a = 1
        QVERIFY(at::allclose(guided(EstimatePath::constant_epsilon, step).shift, -0.01 * s2 * (c - goal), 1e-4, 1e-5));
        // Of half the noise's share s of the estimate and the rest of x itself, x in VP coordinates.
        const double norm = std::sqrt(17.0), share = 4 / norm;
        const at::Tensor seen = share * c + (1 - share) * x_ / norm;
        QVERIFY(at::allclose(guided(EstimatePath::blended, step).shift, -0.01 * s2 * (seen - goal) * (share + (1 - share) / norm), 1e-4, 1e-5));
        // Through the model: as finite differences say, in the direction of the gradient itself.
        const at::Tensor direction = guided(EstimatePath::network, step).terms.back().direction / -s2;
        QCOMPARE(model_->calls, 1);
        const auto value = [&](const at::Tensor& x) {
            const Conditioning* const one[] = {c_.get()};
            return loss->loss(model_->denoise(x, step.at, one, {}).front().x0, 0, {}).sum().item<double>();
        };
        const double h = 1e-2, length = direction.norm().item<double>();
        QVERIFY(length > 0);
        const double slope = (value(x_ + direction * (h / length)) - value(x_ - direction * (h / length))) / (2 * h);
        QVERIFY2(std::abs(slope - length) < 1e-2 * length, qPrintable(QString("%1 %2").arg(slope).arg(length)));
    }

    void a_loss_of_the_estimate_costs_nothing_at_scale_0_and_leaves_no_history() {
        const auto loss = std::make_shared<DistanceTo>(at::zeros_like(x_));
        const auto none = make_estimate_gradient(make_conditional(model_, c_), loss, 0, EstimatePath::network);
        QCOMPARE(digest(none, at_step(0, 10)), digest(make_conditional(model_, c_), at_step(0, 10)));
        QVERIFY(at::equal(run(none, at_step(0, 10)).denoised, estimate(c_)));
        QVERIFY(digest(make_estimate_gradient(make_conditional(model_, c_), loss, 1), at_step(0, 10)) != digest(none, at_step(0, 10)));
        const Guided guided = run(make_estimate_gradient(make_cfg(model_, c_, u_, 3), loss, 1, EstimatePath::network), at_step(0, 10));
        for (const at::Tensor& one : {guided.denoised, guided.base, guided.positive, guided.shift, guided.terms[0].direction}) QVERIFY(!one.requires_grad());
    }

    // Of ½·|x0 - goal|² each step of the descent leaves 1 - rate of the way, from where no gradient has been yet.
    void a_backward_step_goes_down_the_loss_itself() {
        const at::Tensor goal = at::full_like(x_, 0.5), c = estimate(c_);
        const auto loss = std::make_shared<DistanceTo>(goal);
        const auto inner = make_conditional(model_, c_), forward = make_estimate_gradient(inner, loss, 0.01);
        const StepInfo step = at_step(0, 10);
        const Guided guided = run(make_backward(inner, loss, {3, 0.2}), step);
        QVERIFY(at::allclose(guided.denoised, c + (1 - 0.8 * 0.8 * 0.8) * (goal - c), 1e-5, 1e-5));
        QVERIFY(guided.terms.back().name.ends_with(" backward") && guided.terms.back().weight == 1 && !guided.denoised.requires_grad());
        const at::Tensor left = 0.5 * (0.64 * (c - goal)).square().flatten(1).sum(1);   // before the last of the three
        QVERIFY(at::allclose(guided.terms.back().value, left, 1e-4, 1e-5));
        const Guided both = run(make_backward(forward, loss, {1, 1}), step);
        QVERIFY(at::allclose(both.denoised, goal + run(forward, step).shift, 1e-4, 1e-5));
        QVERIFY(at::allclose(run(make_backward(inner, loss, {1, 1, 1e-3}), step).shift.flatten(1).norm(2, {1}), at::full({x_.size(0)}, 1e-3), 1e-3, 1e-6));

        QCOMPARE(digest(make_backward(inner, loss, {0, 1}), step), digest(inner, step));
        QVERIFY(run(make_backward(inner, loss, {0, 1}), step).terms.empty());
        QVERIFY(digest(make_backward(inner, loss, {2, 1}), step) != digest(make_backward(inner, loss, {1, 1}), step));
        QVERIFY(digest(make_backward(inner, loss, {1, 2}), step) != digest(make_backward(inner, loss, {1, 1}), step));
    }

    void cfg_plus_plus_takes_the_unguided_noise() {
        const at::Tensor c = estimate(c_), u = estimate(u_);
        const auto guider = make_cfg_plus_plus(make_cfg(model_, c_, u_, 0.6));
        const StepInfo step = at_step(0, 10);
        const GridStep levels{step.at, step.to};
        GuiderState state;
        const Model asked = [&](const at::Tensor& x, const Level& at) { return evaluate(*guider, x, {0, 10, at, levels.to}, state, {}); };
        const NoiseSchedule schedule = NoiseSchedule::stable_diffusion();
        const StepNoise none = [&](int, const Level&, const Level&) { return at::zeros_like(x_); };
        const at::Tensor want = u + 0.6 * (c - u) + 3.0 / 4 * (x_ - u);
        const StepContext context{asked, levels, 0, 10, schedule, Prediction::epsilon, none};
        QVERIFY(at::allclose(make_euler()->step({x_}, context).x, want, 1e-5, 1e-5));
        QVERIFY(at::allclose(make_euler({.after_model = true})->step({x_}, context).x, want, 1e-5, 1e-5));
        QVERIFY(at::allclose(make_euler_ancestral({.eta = 0})->step({x_}, context).x, want, 1e-5, 1e-5));
        const GridStep vp{levels.from.vp(), levels.to.vp()};
        const at::Tensor ddim = make_ddim()->step({x_ / levels.from.norm()}, {asked, vp, 0, 10, schedule, Prediction::epsilon, none}).x;
        QVERIFY(at::allclose(ddim * levels.to.norm(), want, 1e-4, 1e-4));

        Sampling sampling;
        sampling.guider = guider;
        sampling.stepper = make_heun();
        sampling.grid = {levels};
        sampling.noise = make_noise(NoiseKind::philox, 1);
        sampling.x = x_;
        QVERIFY(failure_of([&] { sample(sampling, {}, {}); }).find("CFG++") != std::string::npos);
    }

    void regions_are_guided_by_their_own() {
        const at::Tensor c = estimate(c_), n = estimate(n_), u = estimate(u_);
        at::Tensor left = at::zeros({1, 1, 8, 8});   // any size: x is 2 x 2
        left.narrow(3, 0, 4).fill_(1);
        const auto regional = [&](double background) {
            return make_regional({{make_cfg(model_, n_, u_, 2), {}, background}, {make_conditional(model_, c_), left, 3}});
        };
        const at::Tensor back = u + 2 * (n - u), made = run(regional(1), at_step(0, 10)).denoised;
        QCOMPARE(model_->calls, 1);
        QVERIFY(at::allclose(made.narrow(3, 1, 1), back.narrow(3, 1, 1), 1e-5, 1e-5));
        QVERIFY(at::allclose(made.narrow(3, 0, 1), ((back + 3 * c) / 4).narrow(3, 0, 1), 1e-5, 1e-5));
        const at::Tensor alone = run(regional(0), at_step(0, 10)).denoised;   // the background is left to the rest
        QVERIFY(at::allclose(alone.narrow(3, 0, 1), c.narrow(3, 0, 1), 1e-5, 1e-5));
        QVERIFY(at::allclose(alone.narrow(3, 1, 1), back.narrow(3, 1, 1), 1e-5, 1e-5));
        QVERIFY(digest(regional(1), at_step(0, 10)) != digest(make_regional({{make_cfg(model_, n_, u_, 2)}, {make_conditional(model_, c_), 1 - left, 3}}), at_step(0, 10)));
        QVERIFY(!run(regional(1), at_step(0, 10)).renoise.defined());
    }

    void a_learned_variance_is_the_prompts() {
        const auto learned = std::make_shared<const LearnsVariance>(model_);
        for (const auto& guider : {make_conditional(learned, c_), make_cfg(learned, c_, u_, 3), make_rescale(make_cfg(learned, c_, u_, 3), 0.5)}) {
            GuiderState state;
            const Guided guided = evaluate(*guider, x_, at_step(0, 10), state, {});
            QVERIFY(at::equal(guided.variance, at::full_like(x_, 0.25)));
        }
    }

    void gradients_are_taken_in_any_mode() {
        const auto guider = make_gradient(make_unconditional(model_), make_mixture_criterion(latent_mixture(), 0), 2);
        const at::Tensor plain = run(guider, at_step(0, 10)).denoised;
        const c10::InferenceMode mode;
        QVERIFY(at::equal(run(guider, at_step(0, 10)).denoised, plain));
    }

    void masks_repaint_where_they_are_one() {
        const at::Tensor latent = at::full({1, 4, 2, 2}, 0.5F), noise = make_noise(NoiseKind::philox, 4)->draw({1, 4, 2, 2}, {0});
        const at::Tensor mask = at::tensor({1.0F, 0.0F, 0.5F, 1.0F}).view({1, 1, 2, 2});
        const auto inner = make_conditional(model_, c_);
        const auto guider = make_masked(inner, latent, mask, noise);
        const StepInfo step = at_step(0, 10);
        const at::Tensor seen = guider->prepare(x_, step);
        QVERIFY(at::equal(seen.select(3, 0).select(2, 0), x_.select(3, 0).select(2, 0)));   // 1: as it is
        const at::Tensor known = latent + noise * 4;
        QVERIFY(at::allclose(seen.select(3, 1).select(2, 0), known.select(3, 1).select(2, 0).expand({2, 4})));   // 0: the known part at σ = 4
        const at::Tensor denoised = run(guider, step).denoised;
        QVERIFY(at::equal(denoised.select(3, 1).select(2, 0), at::full({2, 4}, 0.5F)));
        // Soft: half of each.
        const Conditioning* const one[] = {c_.get()};
        const at::Tensor own = model_->denoise(seen, step.at, one, {}).front().x0;
        QVERIFY(at::allclose(denoised.select(3, 0).select(2, 1), (own.select(3, 0).select(2, 1) + 0.5) / 2, 1e-5, 1e-6));
        QVERIFY(digest(guider, step) != digest(inner, step));
    }

    void the_blend_ends_in_the_clean_latent() {
        const at::Tensor latent = at::full({1, 4, 2, 2}, 0.5F), noise = make_noise(NoiseKind::philox, 4)->draw({1, 4, 2, 2}, {0});
        const auto blend = make_blend(latent, at::zeros({1, 1, 2, 2}), noise);
        QVERIFY(at::allclose(blend->apply(x_, {0.8, 0.6, 100}, false), (0.8 * latent + 0.6 * noise).expand({2, 4, 2, 2}), 1e-6, 1e-6));
        QVERIFY(at::equal(blend->apply(x_, {0.8, 0.6, 100}, true), latent.expand({2, 4, 2, 2})));
    }

    void reading_what_was_not_asked_for_is_a_bug_that_says_so() {
        const Predictions none;
        try {
            none(*model_, *c_);
            QFAIL("no failure");
        } catch (const Failure& failure) {
            QCOMPARE(failure.error().message, std::string("a guider reads a prediction that it did not ask for"));
        }
    }
};

QTEST_GUILESS_MAIN(GuiderTest)
#include "guider_test.moc"
