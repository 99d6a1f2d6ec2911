#include <QtTest>

#include "toy_sampler.h"
#include "ui/trace/look_graph.h"
#include "ui/trace/remedies.h"

using namespace noiseloom;

class RemediesTest : public QObject {
    Q_OBJECT

    ToySamplerBackend backend_;
    std::unique_ptr<EditorDocument> document_;

    // The sampler of a document that is opened anew.
    PlacedNode sampler(Workflow workflow, const std::string& path = "sample-1") {
        document_ = std::make_unique<EditorDocument>(backend_.registry(), std::move(workflow), "", "test");
        const auto placed = placed_node(*document_, path);
        if (!placed) qFatal("no such sampler");
        return *placed;
    }

    static Workflow applied(Workflow workflow, const Patch& patch) {
        const auto done = apply(patch, workflow);
        if (!done) qFatal("%s", done.error().message.c_str());
        return workflow;
    }
    static Json scale(const Workflow& workflow, const std::string& id) { return std::get<Json>(workflow.graph.nodes.at(id).inputs.at("scale")); }

  private slots:
    void burning_has_four() {
        const Workflow before = ToySamplerBackend::workflow();
        const auto found = remedies(sampler(before), {true, "", ""});
        QCOMPARE(found.size(), std::size_t(4));
        QCOMPARE(scale(applied(before, found[0].patch), "cfg-1"), Json(5.25));
        const Workflow rescaled = applied(before, found[2].patch);
        QCOMPARE(rescaled.graph.nodes.size(), std::size_t(3));
        const Link* link = link_of(rescaled.graph.nodes.at("sample-1").inputs.at("guider"));
        QCOMPARE(rescaled.graph.nodes.at(link->node).type, std::string("guidance.rescale"));
        QCOMPARE(*link_of(rescaled.graph.nodes.at(link->node).inputs.at("guider")), (Link{"cfg-1", "guider"}));
    }

    void fighting_has_two_and_a_wired_scale_none() {
        Workflow workflow = ToySamplerBackend::workflow();
        QCOMPARE(remedies(sampler(workflow), {false, "", ""}).size(), std::size_t(2));
        workflow.graph.nodes["cfg-1"].inputs["scale"] = Link{"n-1", "value"};
        QVERIFY(guide_otherwise(sampler(workflow), 3, 8).empty());
        workflow.graph.nodes["sample-1"].inputs.clear();
        QVERIFY(remedies(sampler(workflow), {true, "", ""}).empty());
    }

    void guidance_changes_from_the_step_on() {
        const Workflow before = ToySamplerBackend::workflow();
        const Json flat = scale(applied(before, guide_otherwise(sampler(before), 4, 9)), "cfg-1");
        QCOMPARE(flat, Json::parse(R"({"curve": [[0, 7.5], [0.375, 7.5], [0.5, 3.75]]})"));
        const auto curve = ValueType<Curve>::from_json(flat);
        for (int k = 0; k < 9; ++k) QCOMPARE(curve->at(k / 8.0), k < 4 ? 7.5 : 3.75);
        QCOMPARE(scale(applied(before, guide_otherwise(sampler(before), 0, 9)), "cfg-1"), Json(3.75));
    }

    void a_sweep_from_a_step_leaves_what_is_before() {
        const auto axis = sweep_from(sampler(ToySamplerBackend::workflow()), 4, 9);
        QVERIFY(axis && axis->node == "cfg-1" && axis->input == "scale");
        QCOMPARE(axis->values.size(), std::size_t(6));
        for (const Json& value : axis->values) QCOMPARE(ValueType<Curve>::from_json(value)->at(3 / 8.0), 7.5);
        QCOMPARE(ValueType<Curve>::from_json(axis->values.back())->at(1), 11.25);
        QVERIFY(parse_axis(axis_text(*axis), document_->graph(), document_->declarations()));
    }

    void a_fork_leaves_the_first_branch_as_it_is() {
        const Workflow before = ToySamplerBackend::workflow();
        const Workflow after = applied(before, fork_here(sampler(before), 4, 9));
        QCOMPARE(after.graph.nodes.size(), std::size_t(4));
        for (const auto& [id, node] : before.graph.nodes) QVERIFY(after.graph.nodes.at(id) == node);
        for (const auto& [id, node] : after.graph.nodes)
            if (!before.graph.nodes.contains(id) && node.type == "sampling.sample") {
                const std::string guider = link_of(node.inputs.at("guider"))->node;
                QVERIFY(guider != "cfg-1");
                QVERIFY(scale(after, guider).contains("curve"));
            }
    }

    void in_a_subgraph_its_graph_is_edited() {
        const Workflow before = ToySamplerBackend::nested();
        const std::string group = before.graph.nodes.begin()->first;
        const PlacedNode inner = sampler(before, group + "/sample-1");
        QCOMPARE(inner.place.scope(), std::string("guided"));
        for (const Patch& patch : {guide_otherwise(inner, 4, 9), keep_look(inner, 4), remedies(inner, {true, "", ""})[2].patch, fork_here(inner, 4, 9)}) {
            QVERIFY(static_cast<bool>(inner.place.apply(patch, "edit")));
            QCOMPARE(document_->graph(), before.graph);
            QVERIFY(document_->workflow().subgraphs.at("guided").graph != before.subgraphs.at("guided").graph);
            document_->undo();
            QCOMPARE(document_->workflow(), before);
        }
    }

    void a_look_is_wired_like_the_run() {
        const Workflow before = ToySamplerBackend::workflow();
        const auto look = look_node(before.graph, backend_.registry(), "sample-1", 5);
        QCOMPARE(*link_of(look->inputs.at("trace")), (Link{"sample-1", "trace"}));
        QCOMPARE(*link_of(look->inputs.at("guider")), (Link{"cfg-1", "guider"}));
        QVERIFY(!look->inputs.contains("autoencoder"));
        QCOMPARE(applied(before, keep_look(sampler(before), 4)).graph.nodes.size(), std::size_t(3));
    }
};

QTEST_MAIN(RemediesTest)
#include "remedies_test.moc"
