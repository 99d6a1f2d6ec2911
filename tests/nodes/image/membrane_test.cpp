#include "image/membrane.h"

#include <cmath>

#include <QtTest>

using namespace noiseloom;

namespace {

struct Plane {
    int width, height;
    std::vector<std::uint8_t> known;
    std::vector<float> values;
};

// `f` of a pixel, hidden where `known` is false.
template <class F, class Known>
Plane plane(int width, int height, F f, Known known) {
    Plane made{width, height, {}, {}};
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            made.known.push_back(known(x, y));
            made.values.push_back(made.known.back() ? static_cast<float>(f(x, y)) : 99.0F);
        }
    return made;
}

}  // namespace

class MembraneTest : public QObject {
    Q_OBJECT
  private slots:
    void harmonic_functions_are_found_from_their_boundary_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::addColumn<double>("tolerance");   // of the function's range
        QTest::newRow("every cell is solved for") << 64 << 48 << 0.0005;
        QTest::newRow("a band at each level") << 333 << 251 << 0.008;
        QTest::newRow("many levels") << 1200 << 900 << 0.008;
    }
    void harmonic_functions_are_found_from_their_boundary() {
        QFETCH(int, width);
        QFETCH(int, height);
        QFETCH(double, tolerance);
        const auto function = [&](int x, int y) { return std::exp(2.0 * x / width) * std::cos(2.0 * y / width); };   // Re exp(2z)
        const double range = function(width, 0) - function(width, height);
        Plane disc = plane(width, height, function, [&](int x, int y) { return std::hypot(x - width / 2, y - height / 2) > 0.4 * height; });
        const Plane before = disc;
        Membrane(width, height, disc.known).stretch(disc.values, {});
        double worst = 0;
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) {
                const auto at = static_cast<std::size_t>(y * width + x);
                if (disc.known[at]) QCOMPARE(disc.values[at], before.values[at]);
                worst = std::max(worst, std::abs(disc.values[at] - function(x, y)));
            }
        QVERIFY2(worst < tolerance * range, qPrintable(QString::number(worst / range)));
    }

    // Nothing pulls at the grid's own border: what is known on one side reaches the other.
    void the_border_is_free() {
        Plane strip = plane(200, 5, [](int, int) { return 0.25; }, [](int x, int) { return x < 3; });
        Membrane(200, 5, strip.known).stretch(strip.values, {});
        for (const float value : strip.values) QVERIFY(std::abs(value - 0.25F) < 1e-5);
    }

    void values_between_stay_within_those_known() {
        Plane noise = plane(150, 150, [](int x, int y) { return (x * 7919 + y * 104729) % 1000 / 1000.0; }, [](int x, int y) { return (x / 30 + y / 30) % 2 == 0; });
        Membrane(150, 150, noise.known).stretch(noise.values, {});
        for (const float value : noise.values) QVERIFY(value > -0.05F && value < 1.05F);
    }

    void nothing_known_changes_nothing_and_all_known_neither() {
        for (const bool known : {false, true}) {
            Plane same = plane(7, 1, [](int x, int) { return x; }, [&](int, int) { return known; });
            const auto before = same.values;
            Membrane(7, 1, same.known).stretch(same.values, {});
            QVERIFY(same.values == before);
        }
        std::vector<float> one{0.5F};
        Membrane(1, 1, {0}).stretch(one, {});
        QCOMPARE(one[0], 0.5F);
    }

    void it_can_be_cancelled() {
        Plane disc = plane(100, 100, [](int x, int) { return x; }, [](int x, int) { return x == 0; });
        Cancel cancel;
        cancel.request();
        QVERIFY_THROWS_EXCEPTION(Cancelled, Membrane(100, 100, disc.known).stretch(disc.values, cancel));
    }
};

QTEST_GUILESS_MAIN(MembraneTest)
#include "membrane_test.moc"
