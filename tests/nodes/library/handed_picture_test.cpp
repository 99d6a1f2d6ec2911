// Layers of image editors in the place of files: nodes that read pictures give them, and they count by their content.
#include <QTemporaryDir>
#include <QtTest>

#include "engine/executor.h"
#include "engine/file_roots.h"
#include "image/images.h"
#include "image/write.h"
#include "library/nodes.h"

using namespace noiseloom;

namespace {

Image gray(float value) { return make_image(2, 1, 1, {value, value}); }

HandedPicture layer(float value, std::uint64_t content) {
    return {"Sky", KeyBuilder("layer").add(content).key(), Value::of(gray(value)), Value::of(Mask{make_image(2, 1, 1, {0, 1})})};
}

}  // namespace

class HandedPictureTest : public QObject {
    Q_OBJECT

    Registry registry_;
    Caches caches_{CacheSettings{}};
    QTemporaryDir folder_;

    Graph graph_of(const Json& file) const {
        Graph graph;
        graph.nodes["load"] = Node{"image.load", registry_.find("image.load")->version(), false, {}, Json::object()};
        if (!file.is_null()) graph.nodes["load"].inputs["file"] = file;
        return graph;
    }
    std::shared_ptr<FileRoots> files(const HandedPictures& handed) const {
        const auto roots = std::make_shared<FileRoots>();
        roots->workflow = folder_.path().toStdString();
        if (!handed.empty()) roots->handed_pictures = std::make_shared<const HandedPictures>(handed);
        return roots;
    }
    RunResult run(const Json& file, const HandedPictures& handed) {
        Executor executor{registry_, caches_};
        RunOptions options;
        options.files = files(handed);
        return run_now(executor, graph_of(file), {"load"}, options);
    }
    static float value_of(const RunResult& result) { return result.outputs.at("load").at(0).as<Images>().first().at(0, 0, 0); }

  private slots:
    void initTestCase() {
        register_nodes(registry_);
        QVERIFY(write_image(folder_.filePath("photo.png").toStdString(), gray(0), {}));
    }

    void a_layer_takes_the_place_of_the_file() {
        for (const Json& file : {Json("photo.png"), Json()}) {   // also where no file is named
            const RunResult result = run(file, {{"load.file", layer(0.25F, 1)}});
            QVERIFY2(result.ok(), result.ok() ? "" : to_string(result.errors.front()).c_str());
            QCOMPARE(value_of(result), 0.25F);
            QCOMPARE(result.outputs.at("load").at(1).as<Mask>().image.at(1, 0, 0), 1.0F);
        }
    }

    void what_is_transparent_in_a_layer_is_no_mask() {
        HandedPicture clear{"Sky", KeyBuilder("clear").key(), Value::of(make_image(2, 1, 4, {0.5F, 0.5F, 0.5F, 1, 0, 0, 0, 0})), {}};
        const RunResult result = run({}, {{"load.file", clear}});
        QVERIFY2(result.ok(), result.ok() ? "" : to_string(result.errors.front()).c_str());
        QCOMPARE(result.outputs.at("load").at(0).as<Images>().first().channels, 3);
        QCOMPARE(result.outputs.at("load").at(0).as<Images>().first().at(1, 0, 0), 1.0F);   // on white
        QCOMPARE(result.outputs.at("load").at(1).as<Mask>().image.at(0, 0, 0), 0.0F);
        QCOMPARE(result.outputs.at("load").at(1).as<Mask>().image.at(1, 0, 0), 0.0F);
    }

    void another_layer_is_another_result() {
        QCOMPARE(value_of(run("photo.png", {{"load.file", layer(0.25F, 1)}})), 0.25F);
        QCOMPARE(value_of(run("photo.png", {{"load.file", layer(0.75F, 2)}})), 0.75F);
        QCOMPARE(value_of(run("photo.png", {})), 0.0F);   // the file again
        const RunResult again = run("photo.png", {{"load.file", layer(0.25F, 1)}});
        QCOMPARE(again.computed, 0);                      // the first layer is known still
        QCOMPARE(value_of(again), 0.25F);
    }

    void layers_are_for_the_input_that_they_are_for() {
        QCOMPARE(value_of(run("photo.png", {{"other.file", layer(0.25F, 1)}})), 0.0F);
        const RunResult without = run({}, {{"other.file", layer(0.25F, 1)}});
        QVERIFY(!without.ok());
    }
};

QTEST_GUILESS_MAIN(HandedPictureTest)
#include "handed_picture_test.moc"
