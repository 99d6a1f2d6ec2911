#include <QtTest>

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>

#include "../shots.h"
#include "../toy_library.h"
#include "ui/panels/changes.h"
#include "ui/panels/history_panel.h"
#include "ui/panels/queue_panel.h"
#include "ui/panels/sweep_dialog.h"
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

    void a_sweep_tells_its_cost_before_it_starts() {
        Fixture f(2);
        SweepDialog dialog(f.document, f.runs, Theme::named("dark"), "picture-1", "grey");
        dialog.show();
        QVERIFY(!dialog.axes());
        const auto edits = dialog.findChildren<QLineEdit*>();
        edits[0]->setText("0..1:5");
        QCOMPARE(dialog.axes()->front().values.size(), std::size_t(5));
        const auto tells = [&](const QString& words) {
            for (const QLabel* label : dialog.findChildren<QLabel*>())
                if (label->text().contains(words)) return true;
            return false;
        };
        QTRY_VERIFY(tells("5 runs: 10 of 10 nodes"));
        edits[0]->setText("0..1:5000");
        QVERIFY(!dialog.axes());
        edits[0]->setText("0, 0.5, 1");
        QSignalSpy started(&dialog, &SweepDialog::started);
        QTest::keyClick(edits[0], Qt::Key_Return);
        QCOMPARE(started.size(), 1);
        QTRY_VERIFY(f.runs.jobs().back().has_ended());
        QCOMPARE(f.runs.jobs().back().cells.size(), std::size_t(3));
    }

    void pictures() {
        static std::unique_ptr<Fixture> shown;
        save_shots("sweep-dialog", [](const Theme& theme, double text_scale) {
            set_text_scale(text_scale);
            shown = std::make_unique<Fixture>(2);
            auto dialog = std::make_unique<SweepDialog>(shown->document, shown->runs, theme, "picture-1", "grey");
            dialog->findChild<QLineEdit*>()->setText("0..1:5");
            return std::unique_ptr<QWidget>(std::move(dialog));
        }, [](QWidget&) { QTest::qWait(100); });
        save_shots("history-panel", [](const Theme& theme, double text_scale) {
            set_text_scale(text_scale);
            shown = std::make_unique<Fixture>(2);
            auto panel = std::make_unique<HistoryPanel>(shown->document, shown->runs, theme);
            panel->resize(scaled(264), scaled(300));
            for (const double grey : {0.2, 0.6, 0.9}) {
                shown->set(grey);
                shown->runs.start();
                QTest::qWait(80);
            }
            return std::unique_ptr<QWidget>(std::move(panel));
        });
        set_text_scale(1);
    }
};

QTEST_MAIN(PanelsTest)
#include "panels_test.moc"
