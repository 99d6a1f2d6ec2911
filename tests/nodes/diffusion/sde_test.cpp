#include "diffusion/sde.h"

#include <QtTest>

#include "diffusion/diffusers_scheduler.h"

using namespace noiseloom;

namespace {

Sde sde(const char* name) { return Sde::from_json({{"sde", name}}).or_throw(); }
bool is_near(double got, double want, double relative = 1e-9) { return std::abs(got - want) <= relative * std::abs(want); }

std::string refusal(const Json& json) {
    const auto read = Sde::from_json(json);
    return read ? "" : read.error().message;
}

}  // namespace

// That the coefficients are score_sde's is the parity runner's to say (score_sde.coefficients).
class SdeTest : public QObject {
    Q_OBJECT
  private slots:
    void moments_solve_the_equation_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"vpsde", "subvpsde", "vesde"}) QTest::newRow(name) << QString(name);
    }
    // The moments of a linear SDE obey da/dt = f·a and d(s²)/dt = 2f·s² + g²: marginal() against drift() and diffusion().
    void moments_solve_the_equation() {
        QFETCH(QString, name);
        const Sde process = sde(name.toStdString().c_str());
        for (const double t : {0.05, 0.3, 0.7, 0.95}) {
            const double h = 1e-5;
            const auto before = process.marginal(t - h), at = process.marginal(t), after = process.marginal(t + h);
            const double da = (after.a - before.a) / (2 * h), dv = (after.s * after.s - before.s * before.s) / (2 * h);
            QVERIFY(std::abs(da - process.drift(t) * at.a) < 1e-6);
            QVERIFY(is_near(dv, 2 * process.drift(t) * at.s * at.s + std::pow(process.diffusion(t), 2), 1e-6));
        }
    }

    // A thousand small steps forward lead to the marginal.
    void small_steps_lead_to_the_marginal_data() { moments_solve_the_equation_data(); }
    void small_steps_lead_to_the_marginal() {
        QFETCH(QString, name);
        const Sde process = sde(name.toStdString().c_str());
        double a = 1, variance = 0;
        for (int i = 0; i < 1000; ++i) {
            const auto step = process.discretized((i + 0.5) / 999, 1000);   // within step i
            a *= 1 + step.f;
            variance = (1 + step.f) * (1 + step.f) * variance + step.g * step.g;
        }
        QVERIFY(std::abs(a - process.marginal(1).a) < 1e-3);
        QVERIFY(is_near(std::sqrt(variance), process.marginal(1).s, 1e-2));
    }

    void a_model_s_folder_names_its_sde() {
        for (const char* name : {"vpsde", "subvpsde", "vesde"}) {
            const Sde process = sde(name);
            const NoiseSchedule schedule = DiffusersScheduler::read({{"sde", name}}, "DDIMScheduler").or_throw().schedule();
            QCOMPARE(schedule.train_steps(), 1000);
            for (const double t : {0.2, 0.5, 0.9}) {
                const Level trained = process.level(t), loaded = schedule.level_at(trained.t);
                QVERIFY(is_near(loaded.sigma(), trained.sigma(), 1e-4));   // between two levels of the table ln σ is interpolated
                QVERIFY(is_near(trained.sigma(), process.marginal(t).s / process.marginal(t).a));
                QVERIFY(is_near(process.time_of(trained), t));
            }
            QVERIFY(schedule.sigma_min() > 0 && std::isfinite(schedule.sigma_max()));
        }
    }

    void says_what_is_wrong() {
        QCOMPARE(refusal({{"sde", "ode"}}), std::string("the SDE cannot be used: 'sde' is \"ode\""));
        QCOMPARE(refusal({{"sde", "vpsde"}, {"beta_max", 0.01}}), std::string("the SDE cannot be used: 'beta_max' is below 'beta_min'"));
        QCOMPARE(refusal({{"sde", "vesde"}, {"sigma_min", "a"}}), std::string("the SDE cannot be used: 'sigma_min' is no number above 0"));
        QVERIFY(Sde::from_json({{"sde", "vesde"}, {"sigma_min", 50}}).error().hint.find("raise 'sigma_max'") != std::string::npos);
        QVERIFY(!refusal({{"sde", "vesde"}, {"sigma_max", 0.001}}).empty());
        QVERIFY(!refusal(Json("vpsde")).empty());
    }
};

QTEST_APPLESS_MAIN(SdeTest)
#include "sde_test.moc"
