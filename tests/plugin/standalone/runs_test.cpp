// Runs of the editor on the embedded model: what the toys of tests/ui have none of.
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include "core/workflow.h"
#include "standalone/nodes_backend.h"
#include "ui/app/steps_ahead.h"
#include "ui/runs/runs.h"
#include "ui/runs/workshop.h"
#include "ui/watchdog.h"

using namespace noiseloom;

class RunsOnNodesTest : public QObject {
    Q_OBJECT
  private slots:
    void initTestCase() {
        qputenv("NOISELOOM_RESOURCES", NOISELOOM_SOURCE_DIR "/resources");
        qputenv("NOISELOOM_IMAGE_HELPER", NOISELOOM_BIN_DIR "/noiseloom-image-helper");
    }

    void an_edit_of_the_curves_end_walks_the_last_steps_alone() {
        QTemporaryDir folder;
        NodesBackend backend("");
        Workshop workshop(backend);
        EditorDocument document(backend.registry(), *load_workflow(backend.resources() / "templates/text-to-image.noiseloom"), "", "text-to-image");
        const auto set_scale = [&](const Json& scale) {
            Patch patch;
            patch.operations.push_back(SetInput{"cfg-9d1f", "scale", Input(scale)});
            QVERIFY(document.apply(patch, "scale"));
        };
        set_scale({{"curve", {{0.0, 4.0}, {0.6, 4.0}, {1.0, 4.0}}}});
        Runs runs(workshop, document, folder.path().toStdString());
        const auto wait_for_plan = [&] { return QTest::qWaitFor([&] { return runs.is_planned(); }, 5000); };
        QVERIFY(wait_for_plan());
        QTest::qWait(300);
        QCOMPARE(runs.status("sample-e6jy").steps, 0);   // the model would have to be loaded for it

        Watchdog watchdog;
        bool had_preview = false;
        connect(&runs, &Runs::status_changed, this, [&](const QStringList&) {
            const NodeStatus status = runs.status("sample-e6jy");
            had_preview = had_preview || (status.state == NodeState::running && !status.picture.isNull());
        });
        const int job = runs.start();
        QVERIFY(QTest::qWaitFor([&] { return runs.find_job(job)->has_ended(); }, 60000));
        QVERIFY(had_preview);
        QCOMPARE(runs.find_job(job)->state, JobState::done);
        QCOMPARE(runs.find_job(job)->files().size(), std::size_t{1});
        QVERIFY(backend.embedded_workflow(runs.find_job(job)->files().front()));
        QVERIFY(wait_for_plan());
        QCOMPARE(runs.status("decode-n3qs").picture.size(), QSize(128, 128));

        set_scale({{"curve", {{0.0, 4.0}, {0.6, 4.0}, {1.0, 9.0}}}});
        QVERIFY(wait_for_plan());
        QCOMPARE(runs.status("sample-e6jy").state, NodeState::will_run);
        QVERIFY(runs.status("decode-n3qs").is_stale);
        QVERIFY(QTest::qWaitFor([&] { return runs.status("sample-e6jy").steps > 0; }, 5000));
        const NodeStatus ahead = runs.status("sample-e6jy");
        QVERIFY2(ahead.steps_to_walk > 0 && ahead.steps_to_walk < ahead.steps * 0.6, qPrintable(QString("%1 of %2").arg(ahead.steps_to_walk).arg(ahead.steps)));
        const QString cost = cost_text(runs, document, "cfg-9d1f");
        QVERIFY2(cost.startsWith(QString("Sample: %1 of %2 steps re-run (about").arg(ahead.steps_to_walk).arg(ahead.steps)), qPrintable(cost));
        QVERIFY(cost_text(runs, document, "decode-n3qs").isEmpty());
        const auto marks = curve_marks(runs, document, "cfg-9d1f", {"sample-e6jy", 3, ahead.steps});
        QCOMPARE(marks.steps, ahead.steps);
        QCOMPARE(*marks.marker, 3.0 / (ahead.steps - 1));
        QCOMPARE(marks.ghosts.at("scale").at(1), 4.0);   // of the run
        // Counting is no measure of what sampling takes.
        const double seconds = runs.find_job(job)->seconds;
        set_scale({{"curve", {{0.0, 5.0}, {0.6, 4.0}, {1.0, 9.0}}}});   // all steps
        QVERIFY(wait_for_plan());
        QVERIFY2(runs.status("sample-e6jy").seconds > 0.1 * seconds, qPrintable(QString("%1 of %2").arg(runs.status("sample-e6jy").seconds).arg(seconds)));
        QVERIFY2(watchdog.longest_block() < 100, qPrintable(QString::number(watchdog.longest_block())));
    }
};

QTEST_GUILESS_MAIN(RunsOnNodesTest)
#include "runs_test.moc"
