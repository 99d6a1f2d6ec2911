// The same weights in two layouts give equal canonical state dicts.
#include "models/key_layout.h"

#include <ATen/ATen.h>

#include <QtTest>

#include "models/state_dict_layout.h"

using namespace noiseloom;

namespace {

const std::filesystem::path data = std::filesystem::path(NOISELOOM_TEST_DATA) / "models";

StateDict load(const std::filesystem::path& path) { return load_state_dict(data / path).or_throw(); }

std::string list(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < std::min<std::size_t>(names.size(), 5); ++i) text += names[i] + " ";
    return text;
}

// What differs between the two, or nothing.
std::string difference(const StateDict& got, const StateDict& want) {
    std::vector<std::string> missing, extra, other;
    for (const std::string& name : want.names()) {
        if (!got.contains(name)) {
            missing.push_back(name);
        } else if (!at::equal(got.find(name), want.find(name))) {
            other.push_back(name);
        }
    }
    for (const std::string& name : got.names())
        if (!want.contains(name)) extra.push_back(name);
    if (missing.empty() && extra.empty() && other.empty()) return want.empty() ? "both are empty" : "";
    return "missing: " + list(missing) + " extra: " + list(extra) + " different: " + list(other);
}

std::string renamed_to(const KeyMap& map, const std::string& from) {
    std::string all;
    for (const Renamed& key : map.renamed)
        if (key.from == from) all += (all.empty() ? "" : " ") + key.to;
    return all;
}

}  // namespace

#define COMPARE_STATE(got, want)                            \
    do {                                                    \
        const std::string differs = difference(got, want);  \
        QVERIFY2(differs.empty(), differs.c_str());         \
    } while (false)

class KeyLayoutTest : public QObject {
    Q_OBJECT
  private slots:
    void sd1_single_file_equals_its_folder() {
        const StateDict raw = load("sd1_single_file.safetensors");
        const CheckpointParts parts = split_checkpoint(raw);
        COMPARE_STATE(parts.unet, canonical_unet(load("sd1_pipeline/unet")));
        COMPARE_STATE(parts.vae, canonical_vae(load("sd1_pipeline/vae")));
        COMPARE_STATE(parts.text_encoder, canonical_clip(load("sd1_pipeline/text_encoder")));
        QVERIFY(parts.text_encoder_2.empty());
        QVERIFY2(parts.unknown.empty(), list(parts.unknown).c_str());
        QCOMPARE(raw.unused(), (std::vector<std::string>{"alphas_cumprod", "betas"}));
    }

    void sdxl_single_file_equals_its_parts() {
        const CheckpointParts parts = split_checkpoint(load("sliced/sdxl_single_file.safetensors"));
        COMPARE_STATE(parts.unet, load("sliced/unet_sdxl.safetensors"));
        COMPARE_STATE(parts.vae, load("sliced/vae_sdxl.safetensors"));
        COMPARE_STATE(parts.text_encoder, load("sliced/text_encoder_l.safetensors"));
        COMPARE_STATE(parts.text_encoder_2, load("sliced/text_encoder_g.safetensors"));
        QVERIFY2(parts.unknown.empty(), list(parts.unknown).c_str());
    }

    void openai_clip_equals_transformers() {
        COMPARE_STATE(canonical_clip(load("sliced/clip_vit_openai_layout.safetensors")), canonical_clip(load("sliced/clip_vit.safetensors")));
    }

    void taesd_files_equal_autoencoder_tiny() {
        const StateDict whole = load("sliced/taesd.safetensors");
        COMPARE_STATE(canonical_taesd(whole), whole);
        COMPARE_STATE(canonical_taesd(load("sliced/taesd_encoder.safetensors")).scoped("encoder."), whole.scoped("encoder."));
        COMPARE_STATE(canonical_taesd(load("sliced/taesd_decoder.safetensors")).scoped("decoder."), whole.scoped("decoder."));
    }

    void the_text_model_prefix_is_added_where_it_lacks() {
        const StateDict bare = load("sliced/text_encoder_h.safetensors");
        QVERIFY(bare.contains("final_layer_norm.weight"));
        const StateDict canonical = canonical_clip(bare);
        COMPARE_STATE(canonical.scoped("text_model."), bare);
        QCOMPARE(canonical.size(), bare.size());
    }

    void old_diffusers_attention_is_renamed_and_flattened() {
        StateDict raw("old vae");
        const std::string attention = "decoder.mid_block.attentions.0.";
        const at::Tensor weight = at::arange(4.0).view({2, 2, 1, 1});
        for (const char* name : {"query", "key", "value", "proj_attn"}) raw.put(attention + name + ".weight", weight);
        raw.put(attention + "query.bias", at::zeros({2}));
        raw.put(attention + "group_norm.weight", at::ones({2}));
        const StateDict vae = canonical_vae(raw).scoped(attention);
        QCOMPARE(vae.names(), (std::vector<std::string>{"group_norm.weight", "to_k.weight", "to_out.0.weight", "to_q.bias", "to_q.weight", "to_v.weight"}));
        QVERIFY(at::equal(vae.find("to_q.weight"), weight.view({2, 2})));
    }

    void projections_are_transposed_and_stacks_split() {
        StateDict raw("clip");
        raw.put("text_projection", at::arange(6.0).view({2, 3}));
        raw.put("transformer.resblocks.0.attn.in_proj_bias", at::arange(6.0));
        const StateDict clip = canonical_clip(raw);
        QVERIFY(at::equal(clip.find("text_projection.weight"), at::arange(6.0).view({2, 3}).t()));
        QVERIFY(at::equal(clip.find("text_model.encoder.layers.0.self_attn.k_proj.bias"), at::arange(2.0, 4.0)));
    }

    void a_stack_that_is_no_multiple_of_three_is_an_error() {
        StateDict raw("broken.safetensors");
        raw.put("transformer.resblocks.0.attn.in_proj_bias", at::zeros({7}));
        QVERIFY_THROWS_EXCEPTION(Failure, canonical_clip(raw));
    }

    // The published table for SD1.5: two resnets a level, so that levels span three blocks.
    void ldm_unet_names_of_the_real_size_data() {
        QTest::addColumn<QString>("canonical");
        for (const auto& [from, to] : std::initializer_list<std::pair<const char*, const char*>>{
                 {"input_blocks.0.0.weight", "conv_in.weight"},
                 {"input_blocks.1.0.in_layers.2.weight", "down_blocks.0.resnets.0.conv1.weight"},
                 {"input_blocks.2.1.proj_in.weight", "down_blocks.0.attentions.1.proj_in.weight"},
                 {"input_blocks.3.0.op.weight", "down_blocks.0.downsamplers.0.conv.weight"},
                 {"input_blocks.4.0.skip_connection.bias", "down_blocks.1.resnets.0.conv_shortcut.bias"},
                 {"input_blocks.11.0.emb_layers.1.weight", "down_blocks.3.resnets.1.time_emb_proj.weight"},
                 {"middle_block.1.transformer_blocks.0.attn2.to_k.weight", "mid_block.attentions.0.transformer_blocks.0.attn2.to_k.weight"},
                 {"middle_block.2.out_layers.3.weight", "mid_block.resnets.1.conv2.weight"},
                 {"output_blocks.2.1.conv.weight", "up_blocks.0.upsamplers.0.conv.weight"},
                 {"output_blocks.5.2.conv.bias", "up_blocks.1.upsamplers.0.conv.bias"},
                 {"output_blocks.11.1.norm.weight", "up_blocks.3.attentions.2.norm.weight"},
                 {"label_emb.0.2.weight", "add_embedding.linear_2.weight"},
                 {"out.2.bias", "conv_out.bias"}})
            QTest::newRow(from) << to;
    }
    void ldm_unet_names_of_the_real_size() {
        QFETCH(QString, canonical);
        const std::string name = QTest::currentDataTag();
        std::vector<std::string> names{name, "input_blocks.3.0.op.weight", "input_blocks.6.0.op.weight", "input_blocks.9.0.op.weight", "input_blocks.11.0.in_layers.0.weight"};
        std::sort(names.begin(), names.end());
        names.erase(std::unique(names.begin(), names.end()), names.end());
        QCOMPARE(QString::fromStdString(renamed_to(unet_keys(names), name)), canonical);
    }

    void vae_levels_are_counted_from_the_other_end() {
        const KeyMap map = vae_keys({"decoder.up.0.block.2.nin_shortcut.weight", "decoder.up.3.upsample.conv.weight", "encoder.down.1.block.0.nin_shortcut.weight"});
        QCOMPARE(renamed_to(map, "decoder.up.0.block.2.nin_shortcut.weight"), std::string("decoder.up_blocks.3.resnets.2.conv_shortcut.weight"));
        QCOMPARE(renamed_to(map, "decoder.up.3.upsample.conv.weight"), std::string("decoder.up_blocks.0.upsamplers.0.conv.weight"));
        QCOMPARE(renamed_to(map, "encoder.down.1.block.0.nin_shortcut.weight"), std::string("encoder.down_blocks.1.resnets.0.conv_shortcut.weight"));
    }

    void training_state_is_ignored_and_the_rest_is_reported() {
        const KeyMap map = vae_keys({"decoder.conv_in.weight", "decoder.surprise.weight", "loss.logvar", "model_ema.decay"});
        QCOMPARE(map.renamed.size(), 1u);
        QCOMPARE(map.ignored, (std::vector<std::string>{"loss.logvar", "model_ema.decay"}));
        QCOMPARE(map.unknown, (std::vector<std::string>{"decoder.surprise.weight"}));
        for (const char* name : {"betas", "alphas_cumprod_prev", "sqrt_one_minus_alphas_cumprod", "posterior_variance", "log_one_minus_alphas_cumprod", "denoiser.sigmas",
                                 "logvar", "cond_stage_model.transformer.text_model.embeddings.position_ids"})
            QVERIFY2(is_ignored_key(name), name);
        QVERIFY(!is_ignored_key("text_model.embeddings.position_embedding.weight"));
    }

    void the_parts_of_a_checkpoint_are_found_by_prefix() {
        const auto sd2 = checkpoint_prefixes({"cond_stage_model.model.ln_final.bias", "first_stage_model.quant_conv.bias", "model.diffusion_model.out.2.bias"});
        QCOMPARE(sd2.text_encoder, std::string("cond_stage_model.model."));
        const auto refiner = checkpoint_prefixes({"conditioner.embedders.0.model.ln_final.bias", "model.diffusion_model.out.2.bias"});
        QVERIFY(refiner.text_encoder.empty() && refiner.vae.empty());
        QCOMPARE(refiner.text_encoder_2, std::string("conditioner.embedders.0.model."));
        QVERIFY(!checkpoint_prefixes({"conv_in.weight"}).any());
    }
};

QTEST_GUILESS_MAIN(KeyLayoutTest)
#include "key_layout_test.moc"
