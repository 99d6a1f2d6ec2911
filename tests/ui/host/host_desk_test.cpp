// What image editors ask for, and what comes: dialogs, pages of the editor, runs that nobody sees.
#include <QSignalSpy>
#include <QTabBar>
#include <QTemporaryDir>
#include <QtTest>

#include "fake_host.h"
#include "ui/app/document_page.h"
#include "ui/app/notice_bar.h"
#include "ui/app/settings.h"
#include "ui/app/top_bar.h"
#include "ui/app/window_bench.h"
#include "ui/form/form_view.h"
#include "ui/host/host_bar.h"
#include "ui/host/host_desk.h"
#include "ui/host/host_dialog.h"
#include "ui/model/field_edit.h"

using namespace noiseloom;

namespace {

struct Bench : WindowBench<LayersBackend> {
    Bench() {
        qputenv("XDG_DATA_HOME", folder.path().toUtf8());
        backend.folder = folder.path().toStdString();
        QDir(folder.path()).mkpath("templates");
        for (const char* name : {"paint-a-layer", "image-to-image", "fill-selection"}) save_workflow(backend.folder / "templates" / (std::string(name) + ".noiseloom"), painting()).or_throw();
    }
    std::shared_ptr<FakeHost::Seen> ask(Purpose purpose, const std::string& workflow = {}, const std::function<void(Open&)>& more = {}) {
        auto made = std::make_unique<FakeHost>();
        host = made.get();
        const auto seen = made->seen;
        Open open;
        open.purpose = purpose;
        open.workflow = workflow;
        open.document = made->shown;
        if (more) more(open);
        hosts.take(std::move(made), open);
        return seen;
    }
    DocumentPage& page() { return *window->page(); }
    Json seed_of(const EditorDocument& document) { return literal_of(document.graph(), "paint", "seed"); }

    FakeHost* host = nullptr;
    HostDesk hosts{desk, [this]() -> MainWindow& { return *window; }};
};

}  // namespace

class HostDeskTest : public QObject {
    Q_OBJECT
  private slots:
    void a_form_is_a_dialog_that_remembers() {
        Bench b;
        QSignalSpy idle(&b.hosts, &HostDesk::became_idle);
        auto seen = b.ask(Purpose::form, "paint-a-layer");
        QCOMPARE(b.hosts.dialogs().size(), std::size_t(1));
        QVERIFY(!b.hosts.is_idle());
        HostDialog* dialog = b.hosts.dialogs()[0];
        QVERIFY(dialog->isVisible());
        QCOMPARE(dialog->windowTitle(), QString("Paint A Layer — GIMP"));
        QVERIFY(!dialog->document().is_modified());
        dialog->document().apply(Patch{{SetInput{"paint", "seed", Input(Json(42))}}}, "set").or_throw();
        dialog->session().bind(0, InputFrom::merged);
        dialog->generate();
        QTRY_COMPARE(seen->ended, 1);
        QCOMPARE(seen->put, 1);
        QCOMPARE(seen->was_cancelled, false);
        QVERIFY(b.hosts.is_idle());
        QCOMPARE(idle.size(), 1);
        b.ask(Purpose::form, "paint-a-layer");
        QCOMPARE(b.seed_of(b.hosts.dialogs()[0]->document()), Json(42));
        QCOMPARE(b.hosts.dialogs()[0]->session().bindings()[0].from, InputFrom::merged);
        seen = b.ask(Purpose::run, "paint-a-layer", [](Open& open) { open.uses_last_values = true; });
        QTRY_COMPARE(seen->put, 1);
        QVERIFY(std::abs(grey_of(seen->results[0]) - (0.1 + 0.42)) < 1e-9);
        seen = b.ask(Purpose::run, "paint-a-layer");   // as in the file
        QTRY_COMPARE(seen->put, 1);
        QVERIFY(std::abs(grey_of(seen->results[0]) - 0.30) < 1e-9);
    }

    void arguments_layers_and_number() {
        Bench b;
        const auto seen = b.ask(Purpose::run, "paint-a-layer", [](Open& open) {
            open.arguments = {{"seed", "20"}};
            open.inputs = {{"picture", "Ground"}};
            open.count = 2;
        });
        QTRY_COMPARE(seen->put, 1);
        QCOMPARE(seen->results.size(), std::size_t(2));
        QCOMPARE(seen->placement.above, std::string("6"));
        QVERIFY(std::abs(grey_of(seen->results[1]) - 0.71) < 1e-9);
        for (const auto& wrong : std::initializer_list<std::function<void(Open&)>>{[](Open& o) { o.arguments = {{"sede", "20"}}; }, [](Open& o) { o.inputs = {{"picture", "Moon"}}; }, [](Open& o) { o.workflow = "nothing"; }})
            for (const Purpose purpose : {Purpose::run, Purpose::form}) {
                const auto refused = b.ask(purpose, "paint-a-layer", wrong);
                QCOMPARE(refused->ended, 1);
                QVERIFY(!refused->error.isEmpty());
                QVERIFY(b.hosts.is_idle());
            }
    }

    void the_editor_works_for_the_host() {
        Bench b;
        const auto seen = b.ask(Purpose::editor);
        QCOMPARE(b.window->pages().size(), std::size_t(1));   // the empty one made way
        QCOMPARE(b.page().document().name(), QString("Image To Image"));
        QVERIFY(b.page().host() && b.page().host_bar()->isVisible());
        QVERIFY(b.page().is_form_shown());
        QVERIFY(b.window->top_bar().tabs().tabText(0).contains("GIMP"));
        QTRY_VERIFY(seen->fetched == 1 && b.page().runs().is_planned() && b.page().runs().summary().errors.empty());
        b.page().show_form(false);
        QVERIFY(b.page().host_bar()->isVisible());
        QCOMPARE(b.page().scene().node("load")->stand_in("file"), QString("Layer: Sky"));
        b.page().host()->bind(0, InputFrom::merged);
        QCOMPARE(b.page().scene().node("load")->stand_in("file"), QString("Everything visible"));
        b.page().host()->bind(0, InputFrom::file);
        QVERIFY(b.page().scene().node("load")->stand_in("file").isEmpty());
        b.page().host()->bind(0, InputFrom::active_layer);
        QSignalSpy made(b.page().host(), &HostSession::generated);
        b.page().run(false);
        QTRY_COMPARE(made.size(), 1);
        QCOMPARE(seen->put, 0);
        b.page().host()->insert();
        QTRY_COMPARE(seen->put, 1);
        b.window->close_page();
        QCOMPARE(seen->ended, 1);
        QCOMPARE(seen->was_cancelled, false);
    }

    void the_editor_comes_back_to_what_was_used_last() {
        Bench b;
        b.ask(Purpose::editor, "paint-a-layer");
        QSignalSpy made(b.page().host(), &HostSession::generated);
        b.page().run(false);
        QTRY_COMPARE(made.size(), 1);
        b.window->close_page();
        b.ask(Purpose::editor, {}, [](Open& open) { open.document.selection = HostRect{0, 0, 8, 8}; });
        QCOMPARE(b.page().document().name(), QString("Paint A Layer"));
        const QString file = b.folder.filePath("mine.noiseloom");
        QVERIFY(b.window->save_to(b.page(), file));
        QSignalSpy again(b.page().host(), &HostSession::generated);
        b.page().run(false);
        QTRY_COMPARE(again.size(), 1);
        b.window->close_page();
        b.ask(Purpose::editor);
        QCOMPARE(b.page().document().file(), file);
        b.window->close_page();
        QFile::remove(file);
        b.ask(Purpose::editor, {}, [](Open& open) { open.document.selection = HostRect{0, 0, 8, 8}; });
        QCOMPARE(b.page().document().name(), QString("Fill Selection"));
    }

    void a_dialog_opens_in_the_editor() {
        Bench b;
        const auto seen = b.ask(Purpose::form, "paint-a-layer");
        HostDialog* dialog = b.hosts.dialogs()[0];
        dialog->session().set_count(2);
        QSignalSpy made(&dialog->session(), &HostSession::generated);
        dialog->generate();
        QTRY_COMPARE(made.size(), 1);
        emit dialog->editor_requested();
        QVERIFY(b.hosts.is_idle());
        QCOMPARE(seen->ended, 0);
        QTRY_COMPARE(seen->fetched, 2);
        QCOMPARE(b.page().document().name(), QString("Paint A Layer"));
        QCOMPARE(b.page().host()->variations().size(), std::size_t(2));
        QCOMPARE(b.page().host()->count(), 2);
        QTRY_VERIFY(!b.page().host()->is_busy());
        b.page().host()->insert();
        QTRY_COMPARE(seen->put, 1);
        b.page().document().apply(Patch{{SetInput{"paint", "seed", Input(Json(9))}}}, "set").or_throw();
        b.page().document().undo();
        b.page().look_changed();
        QVERIFY(b.page().host_bar()->isVisible());
        b.window->close_page();
        QCOMPARE(seen->ended, 1);
    }

    void failures_are_told_on_the_page() {
        Bench b;
        b.ask(Purpose::editor);
        QTRY_VERIFY(!b.page().host()->is_busy());
        b.host->leave();
        b.page().host()->bind(0, InputFrom::merged);
        QSignalSpy done(b.page().host(), &HostSession::generated);
        b.page().run(false);   // on what was read
        QTRY_COMPARE(done.size(), 1);
        b.page().host()->insert();
        QVERIFY(b.page().notices().texts().join(' ').contains("GIMP has quit"));
        QVERIFY(b.window->pages().size() == 1);
    }

    void hosts_at_the_same_time() {
        Bench b;
        const auto one = b.ask(Purpose::form, "paint-a-layer"), two = b.ask(Purpose::form, "paint-a-layer"), three = b.ask(Purpose::editor);
        QCOMPARE(b.hosts.dialogs().size(), std::size_t(2));
        const std::vector<HostDialog*> dialogs = b.hosts.dialogs();
        for (HostDialog* dialog : dialogs) dialog->generate();
        QTRY_VERIFY(one->ended == 1 && two->ended == 1);
        QVERIFY(one->put == 1 && two->put == 1);
        QCOMPARE(three->ended, 0);
        b.window->close();
    }

    void it_goes_with_its_dialogs() {
        std::shared_ptr<FakeHost::Seen> seen;
        {
            Bench b;
            seen = b.ask(Purpose::form, "paint-a-layer");
        }
        QCOMPARE(seen->ended, 1);
    }
};

QTEST_MAIN(HostDeskTest)
#include "host_desk_test.moc"
