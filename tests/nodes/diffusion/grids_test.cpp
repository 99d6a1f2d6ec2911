#include "diffusion/grids.h"

#include <cmath>

#include "diffusion/diffusers_scheduler.h"

#include <QtTest>

using namespace noiseloom;

class GridsTest : public QObject {
    Q_OBJECT
  private slots:
    void stable_diffusion_has_its_known_sigma_range() {
        const NoiseSchedule schedule = NoiseSchedule::stable_diffusion();
        QVERIFY(std::abs(schedule.sigma_min() - 0.0291675) < 1e-6);
        QVERIFY(std::abs(schedule.sigma_max() - 14.614642) < 1e-4);
        QVERIFY(schedule.alpha_cumprod(0) < 1);   // ᾱ_0 is 1 - β_0, not 1
    }

    void distilled_steps_are_some_of_those_distilled_on() {
        QCOMPARE(distilled_timesteps(1000, 50, 4), (std::vector<double>{999, 759, 499, 259}));
        QCOMPARE(distilled_timesteps(1000, 50, 6, 0.6), (std::vector<double>{599, 499, 399, 299, 199, 99}));
        QCOMPARE(distilled_timesteps(1000, 50, 8, 0.1), (std::vector<double>{99, 79, 59, 39, 19}));   // there are no more
        QVERIFY(distilled_timesteps(1000, 50, 4, 0).empty());
    }

    void schedulers_with_settings_of_their_own_are_refused() {
        const auto refused = [](const char* name, const char* setting, Json value) {
            const auto made = DiffusersScheduler::read(Json{{setting, std::move(value)}}, name);
            return made ? std::string() : made.error().message;
        };
        QCOMPARE(refused("UniPCMultistepScheduler", "predict_x0", false), std::string("the scheduler's setting predict_x0 = false is not known"));
        QCOMPARE(refused("UniPCMultistepScheduler", "disable_corrector", Json{0}), std::string("the scheduler's setting disable_corrector is not known"));
        QCOMPARE(refused("DPMSolverSinglestepScheduler", "algorithm_type", "sde-dpmsolver++"), std::string("the scheduler's setting algorithm_type is not known"));
        QCOMPARE(refused("DEISMultistepScheduler", "solver_order", 4), std::string("the scheduler's setting solver_order is not known"));
        QCOMPARE(refused("LCMScheduler", "timestep_scaling", 5.0), std::string("the scheduler's setting timestep_scaling is not known"));
        QCOMPARE(refused("TCDScheduler", "original_inference_steps", 0), std::string("the scheduler's setting original_inference_steps is not known"));
        QCOMPARE(refused("DPMSolverMultistepScheduler", "algorithm_type", "sde-dpmsolver++"), std::string());
    }

    void respacing_refuses_what_does_not_fit() {
        QCOMPARE(respaced_timesteps(10, "3").or_throw(), (std::vector<double>{9, 4, 0}));   // 4.5 rounded to even
        QCOMPARE(respaced_timesteps(10, "2,3").or_throw(), (std::vector<double>{9, 7, 5, 4, 0}));
        QCOMPARE(respaced_timesteps(10, "ddim4").or_throw(), (std::vector<double>{9, 6, 3, 0}));
        for (const char* wrong : {"", "x", "3,", "0", "-2", "6,3", "11", "ddim7", "ddim", "2.5"}) QVERIFY2(!respaced_timesteps(10, wrong), wrong);
        QVERIFY(respaced_timesteps(10, "6,3").error().message.find("a section of 5 steps has no 6") != std::string::npos);
    }

    void sigma_and_t_are_each_others_inverse() {
        const NoiseSchedule schedule = NoiseSchedule::stable_diffusion();
        for (const double t : {0.0, 0.5, 10.25, 500.0, 998.75, 999.0})
            QVERIFY(std::abs(schedule.level_at_sigma(schedule.level_at(t).sigma()).t - t) < 1e-6);
        QCOMPARE(schedule.level_at_sigma(0.001).t, 0.0);   // clamped to the table
        QCOMPARE(schedule.level_at_sigma(100).t, 999.0);
        QCOMPARE(schedule.level_at_sigma(100).sigma(), 100.0);
        QCOMPARE(schedule.level_nearest_sigma(1.0).t, 354.0);   // ComfyUI
        QVERIFY(std::abs(schedule.level_at_sigma(1.0).t - 353.8902) < 1e-3);   // k-diffusion
    }

    void every_grid_descends_to_zero() {
        const NoiseSchedule schedule = NoiseSchedule::stable_diffusion();
        for (const auto word : sigma_grid_words())
            for (const int n : {1, 2, 7, 20, 100}) {
                const auto sigmas = make_sigmas(*sigma_grid_named(word), schedule, n);
                QVERIFY2(sigmas.size() >= 2 && sigmas.back() == 0, std::string(word).c_str());
                for (std::size_t i = 0; i + 1 < sigmas.size(); ++i) QVERIFY2(sigmas[i] > sigmas[i + 1], std::string(word).c_str());
            }
        QVERIFY(!sigma_grid_named("fibonacci"));
    }

    void ddim_uniform_may_give_another_number_of_steps() {
        QCOMPARE(ddim_uniform_sigmas(NoiseSchedule::stable_diffusion(), 30).size(), std::size_t{32});   // 31 steps and the 0
    }

    void the_first_timestep_is_not_always_the_last_of_training() {
        QCOMPARE(spaced_timesteps(Spacing::leading, SpacingRule::whole, 1000, 20, 1).front(), 951.0);
        QCOMPARE(spaced_timesteps(Spacing::linspace, SpacingRule::whole, 1000, 20, 0).front(), 999.0);
        QCOMPARE(spaced_timesteps(Spacing::trailing, SpacingRule::whole, 1000, 20, 0).front(), 999.0);
        QCOMPARE(spaced_timesteps(Spacing::leading, SpacingRule::solver, 1000, 17, 1).front(), 936.0);
    }

    void halves_round_to_even_as_numpy_does() {
        // T = 10, N = 4: 10, 7.5, 5, 2.5 round to 10, 8, 5, 2.
        QCOMPARE(spaced_timesteps(Spacing::trailing, SpacingRule::whole, 10, 4, 0), (std::vector<double>{9, 7, 4, 1}));
    }

    void the_end_of_a_stride_grid_is_one_or_the_first_alpha() {
        const NoiseSchedule schedule = NoiseSchedule::stable_diffusion();
        const std::vector<double> times = spaced_timesteps(Spacing::leading, SpacingRule::whole, 1000, 20, 1);
        QCOMPARE(stride_grid(schedule, times, true).back().to.s, 0.0);
        QCOMPARE(stride_grid(schedule, times, false).back().to, schedule.level(0));
        QCOMPARE(stride_grid(schedule, times, false).front().to, schedule.level(901));
    }

    void zero_terminal_snr_ends_in_pure_noise() {
        const auto betas = beta_table(BetaSchedule::scaled_linear, 1000, 0.00085, 0.012, Precision::f32);
        const NoiseSchedule schedule = NoiseSchedule::from_betas(zero_terminal_snr(betas, Precision::f32), Precision::f32);
        QCOMPARE(schedule.alpha_cumprod(999), 0.0);
        QCOMPARE(schedule.level(999).a, 0.0);
        QVERIFY(std::isinf(schedule.sigma_max()));
        QVERIFY(std::abs(schedule.alpha_cumprod(0) - NoiseSchedule::stable_diffusion().alpha_cumprod(0)) < 1e-6);   // the other end stays
        QVERIFY(std::abs(schedule.with_last(std::exp2(-24)).sigma_max() - 4096) < 1e-3);
        QVERIFY(std::isfinite(schedule.level_at(998.5).s));
    }

    void image_to_image_starts_where_each_front_end_starts() {
        QCOMPARE(diffusers_first_step(5, 0.6), 2);
        QCOMPARE(diffusers_first_step(20, 1.0), 0);
        QCOMPARE(diffusers_first_step(20, 0.0), 20);
        QCOMPARE(a1111_first_step(20, 0.75), 4);   // 16 steps: one more than ⌊0.75·20⌋
        QCOMPARE(a1111_first_step(20, 1.0), 0);
        QCOMPARE(comfy_total_steps(20, 0.75), 26);
        QCOMPARE(comfy_total_steps(20, 1.0), 20);
    }

    void dpm2_drops_the_sigma_before_the_end() {
        QCOMPARE(without_penultimate({3, 2, 1, 0}), (std::vector<double>{3, 2, 0}));
    }

    void beta_quantiles_invert_the_distribution() {
        QCOMPARE(beta_quantile(0, 0.6, 0.6), 0.0);
        QCOMPARE(beta_quantile(1, 0.6, 0.6), 1.0);
        QVERIFY(std::abs(beta_quantile(0.5, 0.6, 0.6) - 0.5) < 1e-14);
        QVERIFY(std::abs(beta_quantile(0.3, 1, 1) - 0.3) < 1e-14);                             // uniform
        QVERIFY(std::abs(beta_quantile(0.3, 2, 1) - std::sqrt(0.3)) < 1e-14);                  // I_x(2, 1) = x²
        QVERIFY(std::abs(beta_quantile(0.01, 0.5, 0.5) - std::pow(std::sin(0.005 * M_PI), 2)) < 1e-16);   // arcsine law
    }

    void a_scheduler_that_is_not_known_says_so() {
        const auto made = DiffusersScheduler::read(Json{{"_class_name", "IPNDMScheduler"}});
        QVERIFY(!made);
        QCOMPARE(made.error().message, std::string("the scheduler 'IPNDMScheduler' is not known"));
        const auto odd = DiffusersScheduler::read(Json{{"_class_name", "DDIMScheduler"}, {"beta_start", "much"}});
        QVERIFY(!odd);
        QCOMPARE(odd.error().message, std::string("a setting of the scheduler has the wrong type"));
        for (const Json& betas : {Json{{"beta_end", -3}}, Json{{"beta_start", 0}}, Json{{"beta_end", 2}}, Json{{"trained_betas", Json::array()}}, Json{{"trained_betas", {0.1, 1.5}}}}) {
            const auto none = DiffusersScheduler::read(betas, "DDIMScheduler");
            QVERIFY2(!none, betas.dump().c_str());
            QCOMPARE(none.error().message, std::string("the scheduler's betas are no numbers between 0 and 1"));
        }
    }
};

QTEST_GUILESS_MAIN(GridsTest)
#include "grids_test.moc"
