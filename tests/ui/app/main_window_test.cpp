// The window: documents, their files, commands from the table.
#include <QApplication>
#include <QClipboard>
#include <QTabBar>
#include <QTemporaryDir>
#include <QtTest>

#include "core/atomic_file.h"
#include "ui/app/actions.h"
#include "ui/app/document_page.h"
#include "ui/app/main_window.h"
#include "ui/app/notice_bar.h"
#include "ui/app/top_bar.h"
#include "ui/canvas/key_walk.h"
#include "ui/inspector/inspector.h"
#include "ui/model/edits.h"
#include "ui/toy_library.h"
#include "ui/watchdog.h"

using namespace noiseloom;

namespace {

struct WindowBench {
    WindowBench() : workshop(backend), desk{backend, workshop}, window(desk) {
        window.new_document();
        window.resize(1200, 800);
        window.show();
        (void)QTest::qWaitForWindowExposed(&window);
    }
    std::string add(const char* type, QPointF at = {}) {
        const Added added = add_node(document().graph(), *backend.registry().find(type), at);
        window.page()->view().edit(added.patch, "add");
        return added.id;
    }
    EditorDocument& document() { return window.page()->document(); }

    ToyBackend backend;
    Workshop workshop;
    Desk desk;
    MainWindow window;
    QTemporaryDir folder;
};

std::string text_of(const QString& file) { return read_file(file.toStdString(), 1 << 20).or_throw(); }

}  // namespace

class MainWindowTest : public QObject {
    Q_OBJECT
  private slots:
    void a_file_without_positions_is_laid_out_and_unmodified() {
        WindowBench b;
        Workflow workflow;
        for (int i = 0; i < 3; ++i) workflow.graph.nodes["number-" + std::to_string(i)] = Node{"toy.number", 1};
        const QString file = b.folder.filePath("bare.noiseloom");
        QVERIFY(save_workflow(file.toStdString(), workflow));
        QVERIFY(b.window.open(file));
        QVERIFY(!b.document().is_modified() && !b.document().can_undo());
        QVERIFY(b.window.page()->scene().node("number-0")->pos() != b.window.page()->scene().node("number-1")->pos());
    }
    void whatever_takes_several_selected_nodes_away() {
        struct Way {
            const char* action;
            bool then_undo;
        };
        for (const Way way : {Way{"edit.delete", false}, Way{"edit.cut", false}, Way{"edit.dissolve", false}, Way{"edit.duplicate", true}, Way{"edit.paste", true}}) {
            WindowBench b;
            for (int i = 0; i < 3; ++i) b.window.page()->view().edit(add_node(b.window.page()->document().graph(), *b.backend.registry().find("toy.number"), QPointF(0, 200 * i)).patch, "add");
            b.window.page()->select_all();
            b.window.page()->copy(false);
            // Whoever hears of the selection finds all of it in the document.
            bool is_half_read = false;
            connect(&b.window.page()->scene(), &GraphScene::selectionChanged, &b.window, [&] {
                for (const std::string& id : b.window.page()->scene().selected_nodes()) is_half_read = is_half_read || !b.document().graph().nodes.contains(id);
            });
            b.window.action(way.action)->trigger();
            if (way.then_undo) b.window.action("edit.undo")->trigger();
            QCOMPARE(b.window.page()->document().graph().nodes.size(), way.then_undo ? std::size_t(3) : std::size_t(0));
            b.window.action("edit.undo")->trigger();
            for (const std::string& id : b.window.page()->inspector().nodes()) QVERIFY(b.window.page()->document().graph().nodes.contains(id));
            QVERIFY2(!is_half_read, way.action);
        }
    }
    void every_command_has_a_name_of_its_own_and_no_key_twice() {
        std::set<std::string> ids;
        std::map<QString, std::string> keys;
        for (const ActionSpec& spec : action_table()) {
            QVERIFY2(ids.insert(spec.id).second, spec.id);
            for (const QString& key : QString(spec.keys).split(", ", Qt::SkipEmptyParts)) {
                const QString portable = QKeySequence(key).toString(QKeySequence::PortableText);
                QVERIFY2(!portable.isEmpty(), spec.id);
                QVERIFY2(keys.emplace(portable, spec.id).second, qPrintable(portable + " of " + spec.id + " and " + QString::fromStdString(keys[portable])));
            }
        }
    }
    void a_file_is_saved_and_opened_to_the_byte() {
        WindowBench b;
        b.add("toy.picture", {40, 40});
        const QString file = b.folder.filePath("a.noiseloom");
        QVERIFY(b.window.save_to(*b.window.page(), file));
        QVERIFY(!b.document().is_modified());
        const std::string first = text_of(file);
        WindowBench other;
        QVERIFY(other.window.open(file));
        QCOMPARE(other.document().file(), file);
        QCOMPARE(other.window.pages().size(), std::size_t(1));   // the empty document made way
        other.document().apply(add_node(other.document().graph(), *other.backend.registry().find("toy.number"), {}).patch, "add").or_throw();
        QVERIFY(other.document().is_modified());
        other.document().undo();
        QVERIFY(!other.document().is_modified());
        QVERIFY(other.window.save_to(*other.window.page(), file));
        const auto without_camera = [](std::string text) { return text.substr(0, text.find("\"camera\"")); };
        QCOMPARE(without_camera(text_of(file)), without_camera(first));
    }
    void a_file_opens_where_it_was_looked_at() {
        WindowBench b;
        Workflow workflow;
        workflow.graph.nodes["a"] = {"toy.number", 1};
        workflow.view = {{"camera", {300, -200, 0.75}}};
        const QString file = b.folder.filePath("a.noiseloom");
        save_workflow(file.toStdString(), workflow).or_throw();
        QVERIFY(b.window.open(file));
        QTest::qWait(10);
        const auto is_there = [&] {
            const Json now = b.window.page()->view().camera_json();
            return qAbs(now[0].get<double>() - 300) <= 1 && qAbs(now[1].get<double>() + 200) <= 1 && now[2] == 0.75;
        };
        QVERIFY2(is_there(), b.window.page()->view().camera_json().dump().c_str());
        b.window.resize(1300, 700);   // before anybody has moved it
        QVERIFY2(is_there(), b.window.page()->view().camera_json().dump().c_str());
    }
    void a_file_is_opened_once() {
        WindowBench b;
        const QString file = b.folder.filePath("a.noiseloom");
        save_workflow(file.toStdString(), {}).or_throw();
        QVERIFY(b.window.open(file));
        b.add("toy.number");
        QVERIFY(b.window.open(file));
        QCOMPARE(b.window.pages().size(), std::size_t(1));
        b.window.new_document();
        QCOMPARE(b.window.top_bar().tabs().count(), 2);
    }
    void what_is_no_workflow_is_said_and_harms_nothing() {
        WindowBench b;
        b.add("toy.number");
        const QString file = b.folder.filePath("bad.noiseloom");
        write_file(file.toStdString(), "{ not json").or_throw();
        QVERIFY(!b.window.open(file));
        QCOMPARE(b.window.page()->notices().texts().size(), 1);
        QVERIFY(b.window.page()->notices().texts()[0].contains("bad.noiseloom cannot be opened"));
        QCOMPARE(b.document().graph().nodes.size(), std::size_t(1));
    }
    void a_folder_that_cannot_be_written_keeps_the_document_unsaved() {
        WindowBench b;
        b.add("toy.number");
        QVERIFY(!b.window.save_to(*b.window.page(), "/proc/nothing/a.noiseloom"));
        QVERIFY(b.document().is_modified());
        QVERIFY(b.window.page()->notices().texts()[0].startsWith("Not saved"));
    }
    void undo_says_what_it_undoes() {
        WindowBench b;
        QVERIFY(!b.window.action("edit.undo")->isEnabled());
        b.add("toy.number");
        QCOMPARE(b.window.action("edit.undo")->text(), QString("Undo add"));
        QTest::keyClick(&b.window.page()->view(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(b.document().graph().nodes.empty());
        QCOMPARE(b.window.action("edit.redo")->text(), QString("Redo add"));
    }
    void single_letters_belong_to_the_canvas() {
        WindowBench b;
        const std::string id = b.add("toy.picture", {100, 100});
        b.window.page()->view().keys().go_to({id, "", false});
        b.window.page()->view().setFocus();
        QTest::keyClick(&b.window.page()->view(), Qt::Key_D);
        QVERIFY(b.document().graph().nodes.at(id).bypass);
        QTest::keyClick(&b.window.page()->view(), Qt::Key_M);
        QVERIFY(b.document().graph().nodes.at(id).mute);
    }
    void copied_nodes_are_text_on_the_clipboard() {
        WindowBench b;
        b.add("toy.picture");
        b.window.action("edit.select_all")->trigger();
        b.window.action("edit.copy")->trigger();
        QVERIFY(QApplication::clipboard()->text().contains("toy.picture@1"));
        b.window.action("edit.paste")->trigger();
        QCOMPARE(b.document().graph().nodes.size(), std::size_t(2));
    }
    void a_run_shows_its_picture_and_its_error() {
        WindowBench b;
        const std::string picture = b.add("toy.picture"), failing = b.add("toy.fail", {300, 0});
        b.window.page()->view().connect_sockets({picture, "picture", true}, {failing, "picture", false});
        Watchdog watchdog;
        b.window.action("run.run")->trigger();
        QTRY_VERIFY(b.window.page()->scene().node(failing)->status().state == NodeState::failed);
        QTRY_VERIFY(!b.window.page()->scene().node(picture)->status().picture.isNull());
        QVERIFY(!b.window.page()->scene().node(failing)->layout().strip.isNull());
        QVERIFY2(watchdog.longest_block() < 100, qPrintable(QString::number(watchdog.longest_block())));
    }
    void new_seeds_are_edits_and_a_run() {
        WindowBench b;
        b.add("toy.picture");
        b.window.action("run.new_seed")->trigger();
        QTRY_VERIFY(!b.window.page()->runs().jobs().empty());
    }
    void light_and_dark_are_a_command() {
        WindowBench b;
        b.window.action("view.theme")->trigger();
        QVERIFY(!b.desk.theme->is_dark());
        QCOMPARE(b.window.page()->scene().backgroundBrush().color(), Theme::named("light")[Tone::canvas]);
        b.window.show_panel("queue");
        b.window.action("view.theme")->trigger();
        QVERIFY(b.desk.theme->is_dark());
    }
    void the_form_is_another_face_of_the_same_document() {
        WindowBench b;
        b.window.action("view.form")->trigger();
        QVERIFY(b.window.page()->is_form_shown());
        b.window.action("view.form")->trigger();
        QVERIFY(!b.window.page()->is_form_shown());
    }
};

QTEST_MAIN(MainWindowTest)
#include "main_window_test.moc"
