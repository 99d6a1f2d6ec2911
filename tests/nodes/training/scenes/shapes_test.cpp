#include <QtTest>

#include <array>
#include <cmath>
#include <numbers>

#include "training/scenes/shapes.h"

using namespace noiseloom::scenes;

namespace {

constexpr float pi = std::numbers::pi_v<float>;

float distance(const Shape& shape, Point p) {
    std::array<float, 1> out;
    shape.distances({p, {}}, out);
    return out[0];
}

bool is_near(float a, float b) { return std::abs(a - b) < 1e-5F; }

}  // namespace

class ShapesTest : public QObject {
    Q_OBJECT
  private slots:
    void distances_by_geometry() {
        QVERIFY(is_near(distance(circle({1, 2}, 0.5F), {4, 6}), 4.5F));
        QVERIFY(is_near(distance(circle({}, 1), {}), -1));
        QVERIFY(is_near(distance(box({}, {2, 1}), {5, 5}), 5));             // 3 right of and 4 below the corner
        QVERIFY(is_near(distance(box({}, {2, 1}), {0.5F, 0.5F}), -0.5F));
        QVERIFY(is_near(distance(box({}, {2, 1}, 0.5F), {2, 1}), 0.5F * (std::sqrt(2.0F) - 1)));
        QVERIFY(is_near(distance(capsule({0, 0}, {2, 0}, 0.25F), {1, 1}), 0.75F));
        QVERIFY(is_near(distance(capsule({0, 0}, {2, 0}, 0.25F), {5, 4}), 4.75F));
        QVERIFY(is_near(distance(polyline({{0, 0}, {1, 0}, {1, 1}}, 0.1F), {2, 1}), 0.9F));
    }

    void an_ellipse_is_zero_on_its_outline() {
        for (int i = 0; i < 16; ++i) {
            const float angle = static_cast<float>(i) * pi / 8;
            QVERIFY(is_near(distance(ellipse({1, 0}, {0.8F, 0.3F}), {1 + 0.8F * std::cos(angle), 0.3F * std::sin(angle)}), 0));
        }
        QVERIFY(distance(ellipse({}, {0.8F, 0.3F}), {0.1F, 0}) < 0 && distance(ellipse({}, {0.8F, 0.3F}), {0.1F, 0.4F}) > 0);
    }

    void a_polygon_of_four_corners_is_a_box() {
        const Shape square = polygon({{-2, -1}, {2, -1}, {2, 1}, {-2, 1}});
        for (float y = -3; y <= 3; y += 0.37F)
            for (float x = -4; x <= 4; x += 0.41F) QVERIFY(is_near(distance(square, {x, y}), distance(box({}, {2, 1}), {x, y})));
        QVERIFY(is_near(distance(polygon({{-2, -1}, {2, -1}, {2, 1}, {-2, 1}}, 0.5F), {0, 3}), 1.5F));
    }

    void a_hollow_polygon_is_outside_in_its_notch() {
        const Shape arrow = polygon({{-1, -1}, {1, 0}, {-1, 1}, {0, 0}});
        QVERIFY(distance(arrow, {-0.5F, 0}) > 0);
        QVERIFY(distance(arrow, {0.5F, 0}) < 0);
    }

    void a_heart_has_lobes_and_a_notch() {
        const Shape shape = heart({0, 1}, 1);   // the tip at y = 1, the notch at y = 0, the lobes above it
        QVERIFY(is_near(distance(shape, {0, 1}), 0) && is_near(distance(shape, {0, 0}), 0));
        QVERIFY(distance(shape, {0.25F, 0.1F}) < 0 && distance(shape, {-0.25F, 0.1F}) < 0);
        QVERIFY(distance(shape, {0, -0.1F}) > 0 && distance(shape, {0.5F, 0.8F}) > 0);
    }

    void shapes_combine() {
        const Shape left = circle({-0.5F, 0}, 1), right = circle({0.5F, 0}, 1);
        QVERIFY(is_near(distance(united({left, right}), {2, 0}), 0.5F));
        QVERIFY(is_near(distance(common(left, right), {1, 0}), 0.5F));
        QVERIFY(is_near(distance(without(left, right), {0, 0}), 0.5F));
        QVERIFY(is_near(distance(without(left, right), {-1, 0}), -0.5F));
    }

    void shapes_move() {
        const Shape shape = capsule({0, 0}, {1, 0}, 0.1F);
        QVERIFY(is_near(distance(rotated(shape, pi / 2, {}), {0, 1}), -0.1F));   // to the right, then down: clockwise
        QVERIFY(is_near(distance(rotated(shape, pi, {1, 0}), {2, 0}), -0.1F));
        QVERIFY(is_near(distance(moved(shape, {3, 2}), {4, 2}), -0.1F));
        QVERIFY(is_near(distance(flipped(shape), {-1, 0}), -0.1F) && is_near(distance(flipped(shape), {1, 0}), 0.9F));
        QVERIFY(is_near(distance(symmetric(shape), {-1, 0}), -0.1F) && is_near(distance(symmetric(shape), {1, 0}), -0.1F));
    }

    void bounds_hold_what_is_inside_data() {
        QTest::addColumn<int>("index");
        for (int i = 0; i < 8; ++i) QTest::addRow("%d", i) << i;
    }
    void bounds_hold_what_is_inside() {
        QFETCH(int, index);
        const std::array shapes{ellipse({0.2F, 0}, {0.5F, 0.3F}), star({0, 0.1F}, 0.8F, 0.4F, 5, 0.1F), heart({0, 0.8F}, 1.2F),
                                rotated(box({0.3F, 0}, {0.6F, 0.1F}), 0.7F, {}), symmetric(capsule({0.1F, 0}, {0.7F, 0.5F}, 0.2F)),
                                moved(circle({}, 0.3F), {0.4F, 0.2F}), common(circle({}, 0.7F), box({0.5F, 0}, {0.4F, 0.9F})),
                                polyline({{-0.5F, 0}, {0, 0.5F}, {0.5F, 0}}, 0.1F)};
        const Shape& shape = shapes[static_cast<std::size_t>(index)];
        const auto [low, high] = shape.bounds();
        constexpr float slack = 1e-5F;
        for (float y = -1.5F; y < 1.5F; y += 0.05F)
            for (float x = -1.5F; x < 1.5F; x += 0.05F)
                if (distance(shape, {x, y}) < 0)
                    QVERIFY(x > low.x - slack && x < high.x + slack && y > low.y - slack && y < high.y + slack);
    }

    void a_line_gives_what_its_points_give() {
        const Shape shape = united({rotated(ellipse({0.1F, 0}, {0.5F, 0.2F}), 0.4F, {}), star({}, 0.5F, 0.2F, 6, 0)});
        std::array<float, 100> row;
        shape.distances({{-1, 0.2F}, {0.02F, 0.01F}}, row);
        for (std::size_t i = 0; i < row.size(); ++i) {
            const auto k = static_cast<float>(i);
            QVERIFY(is_near(row[i], distance(shape, {-1 + 0.02F * k, 0.2F + 0.01F * k})));
        }
    }
};

QTEST_APPLESS_MAIN(ShapesTest)
#include "shapes_test.moc"
