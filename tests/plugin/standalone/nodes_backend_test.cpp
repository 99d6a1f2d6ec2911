// The editor's backend on the embedded model.
#include <ATen/ATen.h>

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QtTest>

#include "core/workflow.h"
#include "diffusion/latent.h"
#include "engine/executor.h"
#include "image/images.h"
#include "library/tensor_image.h"
#include "models/device.h"
#include "standalone/latent_colours.h"
#include "standalone/nodes_backend.h"
#include "ui/model/node_search.h"

using namespace noiseloom;

namespace {

// What a run of one node after another gives; the last node's outputs.
std::vector<Value> outputs_of(NodesBackend& backend, const Graph& graph, const std::string& target) {
    Executor executor(backend.registry(), backend.caches());
    RunOptions options;
    const auto files = std::make_shared<FileRoots>();
    files->models = default_model_folders(backend.resources());
    options.files = files;
    const RunResult result = run_now(executor, graph, {target}, options);
    for (const Error& error : result.errors) qWarning("%s", to_string(error).c_str());
    return result.ok() ? result.outputs.at(target) : std::vector<Value>{};
}

Graph text_to_image(const NodesBackend& backend) { return load_workflow(backend.resources() / "templates/text-to-image.noiseloom")->graph; }

// Scenes with their latents by the embedded model's autoencoder.
struct Pairs {
    at::Tensor pictures, latents;   // [N, 3, h, w] in [-1, 1], shrunk to the latents' size; [N, C, h, w]
};

Pairs pairs_of(NodesBackend& backend, int seed) {
    Graph graph;
    graph.nodes["scenes"] = {"image.scene", 1, false, {{"size", Json(128)}, {"count", Json(64)}, {"seed", Json(seed)}}};
    graph.nodes["load"] = {"model.load_autoencoder", 1, false, {}};
    graph.nodes["encode"] = {"latent.encode", 1, false, {{"image", Link{"scenes", "image"}}, {"autoencoder", Link{"load", "autoencoder"}}}};
    const auto images = outputs_of(backend, graph, "scenes"), encoded = outputs_of(backend, graph, "encode");
    const at::Tensor latents = encoded.at(0).as<Latent>().samples;
    return {at::adaptive_avg_pool2d(to_tensor(images.at(0).as<Images>()), {latents.size(2), latents.size(3)}), latents};
}

// Of the pictures' variance, by the colours.
double explained(const Pairs& pairs, const LatentColours& colours) {
    at::Tensor error = at::zeros({});
    for (std::int64_t i = 0; i < pairs.latents.size(0); ++i) error += (to_tensor(Images{{coloured(pairs.latents[i], colours)}})[0] - pairs.pictures[i]).square().mean();
    return 1 - (error / pairs.latents.size(0) / pairs.pictures.var()).item<double>();
}

}  // namespace

class NodesBackendTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void initTestCase() {
        qputenv("NOISELOOM_RESOURCES", NOISELOOM_SOURCE_DIR "/resources");
        qputenv("NOISELOOM_IMAGE_HELPER", NOISELOOM_BIN_DIR "/noiseloom-image-helper");
        set_threads(1);
    }

    void it_is_there_at_once() {
        QTemporaryDir cache;
        QElapsedTimer clock;
        clock.start();
        const NodesBackend backend(cache.path().toStdString());
        QVERIFY2(clock.elapsed() < 200, qPrintable(QString::number(clock.elapsed())));
        QVERIFY(backend.registry().find("sampling.sample"));
        QCOMPARE(backend.devices().back().compute.device, std::string("cpu"));
    }

    void the_search_begins_with_what_graphs_are_made_of() {
        const NodesBackend backend("");
        QCOMPARE(search_nodes(backend.registry().all(), "", {}).front().def->type(), std::string("model.load"));
        QCOMPARE(search_nodes(backend.registry().all(), "load", {}).front().def->type(), std::string("model.load"));
        QCOMPARE(search_nodes(backend.registry().all(), "load", {"edit.load_weights"}).front().def->type(), std::string("edit.load_weights"));
        QCOMPARE(search_nodes(backend.registry().all(), "cfg", {}).front().def->type(), std::string("guidance.cfg"));
        QCOMPARE(search_nodes(backend.registry().all(), "cfg++", {}).front().def->type(), std::string("guidance.cfg_plus_plus"));
        QCOMPARE(search_nodes(backend.registry().all(), "load edit", {}).front().def->type(), std::string("edit.load_weights"));
    }

    void a_run_has_pictures_of_latents_and_images() {
        NodesBackend backend("");
        const Graph graph = text_to_image(backend);
        const auto latent = outputs_of(backend, graph, "sample-e6jy"), image = outputs_of(backend, graph, "decode-n3qs");
        const auto rough = backend.pictures(latent.at(0)), fine = backend.pictures(image.at(0));
        QCOMPARE(rough.size(), std::size_t{1});
        QCOMPARE(fine.at(0).size(), QSize(128, 128));
        QCOMPARE(backend.pictures(image.at(0), 64).at(0).size(), QSize(64, 64));
        // The rough picture looks like the fine one, made as small.
        const QImage small = fine[0].scaled(rough[0].size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        double difference = 0;
        for (int y = 0; y < small.height(); ++y)
            for (int x = 0; x < small.width(); ++x) {
                const QColor a = small.pixelColor(x, y), b = rough[0].pixelColor(x, y);
                difference += std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) + std::abs(a.blue() - b.blue());
            }
        difference /= 3.0 * small.width() * small.height();
        QVERIFY2(difference < 25, qPrintable(QString::number(difference)));   // of 255
        if (const QString folder = qEnvironmentVariable("NOISELOOM_SHOW"); !folder.isEmpty()) {
            rough[0].scaled(256, 256).save(folder + "/rough.png");
            fine[0].scaled(256, 256).save(folder + "/fine.png");
        }
        QElapsedTimer clock;
        clock.start();
        for (int i = 0; i < 20; ++i) backend.pictures(latent.at(0), 512, 9);
        QVERIFY2(clock.elapsed() < 20 * 5, qPrintable(QString::number(clock.elapsed() / 20.0)));
        QVERIFY(backend.figures(latent.at(1)).contains("steps"));
        QVERIFY(backend.pictures(latent.at(1)).empty());
    }

    void the_colours_of_latents_are_the_nearest() {
        NodesBackend backend("");
        const Pairs learnt = pairs_of(backend, 0), fresh = pairs_of(backend, 1000);
        const LatentColours fitted = fit_latent_colours(learnt.latents, learnt.pictures), ours = *latent_colours(learnt.latents.size(1));
        QString rows;
        for (const auto& row : fitted) rows += QString("{%1f, %2f, %3f}, ").arg(row[0], 0, 'f', 4).arg(row[1], 0, 'f', 4).arg(row[2], 0, 'f', 4);
        QVERIFY2(explained(fresh, ours) > explained(fresh, fitted) - 0.02,
                 qPrintable(QString("%1 of the variance by the table, %2 by %3").arg(explained(fresh, ours)).arg(explained(fresh, fitted)).arg(rows)));
    }

    void points_of_the_plane_are_scattered() {
        NodesBackend backend("");
        const auto pictures = backend.pictures(Value::of(Latent{at::tensor({1.0f, 0.0f, -1.0f, 0.5f}).reshape({2, 2, 1, 1}), {}}));
        QCOMPARE(pictures.size(), std::size_t{1});
        QCOMPARE(pictures[0].size(), QSize(256, 256));
        const auto is_white = [&](int x, int y) { return pictures[0].pixelColor(x, y).lightness() > 250; };
        QVERIFY(!is_white(243, 128));   // (1, 0), a tenth of the reach from the border
        QVERIFY(is_white(60, 40));
    }

    void prompts_are_read_as_the_encoder_does() {
        NodesBackend backend("");
        const auto model = outputs_of(backend, text_to_image(backend), "model-7k2q");
        const NodeDef& load = *backend.registry().find("model.load");
        const Value& encoder = model.at(load.output_index("encoder"));
        const auto one = backend.read_prompt(encoder, "a (red:1.3) house, [big]", "a1111");
        QVERIFY(one);
        QCOMPARE(one->chunks.size(), std::size_t{1});
        QVERIFY(one->chunks[0].tokens >= 4 && one->chunks[0].limit > 4);
        QCOMPARE(one->weights.size(), std::size_t{2});
        QCOMPARE(one->weights[0].begin, std::size_t{2});
        QCOMPARE(one->weights[0].end, std::size_t{11});
        QCOMPARE(one->weights[0].weight, 1.3);
        QVERIFY(one->weights[1].weight < 1);
        QVERIFY(one->problems.empty());

        std::string text;
        for (int i = 0; i < 100; ++i) text += "house ";
        const auto many = backend.read_prompt(encoder, text, "comfyui");
        QVERIFY(many && many->chunks.size() > 1);
        QCOMPARE(many->chunks[0].end % 6, std::size_t{0});   // between two words
        QCOMPARE(many->chunks.back().end, text.size());

        const auto nested = backend.read_prompt(encoder, "((red) house:2)", "comfyui");
        QCOMPARE(nested->weights.size(), std::size_t{2});
        QCOMPARE(nested->weights[0].weight, 2.0);

        const auto wrong = backend.read_prompt(encoder, "a (red:1.2.3) house) <lora:old:1>", "a1111");
        QCOMPARE(wrong->problems.size(), std::size_t{3});
        const auto scheduled = backend.read_prompt(encoder, "a [red:blue:0.4] house", "a1111");
        QVERIFY(scheduled->problems.empty() && scheduled->weights.empty());

        const auto none = backend.read_prompt(Value::of(1.0), "a", "a1111");
        QCOMPARE(none.error().message, std::string("this is no text encoder"));
    }

    void saved_pictures_carry_their_workflow() {
        QTemporaryDir folder;
        NodesBackend backend("");
        const std::filesystem::path file = folder.filePath("a.png").toStdString();
        const Value images = Value::of(Images{{make_image(8, 4, 3, std::vector<float>(96, 0.5f))}});
        Workflow workflow;
        workflow.graph = text_to_image(backend);
        const std::string text = write_workflow(workflow);
        QVERIFY(backend.save_picture(file, images, 0, text));
        QVERIFY(backend.save_picture(file, images, 0, text));   // over it, since the dialog has asked
        QCOMPARE(*backend.embedded_workflow(file), text);
        const auto small = backend.thumbnail(file, 4);
        QVERIFY(small);
        QCOMPARE(small->size(), QSize(4, 2));
        QVERIFY(backend.save_picture(file, images, 0, ""));
        QVERIFY(!backend.embedded_workflow(file));
        QCOMPARE(backend.save_picture(file, images, 1, "").error().message, std::string("there is no picture 2 to save"));
    }
};

QTEST_GUILESS_MAIN(NodesBackendTest)
#include "nodes_backend_test.moc"
