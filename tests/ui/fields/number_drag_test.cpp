#include "ui/fields/number_drag.h"

#include <QtTest>

#include "core/curve.h"

using namespace noiseloom;

class NumberDragTest : public QObject {
    Q_OBJECT

    template <class T>
    static NumberRules rules(double low, double high, double step) {
        InputDecl input;
        input.type = &type_of<T>();
        input.range = Range{low, high, step};
        return number_rules(input);
    }

  private slots:
    void a_short_range_goes_by_in_the_width_of_a_field() {
        const auto scale = rules<double>(0, 30, 0.1);
        QCOMPARE(dragged(7.5, 0, {}, scale), 7.5);
        QCOMPARE(dragged(0, 200, {}, scale), 30.0);
        QCOMPARE(dragged(30, -200, {}, scale), 0.0);
        QCOMPARE(dragged(7.5, 1000, {}, scale), 30.0);    // and no further
        QCOMPARE(dragged(0, 2, {}, scale), 0.3);          // exactly what a person would type
    }

    void shift_is_fine_and_ctrl_coarse() {
        const auto scale = rules<double>(0, 30, 0.1);
        QCOMPARE(dragged(7.5, 10, Qt::ShiftModifier, scale), 7.65);
        QCOMPARE(dragged(7.5, 10, {}, scale), 9.0);
        QCOMPARE(dragged(7.5, 10, Qt::ControlModifier, scale), 22.5);
    }

    void a_long_range_follows_the_magnitude() {
        const auto width = rules<std::int64_t>(8, 16384, 8);
        const double once = dragged(512, 10, {}, width);
        QVERIFY2(once > 512 && once < 768, qPrintable(QString::number(once)));
        QCOMPARE(std::fmod(once, 8), 0.0);
        QCOMPARE(dragged(512, -10'000, {}, width), 8.0);
    }

    void without_a_range_numbers_move_by_their_own_size() {
        InputDecl input;
        input.type = &type_of<double>();
        const auto rules = number_rules(input);
        QVERIFY(!rules.has_range());
        QCOMPARE(dragged(0, 1, {}, rules), 0.0);
        QCOMPARE(dragged(0, 50, {}, rules), 1.0);
        QCOMPARE(dragged(1000, 50, {}, rules), 2000.0);
        QCOMPARE(dragged(1000, -100, {}, rules), -1000.0);
    }

    void integers_stay_whole() {
        const auto steps = rules<std::int64_t>(1, 1000, 1);
        for (int dx = -50; dx < 50; ++dx) {
            const double value = dragged(20, dx, Qt::ShiftModifier, steps);
            QCOMPARE(value, std::round(value));
            QVERIFY(value >= 1);
        }
        QCOMPARE(key_step(20, steps, Qt::ShiftModifier), 1.0);
        QCOMPARE(key_step(20, steps, {}), 1.0);
        QCOMPARE(key_step(20, steps, Qt::ControlModifier), 10.0);
    }

    void curves_have_the_rules_of_their_range() {
        const auto scale = rules<Curve>(0, 30, 0.1);
        QVERIFY(!scale.is_integer);
        QCOMPARE(clamped(31, scale), 30.0);
        QCOMPARE(key_step(7.5, scale, {}), 0.1);
    }
};

QTEST_GUILESS_MAIN(NumberDragTest)
#include "number_drag_test.moc"
