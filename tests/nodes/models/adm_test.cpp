#include "models/architectures/adm_unet.h"

#include "models/architectures/adm_classifier.h"
#include "models/device.h"
#include "models/load.h"
#include "tensors.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace noiseloom;
using namespace noiseloom::testing;

namespace {

namespace fs = std::filesystem;

Json denoiser() {
    return {{"_class_name", "UNetModel"}, {"image_size", 16}, {"in_channels", 3}, {"model_channels", 32}, {"out_channels", 3}, {"num_res_blocks", 1},
            {"attention_resolutions", {2}}, {"channel_mult", {1, 2}}, {"num_head_channels", 32}, {"use_scale_shift_norm", true}, {"resblock_updown", true}};
}

Json with_classes() {
    Json json = denoiser();
    json["num_classes"] = 4;
    json["null_class"] = 3;
    json["classes"] = {"cat", "house", "tree"};
    return json;
}

Json classifier(const char* pool) {
    Json json = denoiser();
    json["_class_name"] = "EncoderUNetModel";
    json["out_channels"] = 5;
    json["pool"] = pool;
    return json;
}

Json changed(Json json, const char* key, const Json& value) {
    json[key] = value;
    return json;
}

// Random weights for whatever the network that `json` describes asks for: norms near 1, kernels of unit gain.
StateDict weights_for(const Json& json) {
    StateDict state("random");
    state.make_missing([](const StateDict& there, const std::string& name, at::IntArrayRef shape) {
        std::int64_t inputs = 1;
        for (std::size_t i = 1; i < shape.size(); ++i) inputs *= shape[i];
        const at::Tensor weight = random(shape, 1 + there.size()) / std::sqrt(static_cast<double>(inputs));
        const bool is_scale = shape.size() == 1 && name.ends_with("weight");
        return shape.size() > 1 ? weight : weight * 0.1 + (is_scale ? 1 : 0);
    });
    if (json["_class_name"] == "EncoderUNetModel") make_classifier(Weights(state, {}), json);
    else make_network(Weights(state, {}), json, Key{});
    StateDict plain("random");
    for (const auto& name : state.names()) plain.put(name, state.find(name));
    return plain;
}

std::shared_ptr<const TrainableNetwork> network(const Json& json, const StateDict& state, const MemoryLimits& limits = {}) {
    return make_network(Weights(state, {}), json, Key{}, limits);
}
std::shared_ptr<const TrainableNetwork> network(const Json& json) { return network(json, weights_for(json)); }

Conditioning of_class(int label) {
    Conditioning made;
    made.label = at::tensor({label}, at::kLong);
    return made;
}

at::Tensor predict(const Network& network, const at::Tensor& x, const Conditioning& conditioning, double t = 500) {
    const Conditioning* only = &conditioning;
    return network.predict(x, t, {&only, 1}, {}).front();
}

std::string config_error(const Json& json) {
    const auto config = AdmConfig::from_json(json);
    return config ? "" : config.error().message;
}

void write_folder(const fs::path& folder, const char* file, const Json& json) {
    fs::create_directories(folder);
    std::map<std::string, at::Tensor> all;
    const StateDict state = weights_for(json);
    for (const auto& name : state.names()) all[name] = state.find(name);
    write_safetensors(folder / file, all).or_throw();
    write_file(folder / "config.json", json.dump()).or_throw();
}

}  // namespace

// That the numbers are guided-diffusion's is the parity runner's to say (section adm).
class AdmTest : public QObject {
    Q_OBJECT
  private slots:
    void initTestCase() { set_threads(1); }   // tensors this small gain nothing from more

    // Rows of qkv sorted from one order into the other give the same network.
    void both_orders_of_attention_are_the_same_up_to_their_rows() {
        constexpr std::int64_t channels = 64, heads = 2, width = channels / heads;
        StateDict legacy("legacy"), sorted("sorted");
        const at::Tensor qkv = random({3 * channels, channels, 1}, 1) / 8, bias = random({3 * channels}, 2);
        const auto by_part = [&](const at::Tensor& rows) { return rows.unflatten(0, {heads, 3, width}).transpose(0, 1).flatten(0, 2); };
        for (StateDict* state : {&legacy, &sorted}) {
            state->put("norm.weight", at::ones({channels}));
            state->put("norm.bias", at::zeros({channels}));
            state->put("proj_out.weight", random({channels, channels, 1}, 3) / 8);
            state->put("proj_out.bias", random({channels}, 4));
            state->put("qkv.weight", state == &legacy ? qkv : by_part(qkv).contiguous());
            state->put("qkv.bias", state == &legacy ? bias : by_part(bias).contiguous());
        }
        const at::Tensor x = random({2, channels, 4, 6}, 5);
        const at::Tensor got = AdmAttention(Weights(legacy, {}), channels, heads, false)(x, {}, {});
        QVERIFY(close(AdmAttention(Weights(sorted, {}), channels, heads, true)(x, {}, {}), got));
        QVERIFY(largest_difference(got, AdmAttention(Weights(legacy, {}), channels, heads, true)(x, {}, {})) > 1e-3);
    }

    // Halving and doubling without weights commute with what does not see positions: with 1x1 kernels a block that resamples is the plain
    // block on the resampled picture, apart from the norms' statistics, which doubling keeps.
    void a_block_doubles_inside() {
        StateDict state("block");
        for (const char* norm : {"in_layers.0", "out_layers.0"}) {
            state.put(std::string(norm) + ".weight", random({32}, 1) * 0.1 + 1);
            state.put(std::string(norm) + ".bias", random({32}, 2) * 0.1);
        }
        for (const char* conv : {"in_layers.2", "out_layers.3"}) {
            at::Tensor kernel = at::zeros({32, 32, 3, 3});
            kernel.select(3, 1).select(2, 1).copy_(random({32, 32}, 3) / 6);
            state.put(std::string(conv) + ".weight", kernel);
            state.put(std::string(conv) + ".bias", random({32}, 4));
        }
        state.put("emb_layers.1.weight", random({64, 8}, 5) / 3);
        state.put("emb_layers.1.bias", random({64}, 6));
        const at::Tensor x = random({2, 32, 3, 5}, 7), embedding = random({2, 8}, 8);
        const AdmResBlock up(Weights(state, {}), 32, 32, 8, true, Resample::up), plain(Weights(state, {}), 32, 32, 8, true);
        const std::vector<std::int64_t> size{6, 10};
        QVERIFY(close(up(x, embedding, size), plain(at::upsample_nearest2d(x, size), embedding)));
    }

    void every_shape_of_network_works_data() {
        QTest::addColumn<QString>("text");
        const auto row = [](const char* name, const Json& json) { QTest::newRow(name) << QString::fromStdString(json.dump()); };
        row("blocks that resample", denoiser());
        row("convolutions that resample", changed(denoiser(), "resblock_updown", false));
        row("no weights that resample", changed(changed(denoiser(), "resblock_updown", false), "conv_resample", false));
        row("additive embedding", changed(denoiser(), "use_scale_shift_norm", false));
        row("one level", changed(denoiser(), "channel_mult", {1}));
        row("fractions of channels", changed(changed(denoiser(), "channel_mult", {0.5, 1, 1.5}), "model_channels", 64));
        row("other heads on the way up", changed(changed(changed(denoiser(), "num_head_channels", -1), "num_heads", 4), "num_heads_upsample", 2));
        row("learned variance", changed(denoiser(), "out_channels", 6));
        row("classes", with_classes());
    }
    void every_shape_of_network_works() {
        QFETCH(QString, text);
        const Json json = Json::parse(text.toStdString());
        const StateDict state = weights_for(json);
        const auto made = network(json, state);
        QVERIFY(state.unused().empty());
        for (const auto side : {8, 12, 10}) {   // 10 cannot be halved twice
            const at::Tensor x = random({2, 3, side, side + 4}, 1), out = predict(*made, x, {});
            QCOMPARE(out.sizes().vec(), (std::vector<std::int64_t>{2, json.at("out_channels").get<std::int64_t>(), side, side + 4}));
            QVERIFY(out.isfinite().all().item<bool>());
            QVERIFY(largest_difference(out, predict(*made, x, {}, 100)) > 1e-3);
        }
    }

    void a_class_is_read_and_no_class_is_the_null_class() {
        const Json json = with_classes();
        const auto made = network(json);
        const at::Tensor x = random({2, 3, 8, 8}, 1);
        QVERIFY(largest_difference(predict(*made, x, of_class(0)), predict(*made, x, of_class(1))) > 1e-3);
        QVERIFY(predict(*made, x, {}).equal(predict(*made, x, of_class(3))));
        QCOMPARE(made->class_names(), (std::vector<std::string>{"cat", "house", "tree"}));
        Json unnamed = json;
        unnamed.erase("classes");
        QCOMPARE(network(unnamed)->class_names(), (std::vector<std::string>{"0", "1", "2"}));
    }

    void one_batch_equals_single_calls_also_where_memory_is_short() {
        const Json json = with_classes();
        const StateDict state = weights_for(json);
        const at::Tensor x = random({3, 3, 8, 8}, 1);
        const Conditioning a = of_class(0), b = of_class(2), none;
        const std::vector<const Conditioning*> all{&a, &b, &none};
        const auto whole = network(json, state)->predict(x, 300, all, {});
        const auto split = network(json, state, {.weights = unlimited_memory, .activations = 1})->predict(x, 300, all, {});
        const auto streamed = network(json, state, {.weights = 100'000, .activations = unlimited_memory});
        QVERIFY(!dynamic_cast<const AdmUnet&>(*streamed).is_resident());
        for (std::size_t i = 0; i < all.size(); ++i) {
            QVERIFY(close(whole[i].narrow(0, 1, 1), predict(*network(json, state), x.narrow(0, 1, 1), *all[i], 300)));
            QVERIFY(close(split[i], whole[i]));
            QVERIFY(whole[i].equal(streamed->predict(x, 300, all, {})[i]));
        }
    }

    void super_resolution_reads_a_small_picture_of_any_size() {
        const auto made = network(changed(denoiser(), "_class_name", "SuperResModel"));
        const at::Tensor x = random({2, 3, 16, 16}, 1);
        QCOMPARE(failure_of([&] { predict(*made, x, {}); }), std::string("This model enlarges pictures and was given none."));
        Conditioning small;
        small.concat = at::full({1, 3, 4, 4}, 0.5);
        const at::Tensor from_small = predict(*made, x, small);
        small.concat = at::full({1, 3, 8, 8}, 0.5);
        QVERIFY(close(predict(*made, x, small), from_small));
        small.concat = at::full({1, 3, 4, 4}, -0.5);
        QVERIFY(largest_difference(predict(*made, x, small), from_small) > 1e-3);
    }

    void classifiers_pool_data() {
        QTest::addColumn<QString>("pool");
        for (const char* pool : {"attention", "adaptive", "spatial", "spatial_v2"}) QTest::newRow(pool) << QString(pool);
    }
    void classifiers_pool() {
        QFETCH(QString, pool);
        const Json json = classifier(pool.toStdString().c_str());
        const StateDict state = weights_for(json);
        const AdmClassifier made(Weights(state, {}), json);
        QVERIFY(state.unused().empty());
        at::Tensor x = random({2, 3, 16, 16}, 1).requires_grad_(true);
        const at::Tensor logits = made.logits(x, at::tensor({10.0, 900.0}, at::kFloat)).front();
        QCOMPARE(logits.sizes().vec(), (std::vector<std::int64_t>{2, 5}));
        logits.select(1, 2).sum().backward();
        QVERIFY(x.grad().abs().max().item<double>() > 1e-6);
        QVERIFY(close(made.logits(x.detach().narrow(0, 1, 1), at::tensor({900.0}, at::kFloat)).front(), logits.narrow(0, 1, 1)));
        // The means of the first convolution, two levels of one block, what halves, and the middle: 32 + 32 + 32 + 64 + 64.
        if (pool.startsWith("spatial")) QCOMPARE(state.find("out.0.weight").sizes().vec(), (std::vector<std::int64_t>{2048, 224}));
        if (pool == "attention")
            QCOMPARE(failure_of([&] { made.logits(random({1, 3, 8, 8}, 1), at::zeros({1})); }),
                     std::string("This classifier reads pictures of one size only, and was given another."));
    }

    void lower_precision_is_close() {
        const Json json = with_classes();
        const StateDict state = weights_for(json);
        const at::Tensor x = random({1, 3, 8, 8}, 5), want = predict(*network(json, state), x, of_class(1));
        for (const auto dtype : {at::kBFloat16, at::kHalf}) {
            Placement placement;
            placement.dtype = dtype;
            const at::Tensor got = predict(*make_network(Weights(state, placement), json, Key{}), x, of_class(1));
            QCOMPARE(got.scalar_type(), at::kFloat);
            QVERIFY(largest_difference(got, want) < 0.1 * want.std().item<double>());
            QVERIFY(largest_difference(got, want) > 0);
        }
    }

    void a_folder_is_loaded_as_a_model_of_pixels() {
        const QTemporaryDir temporary;
        const fs::path folder = temporary.path().toStdString();
        write_folder(folder / "unet", "diffusion_pytorch_model.safetensors", changed(with_classes(), "out_channels", 6));
        fs::create_directories(folder / "scheduler");
        write_file(folder / "scheduler/scheduler_config.json", R"({"_class_name": "DDPMScheduler", "beta_schedule": "squaredcos_cap_v2"})").or_throw();
        const LoadedModel model = load_model(folder, {"cpu", "fp32"}).or_throw();
        QVERIFY(model.unused.empty() && model.towers.empty() && model.denoiser && model.autoencoder);
        QCOMPARE(name_of(model.family), std::string_view("other"));
        QCOMPARE(model.denoiser->format().factor, 1);
        QCOMPARE(model.denoiser->format().channels, 3);
        QCOMPARE(model.denoiser->prediction(), Prediction::epsilon);
        QCOMPARE(model.denoiser->class_names().size(), std::size_t{3});
        const at::Tensor picture = random({1, 3, 8, 8}, 1);
        QVERIFY(model.autoencoder->decode(model.autoencoder->latent(model.autoencoder->encode(picture, {}), {}), {}).equal(picture));
        const Conditioning cat = of_class(0), *only = &cat;
        QCOMPARE(model.denoiser->denoise(picture, model.denoiser->schedule().level(500), {&only, 1}, {}).front().x0.size(1), 3);   // of six
    }

    void a_classifier_is_loaded_by_its_configuration() {
        const QTemporaryDir temporary;
        const fs::path folder = temporary.path().toStdString();
        Json json = classifier("adaptive");
        json["label"] = "kind";
        write_folder(folder, "model.safetensors", json);
        const auto made = load_classifier(folder, {"cpu", "fp32"}).or_throw();
        QCOMPARE(made->questions().front().name, std::string("kind"));
        QCOMPARE(made->channels(), 3);
        QCOMPARE(made->side(), 16);
        fs::remove(folder / "config.json");
        const auto refused = load_classifier(folder, {"cpu", "fp32"});
        QVERIFY(!refused && refused.error().message.ends_with("there is no config.json"));
    }

    void says_what_a_conditioning_lacks() {
        const at::Tensor x = random({1, 3, 8, 8}, 1);
        Json json = with_classes();
        const auto of_classes = network(json);
        QCOMPARE(failure_of([&] { predict(*of_classes, x, of_class(4)); }), std::string("This model has no class 4: it has 4, from 0 on."));
        json.erase("null_class");
        json.erase("classes");
        QCOMPARE(failure_of([&] { predict(*network(json), x, {}); }), std::string("This model draws classes of things and was not told which."));
        Conditioning text;
        text.context = random({1, 77, 64}, 1);
        QCOMPARE(failure_of([&] { predict(*of_classes, x, text); }), std::string("This model reads no text."));
        Conditioning masked = of_class(0);
        masked.concat = random({1, 4, 8, 8}, 1);
        QVERIFY(QString::fromStdString(failure_of([&] { predict(*of_classes, x, masked); })).contains("does not read the extra channels"));
    }

    void refuses_configurations_that_it_does_not_know() {
        QVERIFY(QString::fromStdString(config_error(changed(denoiser(), "channel_mult", {1, 1.3}))).contains("no multiple of 32"));
        QVERIFY(QString::fromStdString(config_error(changed(denoiser(), "channel_mult", "1,2"))).contains("'channel_mult' is no list"));
        QVERIFY(QString::fromStdString(config_error(changed(denoiser(), "attention_resolutions", "16,8"))).contains("no list of rates"));
        QVERIFY(QString::fromStdString(config_error(changed(denoiser(), "num_head_channels", 48))).contains("divided among its attention heads"));
        QVERIFY(QString::fromStdString(config_error(changed(denoiser(), "out_channels", 4))).contains("neither 'in_channels' nor twice that"));
        QVERIFY(QString::fromStdString(config_error(changed(with_classes(), "null_class", 1))).contains("'null_class' is not the last"));
        QVERIFY(QString::fromStdString(config_error(changed(with_classes(), "classes", {"cat"}))).contains("no list of 3 names"));
        QVERIFY(QString::fromStdString(config_error(classifier("max"))).contains("the pool 'max' is not known"));
        QCOMPARE(failure_of([&] { network(changed(denoiser(), "_class_name", "DiT")); }),
                 std::string("The network's configuration cannot be used: the architecture 'DiT' is not known."));
        QVERIFY(!failure_of([&] { make_classifier(Weights(StateDict("none"), {}), {{"_class_name", "ResNet"}}); }).empty());
    }

    void names_missing_tensors() {
        StateDict state = weights_for(denoiser()), partly("part.safetensors");
        for (const auto& name : state.names())
            if (name != "middle_block.1.qkv.weight") partly.put(name, state.find(name));
        QCOMPARE(failure_of([&] { network(denoiser(), partly); }), std::string("part.safetensors: the tensor 'middle_block.1.qkv.weight' [192, 64, 1] is missing"));
    }
};

QTEST_GUILESS_MAIN(AdmTest)
#include "adm_test.moc"
