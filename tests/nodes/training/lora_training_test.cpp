// A LoRA is trained on a model, written, and loaded as anyone would.
#include "training/lora.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include "core/atomic_file.h"
#include "diffusion/inner_network.h"
#include "models/adapted.h"
#include "models/architectures/unet.h"
#include "models/load.h"
#include "models/network.h"
#include "models/safetensors.h"
#include "training/trainer.h"

#include "../models/tensors.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace noiseloom;
using namespace noiseloom::testing;

namespace {

namespace fs = std::filesystem;

fs::path pack(const char* part) { return fs::path(NOISELOOM_SOURCE_DIR) / "resources/noiseloom-pack" / part; }

// What the embedded model's part was trained with, going on from it for two small steps.
Json configuration_of_pack(const char* name, const char* part) {
    Json json = parse_json(read_file(fs::path(NOISELOOM_SOURCE_DIR) / "resources/training" / (std::string(name) + ".json"), 1 << 20).or_throw()).or_throw();
    json.update({{"steps", 2}, {"batch", 4}, {"dtype", "fp32"}, {"report_pictures", 2}, {"initial", {{"from", pack(part).string()}}}});
    for (const char* key : {"perceptual", "adversarial", "hard_negatives", "loss"}) json.erase(key);
    if (json.contains("autoencoder")) json.update({{"autoencoder", pack("vae").string()}, {"data", {{"size", 8}, {"scenes", Json::object()}}}});
    json["optimizer"] = {{"learning_rate", 0.03}, {"ema", 0}};
    return json;
}

// Of a model that begins at random.
Json configuration(int steps) {
    return {{"task", "denoiser"},
            {"seed", 3},
            {"steps", steps},
            {"batch", 4},
            {"size", 32},
            {"text", pack("").string()},
            {"autoencoder", pack("vae").string()},
            {"model",
             {{"_class_name", "UNet2DConditionModel"},
              {"in_channels", 8},
              {"out_channels", 8},
              {"block_out_channels", {16, 32}},
              {"layers_per_block", 1},
              {"attention_head_dim", 2},
              {"cross_attention_dim", 128},
              {"norm_num_groups", 8},
              {"down_block_types", {"DownBlock2D", "CrossAttnDownBlock2D"}},
              {"up_block_types", {"CrossAttnUpBlock2D", "UpBlock2D"}}}},
            {"scheduler", {{"_class_name", "DDIMScheduler"}, {"timestep_spacing", "trailing"}}},
            {"report_pictures", 2},
            {"data", {{"scenes", {{"two_objects", 0}}}, {"size", 64}}},
            {"optimizer", {{"learning_rate", 0.01}, {"ema", 0}}}};
}

}  // namespace

class LoraTrainingTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    fs::path in(const char* name) const { return fs::path(folder_.path().toStdString()) / name; }

    std::unique_ptr<Task> make(Settings& settings) const {
        Placement placement;
        placement.channels_last = true;
        return make_task(settings, {placement, 3, in("cache"), {}, [](const std::string&) {}});
    }
    // Trains into `folder`; the task, with what it learnt.
    std::unique_ptr<Task> train_into(const char* folder, Json json) const {
        json["output"] = in(folder).string();
        Settings settings(json, in("test.json"));
        const TrainerSettings trainer = TrainerSettings::read(settings);
        auto task = make(settings);
        settings.finish();
        if (train(*task, trainer, {}) != Ending::finished) return nullptr;
        return task;
    }
    Json with(const Json& lora) const {   // a LoRA of the base
        Json json = configuration(6);
        json["initial"] = {{"from", base("unet").string()}};
        json["lora"] = lora;
        return json;
    }
    fs::path base(const char* part) const { return in("base/model") / part; }
    std::string refusal(Json json) const {
        Settings settings(std::move(json), in("test.json"));
        return failure_of([&] { make(settings); });
    }

  private slots:
    void initTestCase() { QVERIFY(train_into("base", configuration(2))); }

    void the_file_does_in_others_what_the_network_learnt() {
        const Json lora{{"rank", 4}, {"alpha", 2}, {"targets", {"to_q", "to_v", "to_out.0", "conv1", "proj_in", "ff.net.0.proj"}}};
        const auto task = train_into("out", with(lora));
        QVERIFY(task);
        const StateDict given = load_state_dict(base("unet")).or_throw();
        for (const auto& name : given.names()) QVERIFY2(task->weights().find(name).equal(given.find(name).to(at::kFloat)), name.c_str());   // frozen

        const auto model = load_model(base(""), {}).or_throw();
        const auto adapted_model = adapted(*model.denoiser, LoraFile::open(in("out/model/pytorch_lora_weights.safetensors")).or_throw(), 1);
        const auto& used = dynamic_cast<const Unet&>(*network_of(*adapted_model));
        const auto& before = dynamic_cast<const Unet&>(*network_of(*model.denoiser));
        const Unet trained(Weights(task->weights(), {}), used.config(), Key{});
        const c10::NoGradGuard constant;
        const Unet::Rows rows{random({2, used.config().in_channels, 8, 8}, 1), at::tensor({100.0f, 700.0f}), random({2, 32, used.config().context_width}, 2), {}, {}};
        const at::Tensor learnt = trained.forward(rows, {});
        QVERIFY(close(used.forward(rows, {}), learnt, 1e-3, 1e-4));   // sums in another order, through the whole network
        QVERIFY(largest_difference(before.forward(rows, {}), learnt) > 0.01);
    }

    void both_formats_say_the_same() {
        const Json lora{{"rank", 2}, {"targets", {"to_k"}}};
        Json kohya = lora;
        kohya["format"] = "kohya";
        QVERIFY(train_into("diffusers", with(lora)) && train_into("kohya", with(kohya)));
        const StateDict given = load_state_dict(base("unet")).or_throw();
        const auto merged = [&](const char* file) { return LoraFile::open(in(file)).or_throw().applied(LoraPart::unet, given, 1, at::kFloat); };
        const StateDict one = merged("diffusers/model/pytorch_lora_weights.safetensors"), other = merged("kohya/model/lora.safetensors");
        std::size_t changed = 0;
        for (const auto& name : given.names()) {
            QVERIFY2(one.find(name).equal(other.find(name)), name.c_str());
            changed += !one.find(name).is_same(given.find(name));
        }
        QVERIFY(changed > 4);
    }

    void every_part_of_the_embedded_model_takes_one_data() {
        QTest::addColumn<QString>("configuration");
        QTest::addColumn<QString>("part");
        QTest::addColumn<QString>("merged");
        QTest::addColumn<int>("changed");   // maps: all that the additions belong to
        QTest::newRow("guided-diffusion's denoiser") << "adm" << "adm/unet" << "unet" << 14;
        QTest::newRow("guided-diffusion's classifier") << "adm-classifier" << "adm-classifier" << "model.safetensors" << 6;
        QTest::newRow("classifier of latents, which has no attention") << "classifier" << "classifier" << "model.safetensors" << 19;
        QTest::newRow("autoencoder, which has no attention") << "autoencoder" << "vae" << "diffusion_pytorch_model.safetensors" << 58;
        QTest::newRow("VQGAN") << "vqgan" << "vqgan" << "diffusion_pytorch_model.safetensors" << 8;
        QTest::newRow("CLIP") << "clip" << "clip" << "clip" << 28;
    }
    void every_part_of_the_embedded_model_takes_one() {
        QFETCH(QString, configuration);
        QFETCH(QString, part);
        QFETCH(QString, merged);
        QFETCH(int, changed);
        const std::string folder = part.toStdString() + "-lora";
        Json json = configuration_of_pack(configuration.toUtf8(), part.toUtf8());
        json["lora"] = {{"rank", 2}, {"merge", true}};
        const auto task = train_into(folder.c_str(), json);
        QVERIFY(task);
        const auto file = SafetensorsFile::open(in((folder + "/model/pytorch_lora_weights.safetensors").c_str())).or_throw();
        QCOMPARE(static_cast<int>(file.entries().size()), 2 * changed);
        for (const auto& entry : file.entries()) QVERIFY2(file.tensor(entry).abs().max().item<float>() > 0, entry.name.c_str());

        // The merged model is what the adapted one became, but for its rounding to float16.
        json.erase("lora");
        json["output"] = in("again").string();
        const auto untrained = [&](const fs::path& initial) {
            json["initial"]["from"] = initial.string();
            Settings settings(json, in("test.json"));
            TrainerSettings::read(settings);
            return make(settings);
        };
        const auto whole = untrained(in((folder + "/model/" + merged.toStdString()).c_str())), before = untrained(pack(part.toUtf8()));
        const Stretch stretch{100, 4, 0};
        const auto loss = [&](const Task& one) {
            const c10::NoGradGuard constant;
            Metrics metrics;
            return one.loss(one.batch(stretch), stretch, metrics).item<double>();
        };
        const double adapted_loss = loss(*task);
        QVERIFY2(std::abs(loss(*whole) - adapted_loss) < 2e-3 * adapted_loss, qPrintable(QString("%1 %2").arg(loss(*whole)).arg(adapted_loss)));
        QVERIFY(std::abs(loss(*before) - adapted_loss) > 5e-3 * adapted_loss);
    }

    void a_lora_of_guided_diffusions_denoiser_is_loaded_as_any_other() {
        Json json = configuration_of_pack("adm", "adm/unet");
        json["lora"] = {{"rank", 2}, {"alpha", 4}, {"merge", true}};
        QVERIFY(train_into("adm-adapted", json));
        const auto model = load_model(pack("adm"), {}).or_throw();
        const auto used = adapted(*model.denoiser, LoraFile::open(in("adm-adapted/model/pytorch_lora_weights.safetensors")).or_throw(), 1);
        const auto& state = dynamic_cast<const TrainableNetwork&>(*network_of(*used)).weights();
        const StateDict merged = load_state_dict(in("adm-adapted/model/unet")).or_throw();
        for (const auto& name : merged.names()) QVERIFY2(close(state.find(name).to(at::kFloat), merged.find(name).to(at::kFloat).view_as(state.find(name)), 1e-2, 1e-3), name.c_str());
    }

    // In both formats the text tower's part is what model.lora takes, and the image tower's is there beside it.
    void a_lora_of_clip_is_read_by_text_encoders() {
        Json json = configuration_of_pack("clip", "clip");
        json["lora"] = {{"rank", 2}, {"merge", true}};
        Json kohya = json;
        kohya["lora"]["format"] = "kohya";
        QVERIFY(train_into("clip-lora", json) && train_into("clip-kohya", kohya));
        const StateDict text = load_state_dict(pack("clip")).or_throw(), merged = load_state_dict(in("clip-lora/model/clip")).or_throw();
        for (const char* file : {"clip-lora/model/pytorch_lora_weights.safetensors", "clip-kohya/model/lora.safetensors"}) {
            const LoraFile lora = LoraFile::open(in(file)).or_throw();
            QVERIFY(lora.changes(LoraPart::text) && lora.changes(LoraPart::image) && !lora.changes(LoraPart::unet));
            const std::string name = "text_model.encoder.layers.0.self_attn.q_proj.weight";
            const at::Tensor used = lora.applied(LoraPart::text, text, 1, at::kFloat).find(name);
            QVERIFY(!used.equal(text.find(name).to(at::kFloat)) && close(used, merged.find(name).to(at::kFloat), 1e-2, 1e-3));
        }
    }

    void what_is_frozen_gets_no_additions() {
        Json json = configuration_of_pack("clip", "clip");
        json["lora"] = {{"rank", 2}};
        json["frozen"] = {"text_model"};
        const auto task = train_into("frozen", json);
        QVERIFY(task);
        QVERIFY(!LoraFile::open(in("frozen/model/pytorch_lora_weights.safetensors")).or_throw().changes(LoraPart::text));
        for (const auto& name : task->weights().names())
            if (name.ends_with(".lora_B.weight")) QCOMPARE(task->weights().find(name).abs().max().item<float>() > 0, !name.starts_with("text_model"));
    }

    void what_cannot_be_is_refused() {
        Json none = with({{"rank", 2}});
        none.erase("initial");
        QCOMPARE(refusal(none), "test.json: 'lora' needs 'initial'.");
        QVERIFY(refusal(with({{"targets", {"nowhere"}}})).starts_with("test.json: 'lora.targets' name no linear map or convolution of the "));
        Json part = with({{"rank", 2}});
        part["initial"]["only"] = {"down_blocks."};
        QVERIFY(refusal(part).starts_with("test.json: 'initial.only' leaves weights that a seed draws"));
        part["lora"]["merge"] = true;
        QVERIFY(refusal(part).find("initial.only") == std::string::npos);
        QVERIFY(refusal(with({{"rank", 0}})).find("'lora.rank'") != std::string::npos);
        QVERIFY(refusal(with({{"targets", {"emb.token_embedding"}}, {"ranks", 3}})).find("'lora.ranks' is no setting.") != std::string::npos);
        Json clip = configuration_of_pack("clip", "clip");
        clip["lora"] = {{"targets", {"token_embedding"}}};
        QCOMPARE(refusal(clip), "test.json: 'lora.targets' name 'text_model.embeddings.token_embedding', which is no linear map or convolution.");
    }
};

QTEST_APPLESS_MAIN(LoraTrainingTest)
#include "lora_training_test.moc"
