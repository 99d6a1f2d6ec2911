#include "ui/fields/curve_edit.h"

#include <QtTest>

using namespace noiseloom;

class CurveEditTest : public QObject {
    Q_OBJECT

  private slots:
    void knots_stay_in_order_and_in_range() {
        Knots knots{{0, 1}, {0.5, 2}, {1, 3}};
        move_knot(knots, 1, 2, 99, 0, 30);
        QCOMPARE(knots[1], (std::pair<double, double>(1 - least_gap, 30)));
        move_knot(knots, 1, -2, -99, 0, 30);
        QCOMPARE(knots[1], (std::pair<double, double>(least_gap, 0)));
        move_knot(knots, 0, -5, 1, 0, 30);
        QCOMPARE(knots[0].first, 0.0);
        QVERIFY(Curve::from_knots(knots));
    }

    void knots_come_and_go_but_for_the_last() {
        Knots knots{{0, 1}};
        QCOMPARE(add_knot(knots, 0.5, 2), std::optional<std::size_t>(1));
        QCOMPARE(add_knot(knots, 0.25, 3), std::optional<std::size_t>(1));
        QCOMPARE(add_knot(knots, 0.25, 3), std::nullopt);
        QVERIFY(remove_knot(knots, 0));
        QVERIFY(remove_knot(knots, 0));
        QVERIFY(!remove_knot(knots, 0));
        QCOMPARE(knots, (Knots{{0.5, 2}}));
    }

    void every_preset_is_a_curve() {
        const auto wavy = *Curve::from_knots({{0.1, 2}, {0.4, 8}, {0.9, 3}});
        for (const Curve& present : {Curve(7.5), Curve(1), Curve(0), wavy})
            for (int preset = 0; preset <= static_cast<int>(CurvePreset::sampled); ++preset)
                for (const int samples : {1, 2, 11}) {
                    const auto knots = preset_knots(static_cast<CurvePreset>(preset), present, 1, samples);
                    QVERIFY(Curve::from_knots(knots));
                }
        const auto reversed = *Curve::from_knots(preset_knots(CurvePreset::reversed, wavy, 1, 0));
        const auto sampled = *Curve::from_knots(preset_knots(CurvePreset::sampled, wavy, 1, 101));
        const auto interval = *Curve::from_knots(preset_knots(CurvePreset::interval, Curve(7.5), 1, 0));
        for (const double u : {0.0, 0.2, 0.55, 1.0}) {
            QVERIFY(std::abs(reversed.at(u) - wavy.at(1 - u)) < 1e-6);
            QVERIFY(std::abs(sampled.at(u) - wavy.at(u)) < 1e-2);
        }
        QCOMPARE(interval.at(0.1), 1.0);
        QCOMPARE(interval.at(0.5), 7.5);
        QCOMPARE(interval.at(0.9), 1.0);
    }

    void ticks_are_few_and_round() {
        for (const auto& [low, high] : std::vector<std::pair<double, double>>{{0, 1}, {0, 9.4}, {0, 30}, {-3, 7}, {0, 0.004}, {100, 12345}}) {
            const auto ticks = axis_ticks(low, high);
            QVERIFY2(ticks.size() >= 2 && ticks.size() <= 7, qPrintable(QString("%1..%2: %3").arg(low).arg(high).arg(ticks.size())));
            for (const double tick : ticks) QVERIFY(tick >= low - 1e-9 && tick <= high * (1 + 1e-9));
        }
        QCOMPARE(axis_ticks(0, 1), (std::vector<double>{0, 0.2, 0.4, 0.6, 0.8, 1}));
    }
};

QTEST_GUILESS_MAIN(CurveEditTest)
#include "curve_edit_test.moc"
