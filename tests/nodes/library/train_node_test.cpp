#include <algorithm>
#include <filesystem>
#include <fstream>

#include <QTemporaryDir>
#include <QtTest>

#include "engine/executor.h"
#include "engine/file_roots.h"
#include "core/atomic_file.h"
#include "image/images.h"
#include "image/write.h"
#include "library/nodes.h"
#include "models/autoencoder.h"
#include "training/trainer_settings.h"

using namespace noiseloom;

namespace {

namespace fs = std::filesystem;

constexpr const char* configuration = R"({"task": "autoencoder", "output": "elsewhere", "steps": 4, "batch": 2, "size": 16, "log_every": 1, "report_every": 2,
    "report_pictures": 2, "data": {"scenes": {"two_objects": 0}},
    "model": {"_class_name": "AutoencoderTiny", "latent_channels": 2, "encoder_block_out_channels": [8, 8], "decoder_block_out_channels": [8, 8],
              "num_encoder_blocks": [0, 1], "num_decoder_blocks": [1, 0]}})";

}  // namespace

class TrainNodeTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    Registry registry_;
    Caches caches_{CacheSettings{}};
    std::shared_ptr<FileRoots> files_ = std::make_shared<FileRoots>();
    std::vector<Event> events_;

    fs::path in(const char* name) const { return fs::path(folder_.path().toStdString()) / name; }

    RunResult run(Json inputs, int cancel_at = -1) {
        Cancel cancel;
        Executor executor(registry_, caches_);
        Graph graph;
        graph.nodes["train"] = Node{"training.train", 1, false, {}, Json::object()};
        for (const auto& item : inputs.items()) graph.nodes["train"].inputs[item.key()] = item.value();
        events_.clear();
        RunOptions options;
        options.files = files_;
        options.cancel = cancel;
        options.on_event = [&](const Event& event) {
            events_.push_back(event);
            if (event.kind == EventKind::progress && event.done == cancel_at) cancel.request();
        };
        return run_now(executor, graph, {"train"}, options);
    }
    std::ptrdiff_t count(EventKind kind) const {
        return std::count_if(events_.begin(), events_.end(), [&](const Event& event) { return event.kind == kind; });
    }
    template <class T>
    static const T& output(const RunResult& result, std::size_t index) {
        return result.outputs.at("train").at(index).template as<T>();
    }

  private slots:
    void initTestCase() {
        register_nodes(registry_);
        files_->models = {in("")};
        files_->output = in("out");
        std::ofstream(in("small.json")) << configuration;
    }

    void it_trains_shows_and_hands_on() {
        const RunResult result = run({{"configuration", "small.json"}});
        QVERIFY2(result.ok(), result.ok() ? "" : result.errors.front().message.c_str());
        QCOMPARE(count(EventKind::progress), std::ptrdiff_t{4});
        QCOMPARE(count(EventKind::metric), std::ptrdiff_t{4});
        QCOMPARE(count(EventKind::preview), std::ptrdiff_t{2});   // a report at step 2 and one at the end
        QCOMPARE(output<Autoencoder>(result, 2).format().channels, 2);
        QVERIFY(output<Images>(result, 4).first().width > 100);
        QCOMPARE(output<Images>(result, 5).first().height, 2 * 16 + 2);
        const fs::path made = output<std::string>(result, 6);
        QVERIFY(fs::exists(made / "diffusion_pytorch_model.safetensors"));
        QVERIFY(made.string().starts_with(in("out/training").string()));
        QVERIFY(!fs::exists(in("elsewhere")));

        QVERIFY(run({{"configuration", "small.json"}}).ok());
        QCOMPARE(count(EventKind::progress), std::ptrdiff_t{0});   // done already
        const RunResult other = run({{"configuration", "small.json"}, {"seed", 9}, {"steps", 2}});
        QCOMPARE(count(EventKind::progress), std::ptrdiff_t{2});
        QVERIFY(output<std::string>(other, 6) != made.string());
    }

    void a_cancelled_run_goes_on() {
        QVERIFY(!run({{"configuration", "small.json"}, {"seed", 5}, {"steps", 6}}, 3).ok());
        const RunResult rest = run({{"configuration", "small.json"}, {"seed", 5}, {"steps", 6}});
        QVERIFY(rest.ok());
        QCOMPARE(count(EventKind::progress), std::ptrdiff_t{3});
        const RunResult whole = run({{"configuration", "small.json"}, {"seed", 5}, {"steps", 6}, {"folder", "again"}});
        const auto a = output<Images>(rest, 5).first().values(), b = output<Images>(whole, 5).first().values();
        QVERIFY(std::equal(a.begin(), a.end(), b.begin(), b.end()));
    }

    // A shorter run and one at another rate are not what a longer one left in the folder.
    void what_it_makes_follows_from_its_inputs_alone() {
        const auto made = [&](const char* file, int steps, const char* folder) {
            return output<std::string>(run({{"configuration", file}, {"steps", steps}, {"folder", folder}}), 6);
        };
        const auto weights = [](const std::string& at) { return read_file(fs::path(at) / "diffusion_pytorch_model.safetensors", 1 << 24).or_throw(); };
        Json faster = Json::parse(configuration);
        faster["optimizer"] = {{"learning_rate", 0.02}};
        std::ofstream(in("faster.json")) << faster.dump();
        const auto longer = made("small.json", 8, "shared"), shorter = made("small.json", 3, "shared"), other = made("faster.json", 8, "shared");
        QVERIFY(weights(shorter) == weights(made("small.json", 3, "alone")));
        QVERIFY(weights(other) == weights(made("faster.json", 8, "alone")) && weights(other) != weights(longer));
    }

    void one_step_is_a_run() {
        const RunResult result = run({{"configuration", "small.json"}, {"steps", 1}, {"folder", "one"}});
        QVERIFY(result.ok());
        QVERIFY(output<Images>(result, 4).first().width > 100);
    }

    // What the configuration names counts, and what was written must be there.
    void nothing_comes_from_the_cache() {
        const auto weights = [](const RunResult& result) { return read_file(fs::path(output<std::string>(result, 6)) / "diffusion_pytorch_model.safetensors", 1 << 24).or_throw(); };
        const std::string first = weights(run({{"configuration", "small.json"}, {"folder", "gone"}}));
        fs::remove_all(in("out/gone"));
        QVERIFY(weights(run({{"configuration", "small.json"}, {"folder", "gone"}})) == first);

        const auto paint = [&](float value) {
            for (const char* name : {"a.png", "b.png", "c.png"})
                write_image(in("set") / name, make_image(16, 16, 3, std::vector<float>(768, value)), {.existing = Existing::replace}).or_throw();
        };
        fs::create_directories(in("set"));
        Json json = Json::parse(configuration);
        json["data"] = {{"folder", "set"}};
        std::ofstream(in("set.json")) << json.dump();
        paint(1);
        const RunResult white = run({{"configuration", "set.json"}});
        fs::rename(in("set/c.png"), in("set/d.png"));
        paint(0);
        const RunResult black = run({{"configuration", "set.json"}});
        QVERIFY(white.ok() && black.ok());
        QVERIFY(weights(white) != weights(black));
    }

    void every_network_is_handed_on() {
        Json vqgan = Json::parse(configuration);
        vqgan["task"] = "vqgan";
        vqgan["model"] = {{"_class_name", "VQModel"}, {"latent_channels", 4}, {"vq_embed_dim", 3}, {"num_vq_embeddings", 16}, {"block_out_channels", {8, 8}}, {"layers_per_block", 1}, {"norm_num_groups", 4},
                          {"down_block_types", {"DownEncoderBlock2D", "DownEncoderBlock2D"}}, {"up_block_types", {"UpDecoderBlock2D", "UpDecoderBlock2D"}}};
        std::ofstream(in("vqgan.json")) << vqgan.dump();
        const RunResult made = run({{"configuration", "vqgan.json"}});
        QVERIFY2(made.ok(), made.ok() ? "" : made.errors.front().message.c_str());
        QVERIFY(output<Autoencoder>(made, 2).codebook());
        QVERIFY(!made.outputs.at("train").at(3));   // no classifier

        Json classifier = Json::parse(configuration);
        classifier["task"] = "classifier";
        classifier["model"] = {{"_class_name", "NoisyClassifier"}, {"in_channels", 3}, {"sample_size", 16}, {"block_out_channels", {8, 16}}, {"norm_num_groups", 4}, {"heads", {{"kind", Json::object()}}}};
        std::ofstream(in("classifier.json")) << classifier.dump();
        const RunResult judged = run({{"configuration", "classifier.json"}});
        QVERIFY2(judged.ok(), judged.ok() ? "" : judged.errors.front().message.c_str());
        QVERIFY(judged.outputs.at("train").at(3) && !judged.outputs.at("train").at(2));
    }

    // A default that is written into the configuration makes no other run of it.
    void defaults_change_no_folder() {
        Json told = Json::parse(configuration);
        told["optimizer"] = {{"ema", TrainerSettings{}.ema}};
        told["loss"] = {{"l1", 0.5}};
        std::ofstream(in("told.json")) << told.dump();
        const auto folder = [&](const char* file) { return output<std::string>(run({{"configuration", file}, {"steps", 1}, {"folder", "defaults"}}), 6); };
        QCOMPARE(folder("told.json"), folder("small.json"));
    }

    void what_is_missing_is_told() {
        const auto told = [&](Json inputs, const char* words) {
            const RunResult result = run(std::move(inputs));
            return !result.errors.empty() && result.errors.front().message.find(words) != std::string::npos;
        };
        QVERIFY(told({{"configuration", "none.json"}}, "none.json"));
        std::ofstream(in("wrong.json")) << "{\"task\": \"autoencoder\", \"stepz\": 3}";
        QVERIFY(told({{"configuration", "wrong.json"}}, "wrong.json: "));
    }
};

QTEST_GUILESS_MAIN(TrainNodeTest)
#include "train_node_test.moc"
