#include "models/architectures/vqgan.h"

#include "models/load.h"
#include "tensors.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace noiseloom;
using namespace noiseloom::testing;

namespace {

namespace fs = std::filesystem;

fs::path parity(const char* name) { return fs::path(NOISELOOM_TEST_DATA) / "parity" / name; }

const char* const taming_file = "models/vqgan_taming_layout.safetensors";

StateDict taming() { return load_state_dict(parity(taming_file)).or_throw(); }

Json taming_config() { return parse_json(read_file(parity("models/vqgan_config.json"), 4096).or_throw()).or_throw(); }

// Writes the tensors, with a configuration beside them if there is one, and loads them.
std::shared_ptr<const Autoencoder> through_a_file(const fs::path& folder, const std::map<std::string, at::Tensor>& tensors, const Json& config = nullptr) {
    fs::create_directories(folder);
    write_safetensors(folder / "model.safetensors", tensors).or_throw();
    if (!config.is_null()) write_file(folder / "config.json", json_text(config)).or_throw();
    return load_autoencoder(folder, {}).or_throw();
}

std::map<std::string, at::Tensor> tensors_of(const StateDict& state, const std::string& prefix = "") {
    std::map<std::string, at::Tensor> all;
    for (const auto& name : state.names()) all[prefix + name] = state.find(name).contiguous();
    return all;
}

}  // namespace

class VqganTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    fs::path in(const char* name) const { return fs::path(folder_.path().toStdString()) / name; }

  private slots:
    // Known by its weights alone, by taming's configuration, and as a part of a larger checkpoint.
    void layouts_give_the_same_numbers() {
        const auto file = SafetensorsFile::open(parity("vqgan/autoencode.safetensors")).or_throw();
        const at::Tensor image = file.tensor("image");
        const auto check = [&](const std::shared_ptr<const Autoencoder>& vqgan) {
            const at::Tensor z = vqgan->encode(image, {}).mean;
            QVERIFY(close(z, file.tensor("z_pre"), 1e-3, 1e-4));
            QVERIFY(vqgan->codebook()->nearest(z).squeeze(0).equal(file.tensor("indices")));
            QVERIFY(close(vqgan->decode(z, {}), file.tensor("decoded"), 1e-3, 1e-4));
            QCOMPARE(vqgan->format().channels, 16);
            QCOMPARE(vqgan->format().factor, 4);
            QCOMPARE(vqgan->format().scale, 1.0);
        };
        check(load_autoencoder(parity(taming_file), {}).or_throw());
        check(through_a_file(in("yaml"), tensors_of(taming()), taming_config()));
        check(through_a_file(in("params"), tensors_of(taming()), taming_config()["model"]["params"]));
        auto whole = tensors_of(taming(), "first_stage_model.");
        whole["transformer.tok_emb.weight"] = at::zeros({4, 4});
        whole["loss.discriminator.main.0.weight"] = at::zeros({4, 4});
        check(through_a_file(in("net2net"), whole));
    }

    // GumbelVQ chooses by its scores; what it chose is what decode() finds nearest.
    void gumbel_models_choose_by_score() {
        auto tensors = tensors_of(taming());
        tensors["quantize.embed.weight"] = tensors.at("quantize.embedding.weight");
        tensors.erase("quantize.embedding.weight");
        tensors["quantize.proj.weight"] = random({64, 16, 1, 1}, 3);
        tensors["quantize.proj.bias"] = random({64}, 4);
        const auto gumbel = through_a_file(in("gumbel"), tensors), plain = load_autoencoder(parity(taming_file), {}).or_throw();
        const at::Tensor image = random({1, 3, 16, 16}, 5), z = plain->encode(image, {}).mean;
        const at::Tensor scores = at::conv2d(z, tensors.at("quantize.proj.weight"), tensors.at("quantize.proj.bias"));
        const at::Tensor chosen = gumbel->encode(image, {}).mean;
        QVERIFY(gumbel->codebook()->nearest(chosen).equal(scores.argmax(1)));
        QVERIFY(chosen.equal(gumbel->codebook()->look_up(scores.argmax(1))));
        QVERIFY(close(gumbel->decode(chosen, {}), plain->decode(chosen, {})));
    }

    void gradients_pass_the_choice() {
        const Codebook codes(random({7, 3}, 1));
        const at::Tensor z = random({2, 3, 4, 5}, 2).requires_grad_(true), weight = random({2, 3, 4, 5}, 3), chosen = codes.quantise(z);
        (chosen * weight).sum().backward();
        QVERIFY(z.grad().equal(weight));
        QVERIFY(chosen.detach().equal(codes.look_up(codes.nearest(z))));   // exactly, not z + (v - z)
        const at::Tensor apart = (z.detach().unsqueeze(1) - codes.vectors().view({1, 7, 3, 1, 1})).square().sum(2);
        QVERIFY(codes.nearest(z).equal(apart.argmin(1)));
        QVERIFY((chosen >= codes.lowest()).all().item<bool>() && (chosen <= codes.highest()).all().item<bool>());
    }

    void errors_name_the_key() {
        const auto refusal = [](Json config) { return VqganConfig::from_json(config).error().message; };
        Json config = taming_config();
        config["model"]["params"]["ddconfig"].erase("ch_mult");
        QCOMPARE(refusal(config), std::string("The VQGAN's configuration cannot be used: 'ch_mult' is missing."));
        config = taming_config();
        config["model"]["params"]["ddconfig"]["double_z"] = true;
        QVERIFY(refusal(config).find("an autoencoder without codebook") != std::string::npos);
        QVERIFY(refusal({{"_class_name", "VQModel"}}).find("'block_out_channels' is missing") != std::string::npos);
        QVERIFY(refusal({{"block_out_channels", {32}}, {"norm_type", "spatial"}}).find("the norm 'spatial' is not known") != std::string::npos);
        QVERIFY(refusal({{"block_out_channels", {32, 32}}, {"down_block_types", {"AttnDownEncoderBlock2D", "DownEncoderBlock2D"}}, {"up_block_types", {"AttnUpDecoderBlock2D", "UpDecoderBlock2D"}}})
                    .find("'up_block_types' does not mirror 'down_block_types'") != std::string::npos);
        auto tensors = tensors_of(taming());
        tensors.erase("decoder.up.2.attn.1.norm.weight");
        fs::create_directories(in("broken"));
        write_safetensors(in("broken") / "model.safetensors", tensors).or_throw();
        const auto broken = load_autoencoder(in("broken"), {});
        QVERIFY(!broken && broken.error().message.find("decoder.up_blocks.0.attentions.1.group_norm.weight") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(VqganTest)
#include "vqgan_test.moc"
