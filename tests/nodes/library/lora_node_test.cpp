#include <filesystem>

#include <ATen/ATen.h>

#include <QTemporaryDir>
#include <QtTest>

#include "engine/executor.h"
#include "engine/file_roots.h"
#include "library/nodes.h"
#include "models/safetensors.h"

using namespace noiseloom;

class LoraNodeTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    Registry registry_;
    Caches caches_{CacheSettings{}};
    std::shared_ptr<FileRoots> files_ = std::make_shared<FileRoots>();

    // The LoRA of rank 2 of a map of 128 x 128, by what its keys begin with.
    void put(const char* name, const std::string& module) const {
        const std::map<std::string, at::Tensor> tensors{{module + ".lora_A.weight", at::ones({2, 128})}, {module + ".lora_B.weight", at::ones({128, 2})}};
        write_safetensors(std::filesystem::path(folder_.path().toStdString()) / name, tensors, {}).or_throw();
    }
    // The first error of a LoRA on what is connected of the embedded model.
    Error error_with(const char* file, std::vector<std::string> connected) {
        Executor executor(registry_, caches_);
        Graph graph;
        graph.nodes["load"] = Node{"model.load", 1, false, {}, Json::object()};
        graph.nodes["load"].inputs["file"] = "noiseloom-pack";
        graph.nodes["lora"] = Node{"model.lora", 1, false, {}, Json::object()};
        graph.nodes["lora"].inputs["file"] = file;
        for (const auto& name : connected) graph.nodes["lora"].inputs[name] = Link{"load", name};
        RunOptions options;
        options.files = files_;
        const RunResult result = run_now(executor, graph, {"lora"}, options);
        return result.errors.empty() ? Error{} : result.errors.front();
    }

  private slots:
    void initTestCase() {
        register_nodes(registry_);
        files_->models = {folder_.path().toStdString(), std::filesystem::path(NOISELOOM_SOURCE_DIR) / "resources"};
        put("text.safetensors", "text_encoder.text_model.encoder.layers.0.self_attn.q_proj");
        put("image.safetensors", "image_encoder.vision_model.encoder.layers.0.self_attn.q_proj");
        put("classifier.safetensors", "classifier.down.0");
    }

    void a_file_of_which_nothing_is_used_is_told() {
        QVERIFY2(error_with("text.safetensors", {"model", "encoder"}).message.empty(), error_with("text.safetensors", {"model", "encoder"}).message.c_str());
        const Error error = error_with("text.safetensors", {"model"});
        QCOMPARE(error.code, Code::bad_workflow);
        QVERIFY2(error.message.ends_with("changes nothing of what is connected: it is a LoRA of the text encoder alone."), error.message.c_str());
        QVERIFY(error_with("image.safetensors", {"model", "encoder"}).message.ends_with("it is a LoRA of the image encoder alone."));
    }

    void a_lora_of_what_takes_none_is_told() {
        const Error error = error_with("classifier.safetensors", {"model", "encoder"});
        QCOMPARE(error.code, Code::bad_model);
        QVERIFY2(error.message.ends_with("this is a LoRA of a 'classifier', which takes none when it is used."), error.message.c_str());
    }
};

QTEST_GUILESS_MAIN(LoraNodeTest)
#include "lora_node_test.moc"
