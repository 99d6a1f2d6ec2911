#include "models/architectures/vae.h"

#include "models/architectures/taesd.h"
#include "models/architectures/tiles.h"
#include "models/load.h"
#include "tensors.h"

#include <QtTest>

using namespace noiseloom;
using namespace noiseloom::testing;

namespace {

std::shared_ptr<const AutoencoderKl> sd1() {
    return std::dynamic_pointer_cast<const AutoencoderKl>(load_autoencoder(model_data("sd1_pipeline/vae"), {}).or_throw());
}

}  // namespace

class VaeTest : public QObject {
    Q_OBJECT
  private slots:
    void equals_diffusers() {
        const auto vae = sd1();
        const auto want = expected("vae_sd1");
        const Moments moments = vae->encode(want.tensor("image"), Cancel());
        QVERIFY(close(moments.mean, want.tensor("mean")));
        QVERIFY(close(moments.logvar, want.tensor("logvar")));
        QVERIFY(close(vae->latent(moments, want.tensor("noise")), want.tensor("latent_scaled")));
        QVERIFY(close(vae->latent(moments, {}), moments.mean * 0.18215));
        QVERIFY(close(vae->decode(want.tensor("latent_scaled"), Cancel()), want.tensor("decoded")));
        QCOMPARE(vae->format().factor, 8);
        QCOMPARE(vae->format().scale, 0.18215);
    }

    void gradients_equal_diffusers() {
        const auto want = expected("vae_decode_grad");
        const at::Tensor z = want.tensor("latent_scaled").clone().requires_grad_(true);
        sd1()->decode(z, Cancel()).square().mean().backward();
        QVERIFY(close(z.grad(), want.tensor("grad"), 1e-3, 1e-5));
    }

    void tiles_cover_the_picture() {
        for (const auto& [length, tile, overlap] : {std::tuple{100, 32, 8}, {64, 64, 16}, {65, 64, 16}, {200, 50, 0}, {7, 64, 16}}) {
            const auto starts = tile_starts(length, tile, overlap);
            QCOMPARE(starts.front(), std::int64_t{0});
            QCOMPARE(starts.back() + std::min(tile, length), std::int64_t{length});
            for (std::size_t i = 1; i < starts.size(); ++i) QVERIFY(starts[i - 1] + tile - starts[i] >= overlap);
        }
    }

    void blending_keeps_what_tiles_agree_on() {
        const at::Tensor x = random({1, 2, 50, 70}, 1);
        QVERIFY(close(in_tiles(x, 20, 6, 1, 1, [](const at::Tensor& tile) { return tile; }), x));
        const at::Tensor doubled = in_tiles(x, 20, 6, 2, 1, [](const at::Tensor& tile) { return at::upsample_nearest2d(tile, {2 * tile.size(2), 2 * tile.size(3)}); });
        QVERIFY(close(doubled, at::upsample_nearest2d(x, {100, 140})));
        const at::Tensor halved = in_tiles(x, 20, 6, 1, 2, [](const at::Tensor& tile) { return at::avg_pool2d(tile, 2); });
        QVERIFY(close(halved, at::avg_pool2d(x, 2)));
    }

    void seams_are_linear_ramps() {
        int number = 0;
        const at::Tensor blended = in_tiles(at::zeros({1, 1, 4, 32}), 20, 8, 1, 1, [&](const at::Tensor& tile) { return at::full_like(tile, number++); });
        const at::Tensor ramp = (at::arange(8, at::kFloat) + 0.5) / 8;
        const at::Tensor want = at::cat({at::zeros({12}), ramp, at::ones({12})});
        for (int row = 0; row < 4; ++row) QVERIFY(close(blended[0][0][row], want));
    }

    void tiled_results_are_close_to_the_whole() {
        const auto vae = sd1();
        const at::Tensor z = random({1, 4, 24, 40}, 2) * 0.18215;
        const at::Tensor whole = vae->decode(z, {.tile = 64, .overlap = 8}, Cancel()), tiled = vae->decode(z, {.tile = 20, .overlap = 8}, Cancel());
        QCOMPARE(whole.sizes().vec(), (std::vector<std::int64_t>{1, 3, 192, 320}));
        QCOMPARE(tiled.sizes(), whole.sizes());
        // Random weights make GroupNorm's statistics matter more than trained ones do; misplaced tiles would differ by 1.4.
        const auto deviation = [](const at::Tensor& a, const at::Tensor& b) { return ((a - b).square().mean().sqrt() / b.std()).item<double>(); };
        QVERIFY2(deviation(tiled, whole) < 0.4, std::to_string(deviation(tiled, whole)).c_str());
        QVERIFY(largest_difference(tiled, whole) > 0);
        const at::Tensor image = random({1, 3, 192, 320}, 3).clamp(-1, 1);
        const Moments all = vae->encode(image, {.tile = 64, .overlap = 8}, Cancel()), parts = vae->encode(image, {.tile = 20, .overlap = 8}, Cancel());
        QCOMPARE(parts.mean.sizes(), all.mean.sizes());
        QVERIFY2(deviation(parts.mean, all.mean) < 0.4, std::to_string(deviation(parts.mean, all.mean)).c_str());
    }

    void small_memory_means_tiles() {
        const StateDict state = load_state_dict(model_data("sd1_pipeline/vae")).or_throw();
        const auto config = VaeConfig::from_json(json_file("sd1_pipeline/vae/config.json")).or_throw();
        const AutoencoderKl small(Weights(state, {}), config, Key{}, {.weights = 0, .activations = 1});
        const at::Tensor z = random({1, 4, 40, 40}, 2) * 0.18215;
        QVERIFY(close(small.decode(z, Cancel()), sd1()->decode(z, {.tile = 32, .overlap = 16}, Cancel())));
    }

    void float16_computes_in_float32_where_it_overflows() {
        const auto vae = load_autoencoder(model_data("sd1_pipeline/vae"), {"cpu", "fp16"}).or_throw();
        const auto want = expected("vae_sd1");
        QVERIFY(close(vae->decode(want.tensor("latent_scaled"), Cancel()), want.tensor("decoded")));
    }

    // In float16's room it would be brought to the device again for every picture.
    void room_is_kept_for_what_it_computes_in() {
        LoadOptions options;
        options.device_memory = 1 << 30;
        const auto vae = load_autoencoder(model_data("sd1_pipeline/vae"), {"cpu", "fp16"}, options).or_throw();
        QVERIFY(dynamic_cast<const AutoencoderKl&>(*vae).is_resident());
    }

    void a_half_says_what_it_cannot_do() {
        const StateDict whole = load_state_dict(model_data("sd1_pipeline/vae")).or_throw();
        const auto config = VaeConfig::from_json(json_file("sd1_pipeline/vae/config.json")).or_throw();
        StateDict decoder("decoder");
        for (const auto& name : whole.names())
            if (name.starts_with("decoder.") || name.starts_with("post_quant")) decoder.put(name, whole.find(name));
        const AutoencoderKl half(Weights(decoder, {}), config, Key{});
        QCOMPARE(half.decode(at::zeros({1, 4, 4, 4}), Cancel()).size(3), std::int64_t{32});
        QVERIFY(QString::fromStdString(failure_of([&] { half.encode(at::zeros({1, 3, 32, 32}), Cancel()); })).contains("has no encoder"));
    }

    void stops_when_asked() {
        Cancel cancel;
        cancel.request();
        QVERIFY_EXCEPTION_THROWN(sd1()->decode(at::zeros({1, 4, 4, 4}), cancel), Cancelled);
        QVERIFY_EXCEPTION_THROWN(sd1()->encode(at::zeros({1, 3, 32, 32}), cancel), Cancelled);
    }

    void taesd_equals_diffusers() {
        const auto tiny = load_autoencoder(model_data("taesd"), {}).or_throw();
        const auto want = expected("taesd");
        const Moments moments = tiny->encode(want.tensor("image"), Cancel());
        QVERIFY(close(moments.mean, want.tensor("encoded")));
        QVERIFY(!moments.logvar.defined());
        QVERIFY(close(tiny->latent(moments, random(moments.mean.sizes(), 1)), moments.mean));   // nothing to draw
        QVERIFY(close(tiny->decode(want.tensor("latent"), Cancel()), want.tensor("decoded_pm1")));
        QCOMPARE(tiny->format().factor, 8);
        QCOMPARE(tiny->format().channels, 4);
        QCOMPARE(tiny->format().scale, 1.0);
    }

    void taesd_as_two_numbered_files() {
        // The original layout counts the decoder's clamp as a layer.
        const StateDict folder = load_state_dict(model_data("taesd")).or_throw();
        std::map<std::string, at::Tensor> encoder, decoder;
        for (const auto& name : folder.scoped("encoder.layers.").names()) encoder[name] = folder.find("encoder.layers." + name);
        for (const auto& name : folder.scoped("decoder.layers.").names()) {
            const auto dot = name.find('.');
            decoder[std::to_string(std::stoi(name.substr(0, dot)) + 1) + name.substr(dot)] = folder.find("decoder.layers." + name);
        }
        QTemporaryDir temporary;
        const std::filesystem::path place = temporary.path().toStdString();
        write_safetensors(place / "taesd_encoder.safetensors", encoder).or_throw();
        write_safetensors(place / "taesd_decoder.safetensors", decoder).or_throw();
        const auto want = expected("taesd");
        const auto tiny = load_tiny_autoencoder(place / "taesd_encoder.safetensors", place / "taesd_decoder.safetensors", {}).or_throw();
        QVERIFY(close(tiny->encode(want.tensor("image"), Cancel()).mean, want.tensor("encoded")));
        QVERIFY(close(tiny->decode(want.tensor("latent"), Cancel()), want.tensor("decoded_pm1")));
        const auto half = load_tiny_autoencoder({}, place / "taesd_decoder.safetensors", {}).or_throw();
        QVERIFY(close(half->decode(want.tensor("latent"), Cancel()), want.tensor("decoded_pm1")));
        QVERIFY(QString::fromStdString(failure_of([&] { half->encode(want.tensor("image"), Cancel()); })).contains("has no encoder"));
    }

    void the_embedded_pack_has_a_tiny_autoencoder_of_its_own() {
        const std::filesystem::path pack = std::filesystem::path(NOISELOOM_SOURCE_DIR) / "resources/noiseloom-pack/vae";
        const auto tiny = load_autoencoder(pack, {}).or_throw();
        const at::Tensor picture = at::full({1, 3, 64, 64}, 0.5);
        const at::Tensor back = tiny->decode(tiny->encode(picture, Cancel()).mean, Cancel());
        QVERIFY(largest_difference(back, picture) < 0.3);   // a plain grey survives
    }
};

QTEST_GUILESS_MAIN(VaeTest)
#include "vae_test.moc"
