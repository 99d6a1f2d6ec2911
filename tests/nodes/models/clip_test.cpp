#include "models/architectures/clip.h"

#include "models/load.h"
#include "tensors.h"

#include <QtTest>

using namespace noiseloom;
using namespace noiseloom::testing;

class ClipTest : public QObject {
    Q_OBJECT
  private slots:
    void text_states_equal_transformers() {
        const auto clip = load_clip_text(model_data("sd1_pipeline/text_encoder"), {}).or_throw();
        const auto want = expected("encode_l");
        const TextStates states = clip->encode(want.tensor("input_ids"));
        const at::Tensor hidden = want.tensor("hidden_states");
        QCOMPARE(states.hidden.size(), std::size_t{5});   // embeddings and four layers
        QVERIFY(close(states.hidden[0], hidden[0]));
        QVERIFY(close(states.hidden[1], hidden[1]));
        QVERIFY(close(states.hidden[3], hidden[2]));
        QVERIFY(close(states.hidden[4], hidden[3]));
        QVERIFY(close(states.last, want.tensor("last_hidden_state")));
        QVERIFY(close(clip->final_norm(states.hidden[3]), want.tensor("penultimate_ln")));
        QVERIFY(close(states.pooled, want.tensor("pooled")));
        QVERIFY(!states.projected.defined());
    }

    void given_embeddings_take_the_place_of_tokens() {
        const auto clip = load_clip_text(model_data("sd1_pipeline/text_encoder"), {}).or_throw();
        const at::Tensor ids = expected("encode_l").tensor("input_ids");
        at::Tensor tokens = clip->embed(ids);
        QVERIFY(close(clip->encode_embedded(tokens, ids).last, clip->encode(ids).last));
        tokens = tokens.clone();
        tokens.select(1, 3).fill_(0.5);
        // Causal: what stands before the changed token does not see it.
        const at::Tensor changed = clip->encode_embedded(tokens, ids).last, plain = clip->encode(ids).last;
        QCOMPARE(largest_difference(changed.narrow(1, 0, 3), plain.narrow(1, 0, 3)), 0.0);
        QVERIFY(largest_difference(changed.narrow(1, 3, 1), plain.narrow(1, 3, 1)) > 1e-3);
        tokens.requires_grad_(true);
        clip->encode_embedded(tokens, ids).last.sum().backward();
        QVERIFY(tokens.grad().defined());
    }

    void pooled_state_is_read_at_the_first_end_token() {
        const StateDict state = load_state_dict(model_data("sd1_pipeline/text_encoder")).or_throw();
        ClipTextConfig config = ClipTextConfig::from_json(json_file("sd1_pipeline/text_encoder/config.json")).or_throw();
        const at::Tensor ids = at::tensor({1022L, 5L, 1023L, 6L, 1023L}).unsqueeze(0);
        const TextStates states = ClipText(state, config).encode(ids);
        QVERIFY(close(states.pooled, states.last.select(1, 2)));
        config.eos = 2;   // legacy: the largest id
        const TextStates legacy = ClipText(state, config).encode(at::tensor({1022L, 2L, 7L, 1023L, 3L}).unsqueeze(0));
        QVERIFY(close(legacy.pooled, legacy.last.select(1, 3)));
    }

    void refuses_configurations_that_it_does_not_know() {
        Json config = json_file("sd1_pipeline/text_encoder/config.json");
        config["hidden_act"] = "relu";
        const auto refused = ClipTextConfig::from_json(config);
        QVERIFY(!refused);
        QVERIFY(QString::fromStdString(refused.error().message).contains("the activation 'relu' is not known"));
    }

    void similarity_and_gradient_equal_transformers() {
        const auto clip = load_clip(model_data("clip_vit"), {}).or_throw();
        const auto want = expected("clip_similarity");
        const at::Tensor image = want.tensor("image01").clone().requires_grad_(true);
        const at::Tensor pictures = clip->image_embeds(image), texts = clip->text_embeds(want.tensor("input_ids"));
        QVERIFY(close(pictures, want.tensor("image_embeds")));
        QVERIFY(close(texts, want.tensor("text_embeds")));
        const at::Tensor logits = at::matmul(pictures, texts.t()) * clip->logit_scale();
        QVERIFY(close(logits, want.tensor("logits_per_image")));
        logits.sum().backward();
        QVERIFY(close(image.grad(), want.tensor("grad_sum_logits_wrt_image01")));
    }
};

QTEST_GUILESS_MAIN(ClipTest)
#include "clip_test.moc"
