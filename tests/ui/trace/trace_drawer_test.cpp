#include <QtTest>

#include <QSettings>
#include <QTemporaryDir>
#include <QToolButton>

#include "../shots.h"
#include "toy_sampler.h"
#include "ui/runs/workshop.h"
#include "ui/theme/fonts.h"
#include "ui/trace/film_strip.h"
#include "ui/trace/trace_drawer.h"
#include "ui/trace/trace_plot.h"

using namespace noiseloom;

class TraceDrawerTest : public QObject {
    Q_OBJECT

    struct Fixture {
        explicit Fixture(const std::filesystem::path& cache = {}, Workflow workflow = ToySamplerBackend::workflow()) : backend(cache), document(backend.registry(), std::move(workflow), "", "test") {}
        ToySamplerBackend backend;
        Workshop workshop{backend};
        EditorDocument document;
        Runs runs{workshop, document, "/nonexistent"};
        TraceDrawer drawer{document, runs, workshop, Theme::named("dark")};
        ~Fixture() { runs.stop(); }
        void run() {
            QSignalSpy done(&runs, &Runs::job_finished);
            runs.start({drawer.sampler()});
            QTRY_VERIFY(!done.empty());
            QCOMPARE(runs.jobs().back().errors().size(), std::size_t(0));
            QTRY_COMPARE(drawer.step_count(), 8);
        }
        void run_unseen() {
            drawer.show();
            run();
            drawer.hide();
        }
    };
    static std::vector<TracePlot*> plots(const QWidget& drawer) {
        std::vector<TracePlot*> found;
        for (TracePlot* plot : drawer.findChildren<TracePlot*>())
            if (plot->isVisibleTo(&drawer)) found.push_back(plot);
        return found;
    }

  private slots:
    void initTestCase() {
        QCoreApplication::setOrganizationName("noiseloom-test");
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings_.path());
    }

    void a_run_brings_its_trace() {
        Fixture f;
        f.drawer.show();
        QCOMPARE(f.drawer.sampler(), std::string("sample-1"));
        QCOMPARE(f.drawer.step_count(), 0);
        f.run();
        QVERIFY(plots(f.drawer).size() >= 8);
    }

    void keys_and_mouse_choose_the_step_of_all_plots() {
        Fixture f;
        f.drawer.resize(1400, 284);
        f.drawer.show();
        f.run();
        QTest::keyClick(&f.drawer, Qt::Key_End);
        QCOMPARE(f.drawer.step(), 7);
        QTest::keyClick(&f.drawer, Qt::Key_Period);
        QCOMPARE(f.drawer.step(), 7);
        QTest::keyClick(&f.drawer, Qt::Key_Comma);
        QCOMPARE(f.drawer.step(), 6);
        QCOMPARE(f.drawer.accessibleDescription(), QString("Trace · Sample · step 7 of 8 · σ 0.228"));
        QTest::keyClick(&f.drawer, Qt::Key_Home);
        QCOMPARE(f.drawer.step(), 0);
        QSignalSpy closed(&f.drawer, &TraceDrawer::close_requested);
        QTest::keyClick(&f.drawer, Qt::Key_T);
        QTest::keyClick(&f.drawer, Qt::Key_Escape);
        QCOMPARE(closed.size(), 2);
        TracePlot* plot = plots(f.drawer).front();
        QTest::mousePress(plot, Qt::LeftButton, {}, QPoint(plot->width() - 10, plot->height() - 20));
        QCOMPARE(f.drawer.step(), 7);
        QVERIFY(plots(f.drawer).back()->accessibleDescription().contains("model 220"));
    }

    void pictures_of_steps_come_by_themselves_and_only_while_seen() {
        Fixture f;
        f.drawer.resize(1400, 284);
        f.drawer.show();
        f.run();
        auto* film = f.drawer.findChild<FilmStrip*>();
        QCOMPARE(film->shown_steps().size(), std::size_t(8));
        QTRY_VERIFY(!film->picture(7, 0).isNull());
        QTRY_COMPARE(f.backend.looks.load(), 8);
        QCOMPARE(film->picture(2, 3).pixel(0, 0), ToyBackend::grey_of(0.1 * 3));
        QVERIFY(!film->saliency(2).isNull());
        QSignalSpy chosen(&f.drawer, &TraceDrawer::picture_chosen);
        QTest::mouseClick(film, Qt::LeftButton, {}, QPoint(film->width() / 2, 20));
        QVERIFY(f.drawer.step() > 0 && chosen.empty());
        QTest::mouseDClick(film, Qt::LeftButton, {}, QPoint(film->width() / 2, 20));
        QCOMPARE(chosen.size(), 1);
    }

    void what_an_earlier_program_has_run_is_brought_from_disk() {
        QTemporaryDir cache;
        Fixture(cache.path().toStdString()).run_unseen();
        Fixture later(cache.path().toStdString());
        later.drawer.resize(1400, 284);
        later.drawer.show();
        QTRY_COMPARE(later.drawer.step_count(), 8);
        auto* film = later.drawer.findChild<FilmStrip*>();
        QTRY_VERIFY(!film->picture(7, 0).isNull());
        QVERIFY(later.runs.jobs().empty());
    }

    void samplers_of_subgraphs_are_traced() {
        Fixture f({}, ToySamplerBackend::nested());
        f.drawer.resize(1400, 284);
        f.drawer.show();
        const std::string group = f.document.graph().nodes.begin()->first;
        QCOMPARE(f.drawer.sampler(), group + "/sample-1");
        f.run();
        QVERIFY(f.drawer.accessibleDescription().contains("/ Sample · step 1 of 8"));
        auto* film = f.drawer.findChild<FilmStrip*>();
        QTRY_VERIFY(!film->picture(7, 0).isNull());
        f.drawer.follow({group});
        QCOMPARE(f.drawer.sampler(), group + "/sample-1");
    }

    void an_edit_runs_no_look() {
        Fixture f;
        f.run_unseen();
        const int before = f.backend.looks;
        QVERIFY(static_cast<bool>(f.document.apply({{SetInput{"cfg-1", "scale", Input(Json(3))}}}, "edit")));
        QTRY_VERIFY(f.runs.is_planned());
        f.drawer.show();
        QTest::qWait(100);
        QCOMPARE(f.backend.looks.load(), before);
        QCOMPARE(f.drawer.step_count(), 8);
    }

    void warnings_come_with_remedies() {
        Fixture f;
        f.drawer.show();
        f.run();
        QToolButton* rescale = nullptr;
        for (QToolButton* button : f.drawer.findChildren<QToolButton*>())
            if (button->text() == "Rescale") rescale = button;
        QVERIFY(rescale);
        rescale->click();
        QCOMPARE(f.document.graph().nodes.size(), std::size_t(3));
        f.document.undo();
        QCOMPARE(f.document.graph().nodes.size(), std::size_t(2));
    }

    void names_wrap_and_never_overlap() {
        PlotData data{"share", "A rather long title", {}, false, {}, {}};
        for (int i = 0; i < 7; ++i) data.lines.push_back({QString("term number %1").arg(i), {1, 2}, {}});
        TracePlot plot(Theme::named("dark"), nullptr);
        plot.set_data(data);
        for (const int width : {120, 230, 700}) {
            plot.resize(width, 200);
            const auto places = plot.legend_places();
            for (std::size_t i = 0; i < places.size(); ++i) {
                QVERIFY(places[i].right() <= width);
                for (std::size_t j = 0; j < i; ++j) QVERIFY(!places[i].intersects(places[j]));
            }
        }
    }

    void pictures() {
        save_shots("trace-drawer", [this](const Theme& theme, double text_scale) {
            set_text_scale(text_scale);
            shot_ = std::make_unique<Fixture>();
            auto drawer = std::make_unique<TraceDrawer>(shot_->document, shot_->runs, shot_->workshop, theme);
            const QSize hint = drawer->sizeHint();
            drawer->resize(text_scale > 1 ? 1600 : 1250, hint.height());
            drawer->show();
            shot_->drawer.show();
            shot_->run();
            drawer->refresh();
            drawer->compare_with(trace_figures(toy_trace(0.6)));
            drawer->set_step(4);
            shot_->drawer.hide();
            return std::unique_ptr<QWidget>(std::move(drawer));
        }, [](QWidget&) { QTest::qWait(400); });
        set_text_scale(1);
    }

  private:
    QTemporaryDir settings_;
    std::unique_ptr<Fixture> shot_;
};

QTEST_MAIN(TraceDrawerTest)
#include "trace_drawer_test.moc"
