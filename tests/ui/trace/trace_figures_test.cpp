#include <QtTest>

#include "toy_trace.h"
#include "ui/trace/look_graph.h"
#include "ui/trace/parting.h"
#include "ui/trace/trace_figures.h"

using namespace noiseloom;

class TraceFiguresTest : public QObject {
    Q_OBJECT

    static const PlotData* plot(const std::vector<PlotData>& plots, const QString& id) {
        for (const PlotData& one : plots)
            if (one.id == id) return &one;
        return nullptr;
    }

  private slots:
    void figures_are_read() {
        const TraceFigures figures = trace_figures(toy_trace());
        QCOMPARE(figures.steps.size(), std::size_t(8));
        QCOMPARE(figures.steps[0].sigma, 14.6);
        QVERIFY(std::isnan(figures.steps[0].clipped));
        QCOMPARE(figures.steps[3].terms[1].name, QString("classifier"));
        QCOMPARE(figures.steps[3].cosines[0].first, QString("prompt, classifier"));
        QCOMPARE(figures.warnings.size(), std::size_t(1));
    }

    void whatever_is_odd_is_left_out() {
        QVERIFY(trace_figures(Json()).steps.empty());
        QVERIFY(trace_figures(Json::parse(R"({"steps": 3, "warnings": {}})")).steps.empty());
        const TraceFigures odd = trace_figures(Json::parse(R"({"steps": [4, {"at": 1, "seconds": "x", "terms": [1, {"name": 2}], "cosines": [{"terms": ["a"]}], "models": null}]})"));
        QCOMPARE(odd.steps.size(), std::size_t(1));
        QVERIFY(std::isnan(odd.steps[0].sigma) && std::isnan(odd.steps[0].seconds));
        QCOMPARE(odd.steps[0].terms.size(), std::size_t(1));
        QVERIFY(odd.steps[0].cosines.empty());
        QVERIFY(trace_plots(odd).empty());
    }

    void plots_of_all_that_there_is() {
        const auto plots = trace_plots(trace_figures(toy_trace()));
        QVERIFY(!plot(plots, "clipped"));
        QCOMPARE(plot(plots, "weight")->lines.size(), std::size_t(2));
        const std::vector<bool> conflicts{false, false, false, false, true, true, true, true};
        QCOMPARE(plot(plots, "cosine")->conflicts, conflicts);
        QCOMPARE(plot(plots, "class")->lines.front().name, QString("house"));
        QCOMPARE(*plot(plots, "class")->commits, std::size_t(3));
        QCOMPARE(plot(plots, "time")->lines.size(), std::size_t(3));   // the model, the classifier, the rest
        QCOMPARE(std::lround(plot(plots, "time")->lines[2].values[0]), 40L);
    }

    void another_run_lies_behind() {
        const TraceFigures now = trace_figures(toy_trace()), past = trace_figures(toy_trace(0.5));
        const auto plots = trace_plots(now, &past);
        QCOMPARE(plot(plots, "weight")->lines[0].ghost[0], 3.75);
        QVERIFY(plot(plots, "time")->lines[0].ghost.empty());   // stacks have none
    }

    void two_runs_part_where_they_first_differ() {
        const TraceFigures one = trace_figures(toy_trace());
        TraceFigures other = one;
        QVERIFY(!parts_at(one, other));
        other.steps[2].seconds = 9;   // time is no difference
        QVERIFY(!parts_at(one, other));
        other.steps[5].terms[0].weight = 3;
        QCOMPARE(*parts_at(one, other), std::size_t(5));
        QCOMPARE(parting_in_words(one, other), QString("The runs are the same until step 5; from step 6 on they differ."));
        other = one;
        other.steps.resize(6);
        QCOMPARE(*parts_at(one, other), std::size_t(6));
        QCOMPARE(*parts_at(one, trace_figures(toy_trace(2))), std::size_t(0));
    }

    void steps_are_chosen_evenly() {
        QCOMPARE(even_steps(30, 4), (std::vector<int>{0, 10, 19, 29}));
        QCOMPARE(even_steps(3, 12), (std::vector<int>{0, 1, 2}));
        QCOMPARE(even_steps(0, 12), std::vector<int>());
        QCOMPARE(even_steps(9, 1), std::vector<int>{0});
    }
};

QTEST_MAIN(TraceFiguresTest)
#include "trace_figures_test.moc"
