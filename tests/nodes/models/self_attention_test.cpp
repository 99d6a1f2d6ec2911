// Self-attention that is changed for some rows of a batch, or watched: the layer, and the networks around it.
#include "models/architectures/self_attention.h"

#include "models/architectures/adm_unet.h"
#include "models/architectures/blocks.h"
#include "models/architectures/unet.h"
#include "models/load.h"
#include "tensors.h"

#include <QtTest>

using namespace noiseloom;
using namespace noiseloom::testing;

namespace {

using Kind = AttentionChange::Kind;

const AttentionLayer middle{"mid.0", "mid.1", 1};

// q, k and v of pictures of 4 x 6 positions, 2 heads of 8.
struct Attended {
    static constexpr int heads = 2;
    at::Tensor q = random({3, 24, 16}, 1), k = random({3, 24, 16}, 2), v = random({3, 24, 16}, 3);

    at::Tensor with(const AttentionRows& rows, int block = 0) const { return attend(q, k, v, heads, {rows, middle, 4, 6, block}); }
    at::Tensor with(const AttentionChange& change) const { return with(AttentionRows{{&change, &change, &change}}); }
    at::Tensor plain() const { return attend(q, k, v, heads); }
};

Conditioning prompt(std::uint64_t seed) {
    Conditioning made;
    made.context = random({1, 77, 64}, seed);
    made.identify();
    return made;
}

Json adm_config() {
    return {{"_class_name", "UNetModel"}, {"image_size", 16}, {"in_channels", 3}, {"model_channels", 32}, {"out_channels", 3}, {"num_res_blocks", 1},
            {"attention_resolutions", {2}}, {"channel_mult", {1, 2}}, {"num_head_channels", 32}, {"use_scale_shift_norm", true}, {"resblock_updown", true}};
}

std::vector<std::string> names(const Network& network) {
    std::vector<std::string> names;
    for (const auto& layer : network.attention_layers()) names.push_back(layer.name + " " + layer.original + " " + std::to_string(layer.blocks));
    return names;
}

}  // namespace

class SelfAttentionTest : public QObject {
    Q_OBJECT

    const std::shared_ptr<const TrainableNetwork> unet_ =
        std::dynamic_pointer_cast<const TrainableNetwork>(load_unet(model_data("sd1_pipeline/unet"), {}).or_throw());

    static std::vector<at::Tensor> predict(const Network& network, const at::Tensor& x, const std::vector<const Conditioning*>& asked) {
        return network.predict(x, 600, asked, {});
    }
    static std::shared_ptr<const Conditioning> changed(const Conditioning& plain, Kind kind, double sigma, std::vector<std::string> layers) {
        return with_attention(plain, std::make_shared<AttentionChange>(AttentionChange{kind, sigma, std::move(layers)}));
    }

  private slots:
    void identity_maps_pass_values_on() {
        const Attended here;
        QVERIFY(at::equal(here.with(AttentionChange{Kind::identity, 0, {"mid"}}), here.v));
        QVERIFY(at::equal(here.with(AttentionChange{Kind::identity, 0, {"up"}}), here.plain()));   // of other layers
    }

    void blurred_queries_go_from_all_as_usual_to_all_alike() {
        const Attended here;
        const auto with = [&](double sigma) { return here.with(AttentionChange{Kind::blurred_queries, sigma, {"mid"}}); };
        QVERIFY(close(with(1e-3), here.plain()));
        QVERIFY(close(with(0), here.plain()));
        QVERIFY(close(with(1e4), attend(here.q.mean({1}, true).expand_as(here.q), here.k, here.v, here.heads)));
        double last = 0;
        for (const double sigma : {0.3, 0.6, 1.0, 2.0}) {
            const double away = (with(sigma) - here.plain()).norm().item<double>();
            QVERIFY(away > last);
            last = away;
        }
        // SEG's code, in pictures of channels: here at σ = 0.5, ⌈6σ⌉ = 3 taps.
        const at::Tensor taps = at::exp(-0.5 * (at::arange(-1, 2, at::kFloat) / 0.5).square()), kernel = taps / taps.sum();
        const at::Tensor picture = here.q.unflatten(1, {4, 6}).permute({0, 3, 1, 2}), square = kernel.outer(kernel).view({1, 1, 3, 3}).expand({16, 1, 3, 3});
        const at::Tensor queries = at::conv2d(at::reflection_pad2d(picture, {1, 1, 1, 1}), square, {}, 1, at::IntArrayRef({0, 0}), 1, 16).permute({0, 2, 3, 1}).flatten(1, 2);
        QVERIFY(close(with(0.5), attend(queries, here.k, here.v, here.heads)));
    }

    void rows_are_changed_each_by_itself() {
        const Attended here;
        const AttentionChange identity{Kind::identity, 0, {"mid"}}, blur{Kind::blurred_queries, 1, {"mid"}};
        const AttentionRows rows{{&identity, nullptr, &blur}};
        const at::Tensor got = here.with(rows), blurred = here.with(blur);
        QVERIFY(at::equal(got[0], here.v[0]));
        QVERIFY(close(got[1], here.plain()[1]));
        QVERIFY(close(got[2], blurred[2]));
        QCOMPARE(rows.narrow(1, 2).changes, (std::vector<const AttentionChange*>{nullptr, &blur}));
        QVERIFY(rows.narrow(1, 2).changes.size() == 2 && AttentionRows().narrow(1, 2).changes.empty());
    }

    void what_is_listened_to_is_seen() {
        const Attended here;
        at::Tensor seen;
        AttentionRows rows;
        rows.watched = &seen;
        QVERIFY(at::equal(here.with(rows), here.plain()));
        const auto split = [](const at::Tensor& x) { return x.unflatten(2, {2, 8}).transpose(1, 2); };
        const at::Tensor maps = at::softmax(at::matmul(split(here.q), split(here.k).transpose(2, 3)) / std::sqrt(8.0), 3);   // [R, heads, queries, keys]
        QVERIFY(close(seen, maps.mean({1}).sum({1}).view({3, 1, 4, 6})));
        QVERIFY(close(seen.mean({1, 2, 3}), at::ones({3})));
        seen = at::Tensor();
        here.with(rows, 1);   // another block of the transformer
        QVERIFY(!seen.defined());
    }

    // Both names are those of weights: diffusers' in its folder, the original's in a single file of the same model.
    void layers_have_the_names_of_their_files() {
        const SafetensorsFile single = SafetensorsFile::open(model_data("sd1_single_file.safetensors")).or_throw();
        QCOMPARE(names(*unet_), (std::vector<std::string>{"down.0.0 input.1.1 1", "mid.0 mid.1 1", "up.1.0 output.2.1 1", "up.1.1 output.3.1 1"}));
        for (const auto& [folder, original] : {std::pair{"down_blocks.0.attentions.0", "input_blocks.1.1"}, {"mid_block.attentions.0", "middle_block.1"},
                                               {"up_blocks.1.attentions.0", "output_blocks.2.1"}, {"up_blocks.1.attentions.1", "output_blocks.3.1"}}) {
            const std::string end = ".transformer_blocks.0.attn1.to_q.weight";
            QVERIFY(unet_->weights().find(folder + end).defined());
            QVERIFY(single.contains("model.diffusion_model." + std::string(original) + end));
        }
    }

    void one_batch_equals_single_calls() {
        const Conditioning a = prompt(1), b = prompt(2);
        const auto identity = changed(b, Kind::identity, 0, {"mid"}), blur = changed(b, Kind::blurred_queries, 1, {"down.0", "up"});
        const at::Tensor x = random({2, 4, 8, 12}, 5);
        const auto together = predict(*unet_, x, {&a, identity.get(), &b, blur.get()});
        const std::vector<const Conditioning*> all{&a, identity.get(), &b, blur.get()};
        for (std::size_t i = 0; i < all.size(); ++i) QVERIFY(close(together[i], predict(*unet_, x, {all[i]}).front()));
        for (const std::size_t i : {1, 3}) QVERIFY(largest_difference(together[i], together[2]) > 1e-3);
        // Where memory is short, rows keep what they were asked.
        const auto& unet = dynamic_cast<const Unet&>(*unet_);
        const Unet split(Weights(unet.weights(), {}), unet.config(), Key{}, {.weights = unlimited_memory, .activations = 1});
        const auto apart = predict(split, x, all);
        for (std::size_t i = 0; i < all.size(); ++i) QVERIFY(close(apart[i], together[i]));
    }

    void a_network_is_watched_without_changing_what_it_says() {
        const Conditioning a = prompt(1);
        Conditioning watching = prompt(2);
        watching.watches_attention = true;
        const at::Tensor x = random({3, 4, 16, 8}, 5);
        const Conditioning* both[] = {&a, &watching};
        const auto watched = unet_->predict_watched(x, 600, both, {});
        QCOMPARE(watched.attention.size(), std::size_t{2});
        QCOMPARE(watched.attention[1].size(0), 3);
        QVERIFY(close(watched.attention[1].mean({1, 2, 3}), at::ones({3})));
        QVERIFY(!watched.attention[1].is_inference());
        QVERIFY(close(watched.outputs[1], predict(*unet_, x, {&watching}).front(), 1e-5, 1e-6));
        QVERIFY(unet_->predict_watched(x, 600, {both, 1}, {}).attention.empty());
    }

    void guided_diffusions_attention_is_changed_too() {
        StateDict state("random");
        state.make_missing([](const StateDict& there, const std::string& name, at::IntArrayRef shape) {
            const bool is_scale = shape.size() == 1 && name.ends_with("weight");
            return random(shape, 1 + there.size()) * 0.1 + (is_scale ? 1 : 0);
        });
        const auto made = make_network(Weights(state, {}), adm_config(), Key{});
        QCOMPARE(names(*made), (std::vector<std::string>{"down.1.0 input.3.1 1", "mid.0 mid.1 1", "up.0.0 output.0.1 1", "up.0.1 output.1.1 1"}));
        Conditioning none;
        none.identify();
        const at::Tensor x = random({2, 3, 16, 16}, 7);
        const at::Tensor plain = predict(*made, x, {&none}).front();
        std::vector<at::Tensor> all{plain};
        for (const char* layer : {"mid", "down.1", "output.1"}) {
            const auto identity = changed(none, Kind::identity, 0, {layer});
            const auto both = predict(*made, x, {&none, identity.get()});
            QVERIFY(close(both[0], plain));
            for (const auto& other : all) QVERIFY2(largest_difference(both[1], other) > 1e-5, layer);
            all.push_back(both[1]);
        }
    }
};

QTEST_APPLESS_MAIN(SelfAttentionTest)
#include "self_attention_test.moc"
