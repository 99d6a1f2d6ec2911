// Plots: curves whatever stands beside them, and ticks where their values are drawn.
#include <algorithm>
#include <array>
#include <cmath>

#include <QtTest>

#include "image/plot.h"

using namespace noiseloom;

namespace {

bool has_colour(const Image& image, int x, int y, const Colour& colour) {
    for (int c = 0; c < 3; ++c)
        if (std::abs(image.at(x, y, c) - colour[static_cast<std::size_t>(c)]) > 0.02F) return false;
    return true;
}

struct Run {
    int row = 0, length = 0;
};

// The most neighbouring pixels of a row that have the colour.
Run longest_run(const Image& image, const Colour& colour) {
    Run longest;
    for (int y = 0; y < image.height; ++y)
        for (int x = 0, length = 0; x < image.width; ++x) {
            length = has_colour(image, x, y, colour) ? length + 1 : 0;
            if (length > longest.length) longest = {y, length};
        }
    return longest;
}

// Of the pixels that have the colour.
std::pair<int, int> centre(const Image& image, const Colour& colour) {
    double sum_x = 0, sum_y = 0, count = 0;
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x)
            if (has_colour(image, x, y, colour)) {
                sum_x += x;
                sum_y += y;
                ++count;
            }
    return {static_cast<int>(std::lround(sum_x / count)), static_cast<int>(std::lround(sum_y / count))};
}

// Level, the grey ones all at one height.
Panel many_lines(int count) {
    Panel panel{"many", {"x"}, {}, {}};
    for (int i = 0; i < count; ++i) {
        const double y = std::min(i, 8);
        panel.series.push_back({"a line with a long name " + std::to_string(i), {{0, y}, {1, y}}, series_colour(static_cast<std::size_t>(i))});
    }
    return panel;
}

}  // namespace

class PlotTest : public QObject {
    Q_OBJECT
    const Font font_{13};

  private slots:
    void initTestCase() { QVERIFY2(font_.is_there(), Font::missing().hint.c_str()); }

    void legends_leave_room_for_curves_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::addRow("of a sweep") << 440 << 300;
        QTest::addRow("the smallest") << 160 << 64;
    }
    void legends_leave_room_for_curves() {
        QFETCH(int, width);
        QFETCH(int, height);
        const std::array<Panel, 2> panels{many_lines(30), many_lines(2)};
        const Image image = plot(panels, 1, width, height, font_);
        for (const std::size_t i : {0U, 7U, 20U}) QVERIFY(longest_run(image, series_colour(i)).length > width / 4);
        const Image alone = plot(std::span(panels).first(1), 1, width, height, font_);
        const int apart = longest_run(alone, series_colour(0)).row - longest_run(alone, series_colour(7)).row;
        QVERIFY2(apart >= 25, QByteArray::number(apart));   // in at least three letters' height
        QCOMPARE(alone.height, plot(std::array{many_lines(9)}, 1, width, height, font_).height);   // the rest is counted
    }

    // Lines of the grid go through the dot.
    void ticks_lie_where_their_values_are_drawn() {
        Panel panel{"", {"steps"}, {"", true}, {{"", {{2, 10}}, series_colour(0), Marks::both}}};
        panel.x.is_whole = true;
        panel.x.range = {0, 5};
        panel.y.range = {1, 3000};
        const Image image = plot(std::span(&panel, 1), 1, 400, 300, font_);
        const auto [x, y] = centre(image, series_colour(0));
        const auto has_line = [&image](int px, int py) { return !has_colour(image, px, py, {1, 1, 1}); };
        for (const int side : {-1, 1}) {
            QVERIFY(has_line(x, y + 8 * side) && !has_line(x + 3, y + 8 * side) && !has_line(x - 3, y + 8 * side));
            QVERIFY(has_line(x + 8 * side, y) && !has_line(x + 8 * side, y + 3) && !has_line(x + 8 * side, y - 3));
        }
    }

    // One value stands in the middle, but an axis of what is never negative begins at 0.
    void one_value_is_not_negative() {
        const auto height = [&](double value) {
            const Panel panel{"", {"x"}, {}, {{"", {{2, value}}, series_colour(0), Marks::both}}};
            return centre(plot(std::span(&panel, 1), 1, 400, 300, font_), series_colour(0)).second;
        };
        QVERIFY(std::abs(height(100) - height(-100)) <= 1 && height(0.3) > height(100) + 20);
    }

    void named_lines_are_above_the_others() {
        Panel panel = many_lines(20);
        for (Series& series : panel.series) series.points = {{0, 1}, {1, 1}};
        QVERIFY(longest_run(plot(std::span(&panel, 1), 1, 440, 300, font_), series_colour(7)).length > 200);
    }

    void colours_do_not_come_again() {
        for (std::size_t i = 0; i < 8; ++i)
            for (std::size_t j = i + 1; j < 30; ++j) QVERIFY(series_colour(i) != series_colour(j));
    }
};

QTEST_GUILESS_MAIN(PlotTest)
#include "plot_test.moc"
