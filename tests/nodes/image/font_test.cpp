// Text in pictures, and plots: ink where it should be.
#include <algorithm>
#include <cmath>
#include <set>

#include <QtTest>

#include "image/font.h"
#include "image/plot.h"
#include "image/plot_ticks.h"

using namespace noiseloom;

namespace {

struct Box {
    int left = 1 << 20, top = 1 << 20, right = -1, bottom = -1;
    bool is_empty() const { return right < 0; }
};

Box ink(const Image& image) {
    Box box;
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x)
            if (image.at(x, y, 0) < 0.9F) box = {std::min(box.left, x), std::min(box.top, y), std::max(box.right, x), std::max(box.bottom, y)};
    return box;
}

Image written(const Font& font, std::string_view text, double x, double y, Align align = Align::left) {
    Canvas canvas(300, 60);
    font.draw(canvas, x, y, text, {0, 0, 0}, align);
    return canvas.take();
}

std::vector<std::string> texts(const std::vector<Tick>& ticks) {
    std::vector<std::string> all;
    for (const Tick& tick : ticks) all.push_back(tick.text);
    return all;
}

using Words = std::vector<std::string>;

}  // namespace

class FontTest : public QObject {
    Q_OBJECT
    const Font font_{16};

  private slots:
    void initTestCase() { QVERIFY2(font_.is_there(), Font::missing().hint.c_str()); }

    // The ink is as wide as was measured, and stands where it was put.
    void text_stands_where_it_was_put() {
        const double width = font_.width("HOM 42");
        QVERIFY(width > 3 * 16 && width < 6 * 16);
        const Box left = ink(written(font_, "HOM 42", 20, 30)), right = ink(written(font_, "HOM 42", 280, 30, Align::right)), centre = ink(written(font_, "HOM 42", 150, 30, Align::centre));
        QVERIFY(left.left >= 20 && left.left <= 23 && left.right <= 20 + width && left.right >= 16 + width);
        QVERIFY(right.right <= 280 && right.right >= 276);
        QVERIFY(std::abs((centre.left + centre.right) / 2.0 - 150) <= 1.5);
        QVERIFY(std::abs((left.top + left.bottom) / 2.0 - 30) <= 1 && left.bottom - left.top + 1 >= 11 && left.bottom - left.top + 1 <= 13);
        QVERIFY(ink(written(font_, "", 20, 30)).is_empty() && ink(written(font_, " \n\t", 20, 30)).is_empty());
    }

    void what_lies_outside_is_left_out() {
        const Box box = ink(written(font_, "MMMM", 280, 58));
        QVERIFY(box.right == 299 && box.bottom == 59);
        QVERIFY(ink(written(font_, "MMMM", -500, 30)).is_empty() && ink(written(font_, "M", 1e9, -1e9)).is_empty());
    }

    void too_long_is_elided() {
        const std::string prompt = "a large red house in the snow";
        QCOMPARE(font_.elided(prompt, 1000), prompt);
        const std::string shown = font_.elided(prompt, 120);
        QVERIFY(shown.ends_with("…") && prompt.starts_with(shown.substr(0, shown.size() - std::string("…").size())));
        QVERIFY(font_.width(shown) <= 120 && font_.width(shown) > 90);
        QCOMPARE(font_.elided(prompt, font_.width("a…") + 1), std::string("a…"));
        QCOMPARE(font_.elided(prompt, 1), std::string());
        QCOMPARE(font_.elided("one\ntwo", 1000), std::string("one two"));
    }

    void lines_break_between_words() {
        const Words lines = font_.wrapped("a large red house in the snow", 100, 9);
        QVERIFY(lines.size() >= 3);
        QString joined;
        for (const std::string& line : lines) {
            QVERIFY(font_.width(line) <= 100);
            joined += (joined.isEmpty() ? "" : " ") + QString::fromStdString(line);
        }
        QCOMPARE(joined, QString("a large red house in the snow"));
        const Words two = font_.wrapped("a large red house in the snow", 100, 2);
        QVERIFY(two.size() == 2 && two.front() == lines.front() && two.back().ends_with("…"));
        for (double width = 30; width < 200; width += 7)
            for (const std::string& line : font_.wrapped("i i i i i i i i i i i i i i i i i", width, 9)) QVERIFY(font_.width(line) <= width);
        for (const std::string& line : font_.wrapped("Donaudampfschifffahrt", 60, 9)) QVERIFY(font_.width(line) <= 60);
        QVERIFY(font_.wrapped("", 60, 9).empty());
    }

    // Whatever bytes a prompt has: characters of other scripts, none at all.
    void any_bytes_can_be_drawn() {
        for (const char* text : {"Größe 大 κ → ∇", "\xff\xfe\x80", "a\xcc\x81", "\xf0\x9f\x8e\xa8"}) {
            QVERIFY(std::isfinite(font_.width(text)) && font_.width(text) > 0);
            QVERIFY(!ink(written(font_, text, 20, 30)).is_empty());
        }
        QVERIFY(!same_pixels(written(font_, "ö", 20, 30), written(font_, "o", 20, 30)));
    }

    void ticks_are_round() {
        QCOMPARE(texts(linear_ticks(0, 1, 6)), Words({"0", "0.2", "0.4", "0.6", "0.8", "1"}));
        QCOMPARE(texts(linear_ticks(-0.31, 0.32, 4)), Words({"-0.2", "0", "0.2"}));
        QCOMPARE(texts(linear_ticks(1, 4, 9, true)), Words({"1", "2", "3", "4"}));
        QCOMPARE(texts(linear_ticks(0, 4e6, 3)), Words({"0", "2e6", "4e6"}));
        QCOMPARE(texts(linear_ticks(1e-5, 3e-5, 3)), Words({"1e-5", "2e-5", "3e-5"}));
        QCOMPARE(texts(log_ticks(0.03, 14.6, 10)), Words({"0.05", "0.1", "0.2", "0.5", "1", "2", "5", "10"}));
        QCOMPARE(texts(log_ticks(0.002, 150, 6)), Words({"0.01", "0.1", "1", "10", "100"}));
        QCOMPARE(texts(log_ticks(1e-8, 1e8, 6)), Words({"1e-6", "0.001", "1", "1000", "1e6"}));
        QCOMPARE(texts(log_ticks(0.21, 0.24, 4)), Words({"0.21", "0.22", "0.23", "0.24"}));
        QCOMPARE(texts(linear_ticks(0, 10, 5)), Words({"0", "5", "10"}));   // six would be too many
        QCOMPARE(texts(linear_ticks(1.0000001, 1.0000004, 4)), Words({"1.0000001", "1.0000002", "1.0000003", "1.0000004"}));
        QCOMPARE(texts(linear_ticks(-1.5, 1.5, 2)), Words({"-1", "0", "1"}));   // one would not be enough
        QCOMPARE(texts(log_ticks(15, 900, 2)), Words({"20", "500"}));
        for (double low = -7; low < 7; low += 0.83)
            for (std::size_t most = 2; most < 9; ++most) {
                const std::size_t count = linear_ticks(low, low + 3.1, most).size();
                QVERIFY(count >= 2 && count <= std::max<std::size_t>(most, 3));
            }
    }

    // A rising line goes up, is broken where there is nothing, and has the colour of the legend.
    void a_plot_shows_its_numbers() {
        const Colour blue = series_colour(0);
        Panel panel{"height", {"time"}, {}, {{"rising", {{0, 1}, {1, 2}, {2, std::nan("")}, {3, 4}, {4, 5}}, blue}}};
        const auto places = [&](const Image& image) {
            std::map<int, double> rows;   // by column: the mean row of what is blue, below the legend
            for (int x = 0; x < image.width; ++x) {
                double sum = 0, count = 0;
                for (int y = 60; y < image.height; ++y)
                    if (std::abs(image.at(x, y, 0) - blue[0]) < 0.05F && std::abs(image.at(x, y, 2) - blue[2]) < 0.05F) {
                        sum += y;
                        ++count;
                    }
                if (count > 0) rows[x] = sum / count;
            }
            return rows;
        };
        const auto rows = places(plot(std::span(&panel, 1), 1, 400, 300, font_));
        QVERIFY(rows.size() > 100);
        double widest_gap = 0;
        for (auto one = rows.begin(), next = std::next(one); next != rows.end(); ++one, ++next) {
            QVERIFY(next->second <= one->second + 1.5);
            widest_gap = std::max(widest_gap, static_cast<double>(next->first - one->first));
        }
        QVERIFY(widest_gap > 100);   // half of the axis
        QVERIFY(rows.begin()->second - rows.rbegin()->second > 100);

        panel.series.front().points = {{0, 1}, {1, 10}, {2, 100}};
        panel.y.is_log = true;
        const auto logs = places(plot(std::span(&panel, 1), 1, 400, 300, font_));
        const double first = logs.begin()->second, last = logs.rbegin()->second, middle = logs.lower_bound((logs.begin()->first + logs.rbegin()->first) / 2)->second;
        QVERIFY(std::abs((first + last) / 2 - middle) < 3);   // straight
    }

    void there_may_be_nothing_to_plot() {
        const std::array<Panel, 2> panels{{{"empty", {"x"}, {}, {}}, {"one point", {"x"}, {}, {{"p", {{3, 7}}, series_colour(0), Marks::both}}}}};
        const Image image = plot(panels, 2, 200, 160, font_);
        QCOMPARE(std::make_pair(image.width, image.height), std::make_pair(400, 160));
        QCOMPARE(plot({}, 2, 200, 150, font_).width, 400);
        for (const double y : {1e-300, 0.09, 7.0, 1e17, 1e300}) {   // as good as one value
            const Panel flat{"", {"x"}, {"", true}, {{"", {{1e17, y}, {1e17 + 16, std::exp(std::log(y))}}, series_colour(0)}}};
            QCOMPARE(plot(std::span(&flat, 1), 1, 200, 150, font_).width, 200);
        }
        QCOMPARE(plot(panels, 1, 20, 10, font_).width, 20);   // no room for anything
    }
};

QTEST_GUILESS_MAIN(FontTest)
#include "font_test.moc"
