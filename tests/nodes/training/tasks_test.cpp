#include "training/task.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include "diffusion/sde.h"
#include "models/architectures/codebook.h"
#include "models/load.h"
#include "models/text/tokenizer.h"
#include "training/parameters.h"
#include "training/trainer.h"

#include "../models/tensors.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace noiseloom;
using noiseloom::testing::failure_of;

namespace {

namespace fs = std::filesystem;

const Json easy_data = {{"size", 64}, {"scenes", {{"sizes", {"large"}}, {"positions", {"centre"}}, {"two_objects", 0}}}};

const Json tiny_autoencoder = {{"task", "autoencoder"},
                               {"size", 32},
                               {"crop", 16},
                               {"report_pictures", 4},
                               {"data", easy_data},
                               {"model",
                                {{"_class_name", "AutoencoderTiny"},
                                 {"latent_channels", 4},
                                 {"encoder_block_out_channels", {8, 8, 8}},
                                 {"decoder_block_out_channels", {8, 8, 8}},
                                 {"num_encoder_blocks", {0, 1, 1}},
                                 {"num_decoder_blocks", {1, 1, 0}}}}};

Json kl_autoencoder() {
    Json json = tiny_autoencoder;
    json["model"] = {{"_class_name", "AutoencoderKL"}, {"latent_channels", 4}, {"block_out_channels", {8, 16, 16}}, {"layers_per_block", 1}, {"norm_num_groups", 4}};
    return json;
}

Json vqgan() {
    Json json = tiny_autoencoder;
    json["task"] = "vqgan";
    json["model"] = {{"_class_name", "VQModel"},
                     {"latent_channels", 4},
                     {"vq_embed_dim", 3},
                     {"num_vq_embeddings", 16},
                     {"block_out_channels", {8, 16, 16}},
                     {"down_block_types", {"DownEncoderBlock2D", "DownEncoderBlock2D", "AttnDownEncoderBlock2D"}},
                     {"up_block_types", {"AttnUpDecoderBlock2D", "UpDecoderBlock2D", "UpDecoderBlock2D"}},
                     {"layers_per_block", 1},
                     {"norm_num_groups", 4}};
    return json;
}

Json adversarial(Json json) {
    json["adversarial"] = {{"from", 0}, {"channels", 4}, {"layers", 2}};
    return json;
}

Json clip(const fs::path& tokenizer) {
    const Json text{{"vocab_size", 708}, {"bos_token_id", 706}, {"eos_token_id", 707}, {"max_position_embeddings", 32}, {"hidden_size", 16},
                    {"num_hidden_layers", 1}, {"num_attention_heads", 2}, {"intermediate_size", 16}};
    const Json vision{{"image_size", 16}, {"patch_size", 8}, {"hidden_size", 16}, {"num_hidden_layers", 1}, {"num_attention_heads", 2}, {"intermediate_size", 16}};
    return {{"task", "clip"},
            {"tokenizer", tokenizer.string()},
            {"report_pictures", 8},
            {"hard_negatives", {"kind"}},
            {"data", easy_data},
            {"model", {{"architectures", {"CLIPModel"}}, {"projection_dim", 8}, {"text_config", text}, {"vision_config", vision}}}};
}

Json denoiser(bool has_latents) {
    Json json{{"task", "denoiser"},
              {"size", 32},
              {"text", "clip"},
              {"p_uncond", 0.25},
              {"report_pictures", 2},
              {"data", easy_data},
              {"scheduler", {{"_class_name", "DDIMScheduler"}, {"prediction_type", "v_prediction"}, {"beta_schedule", "linear"}, {"timestep_spacing", "trailing"}}},
              {"model",
               {{"_class_name", "UNet2DConditionModel"},
                {"in_channels", has_latents ? 4 : 3},
                {"out_channels", has_latents ? 4 : 3},
                {"block_out_channels", {16, 32}},
                {"layers_per_block", 1},
                {"attention_head_dim", 2},
                {"cross_attention_dim", 16},
                {"norm_num_groups", 8},
                {"addition_embed_type", "text"},
                {"addition_embed_type_num_heads", 2},
                {"resnet_time_scale_shift", "scale_shift"},
                {"down_block_types", {"DownBlock2D", "CrossAttnDownBlock2D"}},
                {"up_block_types", {"CrossAttnUpBlock2D", "UpBlock2D"}}}}};
    if (has_latents) json["autoencoder"] = "autoencoder";
    return json;
}

Json learning_its_variance() {
    Json json = denoiser(false);
    json["learned_variance"] = true;
    json["scheduler"]["prediction_type"] = "epsilon";
    json["model"]["out_channels"] = 6;
    return json;
}

const Json classifier = {{"task", "classifier"},
                         {"size", 32},
                         {"report_pictures", 4},
                         {"data", easy_data},
                         {"scheduler", {{"_class_name", "DDIMScheduler"}}},
                         {"model",
                          {{"_class_name", "NoisyClassifier"},
                           {"in_channels", 3},
                           {"sample_size", 32},
                           {"block_out_channels", {8, 16}},
                           {"norm_num_groups", 4},
                           {"heads", {{"kind", Json::object()}, {"position", {{"pooling", "flat"}}}, {"background", {{"pooling", "mean"}}}}}}}};

// Of guided-diffusion, told the kind of thing.
Json adm_denoiser() {
    return {{"task", "denoiser"},
            {"size", 16},
            {"label", "kind"},
            {"p_uncond", 0.25},
            {"report_pictures", 2},
            {"data", easy_data},
            {"scheduler", {{"_class_name", "DDIMScheduler"}, {"beta_schedule", "squaredcos_cap_v2"}}},
            {"model",
             {{"_class_name", "UNetModel"}, {"image_size", 16}, {"in_channels", 3}, {"out_channels", 3}, {"model_channels", 32}, {"num_res_blocks", 1},
              {"channel_mult", {1, 1}}, {"attention_resolutions", {2}}, {"num_head_channels", 16}, {"use_scale_shift_norm", true}, {"resblock_updown", true}}}};
}

Json adm_with(const char* key, const Json& value) {
    Json json = adm_denoiser();
    json[key] = value;
    return json;
}

Json adm_learning_its_variance() {
    Json json = adm_with("learned_variance", true);
    json["model"]["out_channels"] = 6;
    return json;
}

Json by_score_matching(Json json, const char* sde, bool is_likelihood) {
    json["scheduler"] = {{"sde", sde}};
    if (is_likelihood) json["likelihood_weighting"] = true;
    return json;
}

Json adm_of_latents() {
    Json json = adm_with("autoencoder", "autoencoder");
    json["model"]["in_channels"] = json["model"]["out_channels"] = json["model"]["image_size"] = 4;
    return json;
}

Json adm_classifier(const char* pool) {
    Json json = classifier;
    json["size"] = 16;
    json["model"] = adm_denoiser()["model"];
    json["model"]["_class_name"] = "EncoderUNetModel";
    json["model"]["pool"] = pool;
    json["model"]["label"] = "kind";
    return json;
}

fs::path pack_tokenizer() { return fs::path(NOISELOOM_SOURCE_DIR) / "resources/noiseloom-pack/tokenizer"; }

}  // namespace

class TasksTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    fs::path in(const char* name) const { return fs::path(folder_.path().toStdString()) / name; }

    std::unique_ptr<Task> make(const Json& json) const {
        Settings settings(json, in("test.json"));
        Placement placement;
        placement.channels_last = true;
        auto task = make_task(settings, {placement, 5, in("cache"), {}, [](const std::string&) {}});
        settings.finish();
        return task;
    }
    std::string refusal(const Json& json) const {
        return failure_of([&] { make(json); });
    }
    void export_to(const Json& json, const char* name) const {
        fs::create_directories(in(name));
        const auto task = make(json);
        task->write(task->weights(), in(name));
    }

  private slots:
    void initTestCase() {
        set_threads(1);   // tensors this small gain nothing from more
        export_to(tiny_autoencoder, "autoencoder");
        export_to(clip(pack_tokenizer()), "clip");
    }

    void gradients_reach_every_weight_data() {
        QTest::addColumn<QString>("json");
        const auto row = [](const char* name, const Json& json) { QTest::newRow(name) << QString::fromStdString(json.dump()); };
        row("AutoencoderTiny", tiny_autoencoder);
        row("AutoencoderKL", kl_autoencoder());
        row("VQGAN", vqgan());
        row("adversarial AutoencoderTiny", adversarial(tiny_autoencoder));
        row("adversarial VQGAN", adversarial(vqgan()));
        row("clip", clip(pack_tokenizer()));
        row("denoiser of latents", denoiser(true));
        row("denoiser of pixels", denoiser(false));
        row("denoiser that learns its variance", learning_its_variance());
        row("classifier", classifier);
        row("guided-diffusion's denoiser", adm_denoiser());
        row("guided-diffusion's denoiser of latents", adm_of_latents());
        row("guided-diffusion's denoiser that learns its variance", adm_learning_its_variance());
        row("guided-diffusion's classifier, attention", adm_classifier("attention"));
        row("guided-diffusion's classifier, adaptive", by_score_matching(adm_classifier("adaptive"), "vpsde", false));
        row("score matching of a UNet", by_score_matching(denoiser(false), "vesde", false));
        row("score matching of guided-diffusion's", by_score_matching(adm_denoiser(), "subvpsde", true));
    }
    // Also where a network is built of views of its weights, and after the optimiser has changed them in place.
    void gradients_reach_every_weight() {
        QFETCH(QString, json);
        const auto task = make(Json::parse(json.toStdString()));
        const Parameters parameters = Parameters::of(task->weights());
        AdamW optimizer(parameters, {});
        for (int step = 0; step < 3; ++step) {   // layers that begin as zeros hide those before them for a step
            parameters.clear_gradients();
            Metrics metrics;
            const Stretch stretch{4 * step, 4, 0.5};
            const at::Tensor loss = task->loss(task->batch(stretch), stretch, metrics);
            QVERIFY(std::isfinite(loss.item<double>()));
            loss.backward();
            optimizer.step(parameters.gradients(), 0.01);
        }
        for (std::size_t i = 0; i < parameters.names.size(); ++i) {
            QVERIFY2(parameters.values[i].grad().defined(), parameters.names[i].c_str());
            // Softmax does not see what all keys share.
            const bool is_blind = parameters.names[i].ends_with("k_proj.bias");
            if (!is_blind) QVERIFY2(parameters.values[i].grad().abs().max().item<double>() > 0, parameters.names[i].c_str());
        }
        const c10::NoGradGuard constant;
        QVERIFY(!task->report(task->weights()).metrics.empty());
    }

    // The discriminator's loss reaches the discriminator; the other one does not, but moves the autoencoder's weights.
    void an_adversary_has_a_loss_of_its_own() {
        const auto task = make(adversarial(vqgan()));
        const Parameters own = Parameters::of(task->weights()), rival = Parameters::of(task->rival()->weights);
        Metrics metrics;
        const Stretch stretch{0, 4, 0.5};
        const Batch batch = task->batch(stretch);
        const Losses losses = task->losses(batch, stretch, metrics);
        losses.own.backward({}, /*retain_graph=*/true);
        for (const auto& value : rival.values) QVERIFY(!value.grad().defined());
        const at::Tensor before = own.gradients().front().clone();
        losses.rival.backward({}, false, false, rival.values);
        for (const auto& value : rival.values) {
            const bool is_last_bias = value.numel() == 1;   // as long as nothing is told with certainty, both halves of the loss pull it equally
            QVERIFY(value.grad().defined() && (is_last_bias || value.grad().abs().max().item<double>() > 0));
        }
        QVERIFY(own.gradients().front().equal(before));

        Json late = adversarial(vqgan());
        late["adversarial"]["from"] = 0.6;
        QVERIFY(!make(late)->losses(batch, stretch, metrics).rival.defined());
        const at::Tensor alone = make(late)->loss(batch, stretch, metrics);
        QVERIFY(!make(late)->loss(batch, {0, 4, 0.6}, metrics).equal(alone));
    }

    // taming's adaptive weight: the adversarial term pulls at the last layer exactly as hard as the reconstruction, times its weight.
    void the_adversarial_weight_adapts() {
        Json json = adversarial(vqgan());
        json["adversarial"]["weight"] = 0.5;
        json["loss"] = {{"codebook", 0}, {"latent", 0}};
        const auto task = make(json), plain = make(vqgan());
        const Stretch stretch{0, 4, 0.5};
        const auto gradient = [&](const Task& of) {
            Metrics metrics;
            of.loss(of.batch(stretch), stretch, metrics).backward();
            return of.weights().find("decoder.conv_out.weight").grad();
        };
        const at::Tensor reconstruction = gradient(*plain), both = gradient(*task);
        QVERIFY(std::abs(((both - reconstruction).norm() / reconstruction.norm()).item<double>() - 0.5) < 0.01);   // 1e-4 in λ's denominator
    }

    void the_adversary_needs_a_last_layer_that_learns() {
        Json frozen = adversarial(vqgan());
        frozen["frozen"] = {"decoder.conv_out"};
        QCOMPARE(refusal(frozen), std::string("test.json: 'adversarial.adaptive' needs 'decoder.conv_out.weight' to learn, which 'frozen' keeps as it is."));
        export_to(vqgan(), "adapted-vqgan");
        Json adapted = adversarial(vqgan());
        adapted["initial"] = {{"from", in("adapted-vqgan").string()}};
        adapted["lora"] = {{"rank", 2}, {"targets", {"conv_in"}}};
        QCOMPARE(refusal(adapted), std::string("test.json: 'adversarial.adaptive' needs 'decoder.conv_out.weight' to learn, which 'lora' keeps as it is."));
        for (Json json : {frozen, adapted}) {
            json["adversarial"]["adaptive"] = false;
            const auto task = make(json);
            Metrics metrics;
            const Stretch stretch{0, 2, 0.5};
            QVERIFY(task->losses(task->batch(stretch), stretch, metrics).rival.defined());
        }
    }

    // Several processes see the pictures that one would.
    void whole_pictures_are_shared_as_crops_are() {
        const auto task = make(tiny_autoencoder);
        QCOMPARE(task->seen({40, 8, 0.5}).count, std::int64_t{8});
        const Stretch late = task->seen({40, 8, 0.95});
        QCOMPARE(late.count, std::int64_t{2});   // of four times as many pixels
        const at::Tensor together = task->batch(late).at("image");
        const at::Tensor apart = at::cat({task->batch({40, 1, 0.95}).at("image"), task->batch({41, 1, 0.95}).at("image")});
        QVERIFY(together.equal(apart));
    }

    void a_run_with_an_adversary_goes_on_exactly() {
        const auto train_to = [&](const char* name, std::initializer_list<std::int64_t> sessions) {
            for (const auto steps : sessions) {
                const auto task = make(adversarial(vqgan()));
                TrainerSettings trainer;
                trainer.steps = 4;
                trainer.batch = 2;
                trainer.output = in(name);
                trainer.checkpoint_every = 1;
                TrainerObserver observer;
                trainer.log_every = 1;
                observer.on_line = [&](const Json& line) {
                    if (line.contains("loss") && line["step"] == steps && steps < trainer.steps) observer.cancel.request();
                };
                train(*task, trainer, observer);
            }
            return load_state_dict(in(name) / "checkpoint.safetensors").or_throw();
        };
        const StateDict whole = train_to("whole", {4}), parts = train_to("parts", {2, 4});
        QVERIFY(whole.contains("discriminator.weights.main.0.weight") && whole.contains("discriminator.adamw.m.main.0.weight"));
        QVERIFY(whole.find("discriminator.adamw.steps").item<double>() == 4);
        QVERIFY(whole.names() == parts.names());
        for (const auto& name : whole.names()) QVERIFY2(whole.find(name).equal(parts.find(name)), name.c_str());
    }

    // A smaller decoder for previews, of latents that it does not shape.
    void a_decoder_learns_the_latents_of_a_given_encoder() {
        Json json = tiny_autoencoder;
        json["encoder"] = "autoencoder";
        QVERIFY(refusal(json).find("'encoder' is given beside an encoder to train") != std::string::npos);
        for (const char* key : {"num_encoder_blocks", "encoder_block_out_channels"}) json["model"].erase(key);
        json["model"]["decoder_block_out_channels"] = {4, 4, 4};
        const auto task = make(json);
        for (const auto& name : task->weights().names()) QVERIFY2(name.starts_with("decoder."), name.c_str());
        TrainerSettings trainer;
        trainer.steps = 2;
        trainer.batch = 2;
        trainer.output = in("preview");
        QVERIFY(train(*task, trainer, {}) == Ending::finished);
        const auto whole = load_autoencoder(in("autoencoder"), {}).or_throw(), preview = load_autoencoder(in("preview") / "model", {}).or_throw();
        const at::Tensor image = task->batch({0, 2, 0}).at("image");
        QCOMPARE(preview->decode(whole->latent(whole->encode(image, {}), {}), {}).sizes(), image.sizes());
        json["model"]["latent_channels"] = 3;
        QVERIFY(refusal(json).find("gives latents of 4 channels at 1/4 of the size, and the decoder reads 3 at 1/4") != std::string::npos);
    }

    void the_perceptual_term_is_weighed() {
        Json json = tiny_autoencoder;
        json["perceptual"] = {{"clip", (in("clip") / "clip").string()}, {"weight", 1000}};
        const auto task = make(json), plain = make(tiny_autoencoder);
        Metrics with, without;
        const Stretch stretch{0, 4, 0.5};
        const Batch batch = task->batch(stretch);
        const double more = task->loss(batch, stretch, with).item<double>() - plain->loss(batch, stretch, without).item<double>();
        QVERIFY(with["perceptual"] > 0 && std::abs(more - 1000 * with["perceptual"]) < 1e-4 * more);
    }

    void kept_latents_are_used_again_unless_they_are_damaged() {
        fs::remove_all(in("cache"));
        const auto latents = [&] { return make(denoiser(true))->batch({0, 8, 0}).at("x0"); };
        const at::Tensor whole = latents();
        fs::path file;
        for (const auto& entry : fs::directory_iterator(in("cache"))) file = entry.path();
        QVERIFY(file.filename().string().starts_with("latents-"));
        const std::string kept = read_file(file, 1 << 20).or_throw();
        const auto written = fs::last_write_time(file);
        QVERIFY(latents().equal(whole) && fs::last_write_time(file) == written);
        std::string flipped = kept;
        for (std::size_t i = kept.size() - 1000; i < kept.size(); ++i) flipped[i] ^= 3;
        for (const std::string& damaged : {flipped, kept.substr(0, kept.size() / 2), std::string()}) {
            write_file(file, damaged).or_throw();
            QVERIFY(latents().equal(whole));
            QVERIFY(read_file(file, 1 << 20).or_throw() == kept);
        }
    }

    void settings_are_looked_at_before_anything_is_encoded() {
        fs::remove_all(in("cache"));
        Settings settings(denoiser(true), in("test.json"));
        const auto ready = [](const Settings&) { throw Failure({Code::bad_workflow, "The checkpoint belongs to another run.", "", "", "", ""}); };
        QCOMPARE(failure_of([&] { make_task(settings, {{}, 5, in("cache"), {}, [](const std::string&) {}, {}, ready}); }), std::string("The checkpoint belongs to another run."));
        QVERIFY(!fs::exists(in("cache")));
        Cancel preparing;
        preparing.request();
        Settings again(denoiser(true), in("test.json"));
        QVERIFY_EXCEPTION_THROWN(make_task(again, {{}, 5, in("cache"), {}, [](const std::string&) {}, preparing}), Cancelled);
    }

    void batches_are_functions_of_their_place() {
        for (const Json& json : {tiny_autoencoder, vqgan(), denoiser(true), classifier, adm_denoiser()}) {
            const auto task = make(json);
            const Batch both = task->batch({10, 4, 0.5}), late = task->batch({12, 2, 0.5}), again = make(json)->batch({10, 4, 0.5});
            for (const auto& [name, tensor] : both) {
                QVERIFY2(tensor.equal(again.at(name)), name.c_str());
                QVERIFY2(tensor.narrow(0, 2, 2).equal(late.at(name)), name.c_str());
            }
        }
    }

    // Algorithm 1 of the classifier-free guidance paper.
    void the_condition_is_dropped_as_often_as_asked() {
        const auto task = make(denoiser(false));
        const at::Tensor ids = task->batch({0, 2000, 0})["ids"];
        const double dropped = ids.select(1, 1).eq(707).to(at::kFloat).mean().item<double>();
        QVERIFY(std::abs(dropped - 0.25) < 4 * std::sqrt(0.25 * 0.75 / 2000));   // 4 standard errors
        Json never = denoiser(false);
        never["p_uncond"] = 0;
        QCOMPARE(make(never)->batch({0, 200, 0})["ids"].select(1, 1).eq(707).sum().item<std::int64_t>(), 0);
    }

    void a_class_is_dropped_as_often_as_asked() {
        const auto task = make(adm_denoiser());
        const at::Tensor labels = task->batch({0, 2000, 0})["label"];
        const double dropped = labels.eq(12).to(at::kFloat).mean().item<double>();
        QVERIFY(std::abs(dropped - 0.25) < 4 * std::sqrt(0.25 * 0.75 / 2000));
        for (std::int64_t kind = 0; kind < 12; ++kind) QVERIFY(labels.eq(kind).any().item<bool>());
        const auto never = make(adm_with("p_uncond", 0));
        QVERIFY(never->batch({0, 200, 0})["label"].lt(12).all().item<bool>());
        QCOMPARE(never->weights().find("label_emb.weight").size(0), 12);   // no null class
        QCOMPARE(task->weights().find("label_emb.weight").size(0), 13);
    }

    void stages_follow_each_other() {
        Json staged = denoiser(false);
        Json night = easy_data, day = easy_data;
        night["scenes"]["backgrounds"] = {"black"};
        night["until"] = 0.5;
        day["scenes"]["backgrounds"] = {"white"};
        staged["data"] = {night, day};
        const auto task = make(staged);
        QVERIFY(task->batch({0, 8, 0.49})["x0"].mean().item<double>() < -0.2);
        QVERIFY(task->batch({0, 8, 0.5})["x0"].mean().item<double>() > 0.2);
        staged["data"][1]["until"] = 0.9;
        QCOMPARE(refusal(staged), std::string("test.json: 'data' must end with a stage 'until' 1."));
    }

    void what_is_exported_is_read_as_other_models_are() {
        export_to(denoiser(true), "model");
        const LoadedModel model = load_model(in("model"), {"cpu", "fp32"}).or_throw();
        QVERIFY(model.unused.empty());
        QVERIFY(model.denoiser && model.autoencoder && model.towers.size() == 1);
        QCOMPARE(model.denoiser->prediction(), Prediction::v);
        QCOMPARE(model.denoiser->format().factor, 4);
        QVERIFY(load_clip(in("clip") / "clip", {"cpu", "fp32"}));
        export_to(vqgan(), "vqgan");
        const auto codes = load_autoencoder(in("vqgan"), {"cpu", "fp32"}).or_throw();
        QVERIFY(codes->codebook() && codes->codebook()->size() == 16);
        QCOMPARE(codes->format().channels, 3);
        QCOMPARE(Tokenizer::load(model.towers.front().tokenizer).or_throw().end(), 707);
    }

    void a_class_conditional_model_is_read_as_others_are() {
        export_to(by_score_matching(adm_denoiser(), "vesde", false), "adm");
        const LoadedModel model = load_model(in("adm"), {"cpu", "fp32"}).or_throw();
        QVERIFY(model.unused.empty());
        QVERIFY(model.denoiser && model.autoencoder && model.towers.empty());
        QCOMPARE(model.denoiser->format().factor, 1);
        QCOMPARE(model.denoiser->class_names().size(), std::size_t{12});
        QCOMPARE(model.denoiser->class_names().front(), std::string("star"));
        QVERIFY(std::abs(model.denoiser->schedule().sigma_max() - 50) < 1e-6);   // the SDE's
        const Conditioning nothing, *only = &nothing;
        const at::Tensor x = at::randn({1, 3, 16, 16});
        QVERIFY(model.denoiser->denoise(x, {1, 0.5, 100}, {&only, 1}, {}).front().x0.isfinite().all().item<bool>());

        Json continuous = adm_denoiser();
        continuous["levels"] = {{"time", "continuous"}};
        export_to(continuous, "continuous");
        const LoadedModel loaded = load_model(in("continuous"), {"cpu", "fp32"}).or_throw();
        const double a = loaded.denoiser->schedule().level(500).a;
        QVERIFY(std::abs(a * a - 0.5) < 1e-9);   // λ(1/2) = 0

        export_to(adm_classifier("attention"), "adm-classifier");
        const auto judge = load_classifier(in("adm-classifier"), {"cpu", "fp32"}).or_throw();
        QCOMPARE(judge->questions().front().name, std::string("kind"));
        QCOMPARE(judge->questions().front().classes.size(), std::size_t{12});
        QVERIFY(load_state_dict(in("adm-classifier")).or_throw().contains("out.2.qkv_proj.weight"));
        QVERIFY(std::abs(judge->schedule().level(0).s - 0.01) < 1e-6);   // DDPM's
        export_to(by_score_matching(classifier, "vesde", false), "classifier");
        QVERIFY(std::abs(load_classifier(in("classifier"), {"cpu", "fp32"}).or_throw()->schedule().sigma_max() - 50) < 1e-6);
    }

    // guided-diffusion's figures: of a network without an opinion one in twelve is right, and five in twelve among the first five.
    void a_classifier_reports_quarters_of_the_time() {
        Json json = adm_classifier("adaptive");
        json["report_pictures"] = 240;
        const auto task = make(json);
        const c10::NoGradGuard constant;
        const Metrics metrics = task->report(task->weights()).metrics;
        for (const char* quarter : {"q0", "q1", "q2", "q3"}) {
            const double first = metrics.at(std::string("kind_acc@1_") + quarter), five = metrics.at(std::string("kind_acc@5_") + quarter);
            QVERIFY(std::abs(first - 1.0 / 12) < 4 * std::sqrt(11.0 / 144 / 240));
            QVERIFY(std::abs(five - 5.0 / 12) < 4 * std::sqrt(35.0 / 144 / 240));
        }
    }

    // Of a network that answers 0: the mean square of the noise, with λ = g² times g²/s².
    void score_matching_weighs_what_it_is_told_to() {
        const auto plain = make(by_score_matching(adm_denoiser(), "vpsde", false)), likelihood = make(by_score_matching(adm_denoiser(), "vpsde", true));
        const Batch batch = plain->batch({0, 16, 0});
        const at::Tensor squares = batch.at("noise").square().mean({1, 2, 3});
        const Sde sde = Sde::from_json({{"sde", "vpsde"}}).or_throw();
        double want = 0;
        for (std::int64_t i = 0; i < 16; ++i) {
            const double t = batch.at("t")[i].item<double>() / 999;
            QVERIFY(t >= 1e-3 && t < 1);
            want += squares[i].item<double>() * std::pow(sde.diffusion(t) / sde.marginal(t).s, 2) / 16;
        }
        Metrics metrics;
        QVERIFY(std::abs(plain->loss(batch, {0, 16, 0}, metrics).item<double>() - squares.mean().item<double>()) < 1e-5);
        QVERIFY(std::abs(likelihood->loss(batch, {0, 16, 0}, metrics).item<double>() - want) < 1e-4 * want);
    }

    // The decoder of an autoencoder that is done can go on alone.
    void training_begins_with_given_weights_and_leaves_frozen_ones_alone() {
        Json json = tiny_autoencoder;
        json["initial"] = {{"from", "autoencoder"}, {"only", {"encoder."}}};
        json["frozen"] = {"encoder."};
        const auto task = make(json);
        const StateDict given = load_state_dict(in("autoencoder")).or_throw();
        const auto is_given = [&](const std::string& name) { return task->weights().find(name).equal(given.find(name).to(at::kFloat)); };
        TrainerSettings trainer;
        trainer.steps = 2;
        trainer.batch = 2;
        trainer.output = in("decoder");
        QVERIFY(train(*task, trainer, {}) == Ending::finished);
        for (const auto& name : task->weights().names()) QVERIFY2(is_given(name) == name.starts_with("encoder."), name.c_str());

        json["model"]["num_encoder_blocks"] = {0, 1, 0};
        QVERIFY(refusal(json).find("which the model to train does not have") != std::string::npos);
        json["initial"]["only"] = {"unet."};
        QVERIFY(refusal(json).find("'initial.only' leaves none of the weights") != std::string::npos);
        json = tiny_autoencoder;
        json["frozen"] = "encoder.";
        QCOMPARE(refusal(json), std::string("test.json: 'frozen' is not a list of beginnings of names."));
        for (Json any : {tiny_autoencoder, vqgan(), denoiser(false), classifier, clip(pack_tokenizer())}) {
            any["frozen"] = {"encoderr."};
            QCOMPARE(refusal(any), std::string("test.json: 'frozen' holds 'encoderr.', with which no weight of the model begins."));
        }
    }

    void a_model_larger_than_the_memory_is_refused_before_that_is_full() {
        Json json = denoiser(false);
        json["model"]["block_out_channels"] = {65536, 65536};
        try {
            make(json);
            QFAIL("it was made");
        } catch (const Failure& failure) {
            QCOMPARE(failure.error().code, Code::out_of_memory);
            QVERIFY2(failure.error().message.starts_with("The model's next weight, '"), failure.error().message.c_str());
        }
    }

    // Before anything is encoded, and as errors of the configuration that name file and key.
    void networks_that_cannot_be_are_refused_data() {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, Json json, const char* place, const Json& value, const char* words) {
            json[Json::json_pointer(place)] = value;
            QTest::newRow(name) << QString::fromStdString(json.dump()) << words;
        };
        row("odd channels", denoiser(false), "/model/block_out_channels", {16, 33}, "'model' is of no use: ");
        row("few channels", adm_denoiser(), "/model/model_channels", 16, "'model' is of no use: ");
        row("no betas", denoiser(false), "/scheduler/beta_schedule", "cosine", "'scheduler' is of no use: ");
        row("betas below 0", denoiser(false), "/scheduler/beta_end", -3, "'scheduler' is of no use: ");
        row("no steps", denoiser(false), "/scheduler/num_train_timesteps", 0, "'scheduler' is of no use: ");
        row("no kind", denoiser(false), "/data/scenes/kinds", {"dragon"}, "'data.scenes' is of no use: ");
        row("no kinds", denoiser(false), "/data/scenes/kinds", Json::array(), "'data.scenes' is of no use: ");
        row("a million layers", denoiser(false), "/model/layers_per_block", 1'000'000, "'model' is of no use: The UNet's configuration cannot be used: 'layers_per_block' is 1000000");
        row("a wide level", denoiser(false), "/model/block_out_channels", {16, 1'000'000'000}, "'model' is of no use: The UNet's configuration cannot be used: 'block_out_channels' holds 1000000000");
        row("blocks of a tiny autoencoder", tiny_autoencoder, "/model/num_decoder_blocks", {1'000'000, 1, 0}, "'model' is of no use: The autoencoder's configuration cannot be used: 'num_decoder_blocks' holds 1000000");
        row("layers of CLIP", clip(pack_tokenizer()), "/model/vision_config/num_hidden_layers", 1'000'000, "'model' is of no use: ");
        row("another class", denoiser(false), "/model/_class_name", "UNet4D", "'model' is of no use: ");
        row("groups of a classifier", classifier, "/model/norm_num_groups", 3, "'model' is of no use: ");
        row("heads of CLIP", clip(pack_tokenizer()), "/model/text_config/num_attention_heads", 3, "'model' is of no use: ");
        row("groups of an autoencoder", kl_autoencoder(), "/model/norm_num_groups", 3, "'model' is of no use: ");
    }
    void networks_that_cannot_be_are_refused() {
        QFETCH(QString, json);
        QFETCH(QString, words);
        try {
            make(Json::parse(json.toStdString()));
            QFAIL("it was made");
        } catch (const Failure& failure) {
            QCOMPARE(failure.error().code, Code::bad_workflow);
            QVERIFY2(failure.error().message.starts_with("test.json: " + words.toStdString()), failure.error().message.c_str());
        }
    }

    void errors_say_what_does_not_fit() {
        Json json = tiny_autoencoder;
        json["task"] = "autoencodr";
        QVERIFY(refusal(json).starts_with("test.json: 'task' is 'autoencodr'; it must be one of autoencoder, clip, denoiser, classifier"));
        json = tiny_autoencoder;
        json["crop"] = 10;
        QCOMPARE(refusal(json), std::string("test.json: 'size' and 'crop' must be multiples of 4."));
        json = tiny_autoencoder;
        json["model"]["_class_name"] = "VQModel";
        QCOMPARE(refusal(json), std::string("test.json: 'model._class_name' is not AutoencoderTiny or AutoencoderKL."));
        json = tiny_autoencoder;
        json["adversarial"] = {{"until", 1}};
        QVERIFY(refusal(json).find("'adversarial.until' is no setting") != std::string::npos);
        json = tiny_autoencoder;
        json["loss"] = {{"l2", 1}};
        QVERIFY(refusal(json).find("'loss.l2' is no setting") != std::string::npos);
        json = clip(pack_tokenizer());
        json["hard_negatives"] = {"mood"};
        QCOMPARE(refusal(json), std::string("test.json: 'hard_negatives' holds \"mood\", of which the data know no other."));
        json = clip(pack_tokenizer());
        json["model"]["text_config"]["eos_token_id"] = 7;
        QVERIFY(refusal(json).find("does not fit the tokenizer, which has 708 ids and ends texts with 707") != std::string::npos);
        json = denoiser(true);
        json["model"]["in_channels"] = 3;
        QCOMPARE(refusal(json), std::string("test.json: 'model.in_channels' and 'out_channels' must be 4 and 4."));
        json = denoiser(true);
        json["data"].erase("size");
        QCOMPARE(refusal(json), std::string("The data have 10000000 pictures, too many to keep their latents."));
        json = denoiser(true);
        json["size"] = 34;
        QCOMPARE(refusal(json), std::string("test.json: 'size' must be a multiple of 4, the autoencoder's factor."));
        fs::create_directories(in("odd"));
        json = denoiser(true);
        json["autoencoder"] = "odd";
        for (const char* config : {"[1]", "{\"_class_name\": 5}", "no"}) {
            write_file(in("odd") / "config.json", config).or_throw();
            QCOMPARE(refusal(json), std::string("test.json: 'autoencoder' names a folder whose config.json is no autoencoder's."));
        }
        json = denoiser(false);
        json["data"] = {easy_data, easy_data};
        json["data"][0]["until"] = json["data"][1]["until"] = 0.5;
        QCOMPARE(refusal(json), std::string("test.json: 'data[1].until' must be larger than that of the stage before."));
        json = denoiser(true);
        json["text"] = "nowhere";
        QVERIFY(refusal(json).find("'text' names") != std::string::npos);
        json["text"] = "autoencoder";
        QCOMPARE(refusal(json), std::string("test.json: 'text' names a folder without tokenizer/."));
        json = adm_denoiser();
        json["model"]["image_size"] = 32;
        QCOMPARE(refusal(json), std::string("test.json: 'model.image_size' must be 16, the side of what is learnt."));
        json = learning_its_variance();
        json["scheduler"]["prediction_type"] = "v_prediction";
        QCOMPARE(refusal(json), std::string("test.json: 'learned_variance' needs the prediction type epsilon and discrete time."));
        for (const char* key : {"learned_variance", "min_snr_gamma"}) {
            json = learning_its_variance();
            json["scheduler"]["rescale_betas_zero_snr"] = true;
            json.erase("learned_variance");
            QVERIFY(refusal(json).find("learned_variance") == std::string::npos);
            if (std::string_view(key) == "learned_variance") json[key] = true;
            else json[key] = 5;
            QVERIFY(refusal(json).starts_with("test.json: '" + std::string(key) + "' needs a last level with some picture left"));
        }
        QCOMPARE(refusal(adm_with("label", "mood")), std::string("test.json: 'label' is 'mood', which the data do not tell."));
        json = adm_denoiser();
        json.erase("label");
        json["model"]["num_classes"] = 3;
        QCOMPARE(refusal(json), std::string("test.json: 'label' is missing."));
        json["label"] = "kind";
        QCOMPARE(refusal(json), std::string("test.json: 'model.num_classes' is the data's to say: it follows from 'label'."));
        QCOMPARE(refusal(adm_with("text", "clip")), std::string("test.json: 'text' is of no use to a model that reads no captions."));
        QCOMPARE(refusal(adm_with("likelihood_weighting", true)), std::string("test.json: 'likelihood_weighting' needs an SDE for its noise."));
        json = denoiser(false);
        json["label"] = "kind";
        QCOMPARE(refusal(json), std::string("test.json: 'label' is of no use to a model that reads no classes."));
        json = denoiser(false);
        json.erase("text");
        QCOMPARE(refusal(json), std::string("test.json: 'text' is missing."));
        json = by_score_matching(adm_denoiser(), "ode", false);
        QVERIFY(refusal(json).find("'sde' is \"ode\"") != std::string::npos);
        json = by_score_matching(adm_denoiser(), "vpsde", false);
        json["scheduler"]["prediction_type"] = "v_prediction";
        QVERIFY(refusal(json).find("'prediction_type' than epsilon") != std::string::npos);
        json = by_score_matching(adm_denoiser(), "vpsde", false);
        json["levels"] = {{"time", "discrete"}};
        QCOMPARE(refusal(json), std::string("test.json: 'levels.time' is discrete, and an SDE's is continuous."));
        json = adm_classifier("attention");
        json["model"]["label"] = "mood";
        QCOMPARE(refusal(json), std::string("test.json: 'model.label' is no label of the data."));
        json = classifier;
        json["model"]["heads"]["mood"] = Json::object();
        QCOMPARE(refusal(json), std::string("test.json: 'model.heads.mood' is no label of the data."));
    }
};

QTEST_APPLESS_MAIN(TasksTest)
#include "tasks_test.moc"
