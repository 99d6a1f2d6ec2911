// score_sde's networks against the scores that the authors' own code made of the same weights.
#include "models/architectures/ncsnpp.h"

#include "models/config_inference.h"
#include "models/identify.h"
#include "models/load.h"
#include "models/score_sde_config.h"
#include "tensors.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace noiseloom;
using namespace noiseloom::testing;
namespace fs = std::filesystem;

namespace {

fs::path file(const std::string& name) { return model_data("score_sde/" + name + ".safetensors"); }

ShapeTable shapes(const StateDict& state) {
    ShapeTable table;
    for (const auto& name : state.names()) table[name] = state.find(name).sizes().vec();
    return table;
}

Json inferred(const std::string& name) { return infer_ncsnpp_config(shapes(load_state_dict(file(name)).or_throw())).or_throw(); }

// What the shapes tell, and what the network was trained with besides.
Json config_of(const std::string& name) {
    Json config = inferred(name);
    if (name == "faces") config.update({{"sigma_max", 348}, {"num_scales", 2000}});
    if (name == "ddpmpp") config["sde"] = "subvpsde";
    if (name == "discrete_ve") config.update({{"sde", "vesde"}, {"continuous", false}, {"scale_by_sigma", true}});
    if (name == "ddpm") config["continuous"] = false;
    return config;
}

std::shared_ptr<const Ncsnpp> network(const std::string& name, const Json& config) {
    return std::make_shared<Ncsnpp>(Weights(load_state_dict(file(name)).or_throw(), {}), NcsnppConfig::from_json(config).or_throw(), KeyBuilder("test").key());
}

at::Tensor epsilon(const Network& network, const at::Tensor& x, double t) {
    const Conditioning nothing;
    const Conditioning* const only = &nothing;
    return network.predict(x, t, {&only, 1}, {}).front();
}

std::string complaint(const Json& changes) {
    Json config = inferred("faces");
    config.update(changes);
    return NcsnppConfig::from_json(config).error().message;
}

}  // namespace

class NcsnppTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    // A folder with the network `name` and, unless null, a config.json.
    fs::path copied(const std::string& name, const Json& config) const {
        const fs::path folder = fs::path(folder_.path().toStdString()) / (name + std::to_string(std::hash<std::string>{}(config.dump())));
        fs::create_directories(folder);
        fs::copy_file(file(name), folder / "model.safetensors", fs::copy_options::overwrite_existing);
        if (!config.is_null()) write_file(folder / "config.json", config.dump()).or_throw();
        return folder / "model.safetensors";
    }

  private slots:
    void scores_equal_the_reference_data() {
        QTest::addColumn<bool>("is_centered");
        QTest::newRow("faces") << false;         // Fourier, FIR, input_skip, output_skip
        QTest::newRow("cifar_ve") << false;      // Fourier, FIR, residual
        QTest::newRow("discrete_ve") << false;   // positional, FIR, residual
        QTest::newRow("ddpmpp") << true;         // positional, BigGAN's blocks
        QTest::newRow("ddpm") << true;           // positional, DDPM's blocks
    }
    void scores_equal_the_reference() {
        QFETCH(bool, is_centered);
        const std::string name = QTest::currentDataTag();
        const auto net = network(name, config_of(name));
        const NcsnppNoise& noise = net->config().noise;
        const auto recorded = SafetensorsFile::open(file("scores")).or_throw();
        for (const char* at : {".25.", ".75."}) {
            const double time = recorded.tensor(name + at + "t").item<double>(), t = Sde::time_scale * time;
            const at::Tensor own = recorded.tensor(name + at + "x"), x = is_centered ? own : 2 * own - 1;
            const Sde::Marginal marginal = noise.sde.marginal(time);
            const double s = name == "ddpm" ? noise.schedule().level(static_cast<int>(std::lround(t))).s : marginal.s / noise.unit;
            const at::Tensor score = epsilon(*net, x / std::hypot(marginal.a, marginal.s), t) / -s, want = recorded.tensor(name + at + "score").to(at::kFloat);
            QVERIFY2(close(score, want, 1e-4, 1e-5 * want.abs().max().item<double>()), std::to_string(largest_difference(score, want)).c_str());
        }
    }

    void shapes_tell_the_layout() {
        const Json faces = inferred("faces"), cifar = inferred("cifar_ve"), ddpmpp = inferred("ddpmpp"), ddpm = inferred("ddpm");
        QCOMPARE(faces["progressive_input"].get<std::string>(), std::string("input_skip"));
        QCOMPARE(faces["progressive"].get<std::string>(), std::string("output_skip"));
        QCOMPARE(faces["num_scales"].get<int>(), 2000);
        QVERIFY(faces["ch_mult"] == Json({1, 2}) && faces["attn_resolutions"] == Json({16}) && faces["image_size"] == 32);
        QCOMPARE(cifar["progressive_input"].get<std::string>(), std::string("residual"));
        QVERIFY(cifar["fir"] == true && cifar["sde"] == "vesde" && cifar["scale_by_sigma"] == true && cifar["progressive"] == "none");
        QVERIFY(ddpmpp["fir"] == false && ddpmpp["sde"] == "vpsde" && ddpmpp["embedding_type"] == "positional" && ddpmpp["skip_rescale"] == true);
        QVERIFY(ddpm["resblock_type"] == "ddpm" && ddpm["skip_rescale"] == false && ddpm["num_res_blocks"] == 1);
        ShapeTable parallel, cut;
        for (const auto& [name, shape] : shapes(load_state_dict(file("cifar_ve")).or_throw())) {
            parallel["module." + name] = shape;
            if (!name.starts_with("all_modules.4.")) cut[name] = shape;
        }
        QVERIFY(is_ncsnpp(parallel) && infer_ncsnpp_config(parallel).or_throw() == cifar);
        QCOMPARE(infer_ncsnpp_config(cut).error().message, std::string("the file is incomplete: there is no all_modules.4 (block of the middle)"));
    }

    // σ in the file is of pictures in [0, 1], which is half of what it is in [-1, 1].
    void a_file_is_loaded_as_a_model_of_pixels() {
        const LoadedModel faces = load_model(file("faces"), {}).or_throw();
        QVERIFY(faces.denoiser && faces.autoencoder && faces.towers.empty() && faces.unused.empty());
        QCOMPARE(faces.denoiser->format().factor, 1);
        QVERIFY(std::abs(faces.denoiser->schedule().sigma_max() - 696) < 1e-3);
        QVERIFY(std::abs(faces.denoiser->schedule().sigma_min() - 0.02) < 1e-5);
        const LoadedModel ddpmpp = load_model(copied("ddpmpp", {{"sde", "subvpsde"}}), {}).or_throw();
        QCOMPARE(ddpmpp.denoiser->schedule().identity(), Sde::from_json({{"sde", "subvpsde"}}).or_throw().schedule().identity());
        const LoadedModel ddpm = load_model(copied("ddpm", {{"continuous", false}}), {}).or_throw();
        QVERIFY(std::abs(ddpm.denoiser->schedule().alpha_cumprod(999) - 4.0358e-5) < 1e-8);   // DDPM's linear schedule
    }

    void a_file_without_its_noise_levels_says_so() {
        const Json is_ve = {{"sde", "vesde"}, {"continuous", false}, {"scale_by_sigma", true}};
        QVERIFY(load_model(copied("discrete_ve", is_ve), {}).error().message.ends_with("it does not say its noise levels: there is no tensor 'sigmas'"));
        Json with_levels = is_ve;
        with_levels.update({{"sigma_min", 0.01}, {"sigma_max", 50}});
        const LoadedModel configured = load_model(copied("discrete_ve", with_levels), {}).or_throw();
        QVERIFY(std::abs(configured.denoiser->schedule().sigma_max() - 100) < 1e-3);
    }

    // As the authors write it, section by section; or all words together.
    void the_words_of_score_sde_are_read_nested_and_flat() {
        const Json nested = {{"model", {{"sigma_max", 348}, {"num_scales", 2000}, {"ema_rate", 0.999}}},
                             {"training", {{"sde", "vesde"}, {"continuous", true}, {"snapshot_freq", 50000}}},
                             {"data", {{"centered", true}, {"dataset", "FFHQ"}}},
                             {"sampling", {{"snr", 0.15}}},
                             {"seed", 42}};
        const Json flat = {{"sigma_max", 348}, {"num_scales", 2000}, {"sde", "vesde"}, {"continuous", true}, {"centered", true}};
        QVERIFY(read_score_sde_config(nested).or_throw() == flat && read_score_sde_config(flat).or_throw() == flat);
        const LoadedModel centered = load_model(copied("faces", nested), {}).or_throw();
        QVERIFY(std::abs(centered.denoiser->schedule().sigma_max() - 348) < 1e-3);
        const LoadedModel sub_vp = load_model(copied("ddpmpp", {{"training", {{"sde", "subvpsde"}}}}), {}).or_throw();
        QCOMPARE(sub_vp.denoiser->schedule().identity(), Sde::from_json({{"sde", "subvpsde"}}).or_throw().schedule().identity());
    }

    void other_words_are_refused() {
        const auto refusal = [](const Json& given) {
            const auto read = read_score_sde_config(given);
            return read ? "" : read.error().message + "; " + read.error().hint;
        };
        const std::string how = "; Write it as score_sde's configurations do.";
        QCOMPARE(refusal({{"training", {{"continuous", "yes"}}}}), "config.json: 'continuous' is \"yes\", not true or false" + how);
        QCOMPARE(refusal({{"nf", 1.5}}), "config.json: 'nf' is 1.5, not a whole number" + how);
        QCOMPARE(refusal({{"model", 3}}), "config.json: 'model' is no JSON object" + how);
        QVERIFY(refusal({1, 2}).starts_with("config.json: it is no JSON object"));
        QCOMPARE(refusal({{"sde", "foo"}}), std::string("config.json: 'sde' is \"foo\", not known here; It is one of vpsde, subvpsde and vesde."));
        QCOMPARE(refusal({{"model", {{"sigma_mx", 3}}}}), std::string("config.json: 'sigma_mx' is not known here; Is 'sigma_max' meant?"));
        QCOMPARE(refusal({{"trainig", Json::object()}}), std::string("config.json: 'trainig' is not known here; Is 'training' meant?"));
        QCOMPARE(refusal({{"Centered", true}}), std::string("config.json: 'Centered' is not known here; Is 'centered' meant?"));
        QCOMPARE(refusal({{"seed", 1}, {"device", "cuda"}, {"sde", nullptr}}), std::string());
        for (const Json& config : {Json({1, 2}), Json({{"sde", "foo"}})}) QVERIFY(load_model(copied("ddpmpp", config), {}).error().message.find("/model.safetensors: config.json: ") != std::string::npos);
    }

    // A module or only a bias.
    void half_a_file_says_so_data() {
        QTest::addColumn<QString>("network");
        QTest::addColumn<QString>("missing");
        QTest::addColumn<QString>("complaint");
        QTest::newRow("middle") << "faces" << "all_modules.7." << "the file is incomplete: there is no all_modules.7";
        QTest::newRow("last") << "ddpmpp" << "last" << "the file is incomplete: there is no all_modules.";
        QTest::newRow("last of several pictures") << "faces" << "last" << "the file is incomplete: there is no all_modules.";
        QTest::newRow("last of DDPM") << "ddpm" << "last" << "the file is incomplete: there is no all_modules.";
    }
    void half_a_file_says_so() {
        QFETCH(QString, network);
        QFETCH(QString, missing);
        QFETCH(QString, complaint);
        const StateDict whole = load_state_dict(file(network.toStdString())).or_throw();
        std::string part = missing.toStdString();
        if (missing == "last") {
            int last = 0;
            for (const auto& name : whole.names())
                if (name.starts_with("all_modules.")) last = std::max(last, std::stoi(name.substr(12)));
            part = "all_modules." + std::to_string(last) + ".";
        }
        std::map<std::string, at::Tensor> kept;
        for (const auto& name : whole.names())
            if (!name.starts_with(part)) kept[name] = whole.find(name);
        const fs::path half = fs::path(folder_.path().toStdString()) / "half.safetensors";
        write_safetensors(half, kept).or_throw();
        const std::string said = load_model(half, {}).error().message;
        QVERIFY2(said.find("/half.safetensors: " + complaint.toStdString()) != std::string::npos, said.c_str());
        const FileInfo info = identify(half).or_throw();
        QVERIFY(info.notes.size() == 1 && info.notes[0].starts_with(complaint.toStdString()));
    }

    void a_missing_bias_is_told() {
        const StateDict whole = load_state_dict(file("ddpmpp")).or_throw();
        std::map<std::string, at::Tensor> kept;
        for (const auto& name : whole.names())
            if (name != "all_modules.3.Conv_0.bias" && name != "all_modules.6.NIN_1.b") kept[name] = whole.find(name);
        const fs::path half = fs::path(folder_.path().toStdString()) / "half.safetensors";
        write_safetensors(half, kept).or_throw();
        QVERIFY((identify(half).or_throw().missing == std::vector<std::string>{"all_modules.3.Conv_0.bias", "all_modules.6.NIN_1.b"}));
        for (const char* name : {"faces", "cifar_ve", "ddpmpp", "ddpm", "discrete_ve"}) QVERIFY2(identify(file(name)).or_throw().missing.empty(), name);
    }

    void what_is_wrong_is_said() {
        const std::string before = "The NCSN++'s configuration cannot be used: ";
        QCOMPARE(complaint({{"progressive", "residual"}}), before + "'progressive' is none of 'none', 'output_skip'.");
        QCOMPARE(complaint({{"nonlinearity", "elu"}}), before + "'nonlinearity' is none of 'swish'.");
        QCOMPARE(complaint({{"conditional", false}}), before + "'conditional' is false: it is not told the noise.");
        QCOMPARE(complaint({{"sde", "vpsde"}}), before + "'scale_by_sigma' is true, which belongs to vesde.");
        QCOMPARE(complaint({{"sde", "vpsde"}, {"centered", false}}), before + "'centered' is false, which belongs to vesde.");
        QCOMPARE(complaint({{"embedding_type", "positional"}}), before + "'embedding_type' is positional, and 'continuous' vesde is told σ.");
        QCOMPARE(complaint({{"fir_kernel", {1, 2, 1}}}), before + "'fir_kernel' is no list of 4 numbers.");
        const auto net = network("faces", config_of("faces"));
        QVERIFY(failure_of([&] { epsilon(*net, random({1, 3, 7, 8}, 1), 500); }).find("multiples of 2 pixels, not 8 x 7") != std::string::npos);
    }

    // With other weights it is another network; the gradient reaches all of them, and a batch may mix steps.
    void it_is_made_again_of_other_weights() {
        const auto net = network("faces", config_of("faces"));
        StateDict leaves;
        for (const auto& name : net->weights().names()) leaves.put(name, net->weights().find(name).to(at::kFloat).requires_grad_(name != "sigmas" && !name.ends_with(".0.W")));
        const auto copy = net->with_weights(Weights(leaves, {}), KeyBuilder("copy").key());
        const at::Tensor x = random({2, 3, 8, 8}, 2), output = copy->forward({x, at::tensor({100.0F, 700.0F}), {}, {}, {}, {}}, {});
        QVERIFY(close(output[0].unsqueeze(0), epsilon(*net, x.narrow(0, 0, 1), 100)));
        QVERIFY(close(output[1].unsqueeze(0), epsilon(*net, x.narrow(0, 1, 1), 700)));
        output.square().sum().backward();
        for (const auto& name : leaves.names()) {
            if (!leaves.find(name).requires_grad() || name.ends_with(".NIN_1.b")) continue;   // softmax does not see what all keys share
            QVERIFY2(leaves.find(name).grad().defined() && leaves.find(name).grad().abs().max().item<double>() > 0, name.c_str());
        }
    }
};

QTEST_GUILESS_MAIN(NcsnppTest)
#include "ncsnpp_test.moc"
