#include <QtTest>

#include <QListWidget>

#include "../shots.h"
#include "../toy_library.h"
#include "ui/panels/changes.h"
#include "ui/panels/history_panel.h"
#include "ui/panels/queue_panel.h"
#include "ui/runs/workshop.h"
#include "ui/theme/fonts.h"

using namespace noiseloom;

class PanelsTest : public QObject {
    Q_OBJECT

    static Workflow workflow(double grey, int steps) {
        Workflow made;
        made.graph.nodes["picture-1"] = Node{"toy.picture", 1, false, {{"grey", Json(grey)}}};
        made.graph.nodes["slow-1"] = Node{"toy.slow", 1, false, {{"picture", Link{"picture-1", "picture"}}, {"steps", Json(steps)}}};
        return made;
    }
    struct Fixture {
        ToyBackend backend;
        Workshop workshop{backend};
        EditorDocument document;
        Runs runs;
        explicit Fixture(int steps) : document(backend.registry(), workflow(0.5, steps), "", "test"), runs(workshop, document, "/nonexistent") {}
        ~Fixture() { runs.stop(); }
        void set(double grey) { QVERIFY(static_cast<bool>(document.apply({{SetInput{"picture-1", "grey", Input(Json(grey))}}}, "grey"))); }
    };

  private slots:
    void changes_are_told_in_words() {
        const ToyBackend backend;
        const Workflow from = workflow(0.5, 10);
        Workflow to = workflow(0.75, 10);
        QCOMPARE(changes_in_words(from, to, backend.registry()), QStringList{"Grey: 0.5 → 0.75"});
        to.graph.nodes["slow-1"].inputs.erase("steps");
        to.graph.nodes["picture-1"].inputs.erase("grey");
        to.graph.nodes["number-1"] = Node{"toy.number", 1, false, {}};
        const QStringList words = changes_in_words(from, to, backend.registry());
        QVERIFY(words.contains("Number added"));
        QVERIFY(words.contains("Steps: 10 → 100"));
        QVERIFY(changes_in_words(from, from, backend.registry()).isEmpty());
    }

    void jobs_are_moved_and_cancelled_by_keys() {
        Fixture f(1'000'000);
        QueuePanel panel(f.runs, Theme::named("dark"));
        panel.show();
        for (int i = 0; i < 3; ++i) f.runs.start();
        auto* list = panel.findChild<QListWidget*>();
        QTRY_VERIFY(f.runs.is_busy());
        QTRY_COMPARE(list->count(), 3);
        list->setCurrentRow(2);
        QTest::keyClick(list, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(list->item(1)->data(Qt::UserRole).toInt(), 3);
        QCOMPARE(list->currentRow(), 1);
        QTest::keyClick(list, Qt::Key_Up, Qt::AltModifier);   // not before the one that runs
        QCOMPARE(list->item(0)->data(Qt::UserRole).toInt(), 1);
        QTest::keyClick(list, Qt::Key_Delete);
        QTRY_COMPARE(list->count(), 2);
        QVERIFY(!f.runs.find_job(3) || f.runs.find_job(3)->state == JobState::cancelled);
        f.runs.cancel_running();
        QTRY_COMPARE(list->count(), 1);
    }

    void history_tells_what_was_changed() {
        Fixture f(2);
        HistoryPanel panel(f.document, f.runs, Theme::named("dark"));
        panel.show();
        auto* list = panel.findChild<QListWidget*>();
        f.runs.start();
        QTRY_COMPARE(list->count(), 1);
        f.set(0.25);
        f.runs.start();
        QTRY_COMPARE(list->count(), 2);
        QVERIFY(list->item(0)->text().contains("Grey: 0.5 → 0.25"));
        QVERIFY(!list->item(0)->icon().isNull());
        QSignalSpy shown(&panel, &HistoryPanel::show_requested);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(list->item(1)).center());
        QCOMPARE(shown.takeFirst().front().toInt(), 1);
    }
};

QTEST_MAIN(PanelsTest)
#include "panels_test.moc"
