// Guidance by attention as nodes, on the embedded models: the text-to-image template and that of classes.
#include <ATen/ATen.h>

#include <QtTest>

#include "engine/executor.h"
#include "library/nodes.h"
#include "library/tensor_image.h"
#include "models/device.h"
#include "models/load.h"
#include "nodes/templates.h"

using namespace noiseloom;
using noiseloom::testing::graph_of_template;
using noiseloom::testing::ResourceFiles;
using noiseloom::testing::resources;

namespace {

std::string node_of(const Graph& graph, const std::string& type) {
    for (const auto& [id, node] : graph.nodes)
        if (node.type == type) return id;
    return "";
}

}  // namespace

class AttentionNodesTest : public QObject {
    Q_OBJECT
    Registry registry_;
    Caches caches_{CacheSettings{}};
    std::unique_ptr<Executor> executor_;

    // The template's picture after a few steps, with nodes of `type` and these inputs between its guidance and its sampler.
    RunResult run(const char* name, const char* type = nullptr, const Json& inputs = {}) {
        Graph graph = graph_of_template(name);
        Node& sampler = graph.nodes[node_of(graph, "sampling.sample")];
        graph.nodes[node_of(graph, "sampling.schedule")].inputs["steps"] = Json(4);
        if (type) {
            Node node{type, 1, false, {}, Json::object()};
            node.inputs["guider"] = sampler.inputs.at("guider");
            for (const auto& [input, value] : inputs.items()) node.inputs[input] = value;
            graph.nodes["attention-t3st"] = std::move(node);
            sampler.inputs["guider"] = Link{"attention-t3st", "guider"};
        }
        RunOptions options;
        options.files = std::make_shared<ResourceFiles>();
        return run_now(*executor_, graph, {node_of(graph, "latent.decode")}, options);
    }
    at::Tensor picture(const char* name, const char* type = nullptr, const Json& inputs = {}) {
        const RunResult result = run(name, type, inputs);
        if (!result.ok()) qFatal("%s", to_string(result.errors.front()).c_str());
        return to_tensor(result.outputs.begin()->second.at(0).as<Images>());
    }

  private slots:
    void initTestCase() {
        set_threads(1);
        register_nodes(registry_);
        executor_ = std::make_unique<Executor>(registry_, caches_);
    }

    void pictures_change_with_the_scale_and_not_without_it() {
        for (const char* name : {"text-to-image", "class-conditional"}) {
            const at::Tensor plain = picture(name);
            for (const char* type : {"guidance.pag", "guidance.sag", "guidance.seg"}) {
                QVERIFY2(at::equal(picture(name, type, {{"scale", 0}}), plain), type);
                const auto change = [&](double scale) { return (picture(name, type, {{"scale", scale}}) - plain).abs().mean().item<double>(); };
                const double once = change(1), twice = change(2);
                QVERIFY2(once > 1e-5 && twice > 1.5 * once, qPrintable(QString("%1 %2: %3, %4").arg(name, type).arg(once).arg(twice)));
            }
        }
    }

    // The template draws without being asked for anything. A classifier that has no part in it doubts less what they show.
    void without_a_prompt_things_become_clearer() {
        Graph graph = graph_of_template("perturbed-attention");
        graph.nodes[node_of(graph, "latent.empty")].inputs["count"] = Json(48);
        const auto judge = load_classifier(resources / "noiseloom-pack/adm-classifier", {}).or_throw();
        RunOptions options;
        options.files = std::make_shared<ResourceFiles>();
        const auto doubt = [&](double scale) {
            graph.nodes[node_of(graph, "guidance.pag")].inputs["scale"] = Json(scale);
            const RunResult result = run_now(*executor_, graph, {node_of(graph, "latent.decode")}, options);
            if (!result.ok()) qFatal("%s", to_string(result.errors.front()).c_str());
            const at::Tensor pictures = to_tensor(result.outputs.begin()->second.at(0).as<Images>());
            return 1 - at::softmax(judge->logits(pictures, at::zeros({1})).front(), 1).amax({1}).mean().item<double>();
        };
        const double without = doubt(0), with = doubt(2);
        qInfo("what the classifier leaves for other classes: %.4f without, %.4f with", without, with);
        QVERIFY(with < 0.7 * without);
    }

    void what_a_model_does_not_have_is_named_with_what_it_has() {
        const RunResult result = run("text-to-image", "guidance.pag", {{"layers", "mid, down.0"}});
        QVERIFY(!result.ok());
        const Error& error = result.errors.front();
        QCOMPARE(error.message, "this model has no self-attention 'down.0'");
        QCOMPARE(error.node, "attention-t3st");
        QCOMPARE(error.socket, "layers");
        QVERIFY2(QString::fromStdString(error.hint).startsWith("It has down.1.0, down.2.0, mid.0, up.0.0"), error.hint.c_str());
    }
};

QTEST_APPLESS_MAIN(AttentionNodesTest)
#include "attention_nodes_test.moc"
