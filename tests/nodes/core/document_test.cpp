#include "core/document.h"

#include "random_edits.h"

#include <QtTest>

using namespace noiseloom;

class DocumentTest : public QObject {
    Q_OBJECT

    static Patch move_to(int x) { return Patch{{SetView{{"at", "n"}, Json{x, 0}}}}; }
    static Document with_node() {
        Document document;
        (void)document.apply(Patch{{AddNode{"n", Node{"toy.number", 1}}}}, "Add Number");
        return document;
    }

  private slots:
    void ten_thousand_edits_undo_and_redo_to_equal_files() {
        RandomEdits edits(42);
        Document document;
        std::vector<std::string> texts{write_workflow(document.workflow())};
        int refused = 0, merged = 0;
        for (int i = 0; i < 10'000; ++i) {
            // Every third edit is a drag of several patches that must become one step.
            const int moves = edits.below(3) == 0 ? 1 + edits.below(5) : 1;
            const std::string merge = moves > 1 ? "drag" : "";
            bool changed = false;
            Patch last;
            for (int move = 0; move < moves; ++move) {
                const std::string before = write_workflow(document.workflow());
                const std::uint64_t revision = document.revision();
                const Patch patch = move > 0 && edits.below(3) ? edits.moved(last) : edits.next(document);
                last = patch;
                if (patch.empty()) continue;
                if (document.apply(patch, "edit", merge)) {
                    merged += changed;
                    changed = true;
                    QVERIFY(document.revision() > revision);
                } else {
                    ++refused;
                    QVERIFY(document.revision() == revision && write_workflow(document.workflow()) == before);
                }
            }
            document.end_merge();
            if (changed) texts.push_back(write_workflow(document.workflow()));
        }
        QVERIFY(refused > 100 && merged > 1000 && texts.size() > 5000);
        for (std::size_t i = texts.size() - 1; i > 0; --i) {
            QVERIFY(write_workflow(document.workflow()) == texts[i]);
            QVERIFY(document.undo());
        }
        QVERIFY(write_workflow(document.workflow()) == texts[0]);
        QVERIFY(!document.undo());
        for (std::size_t i = 1; i < texts.size(); ++i) {
            QVERIFY(document.redo());
            QVERIFY(write_workflow(document.workflow()) == texts[i]);
        }
        QVERIFY(!document.redo());
    }

    void a_drag_is_one_step_and_stays_small() {
        Document document = with_node();
        for (int x = 0; x < 1000; ++x) QVERIFY(document.apply(move_to(x), "Move", "drag n"));
        std::size_t operations = 0;
        document.watch([&](const Patch& patch) { operations = patch.operations.size(); });
        QVERIFY(document.undo());
        QVERIFY(operations <= 2);   // not one for each mouse event
        QVERIFY(document.view().empty());
        QVERIFY(document.redo());
        QVERIFY(operations <= 2);
        QVERIFY((document.view()["at"]["n"] == Json{999, 0}));
    }

    void drags_that_differ_or_end_are_steps_of_their_own() {
        Document document = with_node();
        (void)document.apply(move_to(1), "Move", "a");
        (void)document.apply(move_to(2), "Move", "b");
        (void)document.apply(move_to(3), "Move", "b");
        document.end_merge();
        (void)document.apply(move_to(4), "Move", "b");
        QVERIFY(document.undo());
        QVERIFY((document.view()["at"]["n"] == Json{3, 0}));
        QVERIFY(document.undo());
        QVERIFY((document.view()["at"]["n"] == Json{1, 0}));
        (void)document.apply(move_to(5), "Move", "b");   // after an undo: not merged into what was there
        QVERIFY(document.undo());
        QVERIFY((document.view()["at"]["n"] == Json{1, 0}));
    }

    void labels_and_saved_state() {
        Document document = with_node();
        QVERIFY(document.is_modified());
        document.mark_saved();
        QVERIFY(!document.is_modified());
        QVERIFY(document.undo_label() == "Add Number" && document.redo_label().empty());
        (void)document.apply(move_to(1), "Move", "drag");
        QVERIFY(document.is_modified());
        QVERIFY(document.undo());
        QVERIFY(!document.is_modified());   // back at what was saved
        QVERIFY(document.redo_label() == "Move");
        QVERIFY(document.undo());
        QVERIFY(document.is_modified());
        (void)document.apply(move_to(2), "Other");
        QVERIFY(document.is_modified());   // as many steps as when it was saved, and others
        QVERIFY(document.undo());
        QVERIFY(document.is_modified());
    }

    void a_drag_across_a_save_is_two_steps() {
        Document document = with_node();
        (void)document.apply(move_to(1), "Move", "drag");
        document.mark_saved();
        (void)document.apply(move_to(2), "Move", "drag");
        QVERIFY(document.is_modified());
        QVERIFY(document.undo());
        QVERIFY(!document.is_modified());
    }

    void watchers_can_follow() {
        RandomEdits edits(9);
        Document document;
        Workflow mirror;
        const int number = document.watch([&](const Patch& patch) { QVERIFY(apply(patch, mirror)); });
        for (int i = 0; i < 1000; ++i) {
            if (edits.below(4) == 0) edits.below(2) ? document.undo() : document.redo();
            else (void)document.apply(edits.next(document), "", edits.below(2) ? "m" : "");
            QVERIFY(mirror == document.workflow());
        }
        document.unwatch(number);
        const Workflow before = mirror;
        (void)document.apply(Patch{{SetView{{"x"}, Json(1)}}});
        QVERIFY(mirror == before);
    }
};

QTEST_GUILESS_MAIN(DocumentTest)
#include "document_test.moc"
