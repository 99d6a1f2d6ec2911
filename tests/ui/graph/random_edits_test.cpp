// Ten thousand random edits through the canvas's own functions: whatever was done is undone to the same bytes, and done again to the same bytes,
// and the items on the canvas are those of the document at any time.
#include <random>

#include "graph_bench.h"
#include "ui/model/field_edit.h"

using namespace noiseloom;

namespace {

class Monkey {
  public:
    Monkey(GraphBench& bench, unsigned seed) : b_(bench), random_(seed) {}

    void act() {
        const std::string id = any_node();
        switch (pick(14)) {
            case 0: {
                const auto defs = b_.backend.registry().all();
                b_.view.edit(add_node(graph(), *defs[pick(defs.size())], point()).patch, "add");
                break;
            }
            case 1:
                if (graph().nodes.size() > 30 || pick(4) == 0) select_and([](GraphEdits& e) { e.remove(false); });
                break;
            case 2: select_and([](GraphEdits& e) { e.remove(true); }, 1); break;
            case 3:
            case 4: wire(); break;
            case 5:
                if (!b_.scene.wires().empty()) b_.view.edit(disconnect(b_.document.view(), std::next(b_.scene.wires().begin(), static_cast<long>(pick(b_.scene.wires().size())))->first), "cut");
                break;
            case 6: select_and([](GraphEdits& e) { e.toggle_bypass(); }); break;
            case 7: select_and([](GraphEdits& e) { e.toggle_mute(); }); break;
            case 8: select_and([](GraphEdits& e) { e.toggle_collapsed(); }); break;
            case 9:
                if (graph().nodes.size() < 60) select_and([&](GraphEdits& e) { e.duplicate(pick(2) == 0); });
                break;
            case 10:
                if (pick(3) == 0) select_and([](GraphEdits& e) { e.frame(); });
                else select_and([](GraphEdits& e) { e.toggle_tags(); });
                break;
            case 11:
                if (!b_.scene.wires().empty()) {
                    const auto wire = std::next(b_.scene.wires().begin(), static_cast<long>(pick(b_.scene.wires().size())));
                    b_.view.edit(add_dot(b_.document.view(), wire->first, 0, point()), "dot");
                }
                break;
            case 12: set_number(id); break;
            default:
                if (!id.empty()) b_.view.edit({{set_position(id, snapped(point()))}}, "move", "move " + QString::fromStdString(id));
                if (pick(2)) b_.document.end_merge();
        }
    }

  private:
    const Graph& graph() const { return b_.document.graph(); }
    std::size_t pick(std::size_t count) { return std::uniform_int_distribution<std::size_t>(0, count - 1)(random_); }
    QPointF point() { return {static_cast<double>(pick(2000)), static_cast<double>(pick(1500))}; }
    std::string any_node() { return graph().nodes.empty() ? "" : std::next(graph().nodes.begin(), static_cast<long>(pick(graph().nodes.size())))->first; }

    template <class Act>
    void select_and(Act act, std::size_t most = 3) {
        std::vector<std::string> ids;
        for (std::size_t i = 0; i < 1 + pick(most); ++i)
            if (const std::string id = any_node(); !id.empty()) ids.push_back(id);
        if (ids.empty()) return;
        b_.scene.select(ids);
        act(b_.view.edits());
    }
    void wire() {
        const std::string id = any_node();
        if (id.empty()) return;
        const auto& sockets = b_.scene.node(id)->layout().sockets;
        if (sockets.empty()) return;
        const SocketSpot& socket = sockets[pick(sockets.size())];
        const SocketName start{id, socket.name, socket.is_output};
        const auto ends = b_.view.possible_ends(start);
        if (ends.empty()) return;
        const auto& [node, names] = *std::next(ends.begin(), static_cast<long>(pick(ends.size())));
        const std::string& name = *std::next(names.begin(), static_cast<long>(pick(names.size())));
        b_.view.connect_sockets(start, {node, name.substr(2), name[0] == 'o'});
    }
    void set_number(const std::string& id) {
        const NodeDef* def = id.empty() ? nullptr : b_.scene.place().declaration(id);
        const InputDecl* grey = def ? def->input("grey") : nullptr;
        if (grey && !link_to(graph(), id, "grey")) QVERIFY(set_field(b_.scene.place(), {id}, *grey, Json(static_cast<double>(pick(100)) / 100), pick(2) == 0));
    }

    GraphBench& b_;
    std::mt19937 random_;
};

void check_items(const GraphBench& b) {
    QCOMPARE(b.scene.nodes().size(), b.document.graph().nodes.size());
    std::size_t wires = 0;
    for (const auto& [id, node] : b.document.graph().nodes) {
        QVERIFY(b.scene.node(id));
        QCOMPARE(b.scene.node(id)->pos(), *node_look(b.document.view(), id).at);
        for (const auto& [name, input] : node.inputs)
            if (const Link* link = link_of(input)) {
                ++wires;
                const WireItem* item = b.scene.wire({id, name});
                QVERIFY(item);
                QCOMPARE(item->source(), *link);
            }
    }
    QCOMPARE(b.scene.wires().size(), wires);
    QCOMPARE(b.scene.frame_items().size(), frames(b.document.view()).size());
    QCOMPARE(b.scene.dot_items().size(), dots(b.document.view()).size());
}

}  // namespace

class RandomEditsTest : public QObject {
    Q_OBJECT
  private slots:
    void everything_is_undone_and_redone_to_the_byte() {
        GraphBench b;
        Monkey monkey(b, 20261128);
        const std::string before = b.text();
        for (int i = 0; i < 10000; ++i) {
            monkey.act();
            if (i % 500 == 0) check_items(b);
        }
        const std::string after = b.text();
        QVERIFY(after != before);
        check_items(b);
        while (b.document.can_undo()) b.document.undo();
        QCOMPARE(b.text(), before);
        check_items(b);
        while (b.document.can_redo()) b.document.redo();
        QCOMPARE(b.text(), after);
        check_items(b);
    }
    void a_little_undo_now_and_then() {
        GraphBench b;
        Monkey monkey(b, 7);
        std::mt19937 random(1);
        for (int i = 0; i < 2000; ++i) {
            monkey.act();
            if (random() % 5 == 0) b.document.undo();
            if (random() % 9 == 0) b.document.redo();
        }
        check_items(b);
        const auto again = read_workflow(b.text());
        QVERIFY(again);
        QCOMPARE(write_workflow(*again, &b.backend.registry()), b.text());
    }
};

QTEST_MAIN(RandomEditsTest)
#include "random_edits_test.moc"
