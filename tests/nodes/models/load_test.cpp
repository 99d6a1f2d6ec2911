#include "models/load.h"

#include <fstream>

#include "models/architectures/unet.h"
#include "models/model_file.h"
#include "tensors.h"

#include <QtTest>

using namespace noiseloom;
using namespace noiseloom::testing;

namespace fs = std::filesystem;

namespace {

at::Tensor denoise(const LoadedModel& model) {
    Conditioning c;
    c.context = random({1, 77, 64}, 3);
    const Conditioning* only = &c;
    return model.denoiser->denoise(random({1, 4, 8, 8}, 4), model.denoiser->schedule().level(500), {&only, 1}, {}).front().x0;
}

}  // namespace

class LoadTest : public QObject {
    Q_OBJECT
  private slots:
    void a_folder_is_loaded_whole() {
        const auto model = load_model(model_data("sd1_pipeline"), {}).or_throw();
        QCOMPARE(name_of(model.family), std::string_view("sd1"));
        QVERIFY(model.denoiser && model.autoencoder);
        QCOMPARE(model.towers.size(), std::size_t{1});
        QCOMPARE(model.towers[0].tokenizer.filename().string(), std::string("tokenizer"));
        QVERIFY(!model.towers[0].ends_at_penultimate);
        QCOMPARE(model.scheduler.at("_class_name"), Json("PNDMScheduler"));
        QVERIFY(model.denoiser->prediction() == Prediction::epsilon);
        QVERIFY(std::abs(model.denoiser->schedule().alpha_cumprod(999) - 0.00466) < 1e-4);
        QVERIFY(model.unused.empty());
        QVERIFY(model.denoiser->bytes() > 0);
        QCOMPARE(model.denoiser->format().scale, 0.18215);
    }

    void a_single_file_equals_the_folder() {
        const auto folder = load_model(model_data("sd1_pipeline"), {}).or_throw(), file = load_model(model_data("sd1_single_file.safetensors"), {}).or_throw();
        QCOMPARE(name_of(file.family), std::string_view("sd1"));
        QVERIFY(file.unused.empty());
        QVERIFY(file.towers[0].tokenizer.empty());
        QCOMPARE(file.denoiser->format().side, 512);   // as the family's models
        QCOMPARE(largest_difference(denoise(file), denoise(folder)), 0.0);
        const at::Tensor z = random({1, 4, 4, 4}, 5);
        QCOMPARE(largest_difference(file.autoencoder->decode(z, {}), folder.autoencoder->decode(z, {})), 0.0);
        const at::Tensor ids = expected("encode_l").tensor("input_ids");
        QCOMPARE(largest_difference(file.towers[0].clip->encode(ids).last, folder.towers[0].clip->encode(ids).last), 0.0);
    }

    void parts_without_configuration_are_known_by_their_shapes() {
        QTemporaryDir temporary;
        const fs::path place = temporary.path().toStdString();
        const auto alone = [&](const char* from, const char* name) {
            fs::copy(model_data(from), place / name);
            return place / name;
        };
        const at::Tensor z = random({1, 4, 4, 4}, 5), ids = expected("clip_similarity").tensor("input_ids");
        const auto vae = alone("sd1_pipeline/vae/diffusion_pytorch_model.safetensors", "vae.safetensors");
        QCOMPARE(largest_difference(load_autoencoder(vae, {}).or_throw()->decode(z, {}), load_autoencoder(model_data("sd1_pipeline/vae"), {}).or_throw()->decode(z, {})), 0.0);
        const auto clip = alone("clip_vit/model.safetensors", "clip.safetensors");
        QCOMPARE(largest_difference(load_clip(clip, {}).or_throw()->text_embeds(ids), load_clip(model_data("clip_vit"), {}).or_throw()->text_embeds(ids)), 0.0);
        const auto unet = alone("sd1_pipeline/unet/diffusion_pytorch_model.safetensors", "unet.safetensors");
        QCOMPARE(load_unet(unet, {}).or_throw()->bytes(), load_unet(model_data("sd1_pipeline/unet"), {}).or_throw()->bytes());
        const auto taesd = alone("taesd/diffusion_pytorch_model.safetensors", "taesd.safetensors");
        QCOMPARE(load_autoencoder(taesd, {}).or_throw()->format().scale, 1.0);
    }

    void only_what_is_asked_for_is_loaded() {
        LoadOptions options;
        options.text = options.autoencoder = false;
        for (const char* path : {"sd1_pipeline", "sd1_single_file.safetensors"}) {
            const auto model = load_model(model_data(path), {}, options).or_throw();
            QVERIFY(model.denoiser && !model.autoencoder && model.towers.empty());
        }
    }

    void float32_files_are_not_copied() {
        QTemporaryDir temporary;
        const fs::path place = temporary.path().toStdString();
        fs::create_directories(place / "unet");
        fs::copy(model_data("sd1_pipeline/unet/config.json"), place / "unet");
        std::map<std::string, at::Tensor> tensors;
        const StateDict state = load_state_dict(model_data("sd1_pipeline/unet")).or_throw();
        for (const auto& name : state.names()) tensors[name] = state.find(name).to(at::kFloat);
        write_safetensors(place / "unet" / "diffusion_pytorch_model.safetensors", tensors).or_throw();
        const StateDict file = load_state_dict(place / "unet").or_throw();
        const Linear layer(Weights(file, {}) / "time_embedding" / "linear_1", 32, 128);
        QCOMPARE(layer.weight.data_ptr(), file.find("time_embedding.linear_1.weight").data_ptr());
        const Linear half(Weights(file, {at::kCPU, at::kHalf}) / "time_embedding" / "linear_1", 32, 128);
        QCOMPARE(half.weight.scalar_type(), at::kHalf);
    }

    void released_pages_are_read_again_and_other_memory_is_left_alone() {
        const StateDict file = load_state_dict(model_data("sd1_pipeline/unet")).or_throw();
        const at::Tensor mapped = file.find("mid_block.resnets.0.conv1.weight"), before = mapped.clone();
        release_pages(mapped.const_data_ptr(), mapped.nbytes());
        QVERIFY(at::equal(mapped, before));
        const at::Tensor own = random({100, 1000}, 1), copy = own.clone();
        release_pages(own.const_data_ptr(), own.nbytes());
        QVERIFY(at::equal(own, copy));
    }

    void equal_content_has_equal_identity() {
        QTemporaryDir temporary;
        const fs::path copy = fs::path(temporary.path().toStdString()) / "copy";
        fs::copy(model_data("sd1_pipeline/unet"), copy, fs::copy_options::recursive);
        const auto identity = [](const fs::path& path, const Compute& compute) { return load_unet(path, compute).or_throw()->identity(); };
        const Key original = identity(model_data("sd1_pipeline/unet"), {});
        QVERIFY(identity(copy, {}) == original);
        QVERIFY(identity(copy, {"cpu", "bf16"}) != original);
        const fs::path weights = copy / "diffusion_pytorch_model.safetensors";
        fs::permissions(weights, fs::perms::owner_write, fs::perm_options::add);
        std::fstream file(weights, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(-2, std::ios::end);
        file.put('\1');
        file.close();
        QVERIFY(identity(copy, {}) != original);
    }

    void small_devices_hold_what_they_can() {
        LoadOptions options;
        options.device_memory = 1'000'000;
        const auto small = load_model(model_data("sd1_pipeline"), {}, options).or_throw(), whole = load_model(model_data("sd1_pipeline"), {}).or_throw();
        QCOMPARE(largest_difference(denoise(small), denoise(whole)), 0.0);
        const at::Tensor z = random({1, 4, 4, 4}, 5);
        QCOMPARE(largest_difference(small.autoencoder->decode(z, {}), whole.autoencoder->decode(z, {})), 0.0);
    }

    void the_user_may_know_better_what_is_predicted() {
        LoadOptions options;
        options.prediction = Prediction::v;
        QVERIFY(load_model(model_data("sd1_pipeline"), {}, options).or_throw().denoiser->prediction() == Prediction::v);
    }

    void a_zero_terminal_snr_schedule_is_read_from_the_folder() {
        QTemporaryDir temporary;
        const fs::path place = fs::path(temporary.path().toStdString()) / "model";
        fs::copy(model_data("sd1_pipeline"), place, fs::copy_options::recursive);
        const fs::path file = place / "scheduler" / "scheduler_config.json";
        fs::permissions(file, fs::perms::owner_write, fs::perm_options::add);
        write_file(file, R"({"_class_name": "SomeNewScheduler", "beta_schedule": "scaled_linear", "beta_start": 0.00085, "beta_end": 0.012,
                             "prediction_type": "v_prediction", "rescale_betas_zero_snr": true})").or_throw();
        const auto model = load_model(place, {}).or_throw();
        QVERIFY(model.denoiser->prediction() == Prediction::v);
        QCOMPARE(model.denoiser->schedule().alpha_cumprod(999), 0.0);
    }

    void the_embedded_pack_is_loaded() {
        const auto model = load_model(fs::path(NOISELOOM_SOURCE_DIR) / "resources/noiseloom-pack", {}).or_throw();
        QVERIFY(model.denoiser->prediction() == Prediction::v);
        QCOMPARE(model.denoiser->format().factor, 8);
        QCOMPARE(model.denoiser->format().scale, 1.0);
        QCOMPARE(model.denoiser->format().side, 128);   // its configuration says 16 latent pixels
        QCOMPARE(model.towers[0].clip->config().positions, 32);
        QVERIFY(model.unused.empty());
    }

    void errors_name_the_file() {
        QTemporaryDir temporary;
        const fs::path place = temporary.path().toStdString();
        const auto message = [](const auto& result) { return result ? QString() : QString::fromStdString(result.error().message); };
        QVERIFY(message(load_model(place / "nothing.safetensors", {})).contains("nothing.safetensors: there is no such file"));
        write_safetensors(place / "other.safetensors", {{"a", at::zeros({2})}}).or_throw();
        QVERIFY(message(load_model(place / "other.safetensors", {})).contains("other.safetensors: this is not a whole model"));
        for (const auto& wrong : {message(load_unet(place / "other.safetensors", {})), message(load_autoencoder(place / "other.safetensors", {})),
                                  message(load_clip_text(place / "other.safetensors", {})), message(load_clip(place / "other.safetensors", {}))})
            QVERIFY2(wrong.contains("other.safetensors: the tensor '") && wrong.contains("is missing"), qPrintable(wrong));
        fs::create_directories(place / "empty" / "deeper");
        QCOMPARE(message(load_model(place / "empty" / "deeper", {})), QString("the folder 'deeper' holds no model: there is no unet/, vae/ or text_encoder/ in it; it is empty"));
        QVERIFY(message(load_model(place / "empty", {})).endsWith("in it, only deeper/"));
        const auto part = load_model(model_data("sd1_pipeline/unet"), {});
        QVERIFY(message(part).contains("the folder 'unet' holds no model") && message(part).contains("config.json, "));
        QCOMPARE(part.error().hint, std::string("It seems to be one part of a model: choose the folder above it."));
        fs::create_directories(place / "model" / "unet");
        fs::copy(model_data("sd1_pipeline/unet/diffusion_pytorch_model.safetensors"), place / "model" / "unet");
        QVERIFY(message(load_model(place / "model", {})).contains("there is no config.json"));
        write_file(place / "model" / "unet" / "config.json", "{").or_throw();
        QVERIFY(message(load_model(place / "model", {})).contains("config.json"));
        QVERIFY(message(load_model(model_data("sd1_pipeline"), {"cuda:99", "fp32"})).contains("There is no device 'cuda:99'"));
    }
};

QTEST_GUILESS_MAIN(LoadTest)
#include "load_test.moc"
