// The search: by words, by the type of a socket, with a number, for commands and for places.
#include <QAction>
#include <QLineEdit>

#include "graph_bench.h"
#include "ui/canvas/search_popup.h"

using namespace noiseloom;

namespace {

struct SearchBench : GraphBench {
    SearchBench() : popup(view, [this] { return QList<QAction*>{&action}; }, recent) {
        QObject::connect(&popup, &SearchPopup::place_requested, [this](const QString& path) { gone_to = path; });
    }
    void type(const QString& text) {
        popup.line().clear();
        QTest::keyClicks(&popup.line(), text);
    }
    void enter() { QTest::keyClick(&popup.line(), Qt::Key_Return); }
    std::string added(const char* type_name) const {   // the one that the sample does not have
        for (const auto& [id, node] : document.graph().nodes)
            if (node.type == type_name && !GraphBench::sample().graph.nodes.contains(id)) return id;
        return "";
    }

    QAction action{"Tidy"};
    QStringList recent;
    QString gone_to;
    SearchPopup popup;
};

}  // namespace

class SearchPopupTest : public QObject {
    Q_OBJECT
  private slots:
    void words_find_and_enter_adds() {
        SearchBench b;
        b.popup.open({100, 400}, {});
        b.type("slo");
        QCOMPARE(b.popup.shown().at(0), QString("Slow"));
        b.enter();
        QVERIFY(!b.popup.isVisible());
        const std::string id = b.added("toy.slow");
        QCOMPARE(*node_look(b.document.view(), id).at, QPointF(104, 400));
        QCOMPARE(b.view.keys().place().node, id);
        QCOMPARE(b.recent, QStringList{"toy.slow"});
        b.document.undo();
        QVERIFY(b.added("toy.slow").empty());
    }
    void nodes_added_at_one_place_do_not_lie_on_each_other() {
        SearchBench b;
        std::vector<QRectF> taken;
        for (int i = 0; i < 3; ++i) {
            b.popup.open({320, 20}, {});   // on a node of the sample
            b.type("slow");
            b.enter();
        }
        for (const auto& [id, node] : b.scene.nodes()) {
            for (const QRectF& other : taken) QVERIFY2(!other.intersects(node->scene_rect()), id.c_str());
            taken.push_back(node->scene_rect());
        }
    }
    void a_number_after_the_name_is_set() {
        SearchBench b;
        b.popup.open({0, 400}, {});
        b.type("number 7.5");
        b.enter();
        const Node& node = b.document.graph().nodes.at(b.added("toy.number"));
        QCOMPARE(std::get<Json>(node.inputs.at("value")), Json(7.5));
        b.document.undo();   // one step
        QVERIFY(b.added("toy.number").empty());
    }
    void a_number_beyond_all_bounds_sets_nothing() {
        SearchBench b;
        for (const char* typed : {"slow 1e300", "slow -1e300", "slow 2.5", "slow nan"}) {
            b.popup.open({0, 400}, {});
            b.type(typed);
            b.enter();
            if (const std::string id = b.added("toy.slow"); !id.empty()) {
                QVERIFY(!b.document.graph().nodes.at(id).inputs.contains("steps"));
                b.document.undo();
            }
        }
    }
    void from_a_socket_only_what_fits_is_offered_and_wired() {
        SearchBench b;
        b.popup.open({1000, 300}, SocketName{"one-1", "picture", true});
        QVERIFY(!b.popup.shown().contains("Number"));
        b.type("fail");
        b.enter();
        QCOMPARE(link_of(b.document.graph().nodes.at(b.added("toy.fail")).inputs.at("picture"))->node, std::string("one-1"));
        b.popup.open({100, 300}, SocketName{"two-1", "grey", false});
        QCOMPARE(b.popup.shown(), QStringList{"Number"});
        b.enter();
        QCOMPARE(b.link("two-1", "grey")->node, b.added("toy.number"));
    }
    void commands_and_places() {
        SearchBench b;
        int triggered = 0;
        connect(&b.action, &QAction::triggered, this, [&] { ++triggered; });
        b.popup.open({0, 0}, {});
        b.type(">ti");
        b.enter();
        QCOMPARE(triggered, 1);
        b.popup.open({0, 0}, {}, "/");
        b.type("/slow");
        b.enter();
        QCOMPARE(b.gone_to, QString("slow-1"));
    }
    void nothing_that_fits_is_said() {
        SearchBench b;
        b.popup.open({0, 0}, {});
        b.type("zzzz");
        QCOMPARE(b.popup.shown(), QStringList{"Nothing fits"});
        b.popup.open({0, 0}, SocketName{"two-1", "grey", false});
        b.type("zzzz");
        QVERIFY(b.popup.hint().contains("gives"));
        b.popup.open({0, 0}, SocketName{"one-1", "picture", true});
        b.type("zzzz");
        QVERIFY(b.popup.hint().contains("takes"));
        b.enter();
        QCOMPARE(b.document.graph().nodes.size(), std::size_t(4));
        QTest::keyClick(&b.popup.line(), Qt::Key_Escape);
        QVERIFY(!b.popup.isVisible());
    }
    void a_graph_is_built_by_keys_alone() {
        GraphBench b{Workflow()};
        QStringList recent;
        SearchPopup popup(b.view, [] { return QList<QAction*>(); }, recent);
        connect(&b.view, &GraphView::search_requested, this, [&](QPointF at, const std::optional<SocketName>& from) { popup.open(at, from); });
        QTest::keyClick(&b.view, Qt::Key_Tab);   // nothing is current: the search
        QVERIFY(popup.isVisible());
        QTest::keyClicks(&popup.line(), "picture");
        QTest::keyClick(&popup.line(), Qt::Key_Return);
        const std::string picture = b.view.keys().place().node;
        popup.open(b.scene.node(picture)->pos() + QPointF(320, 0), {}, "");
        QTest::keyClicks(&popup.line(), "slow");
        QTest::keyClick(&popup.line(), Qt::Key_Return);
        const std::string slow = b.view.keys().place().node;
        QTest::keyClick(&b.view, Qt::Key_Tab);   // its first socket: the picture
        QCOMPARE(b.view.keys().place().socket, std::string("picture"));
        QTest::keyClick(&b.view, Qt::Key_W);
        QTest::keyClick(&b.view, Qt::Key_A);
        QCOMPARE(link_of(b.document.graph().nodes.at(slow).inputs.at("picture"))->node, picture);
    }
};

QTEST_MAIN(SearchPopupTest)
#include "search_popup_test.moc"
