// What files are, by headers of real layouts (the data are holes of the right size).
#include "models/identify.h"

#include <QTemporaryDir>
#include <QtTest>

#include "models/config_inference.h"
#include "models/safetensors_header.h"
#include "nodes/models/safetensors_files.h"

using namespace noiseloom;
namespace fs = std::filesystem;

namespace {

const fs::path data = fs::path(NOISELOOM_TEST_DATA) / "models";

std::string text_of(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

Json config_of(const std::string& name) { return parse_json(text_of(data / "configs" / (name + ".json"))).or_throw(); }

// The header of `name` with its data as a hole.
fs::path sparse(const fs::path& folder, const std::string& name, const std::string& as = "") {
    const std::string header = text_of(data / "headers" / (name + ".json"));
    std::uint64_t bytes = 0;
    const Json json = parse_json(header).or_throw();
    for (const auto& [tensor, entry] : json.items())
        if (tensor != "__metadata__") bytes = std::max(bytes, entry["data_offsets"][1].get<std::uint64_t>());
    const fs::path file = folder / ((as.empty() ? name : as) + ".safetensors");
    testing::write(file, testing::safetensors(header));
    fs::resize_file(file, 8 + header.size() + bytes);
    return file;
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += name + " ";
    return text;
}

}  // namespace

class IdentifyTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    fs::path folder() const { return folder_.path().toStdString(); }

  private slots:
    // What no shape tells is asked for, and read from config.json.
    void networks_of_score_sde_are_named() {
        const FileInfo faces = identify(data / "score_sde" / "faces.safetensors").or_throw();
        QCOMPARE(to_json(faces)["kind"].get<std::string>() + ": " + faces.variant, std::string("score_sde network: NCSN++, vesde"));
        QVERIFY(faces.notes.empty() && faces.prediction == "score" && faces.config["progressive"] == "output_skip");
        const fs::path own = folder() / "ddpmpp";
        fs::create_directories(own);
        fs::copy_file(data / "score_sde" / "ddpmpp.safetensors", own / "ddpmpp.safetensors");
        const FileInfo asks = identify(own / "ddpmpp.safetensors").or_throw();
        QCOMPARE(asks.variant, std::string("DDPM++, vpsde"));
        QVERIFY(asks.notes.size() == 1 && asks.notes[0].find("do not tell vpsde from subvpsde") != std::string::npos);
        testing::write(own / "config.json", R"({ "sde": "subvpsde" })");
        const FileInfo told = identify(own / "ddpmpp.safetensors").or_throw();
        QCOMPARE(told.variant, std::string("DDPM++, subvpsde"));
        QVERIFY(told.config["nf"] == 4);
        QCOMPARE(joined(told.notes), std::string("config.json beside it says: sde. "));
        QVERIFY(identify(own).or_throw().config == told.config);   // as a folder
        testing::write(own / "config.json", R"({ "training": { "continuous": true }, "data": { "centered": true } })");
        QCOMPARE(joined(identify(own / "ddpmpp.safetensors").or_throw().notes),
                 std::string("config.json beside it says: centered, continuous. Its tensors do not tell vpsde from subvpsde: config.json beside it can say so. "));
        testing::write(own / "config.json", R"({ "sde": "foo" })");
        QVERIFY(identify(own / "ddpmpp.safetensors").error().message.ends_with("ddpmpp.safetensors: config.json: 'sde' is \"foo\", not known here"));
    }

    void kinds_and_families_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("family");
        QTest::addColumn<QString>("variant");
        QTest::newRow("sdxl_single_file") << "checkpoint" << "Stable Diffusion XL" << "";
        QTest::newRow("unet_sd1_inpaint") << "UNet" << "Stable Diffusion 1" << "inpainting";
        QTest::newRow("unet_sd2") << "UNet" << "Stable Diffusion 2" << "";
        QTest::newRow("unet_sdxl") << "UNet" << "Stable Diffusion XL" << "";
        QTest::newRow("vae_sdxl") << "autoencoder" << "unknown" << "";
        QTest::newRow("taesd") << "tiny autoencoder" << "unknown" << "";
        QTest::newRow("taesd_encoder") << "tiny autoencoder" << "unknown" << "";
        QTest::newRow("taesd_decoder") << "tiny autoencoder" << "unknown" << "";
        QTest::newRow("text_encoder_l") << "text encoder" << "unknown" << "";
        QTest::newRow("text_encoder_h") << "text encoder" << "unknown" << "";
        QTest::newRow("text_encoder_g") << "text encoder" << "unknown" << "";
        QTest::newRow("clip_vit") << "CLIP" << "unknown" << "";
        QTest::newRow("clip_vit_openai_layout") << "CLIP" << "unknown" << "";
        QTest::newRow("controlnet_sd1") << "ControlNet" << "unknown" << "";
        QTest::newRow("lora_kohya_sd1") << "LoRA" << "unknown" << "rank 4";
        QTest::newRow("lora_peft_sd1") << "LoRA" << "unknown" << "rank 4";
        QTest::newRow("ti_sd1") << "textual inversion" << "unknown" << "2 tokens";
        QTest::newRow("ti_sdxl") << "textual inversion" << "Stable Diffusion XL" << "2 tokens";
        QTest::newRow("adm_cond") << "guided-diffusion UNet" << "unknown" << "";
        QTest::newRow("adm_superres") << "guided-diffusion UNet" << "unknown" << "";
        QTest::newRow("classifier_attention") << "classifier" << "unknown" << "";
        QTest::newRow("ddpm_simple") << "DDPM UNet" << "unknown" << "";
        QTest::newRow("vqgan_taming_layout") << "VQGAN" << "unknown" << "f4, 64 codes";
    }
    void kinds_and_families() {
        QFETCH(QString, kind);
        QFETCH(QString, family);
        QFETCH(QString, variant);
        const auto info = identify(sparse(folder(), QTest::currentDataTag()));
        QVERIFY2(info, info ? "" : info.error().message.c_str());
        QCOMPARE(QString::fromUtf8(name_of(info->kind).data()), kind);
        QCOMPARE(QString::fromUtf8(name_of(info->family).data()), family);
        QCOMPARE(QString::fromStdString(info->variant), variant);
        QVERIFY2(info->missing.empty(), joined(info->missing).c_str());
        QVERIFY2(info->surplus.empty(), joined(info->surplus).c_str());
        for (const FileInfo& part : info->parts) {
            QVERIFY2(part.missing.empty(), joined(part.missing).c_str());
            QVERIFY2(part.surplus.empty(), joined(part.surplus).c_str());
        }
        QVERIFY(info->parameters > 0);
    }

    // Every key that shapes can tell equals the config.json that was written with the weights.
    void inferred_configurations_data() {
        QTest::addColumn<QString>("config");
        QTest::addColumn<QStringList>("keys");
        const QStringList unet{"in_channels", "out_channels", "block_out_channels", "down_block_types", "up_block_types", "layers_per_block", "cross_attention_dim",
                               "use_linear_projection", "transformer_layers_per_block", "norm_num_groups", "flip_sin_to_cos", "freq_shift"};
        const QStringList text{"vocab_size", "hidden_size", "max_position_embeddings", "num_hidden_layers", "intermediate_size", "bos_token_id", "eos_token_id"};
        QTest::newRow("unet_sd1_inpaint") << "" << unet;
        QTest::newRow("unet_sd2") << "" << unet;
        QTest::newRow("unet_sdxl") << "" << unet + QStringList{"attention_head_dim", "addition_embed_type", "projection_class_embeddings_input_dim"};
        QTest::newRow("vae_sdxl") << "" << QStringList{"in_channels", "out_channels", "latent_channels", "block_out_channels", "layers_per_block", "norm_num_groups", "use_quant_conv",
                                                       "use_post_quant_conv", "mid_block_add_attention", "force_upcast"};
        QTest::newRow("text_encoder_l") << "" << text + QStringList{"hidden_act", "num_attention_heads"};
        QTest::newRow("text_encoder_h") << "" << text;
        QTest::newRow("text_encoder_g") << "" << text + QStringList{"projection_dim", "num_attention_heads"};
        QTest::newRow("clip_vit text") << "text_config" << text;
        QTest::newRow("clip_vit vision") << "vision_config" << QStringList{"hidden_size", "num_channels", "patch_size", "image_size", "num_hidden_layers", "num_attention_heads", "intermediate_size", "projection_dim"};
    }
    void inferred_configurations() {
        QFETCH(QString, config);
        QFETCH(QStringList, keys);
        const std::string name = QString(QTest::currentDataTag()).section(' ', 0, 0).toStdString();
        const auto info = identify(sparse(folder(), name));
        QVERIFY(info && info->config_is_inferred);
        const Json got = config.isEmpty() ? info->config : info->config[config.toStdString()];
        const Json want = config.isEmpty() ? config_of(name) : config_of(name)[config.toStdString()];
        for (const QString& key : keys) {
            const std::string word = key.toStdString();
            QVERIFY2(got.value(word, Json()) == want.value(word, Json()), (word + ": " + got.value(word, Json()).dump() + " instead of " + want.value(word, Json()).dump()).c_str());
        }
    }

    void a_checkpoint_has_configured_parts() {
        const auto info = identify(sparse(folder(), "sdxl_single_file"));
        QVERIFY(info);
        QCOMPARE(info->parts.size(), std::size_t{4});
        QCOMPARE(QString::fromStdString(info->prediction), QString("epsilon"));
        std::uint64_t parameters = 0;
        for (const FileInfo& part : info->parts) {
            parameters += part.parameters;
            if (part.part == "unet") QCOMPARE(part.config["addition_time_embed_dim"].get<int>(), 32);   // from the second encoder's width
            if (part.part == "vae") QCOMPARE(part.config["scaling_factor"].get<double>(), 0.13025);
            if (part.part == "text_encoder") QCOMPARE(part.config["hidden_act"].get<std::string>(), std::string("quick_gelu"));
            if (part.part == "text_encoder_2") QCOMPARE(part.config["hidden_act"].get<std::string>(), std::string("gelu"));
        }
        QCOMPARE(parameters, info->parameters);
    }

    void real_files_and_folders() {
        const auto file = identify(data / "sd1_single_file.safetensors");
        QVERIFY2(file, file ? "" : file.error().message.c_str());
        QVERIFY(file->kind == ModelKind::checkpoint && file->family == ModelFamily::sd1);
        QCOMPARE(file->bytes, std::uint64_t{1948622});
        const auto folder_info = identify(data / "sd1_pipeline");
        QVERIFY2(folder_info, folder_info ? "" : folder_info.error().message.c_str());
        QVERIFY(folder_info->kind == ModelKind::pipeline && folder_info->family == ModelFamily::sd1);
        QCOMPARE(folder_info->parameters, file->parameters);
        QCOMPARE(QString::fromStdString(folder_info->prediction), QString("epsilon"));
        std::string parts;
        for (const FileInfo& part : folder_info->parts) parts += part.part + ":" + std::string(name_of(part.kind)) + " ";
        QCOMPARE(parts, std::string("scheduler:scheduler tokenizer:tokenizer text_encoder:text encoder unet:UNet vae:autoencoder "));
        const auto part = identify(data / "sd1_pipeline/unet");
        QVERIFY(part && !part->config_is_inferred && part->config["sample_size"] == 8);
    }

    void the_tensors_of_the_published_models_are_expected() {
        const auto size = [](const Json& config) { return expected_unet_keys(config).size(); };
        const Json sd15 = {{"block_out_channels", {320, 640, 1280, 1280}}, {"layers_per_block", 2}, {"transformer_layers_per_block", 1},
                           {"down_block_types", {"CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D"}},
                           {"up_block_types", {"UpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D"}}};
        QCOMPARE(size(sd15), std::size_t{686});
        const Json sdxl = {{"block_out_channels", {320, 640, 1280}}, {"layers_per_block", 2}, {"transformer_layers_per_block", {1, 2, 10}}, {"addition_embed_type", "text_time"},
                           {"down_block_types", {"DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"}},
                           {"up_block_types", {"CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"}}};
        QCOMPARE(size(sdxl), std::size_t{1680});
        QCOMPARE(expected_vae_keys({{"block_out_channels", {128, 256, 512, 512}}, {"layers_per_block", 2}}).size(), std::size_t{248});
        QCOMPARE(expected_clip_text_keys({{"num_hidden_layers", 12}}).size(), std::size_t{196});
    }

    void missing_and_unknown_tensors_are_listed() {
        std::string header = text_of(data / "headers/unet_sd2.json");
        const std::string name = "mid_block.resnets.0.conv1.bias";
        header.replace(header.find(name), name.size(), "mid_block.resnets.0.surprise.b");
        testing::write(folder() / "broken.safetensors", testing::safetensors(header));
        const auto whole = identify(sparse(folder(), "unet_sd2"));
        fs::resize_file(folder() / "broken.safetensors", whole->bytes);
        const auto info = identify(folder() / "broken.safetensors");
        QVERIFY2(info, info ? "" : info.error().message.c_str());
        QCOMPARE(info->missing, (std::vector<std::string>{name}));
        QCOMPARE(info->surplus, (std::vector<std::string>{"mid_block.resnets.0.surprise.b"}));
        const QString text = QString::fromStdString(to_text(*info));
        QVERIFY2(text.contains("missing       1: mid_block.resnets.0.conv1.bias\n") && text.contains("unknown       1: mid_block.resnets.0.surprise.b\n"), qPrintable(text));
        QCOMPARE(to_json(*info)["missing"], Json({name}));
    }

    void the_prediction_of_sd2_is_looked_for() {
        QCOMPARE(QString::fromStdString(identify(sparse(folder(), "unet_sd2"))->prediction), QString());
        QCOMPARE(QString::fromStdString(identify(sparse(folder(), "unet_sd2", "v2-1_768"))->prediction), QString("v_prediction"));
        testing::write(folder() / "mine.yaml", "model:\n  params:\n    parameterization: \"v\"\n");
        QCOMPARE(QString::fromStdString(identify(sparse(folder(), "unet_sd2", "mine"))->prediction), QString("v_prediction"));
    }

    void other_formats_are_named_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("hint");
        const QString pickle = "Pickle files can run code when they are opened";
        QTest::newRow("model.ckpt") << QByteArray("PK\3\4") + QByteArray(60, '\0') << "this is a zip archive (a PyTorch checkpoint, perhaps)" << pickle;
        QTest::newRow("model.pth") << QByteArray("\x80\x02\x8a\x0al\xfc\x9c\x46") + QByteArray(60, '\0') << "this is a Python pickle" << pickle;
        QTest::newRow("model.gguf") << QByteArray("GGUF\3\0\0\0", 8) + QByteArray(60, '\0') << "this is a GGUF file" << "GGUF is not supported";
        QTest::newRow("draw_things.ckpt") << QByteArray("SQLite format 3\0", 16) + QByteArray(60, '\0') << "this is an SQLite database" << "Draw Things models are not supported";
        QTest::newRow("page.safetensors") << QByteArray("  <html><head>login") << "this is a web page" << "log in";
        QTest::newRow("config.json") << QByteArray("{\"_class_name\": \"UNet2DConditionModel\"}") << "this is a JSON text" << "";
    }
    void other_formats_are_named() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, words);
        QFETCH(QString, hint);
        const auto info = identify(testing::write(folder() / QTest::currentDataTag(), bytes.toStdString()));
        QVERIFY(!info);
        QCOMPARE(info.error().code, Code::bad_model);
        QVERIFY2(QString::fromStdString(info.error().message).contains(words), info.error().message.c_str());
        QVERIFY2(QString::fromStdString(info.error().hint).contains(hint), info.error().hint.c_str());
    }

    // 28, 29: names and metadata are shown as plain text.
    void hostile_text_is_escaped() {
        const std::string header = "{\"__metadata__\":{\"title\":\"\\u001b[31mred\\u202e\",\"long\":\"" + std::string(100'000, 'x') + "\"},\"w\\u0007\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
        const auto info = identify(testing::write(folder() / "x\x1b[2J.safetensors", testing::safetensors(header, "abcd")));
        QVERIFY2(info, info ? "" : info.error().message.c_str());
        QCOMPARE(info->metadata.at("title"), std::string("\\u{1b}[31mred\\u{202e}"));
        QVERIFY(info->metadata.at("long").size() < 4200);
        const std::string all = to_text(*info) + to_json(*info).dump();
        QVERIFY(all.find('\x1b') == std::string::npos && all.find("\u202e") == std::string::npos);
    }
};

QTEST_GUILESS_MAIN(IdentifyTest)
#include "identify_test.moc"
