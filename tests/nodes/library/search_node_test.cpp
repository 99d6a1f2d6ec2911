#include <QtTest>

#include "engine/executor.h"
#include "engine/files.h"
#include "image/images.h"
#include "library/nodes.h"
#include "models/device.h"

using namespace noiseloom;

namespace {

namespace fs = std::filesystem;

class PackFiles : public FileResolver {
  public:
    Result<fs::path> resolve(const FileRef& file, FileKind, const std::string&) override { return fs::path(NOISELOOM_SOURCE_DIR) / "resources" / file.name; }
};

Json small_search() { return {{"prompt", "a red heart"}, {"width", 32}, {"height", 40}, {"iterations", 4}, {"frame_every", 2}}; }

}  // namespace

class SearchNodeTest : public QObject {
    Q_OBJECT
    Registry registry_;
    std::shared_ptr<FileResolver> files_ = std::make_shared<PackFiles>();

    RunResult run(const Json& fields, bool has_autoencoder = true, const Json& cutouts = {{"count", 2}}) {
        Caches caches{CacheSettings{}};
        Executor executor{registry_, caches};
        Graph graph;
        const auto add = [&](const std::string& id, const std::string& type, const Json& inputs) {
            graph.nodes[id] = Node{type, 1, false, {}, Json::object()};
            for (const auto& item : inputs.items()) graph.nodes[id].inputs[item.key()] = item.value();
        };
        add("clip", "model.load_clip", Json::object());
        add("cutouts", "optimise.cutouts", cutouts);
        add("scene", "image.scene", {{"size", 36}});
        add("search", "optimise.vqgan_clip", fields);
        auto& inputs = graph.nodes["search"].inputs;
        inputs["clip"] = Link{"clip", "clip"};
        inputs["cutouts"] = Link{"cutouts", "cutouts"};
        if (fields.contains("width") && fields["width"] == 36) inputs["start"] = Link{"scene", "image"};
        if (fields.contains("like_weight")) inputs["like"] = Link{"scene", "image"};
        if (has_autoencoder) {
            add("autoencoder", "model.load_autoencoder", Json::object());
            inputs["autoencoder"] = Link{"autoencoder", "autoencoder"};
        }
        RunOptions options;
        options.files = files_;
        return run_now(executor, graph, {"search"}, options);
    }
    static const Images& images(const RunResult& result, std::size_t output) { return result.outputs.at("search").at(output).as<Images>(); }

  private slots:
    void initTestCase() {
        set_threads(1);   // tensors this small gain nothing from more
        register_nodes(registry_);
    }

    void it_gives_the_picture_and_its_frames() {
        for (const bool has_autoencoder : {true, false}) {
            const RunResult result = run(small_search(), has_autoencoder);
            QVERIFY2(result.ok(), result.ok() ? "" : result.errors.front().message.c_str());
            QCOMPARE(images(result, 0).size(), std::size_t{1});
            QCOMPARE(std::make_pair(images(result, 0).first().width, images(result, 0).first().height), std::make_pair(32, 40));
            QCOMPARE(images(result, 1).size(), std::size_t{2});
            QVERIFY(same_pixels(images(result, 0).first(), images(result, 1).items.back()));
            QVERIFY(!same_pixels(images(result, 1).items.front(), images(result, 1).items.back()));
        }
    }

    // 36 pixels are no multiple of the autoencoder's 8: continued for it, and cut off again.
    void a_starting_picture_keeps_its_size() {
        Json fields = small_search();
        fields["width"] = 36;
        const RunResult result = run(fields);
        QVERIFY(result.ok());
        QCOMPARE(std::make_pair(images(result, 0).first().width, images(result, 0).first().height), std::make_pair(36, 36));
    }

    void a_picture_is_prompt_enough() {
        Json fields = small_search();
        fields["prompt"] = "";
        const RunResult nothing = run(fields);
        QCOMPARE(nothing.errors.size(), std::size_t{1});
        QCOMPARE(nothing.errors.front().message, std::string("there is nothing to search for: the prompt is empty"));
        QCOMPARE(nothing.errors.front().socket, std::string("prompt"));
        fields["like_weight"] = 1.0;
        QVERIFY(run(fields).ok());
        fields.erase("like_weight");
        fields["noise_prompts"] = "anything:0.5";
        QVERIFY(run(fields).ok());
    }

    void what_cannot_be_is_an_error_of_its_input() {
        Json fields = small_search();
        fields["width"] = 30;
        const RunResult odd = run(fields);
        QCOMPARE(odd.errors.size(), std::size_t{1});
        QVERIFY(odd.errors.front().message.find("sides are multiples of 8 pixels") != std::string::npos);
        QVERIFY(run(fields, /*has_autoencoder=*/false).ok());
        const RunResult unknown = run(small_search(), true, {{"augments", "affine, mirror"}});
        QCOMPARE(unknown.errors.front().message, std::string("'mirror' is no augmentation"));
        QCOMPARE(unknown.errors.front().socket, std::string("augments"));
    }
};

QTEST_GUILESS_MAIN(SearchNodeTest)
#include "search_node_test.moc"
