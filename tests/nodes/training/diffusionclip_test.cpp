#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include "core/atomic_file.h"
#include "diffusion/inversion.h"
#include "diffusion/steppers.h"
#include "models/load.h"
#include "models/lora.h"
#include "models/safetensors.h"
#include "training/changed_model.h"
#include "training/diffusion_clip/into_domain.h"
#include "training/diffusion_clip/inverted_data.h"
#include "training/diffusion_clip/values.h"
#include "training/parameters.h"
#include "training/trainable.h"
#include "training/trainer.h"

#include "../models/tensors.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace noiseloom;
using noiseloom::testing::failure_of;

namespace {

namespace fs = std::filesystem;

const fs::path data = fs::path(NOISELOOM_TEST_DATA), resources = fs::path(NOISELOOM_SOURCE_DIR) / "resources";
const fs::path small_unet = data / "parity/models/ddpm_simple.safetensors";   // pictures of 16 x 16, random weights

Json configuration(const char* method = "full") {
    return {{"task", "diffusionclip"},
            {"model", small_unet.string()},
            {"clip", (resources / "noiseloom-pack/clip").string()},
            {"source", "a red house"},
            {"target", "a blue house"},
            {"size", 16},
            {"batch", 2},
            {"depth", 301},
            {"invert_steps", 5},
            {"walk_steps", 3},
            {"method", method},
            {"report_pictures", 2},
            {"data", {{"size", 3}, {"scenes", {{"kinds", {"house"}}, {"colours", {"red"}}, {"two_objects", 0}}}}}};
}

std::shared_ptr<const Conditioning> nothing() {
    Conditioning none;
    none.identify();
    return std::make_shared<const Conditioning>(std::move(none));
}

at::Tensor seeded(at::IntArrayRef shape, std::uint64_t seed) {
    auto generator = at::detail::createCPUGenerator(seed);
    return at::randn(shape, generator);
}

bool equal_tensors(const StateDict& a, const StateDict& b) {
    if (a.names() != b.names()) return false;
    for (const auto& name : a.names())
        if (a.find(name).scalar_type() != b.find(name).scalar_type() || !a.find(name).equal(b.find(name))) return false;
    return true;
}

}  // namespace

class DiffusionClipTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    fs::path in(const char* name) const { return fs::path(folder_.path().toStdString()) / name; }

    std::unique_ptr<Task> make(const Json& json, std::vector<std::string>* said = nullptr) const {
        Settings settings(json, in("test.json"));
        Placement placement;
        placement.channels_last = true;
        auto task = make_task(settings, {placement, 5, in("cache"), {}, [said](const std::string& line) {
                                  if (said) said->push_back(line);
                              }});
        settings.finish();
        return task;
    }
    // As `noiseloom train` would: the learning rate rises by 1.3 after every round of three pictures.
    TrainerSettings trainer(Json json, const char* output, int steps) const {
        json["output"] = in(output).string();
        json["steps"] = steps;
        json["log_every"] = 1;
        json["optimizer"] = {{"learning_rate", 1e-3}, {"weight_decay", 0}, {"clip", 0}, {"ema", 0}, {"schedule", {{"kind", "step"}, {"gamma", 1.3}, {"every", 3}}}};
        Settings settings(json, in("test.json"));
        return TrainerSettings::read(settings);
    }
    std::string refusal(const Json& json) const {
        return failure_of([&] { make(json); });
    }
    // The gradients of the loss of batch 0, by name.
    std::map<std::string, at::Tensor> gradients(const char* method, std::int64_t number = 0) const {
        const auto task = make(configuration(method));
        Metrics metrics;
        const Stretch stretch{2 * number, 2, 0};
        task->loss(task->batch(stretch), stretch, metrics).backward();
        std::map<std::string, at::Tensor> all;
        for (const auto& name : task->weights().names()) all[name] = task->weights().find(name).grad();
        return all;
    }

  private slots:
    void initTestCase() { set_threads(1); }

    void gradients_reach_every_weight() {
        for (const char* method : {"full", "efficient"})
            for (const auto& [name, gradient] : gradients(method)) QVERIFY2(gradient.defined() && at::isfinite(gradient).all().item<bool>(), name.c_str());
    }

    void saving_memory_changes_no_gradient() {
        const auto full = gradients("full"), saving = gradients("memory_saving");
        double largest = 0;
        for (const auto& [name, gradient] : full) largest = std::max(largest, gradient.abs().max().item<double>());
        // But for the order in which the steps' parts are added.
        for (const auto& [name, gradient] : full) QVERIFY2((gradient - saving.at(name)).abs().max().item<double>() <= 1e-5 * largest, name.c_str());
    }

    void efficient_batches_walk_along_one_picture() {
        const auto task = make(configuration("efficient"));
        const Batch first = task->batch({0, 2, 0}), third = task->batch({4, 2, 0}), fourth = task->batch({6, 2, 0});
        QVERIFY(first.at("picture").equal(third.at("picture")));
        QVERIFY(!first.at("picture").equal(fourth.at("picture")));
        QCOMPARE(first.at("k").item<std::int64_t>(), 0);
        QCOMPARE(third.at("k").item<std::int64_t>(), 2);
        QCOMPARE(fourth.at("k").item<std::int64_t>(), 0);
    }

    void pictures_are_inverted_once() {
        std::vector<std::string> first, second, deeper;
        Json json = configuration();
        json["invert_steps"] = 4;
        make(json, &first);
        make(json, &second);
        QCOMPARE(first, std::vector<std::string>{"Inverted 5 of 5 pictures"});
        QVERIFY(second.empty());
        json["depth"] = 201;
        make(json, &deeper);
        QCOMPARE(deeper.size(), std::size_t{1});
        const auto kept = [](const Task& task) { return task.batch({0, 2, 0}).at("latent").clone(); };
        const at::Tensor before = kept(*make(json));
        for (const auto& entry : fs::directory_iterator(in("cache"))) {   // a damaged one is made again
            std::string bytes = read_file(entry.path(), 1 << 20).or_throw();
            bytes.back() ^= 1;
            write_file(entry.path(), bytes).or_throw();
        }
        QVERIFY(kept(*make(json, &deeper)).equal(before));
        QCOMPARE(deeper.size(), std::size_t{2});
    }

    void a_run_leaves_a_model_that_can_be_loaded() {
        QVERIFY(train(*make(configuration()), trainer(configuration(), "run", 3), {}) == Ending::finished);
        const fs::path file = in("run") / "model" / small_unet.filename();
        const StateDict before = load_state_dict(small_unet).or_throw(), after = load_state_dict(file).or_throw();
        QCOMPARE(after.names(), before.names());
        QVERIFY(!equal_tensors(before, after));
        QVERIFY(load_model(file, {}).or_throw().denoiser != nullptr);
        QVERIFY(fs::exists(in("run") / "pictures" / "edits-0000003.png"));
    }

    void a_lora_is_learnt_in_the_models_place() {
        Json json = configuration();
        json["lora"] = {{"rank", 2}, {"merge", true}};
        QVERIFY(train(*make(json), trainer(json, "lora", 3), {}) == Ending::finished);
        const fs::path folder = in("lora") / "model";
        const StateDict before = load_state_dict(small_unet).or_throw(), merged = load_state_dict(folder / small_unet.filename()).or_throw();
        const StateDict applied = LoraFile::open(folder / "pytorch_lora_weights.safetensors").or_throw().applied(LoraPart::unet, before, 1, at::kHalf);
        for (const auto& name : before.names()) {
            const bool is_attention = name.find("attn") != std::string::npos && name.ends_with(".weight") && name.find("norm") == std::string::npos;
            QVERIFY2(merged.find(name).equal(before.find(name)) != is_attention, name.c_str());
            QVERIFY2(at::allclose(merged.find(name), applied.find(name), 1e-3, 1e-5), name.c_str());
        }
    }

    // Also where a walk is cut in the middle.
    void an_interrupted_run_ends_with_the_same_bits() {
        const Json json = configuration("efficient");
        const auto whole = make(json), first = make(json), second = make(json);
        QVERIFY(train(*whole, trainer(json, "whole", 5), {}) == Ending::finished);
        TrainerObserver stopper;
        stopper.on_line = [&](const Json& line) {
            if (line.value("step", 0) == 2) stopper.cancel.request();
        };
        QVERIFY(train(*first, trainer(json, "parts", 5), stopper) == Ending::cancelled);
        QVERIFY(train(*second, trainer(json, "parts", 5), {}) == Ending::finished);
        QVERIFY(!equal_tensors(first->weights(), second->weights()));
        QVERIFY(equal_tensors(whole->weights(), second->weights()));
    }

    void models_are_written_as_they_came() {
        const fs::path whole = data / "models/sd1_single_file.safetensors", folder = data / "models/sd1_pipeline";
        const StateDict unet = load_state_dict(folder / "unet").or_throw();
        write_changed_model(whole, unet, in("same"));
        QVERIFY(equal_tensors(load_state_dict(in("same") / "sd1_single_file.safetensors").or_throw(), load_state_dict(whole).or_throw()));
        StateDict changed;
        for (const auto& name : unet.names()) changed.put(name, unet.find(name).to(at::kFloat) * 1.5);
        write_changed_model(whole, changed, in("changed"));
        write_changed_model(folder, changed, in("folder"));
        const LoadedModel from_file = load_model(in("changed") / "sd1_single_file.safetensors", {}).or_throw(), from_folder = load_model(in("folder"), {}).or_throw();
        Conditioning asked;
        asked.context = seeded({1, 77, 64}, 1);
        const Conditioning* const only = &asked;
        const at::Tensor x = seeded({1, 4, 8, 8}, 2);
        const Level level = from_file.denoiser->schedule().level(500);
        QVERIFY(from_file.denoiser->denoise(x, level, {&only, 1}, {}).front().x0.equal(from_folder.denoiser->denoise(x, level, {&only, 1}, {}).front().x0));
        QVERIFY(from_folder.autoencoder && from_folder.towers.size() == 1);
        changed.put("no.such.weight", at::zeros({1}));
        try {
            write_changed_model(whole, changed, in("wrong"));
            QFAIL("a weight without a place was written");
        } catch (const Failure& failure) {
            QVERIFY2(failure.error().message.find("The changed weights do not fit into ") == 0, failure.error().message.c_str());
        }
    }

    // Each way lowers what it minimises, on a random network and a real judge.
    void each_way_lowers_the_loss_data() {
        QTest::addColumn<int>("method");
        QTest::newRow("full") << static_cast<int>(EditMethod::full);
        QTest::newRow("memory_saving") << static_cast<int>(EditMethod::memory_saving);
        QTest::newRow("efficient") << static_cast<int>(EditMethod::efficient);
        QTest::newRow("latent") << -1;
    }
    void each_way_lowers_the_loss() {
        QFETCH(int, method);
        const auto model = load_model(small_unet, {}).or_throw().denoiser;
        const Trainable trainable = trainable_copy(*model);
        const ClipModel clip = load_clip_model(resources / "noiseloom-pack/clip", {}, {}).or_throw();
        const EditLoss loss(clip, {clip.texts({"a red house"}), clip.texts({"a blue house"})}, {}, nullptr);
        const EditExample rows{at::tanh(seeded({2, 3, 16, 16}, 3)), seeded({2, 3, 16, 16}, 4)};
        Walk walk{trainable.model, nothing(), make_ddim(), generation_grid(model->schedule(), inversion_timesteps(301, 3)), {}};
        const auto mean_loss = [&](const at::Tensor& latents) {
            const c10::NoGradGuard constant;
            return loss(rows.picture, walk_along(walk, latents, Memory::record, {}), {}).whole.item<double>();
        };
        const double before = mean_loss(rows.latent);
        int heard = 0, of = 0;
        const OnEditStep hear = [&](int done, int count, const EditStep&) {
            QCOMPARE(done, ++heard);
            of = count;
        };
        at::Tensor latents = rows.latent;
        if (method < 0) {
            latents = tuned_latents(walk, loss, rows, 5, 2e-2, Memory::record, hear, {});
        } else {
            fine_tune(trainable.weights, walk, loss, rows, {static_cast<EditMethod>(method), 3, 2e-4, 1.3}, hear, {});
        }
        QCOMPARE(heard, of);
        QVERIFY2(mean_loss(latents) < before - 0.01, qPrintable(QString("%1 to %2").arg(before).arg(mean_loss(latents))));
    }

    void an_edit_that_diverges_is_none() {
        const auto model = load_model(small_unet, {}).or_throw().denoiser;
        const ClipModel clip = load_clip_model(resources / "noiseloom-pack/clip", {}, {}).or_throw();
        const EditLoss loss(clip, {clip.texts({"a red house"}), clip.texts({"a blue house"})}, {}, nullptr);
        const EditExample rows{at::tanh(seeded({1, 3, 16, 16}, 3)), seeded({1, 3, 16, 16}, 4)};
        for (const int rounds : {1, 3}) {   // in the last step, and before it
            const Trainable trainable = trainable_copy(*model);
            const Walk walk{trainable.model, nothing(), make_ddim(), generation_grid(model->schedule(), inversion_timesteps(301, 3)), {}};
            const FineTuneSettings settings{EditMethod::full, rounds, rounds == 1 ? 1e39 : 1e15, 1};
            const auto told = failure_of([&] { fine_tune(trainable.weights, walk, loss, rows, settings, [](int, int, const EditStep&) {}, {}); });
            QVERIFY2(told.find("no number while the edit was learnt") != std::string::npos, told.c_str());
        }
    }

    void noise_is_added_and_taken_away_again_each_time() {
        const auto model = load_model(small_unet, {}).or_throw().denoiser;
        IntoDomain settings{.depth = 301, .steps = 3, .times = 2, .noise = [](int time) { return seeded({1, 3, 16, 16}, 10 + static_cast<std::uint64_t>(time)); }};
        const at::Tensor x = at::tanh(seeded({1, 3, 16, 16}, 5));
        std::vector<at::Tensor> visited;
        const at::Tensor twice = into_domain(model, nothing(), x, settings, {}, [&](int, const at::Tensor& made) { visited.push_back(made); });
        QCOMPARE(visited.size(), std::size_t{2});
        settings.times = 1;
        QVERIFY(into_domain(model, nothing(), x, settings, {}).equal(visited[0]));
        settings.noise = [](int) { return seeded({1, 3, 16, 16}, 11); };
        QVERIFY(into_domain(model, nothing(), visited[0], settings, {}).equal(twice));
    }

    void values_survive_the_disk() {
        using Inversions = ValueType<InvertedPictures>;
        using Tuned = ValueType<TunedWeights>;
        const InvertedPictures inverted{seeded({2, 3, 4, 4}, 1), seeded({2, 4, 1, 1}, 2), 501};
        const std::string bytes = Inversions::save(inverted);
        const auto read = Inversions::load(bytes).or_throw();
        QVERIFY(read->pictures.equal(inverted.pictures) && read->latents.equal(inverted.latents));
        QCOMPARE(read->depth, 501);
        const TunedWeights weights{{{"a.weight", seeded({3, 2}, 3)}, {"b", at::scalar_tensor(0.5f, at::kFloat)}}};
        const std::string saved = Tuned::save(weights);
        QVERIFY(Tuned::load(saved).or_throw()->tensors.at("a.weight").equal(weights.tensors.at("a.weight")));
        QVERIFY(Tuned::load(saved).or_throw()->tensors.at("b").equal(weights.tensors.at("b")));
        for (std::size_t cut = 0; cut < bytes.size(); cut += 7) QVERIFY(!Inversions::load(std::string_view(bytes).substr(0, cut)));
    }

    void settings_are_looked_at_before_anything_is_inverted() {
        Json json = configuration();
        json["invert_steps"] = 6;   // of which nothing is kept
        const std::set<fs::path> before(fs::directory_iterator(in("cache")), {});
        json["metod"] = "full";
        QCOMPARE(refusal(json), std::string("test.json: 'metod' is no setting."));
        json.erase("metod");
        Settings settings(json, in("test.json"));
        Json seen;
        const auto ready = [&](const Settings& all) {
            seen = all.identity();
            throw Failure({Code::bad_workflow, "The checkpoint belongs to another run.", "", "", "", ""});
        };
        QCOMPARE(failure_of([&] { make_task(settings, {{}, 5, in("cache"), {}, [](const std::string&) {}, {}, ready}); }), std::string("The checkpoint belongs to another run."));
        QCOMPARE(seen, settings.identity());
        QVERIFY(seen["model"] != json["model"] && seen["clip"] != json["clip"]);   // by content
        QCOMPARE((std::set<fs::path>(fs::directory_iterator(in("cache")), {})), before);
    }

    void errors_say_what_does_not_fit() {
        Json json = configuration();
        json.erase("target");
        QCOMPARE(refusal(json), std::string("test.json: 'target' is missing: what the pictures show, and what they shall show."));
        json = configuration();
        json["target"] = "a red house";
        QCOMPARE(refusal(json), std::string("Source and target text are the same to CLIP: there is no direction to go."));
        json = configuration();
        json["templates"] = {"a drawing of a house"};
        QCOMPARE(refusal(json), std::string("test.json: 'templates' is neither \"imagenet\" nor a list of texts with {} in them."));
        json = configuration();
        json["prompt"] = "a house";
        QCOMPARE(refusal(json), std::string("The model has no text encoder: it cannot be asked 'a house'."));
        json = configuration();
        json["data"]["size"] = 20000;
        QCOMPARE(refusal(json), std::string("The data have 20000 pictures, too many to invert all of them."));
    }
};

QTEST_GUILESS_MAIN(DiffusionClipTest)
#include "diffusionclip_test.moc"
