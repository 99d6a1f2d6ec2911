// Brush strokes: as JSON, and as a mask.
#include <QtTest>

#include "image/paint.h"

using namespace noiseloom;

namespace {

double at(const Mask& mask, int x, int y) { return static_cast<double>(mask.image.at(x, y, 0)); }
double sum(const Mask& mask) {
    double all = 0;
    for (const float value : mask.image.values()) all += value;
    return all;
}
Result<Drawing> read(const char* json) { return ValueType<Drawing>::from_json(Json::parse(json)); }

}  // namespace

class PaintTest : public QObject {
    Q_OBJECT
  private slots:
    void json_is_read_and_written() {
        const char* text = R"({"strokes": [{"width": 0.1, "points": [[0.2, 0.3], [0.4, 0.5]]}, {"width": 0.05, "erase": true, "points": [[0.3, 0.3]]}]})";
        const Drawing drawing = read(text).or_throw();
        QCOMPARE(drawing.strokes.size(), std::size_t{2});
        QVERIFY(drawing.strokes[1].erases);
        QVERIFY(ValueType<Drawing>::to_json(drawing) == Json::parse(text));
        QVERIFY(read(R"({"strokes": []})")->strokes.empty());
        for (const char* bad : {"3", "{}", R"({"strokes": 3})", R"({"strokes": [3]})", R"({"strokes": [{"points": []}]})", R"({"strokes": [{"points": [[1]]}]})", R"({"strokes": [{"points": [[9, 0]]}]})",
                                R"({"strokes": [{"width": 0, "points": [[0, 0]]}]})", R"({"strokes": [{"colour": 1, "points": [[0, 0]]}]})", R"({"strokes": [], "more": 1})"})
            QVERIFY2(!read(bad), bad);
    }

    void a_dot_is_a_disc() {
        const Mask mask = painted({{{0.5, false, {{0.5, 0.5}}}}}, 200, 100);
        QCOMPARE(at(mask, 100, 50), 1.0);
        QCOMPARE(at(mask, 100, 20), 0.0);
        QCOMPARE(at(mask, 70, 50), 0.0);   // as wide as it is high
        QVERIFY(qAbs(sum(mask) - M_PI * 25 * 25) < 2);
    }

    void a_line_has_round_ends_and_is_erased() {
        const BrushStroke line{0.2, false, {{0.25, 0.5}, {0.75, 0.5}}};
        const Mask mask = painted({{line}}, 100, 100);
        QVERIFY(qAbs(sum(mask) - (50 * 20 + M_PI * 100)) < 2);
        QCOMPARE(at(mask, 18, 50), 1.0);
        QCOMPARE(at(mask, 12, 50), 0.0);
        const Mask erased = painted({{line, {0.2, true, {{0.5, 0.5}}}}}, 100, 100);
        QCOMPARE(at(erased, 50, 50), 0.0);
        QCOMPARE(at(erased, 30, 50), 1.0);
        QCOMPARE(sum(painted({{line, {2, true, {{0.5, 0.5}}}}}, 100, 100)), 0.0);
        QCOMPARE(sum(painted({{line, line}}, 100, 100)), sum(mask));   // painting it again changes nothing
    }

    void outside_and_of_no_size() {
        QCOMPARE(sum(painted({{{0.1, false, {{-1, -1}, {-0.5, 2}}}}}, 64, 64)), 0.0);
        QCOMPARE(sum(painted({}, 8, 8)), 0.0);
        QVERIFY(sum(painted({{{2, false, {{0.5, 0.5}}}}}, 1, 1)) == 1);
    }
};

QTEST_GUILESS_MAIN(PaintTest)
#include "paint_test.moc"
