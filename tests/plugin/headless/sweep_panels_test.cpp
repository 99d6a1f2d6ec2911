// Every number of a table where it belongs in the plot.
#include <cmath>

#include <QtTest>

#include "headless/sweep_panels.h"

using namespace noiseloom;

using Points = std::vector<std::pair<double, double>>;

class SweepPanelsTest : public QObject {
    Q_OBJECT
    Graph graph_;
    Table table_;
    const std::vector<Axis> axes_{{"cfg-9d1f", "scale", {4, 1, 2}}, {"prompt-x3pa", "text", {"a cat", ""}}};

    // Of the cell's own number: no two cells have the same.
    static double number(int scale, int line) { return 10 * scale + line; }

  private slots:
    void initTestCase() {
        for (const char* id : {"cfg-9d1f", "prompt-x3pa", "fid"}) graph_.nodes[id];
        for (int line = 0; line < 2; ++line)
            for (const int scale : {4, 1, 2}) {
                if (line == 1 && scale == 1) continue;   // it failed
                TableRow row;
                row.put("cfg-9d1f.scale", scale);
                row.put("prompt-x3pa.text", axes_[1].values[static_cast<std::size_t>(line)]);
                row.put("steps", 5 + scale);
                if (scale != 2) row.put("fid.distance", number(scale, line));
                table_.add(std::move(row));
            }
    }

    void numbers_stand_over_the_first_axis() {
        const std::vector<Panel> panels = sweep_panels(table_, axes_, {}, graph_).or_throw();
        QCOMPARE(panels.size(), std::size_t{2});
        QCOMPARE(panels[0].title, std::string("steps"));
        const Panel& fid = panels[1];
        QCOMPARE(fid.title, std::string("fid.distance"));
        QCOMPARE(fid.x.name, std::string("cfg.scale"));
        QVERIFY(fid.x.range == std::pair(1.0, 4.0));
        QCOMPARE(fid.series.size(), std::size_t{2});
        QCOMPARE(fid.series[0].name, std::string("a cat"));
        QCOMPARE(fid.series[1].name, std::string("(empty)"));
        const Points& cat = fid.series[0].points;   // from left to right
        QVERIFY(cat.size() == 3 && cat[0] == std::pair(1.0, number(1, 0)) && cat[1].first == 2 && std::isnan(cat[1].second) && cat[2] == std::pair(4.0, number(4, 0)));
        const Points& empty = fid.series[1].points;
        QVERIFY(empty.size() == 3 && std::isnan(empty[0].second) && empty[2] == std::pair(4.0, number(4, 1)));
    }

    void numbers_stand_over_numbers() {
        const std::vector<Panel> panels = sweep_panels(table_, axes_, {"steps", {"fid.distance", "fid.distance"}}, graph_).or_throw();
        QCOMPARE(panels.size(), std::size_t{1});
        QCOMPARE(panels[0].x.name, std::string("steps"));
        const Series& cat = panels[0].series.at(0);   // in the order of the axis
        QVERIFY(cat.points[0] == std::pair(9.0, number(4, 0)) && cat.points[1] == std::pair(6.0, number(1, 0)) && cat.points[2].first == 7);
        QCOMPARE(cat.labels, std::vector<std::string>({"4", "1", "2"}));
    }

    void texts_stand_one_after_the_other() {
        const std::vector<Axis> turned{axes_[1], axes_[0]};
        const Panel panel = sweep_panels(table_, turned, {"", {"fid.distance"}}, graph_).or_throw().at(0);
        QCOMPARE(panel.x.words, std::vector<std::string>({"a cat", "(empty)"}));
        QCOMPARE(panel.series.at(0).name, std::string("cfg.scale = 4"));
        QVERIFY((panel.series[0].points == Points{{0, number(4, 0)}, {1, number(4, 1)}}));
    }

    void what_is_no_number_is_told() {
        const auto refused = sweep_panels(table_, axes_, {"", {"prompt.text"}}, graph_);
        QVERIFY(!refused && refused.error().hint == "It has steps, fid.distance.");
    }
};

QTEST_APPLESS_MAIN(SweepPanelsTest)
#include "sweep_panels_test.moc"
