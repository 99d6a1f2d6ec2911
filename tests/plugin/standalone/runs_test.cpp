// Runs of the editor on the embedded model: what the toys of tests/ui have none of.
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include "core/workflow.h"
#include "standalone/nodes_backend.h"
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
        QSignalSpy counted(&runs, &Runs::steps_counted);
        QVERIFY(wait_for_plan());
        runs.count_steps();
        QVERIFY(!counted.wait(300));   // the model would have to be loaded for it

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
        runs.count_steps();
        QVERIFY(counted.wait(5000));
        const StepCount steps = runs.steps().at("sample-e6jy");
        QVERIFY2(steps.walked > 0 && steps.walked < steps.all * 0.6, qPrintable(QString("%1 of %2").arg(steps.walked).arg(steps.all)));
        QVERIFY2(watchdog.longest_block() < 100, qPrintable(QString::number(watchdog.longest_block())));
    }
};

QTEST_GUILESS_MAIN(RunsOnNodesTest)
#include "runs_test.moc"
