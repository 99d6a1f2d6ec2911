#include "models/architectures/ddpm_unet.h"

#include "models/config_inference.h"
#include "models/load.h"
#include "tensors.h"

#include <c10/core/GradMode.h>

#include <QtTest>

using namespace noiseloom;
using namespace noiseloom::testing;

namespace {

std::filesystem::path parity(const char* name) { return std::filesystem::path(NOISELOOM_TEST_DATA) / "parity" / name; }
const char* const file = "models/ddpm_simple.safetensors";

std::shared_ptr<const DdpmUnet> loaded() { return std::dynamic_pointer_cast<const DdpmUnet>(load_unet(parity(file), {}).or_throw()); }

ShapeTable shapes(const StateDict& state) {
    ShapeTable table;
    for (const auto& name : state.names()) table[name] = state.find(name).sizes().vec();
    return table;
}

std::vector<at::Tensor> predicted(const Network& network, const at::Tensor& x, const Conditioning& asked) {
    const Conditioning* const twice[] = {&asked, &asked};
    return network.predict(x, 300, twice, {});
}

}  // namespace

class DdpmUnetTest : public QObject {
    Q_OBJECT
  private slots:
    void outputs_equal_the_reference() {
        const c10::NoGradGuard constant;
        const auto unet = loaded();
        const auto want = SafetensorsFile::open(parity("diffusionclip/ddpm_unet.safetensors")).or_throw();
        QVERIFY(close(unet->forward({want.tensor("x"), want.tensor("t"), {}, {}, {}, {}}, {}), want.tensor("out")));
    }

    void shapes_tell_what_the_configuration_says() {
        const StateDict state = load_state_dict(parity(file)).or_throw();
        const DdpmUnetConfig inferred = DdpmUnetConfig::from_json(infer_ddpm_config(shapes(state)).or_throw()).or_throw();
        const Json json = parse_json(read_file(parity("models/ddpm_simple_config.json"), 4096).or_throw()).or_throw();
        const DdpmUnetConfig given = DdpmUnetConfig::from_json(json).or_throw();
        for (const auto* config : {&inferred, &given}) {
            QCOMPARE(config->levels.size(), std::size_t{2});
            QCOMPARE(config->levels[1].channels, 32);
            QVERIFY(!config->levels[0].attention && config->levels[1].attention);
            QVERIFY(config->width == 32 && config->layers == 1 && config->conv_sampling);
        }
        const DdpmUnetConfig faces = DdpmUnetConfig::from_json({{"ch", 128}, {"ch_mult", {1, 1, 2, 2, 4, 4}}, {"attn_resolutions", {16}}, {"image_size", 256}}).or_throw();
        QCOMPARE(faces.levels[5].channels, 512);
        QVERIFY(faces.levels[4].attention && !faces.levels[5].attention);
    }

    void what_is_wrong_is_said() {
        QCOMPARE(DdpmUnetConfig::from_json({{"ch", 100}, {"ch_mult", {1, 1}}}).error().message,
                 std::string("The DDPM network's configuration cannot be used: 'ch' is no multiple of 32, the number of norm groups."));
        StateDict state("some.safetensors");
        const StateDict whole = load_state_dict(parity(file)).or_throw();
        for (const auto& name : whole.names())
            if (name != "mid.attn_1.q.weight") state.put(name, whole.find(name));
        const auto config = DdpmUnetConfig::from_json(infer_ddpm_config(shapes(state)).or_throw()).or_throw();
        QCOMPARE(failure_of([&] { DdpmUnet(Weights(state, {}), config, {}); }),
                 std::string("some.safetensors: the tensor 'mid.attn_1.q.weight' [32, 32, 1, 1] is missing"));
    }

    void it_reads_no_condition() {
        const auto unet = loaded();
        const at::Tensor x = random({1, 3, 16, 16}, 1);
        Conditioning asked;
        const auto outputs = predicted(*unet, x, asked);
        QVERIFY(outputs.size() == 2 && outputs[0].equal(outputs[1]));
        asked.context = at::zeros({1, 4, 8});
        QCOMPARE(failure_of([&] { predicted(*unet, x, asked); }), std::string("This model draws without a prompt or a class, and it was given one."));
        QVERIFY(failure_of([&] { predicted(*unet, random({1, 3, 15, 16}, 1), {}); }).find("multiples of 2 pixels, not 16 x 15") != std::string::npos);
    }

    // With other weights it is another network; the gradient reaches all of them.
    void it_is_made_again_of_other_weights() {
        const auto unet = loaded();
        StateDict leaves;
        for (const auto& name : unet->weights().names()) leaves.put(name, unet->weights().find(name).to(at::kFloat).requires_grad_(true));
        const auto copy = unet->with_weights(Weights(leaves, {}), KeyBuilder("copy").key());
        const at::Tensor x = random({1, 3, 16, 16}, 2), output = predicted(*copy, x, {}).front();
        QVERIFY(close(output, predicted(*unet, x, {}).front()));
        output.square().sum().backward();
        for (const auto& name : leaves.names()) {
            if (name.ends_with(".k.bias")) continue;   // softmax does not see what all keys share
            QVERIFY2(leaves.find(name).grad().defined() && leaves.find(name).grad().abs().max().item<double>() > 0, name.c_str());
        }
    }

    void a_file_is_loaded_as_a_model_of_pixels() {
        const LoadedModel model = load_model(parity(file), {}).or_throw();
        QVERIFY(model.denoiser && model.autoencoder && model.towers.empty() && model.unused.empty());
        QCOMPARE(model.denoiser->format().factor, 1);
        QCOMPARE(model.denoiser->format().channels, 3);
        QVERIFY(std::abs(model.denoiser->schedule().alpha_cumprod(999) - 4.0358e-5) < 1e-8);   // DDPM's linear schedule
        QCOMPARE(model.autoencoder->format().factor, 1);
    }
};

QTEST_GUILESS_MAIN(DdpmUnetTest)
#include "ddpm_unet_test.moc"
