// Work that a kill may not take. The program is its own victim: called with --victim it edits until it is killed.
#include <csignal>
#include <iostream>

#include <QApplication>
#include <QProcess>
#include <QPushButton>
#include <QTemporaryDir>
#include <QtTest>

#include "ui/app/document_page.h"
#include "ui/app/main_window.h"
#include "ui/app/notice_bar.h"
#include "ui/model/edits.h"
#include "ui/toy_library.h"

using namespace noiseloom;

namespace {

int edit_forever(const QString& journals, const QString& file) {
    ToyBackend backend;
    EditorDocument document(backend.registry(), file.isEmpty() ? Workflow() : load_workflow(file.toStdString()).or_throw(), file, "victim");
    document.keep_journal(journals);
    for (int i = 0;; ++i) {
        const Added added = add_node(document.graph(), *backend.registry().find("toy.number"), QPointF(i * 10, 0));
        document.apply(added.patch, "add").or_throw();
        document.apply({{SetInput{added.id, "value", Input(Json(i))}}}, "set").or_throw();
        std::cout << i << std::endl;
        if (i >= 50) std::this_thread::sleep_for(std::chrono::seconds(60));
    }
}

bool edit_and_be_killed(const QString& journals, const QString& file) {
    QProcess victim;
    victim.start(QCoreApplication::applicationFilePath(), {"--victim", journals, file});
    QByteArray told;
    while (!told.contains("\n50\n") && victim.waitForReadyRead(10000)) told += victim.readAllStandardOutput();
    ::kill(static_cast<pid_t>(victim.processId()), SIGKILL);
    victim.waitForFinished();
    return told.contains("\n50\n");
}

QPushButton* recover_button(MainWindow& window) {
    for (QPushButton* button : window.page()->notices().findChildren<QPushButton*>())
        if (button->text() == "Recover" && button->isVisibleTo(window.page())) return button;
    return nullptr;
}

}  // namespace

class RecoveryTest : public QObject {
    Q_OBJECT
  private slots:
    void what_was_edited_before_a_kill_is_offered_at_the_next_start_data() {
        QTest::addColumn<bool>("has_file");
        QTest::newRow("never saved") << false;
        QTest::newRow("with a file") << true;
    }
    void what_was_edited_before_a_kill_is_offered_at_the_next_start() {
        QFETCH(bool, has_file);
        QTemporaryDir folder;
        const QString journals = folder.filePath("journals"), file = has_file ? folder.filePath("work.noiseloom") : QString();
        if (has_file) save_workflow(file.toStdString(), Workflow()).or_throw();
        QVERIFY(edit_and_be_killed(journals, file));

        ToyBackend backend;
        Workshop workshop(backend);
        Desk desk{backend, workshop};
        desk.journal_folder = journals.toStdString();
        MainWindow window(desk);
        window.new_document();
        window.show();
        window.offer_recovery();
        QCOMPARE(window.page()->notices().texts().size(), 1);
        QVERIFY(window.page()->notices().texts().front().contains("51 nodes"));
        QVERIFY(recover_button(window));
        recover_button(window)->click();
        QTRY_COMPARE(window.page()->document().graph().nodes.size(), std::size_t(51));
        QCOMPARE(window.page()->document().file(), file);
        QVERIFY(window.page()->document().is_modified());   // nothing is in the file yet
        QCOMPARE(abandoned_journals(desk.journal_folder).size(), std::size_t(0));

        // Saved, it leaves no journal behind.
        const QString target = has_file ? file : folder.filePath("new.noiseloom");
        QVERIFY(window.save_to(*window.page(), target));
        QCOMPARE(load_workflow(target.toStdString())->graph.nodes.size(), std::size_t(51));
        QVERIFY(window.close_page());
        QVERIFY(QDir(journals).isEmpty());
    }
    void several_are_offered_until_all_are_back() {
        QTemporaryDir folder;
        for (int i = 0; i < 2; ++i) QVERIFY(edit_and_be_killed(folder.path(), {}));
        ToyBackend backend;
        Workshop workshop(backend);
        Desk desk{backend, workshop};
        desk.journal_folder = folder.path().toStdString();
        MainWindow window(desk);
        window.new_document();
        window.show();
        window.offer_recovery();
        for (std::size_t i = 1; i <= 2; ++i) {
            QVERIFY(recover_button(window));
            recover_button(window)->click();
            QTRY_COMPARE(window.pages().size(), i);
            QTRY_COMPARE(window.page()->document().graph().nodes.size(), std::size_t(51));
            QTRY_COMPARE(abandoned_journals(desk.journal_folder).size(), 2 - i);
        }
        QTRY_VERIFY(!recover_button(window));
        for (DocumentPage* page : window.pages()) QVERIFY(page->notices().texts().isEmpty());   // none is left on a page that came before
    }
    void a_journal_of_a_living_program_is_left_alone() {
        QTemporaryDir folder;
        ToyBackend backend;
        EditorDocument document(backend.registry(), {}, {}, "alive");
        document.keep_journal(folder.path());
        document.apply(add_node(document.graph(), *backend.registry().find("toy.number"), {}).patch, "add").or_throw();
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
        QCOMPARE(abandoned_journals(folder.path().toStdString()).size(), std::size_t(0));
    }
    void a_full_disk_is_told_once_and_stops_nobody() {
        ToyBackend backend;
        EditorDocument document(backend.registry(), {}, {}, "full");
        document.keep_journal("/proc/no/such/folder");
        QSignalSpy told(&document, &EditorDocument::journal_failed);
        for (int i = 0; i < 3; ++i) document.apply(add_node(document.graph(), *backend.registry().find("toy.number"), {}).patch, "add").or_throw();
        QCOMPARE(told.size(), 1);
        QCOMPARE(document.graph().nodes.size(), std::size_t(3));
    }
};

int main(int argc, char** argv) {
    if (argc == 4 && QString(argv[1]) == "--victim") return edit_forever(argv[2], argv[3]);
    QApplication application(argc, argv);
    RecoveryTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "recovery_test.moc"
