// A sweep's results: the grid, the plots with their brush, and taking a cell's values.
#include <QLabel>
#include <QtTest>

#include "ui/model/edits.h"
#include "ui/runs/workshop.h"
#include "ui/shots.h"
#include "ui/sweep/sweep_grid.h"
#include "ui/sweep/sweep_plot.h"
#include "ui/sweep/sweep_view.h"
#include "ui/theme/fonts.h"
#include "ui/toy_library.h"

using namespace noiseloom;

namespace {

// How light the picture is, as a measure.
NodeDef toy_lightness() {
    NodeDef n("toy.lightness", 1);
    n.text("Lightness", "Metrics", "Measures.");
    const In<ToyPicture> picture = n.in<ToyPicture>("picture").doc("Of what.");
    const Out<double> out = n.out<double>("value").doc("The lightness.");
    n.run([=](Run& r) -> Result<void> {
        if (r[picture].grey > 0.95) return Error{Code::bad_image, "it is too light", "", "", "", ""};
        return r.set(out, r[picture].grey);
    });
    return n;
}

class MeasuringBackend : public ToyBackend {
  public:
    MeasuringBackend() {
        registry_.add(toy_number());
        registry_.add(toy_picture(drawn));
        registry_.add(toy_slow());
        registry_.add(toy_lightness());
    }
    const Registry& registry() const override { return registry_; }

  private:
    Registry registry_;
};

struct Fixture {
    static Workflow workflow() {
        Workflow made;
        made.graph.nodes["picture-1"] = Node{"toy.picture", 1, false, {{"grey", Json(0.25)}}};
        made.graph.nodes["slow-1"] = Node{"toy.slow", 1, false, {{"picture", Link{"picture-1", "picture"}}, {"steps", Json(2)}}};
        made.graph.nodes["lightness-1"] = Node{"toy.lightness", 1, false, {{"picture", Link{"picture-1", "picture"}}}};
        return made;
    }
    static std::vector<Axis> axes() { return {{"picture-1", "grey", {Json(0.25), Json(0.5), Json(1.0)}}, {"slow-1", "steps", {Json(2), Json(4)}}}; }
    ~Fixture() { runs.stop(); }
    void sweep() {
        QSignalSpy done(&runs, &Runs::job_finished);
        const int job = runs.sweep(axes(), {"slow-1", "lightness-1"});
        view.show_job(job);
        view.resize(900, 520);
        view.show();
        QTRY_COMPARE(done.size(), 1);
    }
    QPoint middle(std::size_t cell) { return view.grid().place(cell).center().toPoint(); }

    MeasuringBackend backend;
    Workshop workshop{backend};
    EditorDocument document{backend.registry(), workflow(), "", "test"};
    Runs runs{workshop, document, "/nonexistent"};
    SweepView view{document, runs, Theme::named("dark")};
};

}  // namespace

class SweepViewTest : public QObject {
    Q_OBJECT
  private slots:
    void it_fills_while_the_sweep_runs() {
        Fixture f;
        f.sweep();
        const SweepTable& table = f.view.table();
        QCOMPARE(table.columns(), std::size_t(3));
        QCOMPARE(table.rows(), std::size_t(2));
        QCOMPARE(table.across.title, QString("Picture · grey"));
        QCOMPARE(table.across.labels, (QStringList{"0.25", "0.5", "1"}));
        QCOMPARE(table.place_of(4), QString("grey 0.5, steps 4"));
        QVERIFY(table.cells[0].is_done && table.cells[3].is_done && !table.cells[0].picture.isNull());
        QVERIFY(table.cells[2].has_failed && table.cells[2].error.contains("too light"));
        QCOMPARE(table.figures.front().title, QString("Lightness: value"));
        QCOMPARE(table.cells[1].figures.at("lightness-1.value"), 0.5);
        QCOMPARE(f.view.plots().size(), table.figures.size());
        QVERIFY(f.view.grid().accessibleDescription().contains("as the document is now"));   // 0.25 and 2 are its values
    }

    void cells_are_chosen_and_opened() {
        Fixture f;
        f.sweep();
        QSignalSpy opened(&f.view, &SweepView::picture_requested);
        QTest::mouseClick(&f.view.grid(), Qt::LeftButton, {}, f.middle(4));
        QCOMPARE(f.view.grid().chosen(), std::size_t(4));
        QTest::keyClick(&f.view.grid(), Qt::Key_Left);
        QTest::keyClick(&f.view.grid(), Qt::Key_Left);
        QTest::keyClick(&f.view.grid(), Qt::Key_Up);
        QCOMPARE(f.view.grid().chosen(), std::size_t(0));
        QTest::keyClick(&f.view.grid(), Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QTest::mouseDClick(&f.view.grid(), Qt::LeftButton, {}, f.middle(1));
        QCOMPARE(opened.last().at(1).value<std::size_t>(), std::size_t(1));
    }

    void a_cells_values_are_taken_in_one_step_and_nothing_runs_again() {
        Fixture f;
        f.sweep();
        const int drawn = f.backend.drawn;
        f.view.grid().choose(4);
        QTest::keyClick(&f.view.grid(), Qt::Key_U);
        QCOMPARE(std::get<Json>(f.document.graph().nodes.at("picture-1").inputs.at("grey")), Json(0.5));
        QCOMPARE(std::get<Json>(f.document.graph().nodes.at("slow-1").inputs.at("steps")), Json(4));
        QVERIFY(f.view.grid().accessibleDescription().contains("as the document is now"));
        QTRY_VERIFY(f.runs.is_planned());
        QTRY_COMPARE(f.runs.status("slow-1").state, NodeState::ready);
        QCOMPARE(f.backend.drawn.load(), drawn);
        f.document.undo();
        QCOMPARE(std::get<Json>(f.document.graph().nodes.at("picture-1").inputs.at("grey")), Json(0.25));
        QVERIFY(!f.document.can_undo());
    }

    void a_brush_keeps_what_is_in_it() {
        Fixture f;
        f.sweep();
        SweepPlot* plot = f.view.plots().front();
        const QPointF point = *plot->place(1);
        QVERIFY(!plot->place(2));   // it failed
        const QImage before = f.view.grid().grab().toImage();
        QTest::mousePress(plot, Qt::LeftButton, {}, (point - QPointF(15, 15)).toPoint());
        QMouseEvent move(QEvent::MouseMove, point + QPointF(15, 15), plot->mapToGlobal(point), Qt::NoButton, Qt::LeftButton, {});
        QApplication::sendEvent(plot, &move);
        QTest::mouseRelease(plot, Qt::LeftButton, {}, (point + QPointF(15, 15)).toPoint());
        QVERIFY(plot->has_brush());
        const QImage now = f.view.grid().grab().toImage();
        QVERIFY(now.pixel(f.middle(0)) != before.pixel(f.middle(0)));
        QCOMPARE(now.pixel(f.middle(1)), before.pixel(f.middle(1)));
        QSignalSpy closed(&f.view, &SweepView::closed);
        QTest::keyClick(&f.view.grid(), Qt::Key_Escape);
        QVERIFY(!plot->has_brush() && closed.empty());
        QCOMPARE(f.view.grid().grab().toImage(), before);
        QTest::keyClick(&f.view.grid(), Qt::Key_Escape);
        QCOMPARE(closed.size(), 1);
    }

    void a_point_chooses_its_cell() {
        Fixture f;
        f.sweep();
        SweepPlot* plot = f.view.plots().front();
        QTest::mouseClick(plot, Qt::LeftButton, {}, plot->place(1)->toPoint());
        QVERIFY(f.view.grid().chosen() % 3 == 1);
    }

    void a_changed_document_is_no_harm() {
        Fixture f;
        f.sweep();
        QSignalSpy refused(&f.view, &SweepView::refused);
        QVERIFY(static_cast<bool>(f.document.apply(noiseloom::remove(f.document.workflow(), "", f.document.declarations(), {"picture-1"}, false), "delete")));
        f.view.use();
        QCOMPARE(refused.size(), 1);
        f.runs.remove(f.view.job());
        f.view.use();
        f.view.grid().choose(3);
    }

    void pictures() {
        save_shots("sweep-view", [this](const Theme& theme, double text_scale) {
            set_text_scale(text_scale);
            shot_ = std::make_unique<Fixture>();
            shot_->sweep();
            auto view = std::make_unique<SweepView>(shot_->document, shot_->runs, theme);
            view->resize(static_cast<int>(900 * text_scale), static_cast<int>(480 * text_scale));
            view->show_job(shot_->view.job());
            view->grid().choose(1);
            return std::unique_ptr<QWidget>(std::move(view));
        });
        set_text_scale(1);
        shot_.reset();
    }

  private:
    std::unique_ptr<Fixture> shot_;
};

QTEST_MAIN(SweepViewTest)
#include "sweep_view_test.moc"
