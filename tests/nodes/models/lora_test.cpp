#include "models/lora.h"

#include "models/adapted.h"
#include "models/architectures/unet.h"
#include "models/load.h"
#include "tensors.h"

#include <set>

#include <QTemporaryDir>
#include <QtTest>

using namespace noiseloom;
using namespace noiseloom::testing;

namespace {

using Tensors = std::map<std::string, at::Tensor>;

std::string dotted(const std::map<std::string, std::string>& modules, const char* name) {
    const auto found = modules.find(name);
    return found == modules.end() ? "" : found->second;
}

}  // namespace

class LoraTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;

    LoraFile lora(const Tensors& tensors, const std::map<std::string, std::string>& metadata = {}) const {
        const std::filesystem::path file = std::filesystem::path(folder_.path().toStdString()) / "lora.safetensors";
        write_safetensors(file, tensors, metadata).or_throw();
        return LoraFile::open(file).or_throw();
    }
    // What the file makes of the weight of "mid.to_q".
    at::Tensor changed(const Tensors& tensors, const at::Tensor& weight, double strength = 1, const std::map<std::string, std::string>& metadata = {}) const {
        StateDict base("the model");
        base.put("mid.to_q.weight", weight);
        base.put("mid.to_q.bias", at::zeros({weight.size(0)}));
        return lora(tensors, metadata).applied(LoraPart::unet, base, strength, at::kFloat).find("mid.to_q.weight");
    }

  private slots:
    void names() {
        struct Row {
            const char* name;
            LoraPart part;
            const char* module;
            const char* role;
        };
        for (const Row& row : std::initializer_list<Row>{
                 {"lora_unet_mid_block_attentions_0_proj_in.lora_down.weight", LoraPart::unet, "mid_block_attentions_0_proj_in", "down"},
                 {"lora_te_text_model_encoder_layers_0_mlp_fc1.alpha", LoraPart::text, "text_model_encoder_layers_0_mlp_fc1", "alpha"},
                 {"lora_te2_text_projection.lokr_w2_a", LoraPart::text_2, "text_projection", "lokr_w2_a"},
                 {"unet.conv_in.lora_B.weight", LoraPart::unet, "conv_in", "up"},
                 {"base_model.model.conv_in.lora_A.weight", LoraPart::unet, "conv_in", "down"},
                 {"text_encoder_2.a.q_proj.lora_linear_layer.up.weight", LoraPart::text_2, "a.q_proj", "up"},
                 {"unet.a.attn1.processor.to_out_lora.down.weight", LoraPart::unet, "a.attn1.to_out.0", "down"},
                 {"unet.a.attn1.processor.to_q_lora.up.weight", LoraPart::unet, "a.attn1.to_q", "up"},
                 {"lora_unet_x.hada_w1_b", LoraPart::unet, "x", "hada_w1_b"},
                 {"lora_unet_x.diff_b", LoraPart::unet, "x", "diff_b"},
                 {"lora_unet_x.dora_scale", LoraPart::unet, "x", "dora"}}) {
            const auto key = read_lora_key(row.name);
            QVERIFY2(key, row.name);
            QCOMPARE(key->part, row.part);
            QCOMPARE(key->module, row.module);
            QCOMPARE(key->role, row.role);
        }
        for (const char* name : {"conv_in.weight", "lora_unet_x.weight", "unet.conv_in.weight", "lora_unet_.alpha", "first_stage_model.x.lora_down.weight"})
            QVERIFY2(!read_lora_key(name), name);
    }

    // Every weight of every UNet is found under the names of LDM's layout, flattened.
    void ldm_names() {
        const auto modules = lora_modules(LoraPart::unet, random_weights("unet_sd2").names());
        QCOMPARE(dotted(modules, "input_blocks_1_1_transformer_blocks_0_attn1_to_q"), "down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q");
        QCOMPARE(dotted(modules, "middle_block_2_in_layers_2"), "mid_block.resnets.1.conv1");
        QCOMPARE(dotted(modules, "down_blocks_0_attentions_0_proj_in"), "down_blocks.0.attentions.0.proj_in");
        for (const char* family : {"unet_sd2", "unet_sdxl"}) {
            const auto names = random_weights(family).names();
            std::set<std::string> reached;
            for (const auto& [name, module] : lora_modules(LoraPart::unet, names))
                if (name.starts_with("input_blocks") || name.starts_with("output_blocks") || name.starts_with("middle_block") || name.starts_with("time_embed_") ||
                    name.starts_with("label_emb") || name.starts_with("out_"))
                    reached.insert(module);
            for (const auto& name : names) {
                const bool is_map = name.ends_with(".weight") && name.find("norm") == std::string::npos;
                if (is_map) QVERIFY2(reached.contains(name.substr(0, name.size() - 7)), name.c_str());
            }
        }
    }

    void low_rank_products() {
        const at::Tensor weight = random({6, 4}, 1), down = random({2, 4}, 2), up = random({6, 2}, 3);
        const at::Tensor product = at::matmul(up, down);
        const Tensors kohya{{"lora_unet_mid_to_q.lora_down.weight", down}, {"lora_unet_mid_to_q.lora_up.weight", up}};
        QVERIFY(close(changed(kohya, weight, 0.5), weight + 0.5 * product));
        Tensors scaled = kohya;
        scaled["lora_unet_mid_to_q.alpha"] = at::scalar_tensor(3.0);
        QVERIFY(close(changed(scaled, weight, 0.5), weight + 0.5 * 1.5 * product));
        QVERIFY(changed(scaled, weight, 0).equal(weight));
        const Tensors peft{{"unet.mid.to_q.lora_A.weight", down}, {"unet.mid.to_q.lora_B.weight", up}};
        QVERIFY(close(changed(peft, weight, 1), weight + product));
        QVERIFY(close(changed(peft, weight, 1, {{"lora_adapter_metadata", R"({"unet.r": 2, "unet.lora_alpha": 8})"}}), weight + 4 * product));
        QVERIFY(close(changed(peft, weight, 1, {{"lora_adapter_metadata", R"({"unet.lora_alpha": 8, "unet.alpha_pattern": {"mid.to_q": 1}})"}}), weight + 0.5 * product));
    }

    void convolutions() {
        const at::Tensor weight = random({6, 4, 3, 3}, 1), x = random({1, 4, 7, 7}, 9);
        const auto conv = [](const at::Tensor& input, const at::Tensor& kernel) { return at::conv2d(input, kernel, {}, 1, (kernel.size(2) - 1) / 2); };
        const at::Tensor down = random({2, 4, 3, 3}, 2), up = random({6, 2, 1, 1}, 3);
        const at::Tensor plain = changed({{"lora_unet_mid_to_q.lora_down.weight", down}, {"lora_unet_mid_to_q.lora_up.weight", up}}, weight);
        QVERIFY(close(conv(x, plain), conv(x, weight) + conv(conv(x, down), up)));
        const at::Tensor first = random({2, 4, 1, 1}, 4), mid = random({2, 2, 3, 3}, 5);
        const at::Tensor tucker = changed({{"lora_unet_mid_to_q.lora_down.weight", first}, {"lora_unet_mid_to_q.lora_mid.weight", mid},
                                           {"lora_unet_mid_to_q.lora_up.weight", up}}, weight);
        QVERIFY(close(conv(x, tucker), conv(x, weight) + conv(conv(conv(x, first), mid), up)));
    }

    void other_products() {
        const at::Tensor weight = random({6, 4}, 1), a = random({6, 2}, 2), b = random({2, 4}, 3), c = random({6, 2}, 4), d = random({2, 4}, 5);
        const std::string module = "lora_unet_mid_to_q.";
        QVERIFY(close(changed({{module + "hada_w1_a", a}, {module + "hada_w1_b", b}, {module + "hada_w2_a", c}, {module + "hada_w2_b", d}, {module + "alpha", at::scalar_tensor(1.0)}}, weight),
                      weight + 0.5 * at::matmul(a, b) * at::matmul(c, d)));
        const at::Tensor w1 = random({2, 2}, 6), w2 = random({3, 2}, 7), w2_a = random({3, 1}, 8), w2_b = random({1, 2}, 9);
        const at::Tensor blocks = at::cat({at::cat({w1[0][0] * w2, w1[0][1] * w2}, 1), at::cat({w1[1][0] * w2, w1[1][1] * w2}, 1)});
        // With both factors whole there is no rank, and alpha means nothing.
        QVERIFY(close(changed({{module + "lokr_w1", w1}, {module + "lokr_w2", w2}, {module + "alpha", at::scalar_tensor(7.0)}}, weight), weight + blocks));
        QVERIFY(close(changed({{module + "lokr_w1", w1}, {module + "lokr_w2_a", w2_a}, {module + "lokr_w2_b", w2_b}, {module + "alpha", at::scalar_tensor(3.0)}}, weight),
                      weight + 3 * at::kron(w1, at::matmul(w2_a, w2_b))));
        QVERIFY(close(changed({{module + "diff", d.new_full({6, 4}, 2.0)}}, weight, 0.25), weight + 0.5));
        StateDict base("the model");
        base.put("mid.to_q.weight", weight);
        base.put("mid.to_q.bias", at::ones({6}));
        const StateDict shifted = lora({{module + "diff_b", at::full({6}, 4.0)}}).applied(LoraPart::unet, base, 0.5, at::kFloat);
        QVERIFY(close(shifted.find("mid.to_q.bias"), at::full({6}, 3.0)));
        QVERIFY(shifted.find("mid.to_q.weight").is_same(weight));   // shared
    }

    // Rows (or columns) of the given length, in the direction of the changed weight.
    void magnitudes() {
        const at::Tensor weight = random({6, 4}, 1), down = random({2, 4}, 2), up = random({6, 2}, 3), lengths = random({6, 1}, 4).abs() + 1;
        const std::string module = "lora_unet_mid_to_q.";
        const Tensors file{{module + "lora_down.weight", down}, {module + "lora_up.weight", up}, {module + "dora_scale", lengths}};
        const at::Tensor whole = changed(file, weight), direction = weight + at::matmul(up, down);
        QVERIFY(close(whole.norm(2, 1), lengths.flatten()));
        QVERIFY(close(at::cosine_similarity(whole, direction, 1), at::ones({6})));
        QVERIFY(close(changed(file, weight, 0.5), 0.5 * (weight + whole)));
        const Tensors columns{{module + "lora_down.weight", down}, {module + "lora_up.weight", up}, {module + "dora_scale", random({1, 4}, 5).abs().t() + 1}};
        QVERIFY(close(changed(columns, weight).norm(2, 0), (random({1, 4}, 5).abs() + 1).flatten()));
    }

    void what_does_not_fit_is_named() {
        const at::Tensor weight = random({6, 4}, 1);
        const std::string module = "lora_unet_mid_to_q.";
        const auto expect = [&](const Tensors& tensors, const std::string& words) {
            const std::string told = failure_of([&] { changed(tensors, weight); });
            if (!told.ends_with("/lora.safetensors: " + words)) QFAIL(told.c_str());
        };
        expect({{module + "lora_down.weight", random({2, 4}, 1)}, {module + "lora_up.weight", random({6, 3}, 1)}},
               "'mid_to_q' does not fit: its ranks are 3 and 2");
        expect({{module + "lora_down.weight", random({2, 8}, 1)}, {module + "lora_up.weight", random({6, 2}, 1)}},
               "'mid_to_q' does not fit: it is 6 x 8 where the model has 6 x 4");
        expect({{module + "lora_down.weight", random({2, 4}, 1)}},
               "'mid_to_q' does not fit: its 'up' is missing");
        expect({{module + "lora_down.weight", random({2, 4}, 1)}, {module + "lora_up.weight", random({6, 2}, 1)},
                {module + "alpha", at::scalar_tensor(std::nan(""))}},
               "'mid_to_q' does not fit: its alpha is no number");
        expect({{module + "diff", at::full({6, 4}, std::numeric_limits<double>::infinity()).to(at::kFloat)}},
               "'mid_to_q' holds something that is no number");
        expect({{"lora_unet_elsewhere.diff", weight}, {module + "diff", weight}},
               "1 of its 2 modules are not in this model, among them 'elsewhere'");
        expect({{"conv_in.weight", weight}},
               "this is no LoRA that this version knows.");
        expect({{module + "diff", weight}, {module + "surprise", weight}},
               "it holds 'lora_unet_mid_to_q.surprise' that no kind of adapter known here has.");
    }

    // Another model, with an identity of its own; the first stays what it was.
    void models_are_adapted() {
        const auto model = load_model(model_data("sd1_pipeline"), {}).or_throw();
        const auto network = load_unet(model_data("sd1_pipeline/unet"), {}).or_throw();
        const auto& unet = dynamic_cast<const Unet&>(*network);
        const std::string name = "mid_block.attentions.0.transformer_blocks.0.attn2.to_k";
        const at::Tensor weight = unet.weights().find(name + ".weight");
        const LoraFile file = lora({{"unet." + name + ".lora_A.weight", random({2, weight.size(1)}, 1)}, {"unet." + name + ".lora_B.weight", random({weight.size(0), 2}, 2)}});
        Conditioning prompt;
        prompt.context = random({1, 77, unet.config().context_width}, 3);
        const Conditioning* only = &prompt;
        const at::Tensor x = random({1, 4, 8, 8}, 4);
        const auto answer = [&](const Denoiser& denoiser) { return denoiser.denoise(x, denoiser.schedule().level(500), {&only, 1}, {}).front().x0; };
        const at::Tensor before = answer(*model.denoiser);
        const auto changed = adapted(*model.denoiser, file, 1), back = adapted(*model.denoiser, file, 0);
        QVERIFY(!at::allclose(answer(*changed), before, 1e-3, 1e-3));
        QVERIFY(changed->identity() != model.denoiser->identity());
        QVERIFY(answer(*back).equal(before) && answer(*model.denoiser).equal(before));
    }
};

QTEST_APPLESS_MAIN(LoraTest)
#include "lora_test.moc"
