// A workflow as a dialog of an image editor, from its opening to its end.
#include <QElapsedTimer>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

#include "ui/clipping.h"
#include "fake_host.h"
#include "ui/shots.h"
#include "ui/app/notice_bar.h"
#include "ui/form/form_view.h"
#include "ui/host/host_bar.h"
#include "ui/host/host_dialog.h"
#include "ui/host/variation_list.h"
#include "ui/theme/fonts.h"
#include "ui/theme/style.h"

using namespace noiseloom;

namespace {

struct Bench {
    explicit Bench(Workflow workflow = painting(), const char* theme = "dark") {
        desk.theme = &Theme::named(theme);
        apply_style(*qApp, *desk.theme);
        auto made = std::make_unique<FakeHost>();
        host = made.get();
        seen = host->seen;
        dialog = std::make_unique<HostDialog>(desk, std::make_unique<EditorDocument>(backend.registry(), std::move(workflow), "", "Paint a Layer"), std::move(made));
        dialog->show();
        QApplication::setActiveWindow(dialog.get());
    }
    ~Bench() {
        dialog.reset();
        set_text_scale(1);
    }
    QPushButton* button(const QString& text) {
        for (QPushButton* one : dialog->findChildren<QPushButton*>())
            if (one->text().startsWith(text) && one->isVisible()) return one;
        return nullptr;
    }
    void generate() {
        QSignalSpy done(&dialog->session(), &HostSession::generated);
        QTest::keyClick(dialog.get(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(done.size(), 1);
    }

    LayersBackend backend;
    Workshop workshop{backend};
    Desk desk{backend, workshop};
    FakeHost* host = nullptr;
    std::shared_ptr<FakeHost::Seen> seen;
    std::unique_ptr<HostDialog> dialog;
};

}  // namespace

class HostDialogTest : public QObject {
    Q_OBJECT
  private slots:
    void one_variation_goes_in_and_the_dialog_with_it() {
        Bench b;
        QCOMPARE(b.dialog->windowTitle(), QString("Paint a Layer — GIMP"));
        QVERIFY(b.dialog->form().field("paint", "seed"));
        QVERIFY(!b.button("Edit form"));
        QVERIFY(b.dialog->form().field("paint", "seed")->hasFocus());
        QTest::mouseClick(b.button("Generate"), Qt::LeftButton);
        QTRY_VERIFY(!b.dialog->isVisible());
        QCOMPARE(b.dialog->result(), int(QDialog::Accepted));
        QCOMPARE(b.seen->put, 1);
        b.dialog.reset();
        QCOMPARE(b.seen->ended, 1);
        QCOMPARE(b.seen->was_cancelled, false);
    }

    void of_several_the_user_chooses() {
        Bench b;
        b.dialog->session().set_count(3);
        b.generate();
        QVERIFY(b.dialog->isVisible());
        QCOMPARE(b.seen->put, 0);
        QTRY_VERIFY(b.dialog->bar().variations().hasFocus());
        QTest::keyClick(&b.dialog->bar().variations(), Qt::Key_Space);
        QTest::mouseClick(b.button("Insert 2 of 3"), Qt::LeftButton);
        QTRY_VERIFY(!b.dialog->isVisible());
        QCOMPARE(b.seen->results.size(), std::size_t(2));
    }

    void escape_ends_the_host_and_what_runs() {
        Bench b(painting(100'000));
        QTest::mouseClick(b.button("Generate"), Qt::LeftButton);
        QTRY_COMPARE(b.dialog->session().state(), HostSession::State::running);
        QVERIFY(!b.button("Generate")->isEnabled());
        QTest::keyClick(b.dialog.get(), Qt::Key_Escape);
        QVERIFY(!b.dialog->isVisible());
        b.dialog.reset();
        QCOMPARE(b.seen->ended, 1);
        QVERIFY(b.seen->was_cancelled);
    }

    void enter_in_a_field_does_not_run() {
        Bench b;
        QTest::keyClick(b.dialog.get(), Qt::Key_Return);
        QVERIFY(!b.dialog->session().is_busy());
        QVERIFY(b.dialog->isVisible());
    }

    void what_the_host_gives_has_no_field() {
        Bench b;
        QVERIFY(!b.dialog->form().field("load", "file"));
        b.dialog->session().bind(0, InputFrom::file);
        QVERIFY(b.dialog->form().field("load", "file"));
        b.dialog->session().bind(0, InputFrom::merged);
        QVERIFY(!b.dialog->form().field("load", "file"));
    }

    void failures_stay_until_they_were_read() {
        Bench b;
        b.dialog->document().apply(Patch{{SetInput{"paint", "fails", Input(Json(true))}}}, "set").or_throw();
        b.dialog->generate();
        QTRY_COMPARE(b.dialog->notices().texts(), QStringList{"the paint is dry\nBuy some."});
        QVERIFY(b.dialog->isVisible());
        QTest::mouseClick(b.button("OK"), Qt::LeftButton);
        QTRY_VERIFY(b.dialog->notices().texts().isEmpty());
    }

    void a_host_that_went_keeps_the_dialog() {
        Bench b;
        b.dialog->session().set_count(2);
        b.generate();
        b.host->leave();
        QVERIFY(b.dialog->isVisible());
        QVERIFY(!b.dialog->bar().insert_button().isEnabled());
        QVERIFY(b.button("Save")->isEnabled());
    }

    void nothing_is_generated_of_what_was_never_read() {
        Bench b;
        QVERIFY(b.button("Generate")->isEnabled());
        b.host->leave();
        QVERIFY(!b.button("Generate")->isEnabled());
    }

    void a_host_that_cancels_closes_the_dialog_unless_something_was_made() {
        Bench b;
        emit b.host->cancel_requested();
        b.host->leave();
        QVERIFY(!b.dialog->isVisible());
        Bench other;
        other.dialog->session().set_count(2);
        other.generate();
        emit other.host->cancel_requested();
        other.host->leave();
        QVERIFY(other.dialog->isVisible());
    }

    void taken_apart_it_goes_on_elsewhere() {
        Bench b;
        b.dialog->session().set_count(2);
        b.generate();
        HostDialog::Parts parts = b.dialog->take_apart();
        Runs runs(b.workshop, *parts.document, "/tmp");
        parts.session->move_to(runs);
        b.dialog.reset();
        QCOMPARE(b.seen->ended, 0);
        QCOMPARE(parts.session->variations().size(), std::size_t(2));
        QSignalSpy inserted(parts.session.get(), &HostSession::inserted);
        parts.session->insert();
        QTRY_COMPARE(inserted.size(), 1);
        parts.session.reset();
    }

    void it_is_there_at_once() {
        Bench warm;
        QVERIFY(QTest::qWaitForWindowExposed(warm.dialog.get()));
        QElapsedTimer clock;
        clock.start();
        Bench b;
        b.dialog->grab();
        qInfo("shown after %lld ms", static_cast<long long>(clock.elapsed()));
        QVERIFY(clock.elapsed() < 1000);   // usually 30 ms
    }

    void nothing_is_clipped_data() {
        QTest::addColumn<int>("percent");
        QTest::addColumn<QString>("theme");
        for (const int percent : {100, 150, 200})
            for (const char* theme : {"dark", "light"}) QTest::addRow("%d-%s", percent, theme) << percent << theme;
    }
    void nothing_is_clipped() {
        QFETCH(int, percent);
        QFETCH(QString, theme);
        set_text_scale(percent / 100.0);
        Bench b(painting(), qPrintable(theme));
        const auto check = [&](const char* state) {
            QTest::qWait(30);
            QVERIFY2(clipped(*b.dialog).isEmpty(), qPrintable(state + ("\n" + clipped(*b.dialog).join('\n'))));
            if (wants_shots()) b.dialog->grab().save(QDir(qEnvironmentVariable("NOISELOOM_SHOTS")).filePath(QString("host-dialog-%1-%2-%3.png").arg(state).arg(percent).arg(theme)));
        };
        check("opened");
        b.dialog->session().set_count(4);
        b.generate();
        b.dialog->session().choose(1, false);
        check("chosen");
        b.host->leave();
        check("gone");
        QVERIFY2(b.dialog->width() <= 1920 && b.dialog->height() <= 1080, "larger than a usual screen");
    }
};

QTEST_MAIN(HostDialogTest)
#include "host_dialog_test.moc"
