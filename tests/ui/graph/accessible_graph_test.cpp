// The canvas as screen readers have it.
#include <QAccessible>

#include "graph_bench.h"
#include "ui/canvas/graph_texts.h"

using namespace noiseloom;

namespace {

QAccessibleInterface* child_named(QAccessibleInterface* parent, const QString& beginning) {
    for (int i = 0; i < parent->childCount(); ++i)
        if (QAccessibleInterface* one = parent->child(i); one && one->text(QAccessible::Name).startsWith(beginning)) return one;
    return nullptr;
}

}  // namespace

class AccessibleGraphTest : public QObject {
    Q_OBJECT
  private slots:
    void nodes_sockets_and_wires_are_told() {
        GraphBench b;
        QAccessibleInterface* graph = QAccessible::queryAccessibleInterface(&b.view);
        QVERIFY(graph);
        QCOMPARE(graph->text(QAccessible::Name), QString("Graph"));
        QCOMPARE(graph->text(QAccessible::Description), graph_text(b.scene));
        QAccessibleInterface* slow = child_named(graph, "Slow");
        QVERIFY(slow);
        QCOMPARE(slow->role(), QAccessible::ListItem);
        QVERIFY2(slow->text(QAccessible::Name).contains("Toy, 3 inputs") && slow->text(QAccessible::Name).contains("connected from Picture"), qPrintable(slow->text(QAccessible::Name)));
        QCOMPARE(slow->parent(), graph);
        QVERIFY(graph->indexOfChild(slow) >= 0);
        QAccessibleInterface* steps = child_named(slow, "input steps");
        QVERIFY(steps);
        QCOMPARE(steps->role(), QAccessible::EditableText);
        QCOMPARE(steps->text(QAccessible::Value), QString("100"));
        QCOMPARE(steps->parent(), slow);
        QVERIFY(child_named(slow, "input picture")->text(QAccessible::Value).startsWith("from Picture"));
        QVERIFY(child_named(slow, "output picture"));
        int wires = 0;
        for (int i = 0; i < graph->childCount(); ++i) wires += graph->child(i)->role() == QAccessible::Link;
        QCOMPARE(wires, static_cast<int>(b.scene.wires().size()));
        QVERIFY(slow->rect().isValid());
        QCOMPARE(graph->childAt(slow->rect().center().x(), slow->rect().center().y()), slow);
    }

    void the_focus_goes_where_the_keys_go() {
        GraphBench b;
        b.view.activateWindow();
        b.view.setFocus();
        QTRY_VERIFY(b.view.hasFocus());
        b.view.keys().go_to({"slow-1", "", false});
        QAccessibleInterface* graph = QAccessible::queryAccessibleInterface(&b.view);
        QVERIFY(graph->focusChild()->text(QAccessible::Name).startsWith("Slow"));
        QTest::keyClick(&b.view, Qt::Key_Tab);
        QVERIFY(graph->focusChild()->text(QAccessible::Name).startsWith("input "));
        QVERIFY(graph->focusChild()->state().focused);
    }

    void actions_are_those_of_the_keys() {
        GraphBench b;
        QAccessibleInterface* graph = QAccessible::queryAccessibleInterface(&b.view);
        QAccessibleInterface* steps = child_named(child_named(graph, "Slow"), "input steps");
        steps->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QVERIFY(b.view.open_field_widget());
        QCOMPARE(b.view.keys().place(), (SocketName{"slow-1", "steps", false}));
    }

    void what_is_gone_is_invalid_and_harms_nothing() {
        GraphBench b;
        QAccessibleInterface* graph = QAccessible::queryAccessibleInterface(&b.view);
        QAccessibleInterface* slow = child_named(graph, "Slow");
        QAccessibleInterface* steps = child_named(slow, "input steps");
        const QAccessible::Id slow_id = QAccessible::uniqueId(slow), steps_id = QAccessible::uniqueId(steps);
        const int before = graph->childCount();
        QVERIFY(b.view.edit(noiseloom::remove(b.document.workflow(), "", b.document.declarations(), {"slow-1"}, false), "delete"));
        QVERIFY(!slow->isValid() && !steps->isValid());
        QVERIFY(slow->text(QAccessible::Name).isEmpty() && slow->childCount() == 0 && steps->state().invalid && !steps->parent());
        QVERIFY(graph->childCount() < before);
        for (int i = 0; i < graph->childCount(); ++i) QVERIFY(graph->child(i)->isValid());
        QVERIFY(!QAccessible::accessibleInterface(slow_id) && !QAccessible::accessibleInterface(steps_id));
        b.document.undo();
        QVERIFY(child_named(graph, "Slow")->isValid());
    }

    void a_view_takes_its_parts_along() {
        QAccessible::Id id = 0;
        {
            GraphBench b;
            id = QAccessible::uniqueId(child_named(QAccessible::queryAccessibleInterface(&b.view), "Slow"));
            QVERIFY(QAccessible::accessibleInterface(id));
        }
        QVERIFY(!QAccessible::accessibleInterface(id));
    }
};

QTEST_MAIN(AccessibleGraphTest)
#include "accessible_graph_test.moc"
