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

// The most neighbouring pixels of a row that have the colour.
int longest_run(const Image& image, const Colour& colour) {
    int longest = 0;
    for (int y = 0; y < image.height; ++y)
        for (int x = 0, run = 0; x < image.width; ++x) {
            run = has_colour(image, x, y, colour) ? run + 1 : 0;
            longest = std::max(longest, run);
        }
    return longest;
}

Panel many_lines(int count) {
    Panel panel{"many", {"x"}, {}, {}};
    for (int i = 0; i < count; ++i) panel.series.push_back({"a line with a long name " + std::to_string(i), {{0, i}, {1, i}}, series_colour(static_cast<std::size_t>(i))});
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
        for (const std::size_t i : {0U, 7U, 20U}) QVERIFY2(longest_run(image, series_colour(i)) > width / 4, std::to_string(longest_run(image, series_colour(i))).c_str());
        QCOMPARE(plot(std::span(panels).first(1), 1, width, height, font_).height, plot(std::array{many_lines(9)}, 1, width, height, font_).height);   // the rest is counted
    }

    void colours_do_not_come_again() {
        for (std::size_t i = 0; i < 8; ++i)
            for (std::size_t j = i + 1; j < 30; ++j) QVERIFY(series_colour(i) != series_colour(j));
    }
};

QTEST_GUILESS_MAIN(PlotTest)
#include "plot_test.moc"
