#include "models/architectures/unet.h"

#include "models/architectures/text_pooling.h"
#include "models/load.h"
#include "tensors.h"

#include <atomic>

#include <ATen/Parallel.h>
#include <ATen/record_function.h>

#include <QtTest>

using namespace noiseloom;
using namespace noiseloom::testing;

namespace {

std::shared_ptr<const Unet> sd1(const Compute& compute = {}, const LoadOptions& options = {}) {
    return std::dynamic_pointer_cast<const Unet>(load_unet(model_data("sd1_pipeline/unet"), compute, options).or_throw());
}

Unet tiny(const std::string& name, const MemoryLimits& limits = {}) {
    return Unet(Weights(random_weights("unet_" + name), {}), UnetConfig::from_json(json_file("configs/unet_" + name + ".json")).or_throw(), Key{}, limits);
}

Conditioning prompt(int width, int tokens = 77, std::uint64_t seed = 3) {
    Conditioning made;
    made.context = random({1, tokens, width}, seed);
    return made;
}

Conditioning sdxl_prompt(std::uint64_t seed = 3) {
    Conditioning made = prompt(192, 77, seed);
    made.pooled = random({1, 128}, seed + 1);
    made.time_ids = at::tensor({64.0, 96.0, 0.0, 0.0, 64.0, 96.0}, at::kFloat).unsqueeze(0);
    return made;
}

std::vector<at::Tensor> predict(const Unet& unet, const at::Tensor& x, double t, const std::vector<const Conditioning*>& prompts) {
    return unet.predict(x, t, prompts, {});
}

at::Tensor predict(const Unet& unet, const at::Tensor& x, double t, const Conditioning& one) { return predict(unet, x, t, std::vector{&one}).front(); }

std::string config_error(const char* key, const Json& value) {
    Json config = json_file("configs/unet_sd2.json");
    config[key] = value;
    const auto result = UnetConfig::from_json(config);
    return result ? "" : result.error().message;
}

}  // namespace

class UnetTest : public QObject {
    Q_OBJECT
  private slots:
    // LibTorch would choose other kernels for one thread than for several.
    void one_thread_and_two_give_the_same_bits() {
        const auto model = load_model(NOISELOOM_SOURCE_DIR "/resources/noiseloom-pack", {}).or_throw();
        const int before = at::get_num_threads();
        const Conditioning a = prompt(128, 32, 3), b = prompt(128, 32, 5);
        const std::vector<const Conditioning*> both{&a, &b};
        const at::Tensor x = random({1, model.autoencoder->format().channels, 16, 16}, 4);
        std::vector<at::Tensor> estimates, pictures;
        for (const int threads : {1, 2}) {
            at::set_num_threads(threads);
            const auto two = model.denoiser->denoise(x, model.denoiser->schedule().level(500), both, {});
            estimates.push_back(at::cat({two[0].x0, two[1].x0}));
            pictures.push_back(model.autoencoder->decode(x, {}));
        }
        at::set_num_threads(before);
        QVERIFY(at::equal(estimates[0], estimates[1]));
        QVERIFY(at::equal(pictures[0], pictures[1]));
    }

    void equals_diffusers() {
        const auto unet = sd1();
        const auto want = expected("unet_sd1");
        const at::Tensor x = want.tensor("x"), context = want.tensor("context"), t = want.tensor("t");
        for (int i = 0; i < 2; ++i) {
            Conditioning c;
            c.context = context.narrow(0, i, 1);
            const at::Tensor item = x.narrow(0, i, 1);
            QVERIFY(close(predict(*unet, item, t[i].item<double>(), c), want.tensor("out").narrow(0, i, 1)));
            if (i == 0) QVERIFY(close(predict(*unet, item, 637.25, c), want.tensor("out_t637_25_item0")));
        }
        QVERIFY(close(unet->time_embedding(t[0].item<double>()), want.tensor("time_embedding_item0")));
    }

    void gradients_equal_diffusers() {
        const auto unet = sd1();
        const auto want = expected("unet_sd1_grad");
        const at::Tensor x = want.tensor("x").clone().requires_grad_(true);
        Conditioning c;
        c.context = want.tensor("context");
        (predict(*unet, x, 400, c) * want.tensor("weight")).sum().backward();
        QVERIFY(close(x.grad(), want.tensor("grad_x"), 1e-3, 1e-4));
    }

    // diffusers' TextTimeEmbedding, head by head.
    void a_prompt_is_pooled_by_attention_of_its_mean() {
        const std::int64_t width = 8, heads = 2, size = width / heads;
        StateDict state;
        for (const auto& [name, shape] : std::map<std::string, std::vector<std::int64_t>>{
                 {"norm1.weight", {8}}, {"norm1.bias", {8}}, {"norm2.weight", {6}}, {"norm2.bias", {6}}, {"pool.positional_embedding", {1, 8}},
                 {"pool.q_proj.weight", {8, 8}}, {"pool.q_proj.bias", {8}}, {"pool.k_proj.weight", {8, 8}}, {"pool.k_proj.bias", {8}},
                 {"pool.v_proj.weight", {8, 8}}, {"pool.v_proj.bias", {8}}, {"proj.weight", {6, 8}}, {"proj.bias", {6}}})
            state.put(name, random(shape, name.size() + shape.size()));
        const auto map = [&](const std::string& name, const at::Tensor& x) { return at::linear(x, state.find(name + ".weight"), state.find(name + ".bias")); };
        const auto norm = [&](const std::string& name, const at::Tensor& x) {
            return at::layer_norm(x, {x.size(-1)}, state.find(name + ".weight"), state.find(name + ".bias"));
        };
        const at::Tensor states = random({3, 5, width}, 1), normed = norm("norm1", states);
        const at::Tensor mean = normed.mean({1}, true) + state.find("pool.positional_embedding"), all = at::cat({mean, normed}, 1);
        std::vector<at::Tensor> answers;
        for (std::int64_t h = 0; h < heads; ++h) {
            const auto of_head = [&](const at::Tensor& x) { return x.narrow(2, h * size, size); };
            const at::Tensor logits = at::matmul(of_head(map("pool.q_proj", mean)), of_head(map("pool.k_proj", all)).transpose(1, 2)) / std::sqrt(4.0);
            answers.push_back(at::matmul(at::softmax(logits, 2), of_head(map("pool.v_proj", all))).squeeze(1));
        }
        const TextPooling pooling(Weights(state, {}), width, 6, heads);
        QVERIFY(close(pooling(states), norm("norm2", map("proj", at::cat(answers, 1)))));
    }

    void results_may_enter_later_gradients() {
        const auto unet = sd1();
        const at::Tensor out = predict(*unet, random({1, 4, 8, 8}, 1), 10, prompt(64));
        QVERIFY(!out.is_inference());
        QVERIFY(out.clone().requires_grad_(true).requires_grad());
    }

    void one_batch_equals_single_calls() {
        for (const char* name : {"sd2", "sdxl"}) {
            const Unet unet = tiny(name);
            const bool is_xl = std::string(name) == "sdxl";
            const Conditioning a = is_xl ? sdxl_prompt(1) : prompt(64, 77, 1), b = is_xl ? sdxl_prompt(2) : prompt(64, 77, 2);
            const at::Tensor x = random({3, 4, 8, 12}, 5);
            const auto both = predict(unet, x, 500, {&a, &b});
            QCOMPARE(both.size(), std::size_t{2});
            for (int i = 0; i < 3; ++i) {
                const at::Tensor picture = x.narrow(0, i, 1);
                QVERIFY(close(both[0].narrow(0, i, 1), predict(unet, picture, 500, a)));
                QVERIFY(close(both[1].narrow(0, i, 1), predict(unet, picture, 500, b)));
            }
            QVERIFY(largest_difference(both[0], both[1]) > 1e-2);
        }
    }

    void prompts_of_different_lengths_share_a_batch() {
        const Unet unet = tiny("sd2");
        const Conditioning a = prompt(64, 77, 1), b = prompt(64, 154, 2), c = prompt(64, 231, 3);
        const at::Tensor x = random({1, 4, 8, 8}, 5);
        const auto all = predict(unet, x, 500, {&a, &b, &c});
        QVERIFY(close(all[0], predict(unet, x, 500, a)));
        QVERIFY(close(all[1], predict(unet, x, 500, b)));
        QVERIFY(close(all[2], predict(unet, x, 500, c)));
    }

    // Maps of a matrix are counted: those of the prompts are missing from the second step on, and the numbers stay.
    void keys_and_values_of_a_prompt_are_computed_once() {
        const Unet unet = tiny("sd2");
        Conditioning a = prompt(64, 77, 3), b = prompt(64, 77, 5);
        const at::Tensor x = random({2, 4, 8, 8}, 1);
        const at::Tensor before = predict(unet, x, 500, {&a, &b}).front();   // without identities nothing is kept
        a.identify();
        b.identify();
        static std::atomic<int> maps;
        const auto counting = at::addThreadLocalCallback(at::RecordFunctionCallback([](const at::RecordFunction& function) -> std::unique_ptr<at::ObserverContext> {
            maps += function.name() == std::string_view("aten::linear");
            return nullptr;
        }).scopes({at::RecordScope::FUNCTION}));
        std::vector<int> counts;
        std::vector<at::Tensor> outputs;
        for (int step = 0; step < 2; ++step) {
            maps = 0;
            outputs.push_back(predict(unet, x, 500, {&a, &b}).front());
            counts.push_back(maps);
        }
        at::removeCallback(counting);
        int attentions = 0;
        for (const auto& layer : unet.attention_layers()) attentions += layer.blocks;
        QCOMPARE(counts[0] - counts[1], 2 * 2 * attentions);   // keys and values, of two prompts
        QVERIFY(at::equal(outputs[0], outputs[1]));
        QVERIFY(at::allclose(outputs[0], before, 1e-4, 1e-5));
        // One of them alone, and where gradients pass by what was kept.
        QVERIFY(at::allclose(predict(unet, x, 500, b), predict(unet, x, 500, prompt(64, 77, 5)), 1e-4, 1e-5));
        const at::Tensor leaf = x.clone().requires_grad_(true);
        predict(unet, leaf, 500, a).sum().backward();
        QVERIFY(leaf.grad().abs().sum().item<float>() > 0);
    }

    void splits_the_batch_where_memory_is_short() {
        const Unet whole = tiny("sd2"), split = tiny("sd2", {.weights = unlimited_memory, .activations = 1});
        const Conditioning a = prompt(64, 77, 1), b = prompt(64, 77, 2);
        const at::Tensor x = random({2, 4, 8, 8}, 5);
        const auto want = predict(whole, x, 500, {&a, &b}), got = predict(split, x, 500, {&a, &b});
        QCOMPARE(got.size(), want.size());
        for (std::size_t i = 0; i < want.size(); ++i) QVERIFY(close(got[i], want[i]));
    }

    void weights_that_do_not_fit_are_brought_in_by_layers() {
        // Float16 on disk, float32 to compute: everything is converted anew at each pass.
        const auto resident = sd1();
        LoadOptions options;
        options.device_memory = 200'000;
        const auto streamed = sd1({}, options);
        QVERIFY(resident->is_resident());
        QVERIFY(!streamed->is_resident());
        const at::Tensor x = random({1, 4, 8, 8}, 5);
        QCOMPARE(largest_difference(predict(*streamed, x, 500, prompt(64)), predict(*resident, x, 500, prompt(64))), 0.0);
    }

    void odd_sizes_keep_their_size() {
        for (const char* name : {"sd2", "sdxl"}) {
            const Unet unet = tiny(name);
            const Conditioning c = std::string(name) == "sdxl" ? sdxl_prompt() : prompt(64);
            const at::Tensor out = predict(unet, random({1, 4, 7, 5}, 1), 100, c);
            QCOMPARE(out.sizes().vec(), (std::vector<std::int64_t>{1, 4, 7, 5}));
            QVERIFY(out.isfinite().all().item<bool>());
        }
    }

    void inpainting_models_read_mask_and_masked_picture() {
        const Unet unet = tiny("sd1_inpaint");
        const at::Tensor x = random({2, 4, 8, 8}, 1);
        Conditioning c = prompt(64);
        c.concat = random({1, 5, 8, 8}, 2);
        const at::Tensor first = predict(unet, x, 100, c);
        c.concat = random({1, 5, 8, 8}, 3);
        QVERIFY(largest_difference(first, predict(unet, x, 100, c)) > 1e-3);
        c.concat = at::Tensor();
        QVERIFY(QString::fromStdString(failure_of([&] { predict(unet, x, 100, c); })).contains("made for inpainting: it needs a mask"));
        c.concat = random({1, 5, 4, 4}, 2);
        QVERIFY(QString::fromStdString(failure_of([&] { predict(unet, x, 100, c); })).contains("of the same size"));
    }

    void says_what_a_conditioning_lacks() {
        const at::Tensor x = random({1, 4, 8, 8}, 1);
        QCOMPARE(failure_of([&] { predict(tiny("sd2"), x, 1, prompt(768)); }),
                 std::string("The prompt was encoded for another kind of model: this one reads text states 64 wide, not 768."));
        Conditioning c = sdxl_prompt();
        c.pooled = at::Tensor();
        QVERIFY(QString::fromStdString(failure_of([&] { predict(tiny("sdxl"), x, 1, c); })).contains("lacks the pooled text and size numbers"));
        Conditioning masked = prompt(64);
        masked.concat = random({1, 5, 8, 8}, 2);
        QVERIFY(QString::fromStdString(failure_of([&] { predict(tiny("sd2"), x, 1, masked); })).contains("does not read the extra channels"));
    }

    void stops_when_asked() {
        const Unet unet = tiny("sd2");
        Cancel cancel;
        cancel.request();
        const Conditioning c = prompt(64), *only = &c;
        QVERIFY_EXCEPTION_THROWN(unet.predict(random({1, 4, 8, 8}, 1), 1, {&only, 1}, cancel), Cancelled);
    }

    void names_missing_and_misshapen_tensors() {
        const auto config = UnetConfig::from_json(json_file("configs/unet_sd2.json")).or_throw();
        StateDict state = random_weights("unet_sd2");
        state.put("mid_block.resnets.1.conv2.weight", at::zeros({32, 32, 1, 1}));
        QVERIFY(QString::fromStdString(failure_of([&] { Unet(Weights(state, {}), config, Key{}); }))
                    .contains("'mid_block.resnets.1.conv2.weight' has the shape [32, 32, 1, 1] where [32, 32, 3, 3] is expected"));
        const StateDict none("empty.safetensors");
        QVERIFY(QString::fromStdString(failure_of([&] { Unet(Weights(none, {}), config, Key{}); })).startsWith("empty.safetensors: the tensor 'conv_in.weight'"));
        // Names and shapes count also where the weights stay off the device.
        QVERIFY(!failure_of([&] { Unet(Weights(state, {}), config, Key{}, {.weights = 0, .activations = unlimited_memory}); }).empty());
    }

    void every_tensor_is_read() {
        for (const char* name : {"sd2", "sdxl", "sd1_inpaint"}) {
            const StateDict state = random_weights(std::string("unet_") + name);
            Unet(Weights(state, {}), UnetConfig::from_json(json_file(std::string("configs/unet_") + name + ".json")).or_throw(), Key{});
            QVERIFY(state.unused().empty());
        }
    }

    void refuses_configurations_that_it_does_not_know() {
        QVERIFY(QString::fromStdString(config_error("class_embed_type", "timestep")).contains("it sets 'class_embed_type'"));
        QVERIFY(QString::fromStdString(config_error("down_block_types", Json::array({"CrossAttnDownBlock2D", "SkipDownBlock2D"}))).contains("SkipDownBlock2D"));
        QVERIFY(QString::fromStdString(config_error("addition_embed_type", "image")).contains("the added embedding 'image' is not known"));
        QVERIFY(QString::fromStdString(config_error("layers_per_block", -1)).contains("'layers_per_block' is -1, not a whole number between 1 and 1000"));
        QVERIFY(QString::fromStdString(config_error("layers_per_block", 1'000'000)).contains("'layers_per_block' is 1000000, not a whole number between 1 and 1000"));
        QVERIFY(QString::fromStdString(config_error("block_out_channels", {32, 1'000'000'000})).contains("'block_out_channels' holds 1000000000, not a whole number between 1 and 65536"));
        QVERIFY(QString::fromStdString(config_error("norm_num_groups", 7)).contains("divided into its norm groups"));
        QVERIFY(QString::fromStdString(config_error("attention_head_dim", Json::array({5, 1}))).contains("divided among its attention heads"));
        QVERIFY(!UnetConfig::from_json(Json("text")));
        QVERIFY(!UnetConfig::from_json(Json::object()));
    }

    void adagn_scales_and_shifts() {
        // With scale_shift the embedding's map has twice the channels; scale 0 and shift e is the same as adding e after the norm.
        StateDict state("block");
        const at::Tensor shift = random({8, 16}, 9);
        state.put("norm1.weight", at::ones({8}));
        state.put("norm1.bias", at::zeros({8}));
        state.put("norm2.weight", at::ones({8}));
        state.put("norm2.bias", at::zeros({8}));
        for (const char* conv : {"conv1", "conv2"}) {
            state.put(std::string(conv) + ".weight", random({8, 8, 3, 3}, 4) / 8);
            state.put(std::string(conv) + ".bias", at::zeros({8}));
        }
        state.put("time_emb_proj.weight", at::cat({at::zeros({8, 16}), shift}));
        state.put("time_emb_proj.bias", at::zeros({16}));
        const ResBlock block(Weights(state, {}), 8, 8, 16, 2, 1e-5, true);
        const at::Tensor x = random({1, 8, 4, 4}, 5), embedding = random({1, 16}, 6);
        const at::Tensor normed = block.norm2(block.conv1(at::silu(block.norm1(x)))) + at::matmul(embedding, shift.t()).view({1, 8, 1, 1});
        QVERIFY(close(block(x, embedding), x + block.conv2(at::silu(normed))));
    }

    void lower_precision_is_close() {
        const at::Tensor x = random({1, 4, 8, 8}, 5), want = predict(*sd1(), x, 500, prompt(64));
        for (const char* dtype : {"bf16", "fp16"}) {
            const at::Tensor got = predict(*sd1({"cpu", dtype}), x, 500, prompt(64));
            QCOMPARE(got.scalar_type(), at::kFloat);
            QVERIFY(largest_difference(got, want) < 0.1 * want.std().item<double>());
            QVERIFY(largest_difference(got, want) > 0);
        }
    }
};

QTEST_GUILESS_MAIN(UnetTest)
#include "unet_test.moc"
