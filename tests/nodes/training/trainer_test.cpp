#include "training/trainer.h"

#include <fstream>

#include <ATen/ATen.h>

#include "diffusion/random.h"
#include "models/architectures/blocks.h"
#include "models/safetensors.h"
#include "training/initial.h"

#include "../models/tensors.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace noiseloom;
using noiseloom::testing::failure_of;

namespace {

namespace fs = std::filesystem;

enum class Poison { none, loss, gradient, picture, report, weights };

// Finds the matrix behind noisy examples: enough of a task to see the trainer by.
class ToyTask : public Task {
  public:
    // What is no number any more after the fourth step.
    explicit ToyTask(Poison poison = Poison::none) : poison_(poison) {
        state_.make_missing(pytorch_defaults(4, at::kCPU));
        weight_ = state_.take("map.weight", {3, 5});
    }
    const StateDict& weights() const override { return state_; }
    Batch batch(const Stretch& stretch) const override {
        if (stretch.first >= 32 && poison_ == Poison::picture) throw Failure({Code::bad_image, "a.png: the picture is damaged", "", "", "", ""});
        std::vector<at::Tensor> rows;
        for (std::int64_t i = 0; i < stretch.count; ++i)
            rows.push_back(Draws(mixed({9, static_cast<std::uint64_t>(stretch.first + i)})).normal({5}));
        return {{"x", at::stack(rows)}};
    }
    at::Tensor loss(const Batch& batch, const Stretch& stretch, Metrics& metrics) const override {
        metrics["first"] = static_cast<double>(stretch.first);
        metrics["one"] = 1;
        const at::Tensor x = batch.at("x"), target = x.narrow(1, 0, 3) - x.narrow(1, 2, 3);
        const at::Tensor loss = (at::linear(x, weight_) - target).square().mean();
        if (stretch.first < 32 || (poison_ != Poison::loss && poison_ != Poison::gradient)) return loss;
        return poison_ == Poison::loss ? loss * std::nan("") : loss + (weight_ - weight_.detach()).sum().clamp_min(0).sqrt();   // √'(0)
    }
    Report report(const StateDict& weights) const override {
        const double largest = weights.find("map.weight").abs().max().item<double>();
        return {{{"largest", poison_ == Poison::report ? largest * std::nan("") : largest}}, {}};
    }
    void write(const StateDict& weights, const fs::path& folder) const override {
        write_safetensors(folder / "toy.safetensors", {{"map.weight", weights.find("map.weight")}}).or_throw();
    }

  private:
    Poison poison_;
    StateDict state_;
    at::Tensor weight_;
};

// Looks at half of every batch in the second half of the run.
class HalfTask : public ToyTask {
  public:
    Stretch seen(const Stretch& whole) const override { return {whole.first, whole.part < 0.5 ? whole.count : whole.count / 2, whole.part}; }
};

TrainerSettings settings_for(const fs::path& folder) {
    TrainerSettings settings;
    settings.steps = 20;
    settings.batch = 8;
    settings.learning_rate.peak = 0.05;
    settings.learning_rate.kind = LearningRate::Kind::cosine;
    settings.log_every = 1;
    settings.report_every = 10;
    settings.checkpoint_every = 7;
    settings.output = folder;
    settings.identity = {{"task", "toy"}, {"model", {{"width", 5}}}};
    return settings;
}

Ending run(const TrainerSettings& settings, std::int64_t cancel_at = -1, bool restart = false) {
    const ToyTask task;
    TrainerObserver observer;
    observer.restart = restart;
    observer.on_line = [&](const Json& line) {
        if (line.contains("loss") && line["step"] == cancel_at) observer.cancel.request();
    };
    return train(task, settings, observer);
}

std::map<std::string, at::Tensor> tensors_of(const fs::path& file) {
    const auto opened = SafetensorsFile::open(file).or_throw();
    std::map<std::string, at::Tensor> all;
    for (const auto& entry : opened.entries()) all[entry.name] = opened.tensor(entry);
    return all;
}

bool same_bits(const fs::path& a, const fs::path& b) {
    const auto first = tensors_of(a), second = tensors_of(b);
    return first.size() == second.size() &&
           std::all_of(first.begin(), first.end(), [&](const auto& item) { return second.contains(item.first) && item.second.equal(second.at(item.first)); });
}

std::vector<Json> log_of(const fs::path& folder) {
    std::ifstream file(folder / "log.jsonl");
    std::vector<Json> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(Json::parse(line));
    return lines;
}

}  // namespace

class TrainerTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    fs::path in(const char* name) const { return fs::path(folder_.path().toStdString()) / name; }

  private slots:
    // The device without memory stands for a card: a copy there would never learn.
    void a_weight_to_learn_lies_where_its_network_computes() {
        StateDict there, elsewhere;
        there.make_missing(pytorch_defaults(1, at::kMeta));
        QCOMPARE(Linear(Weights(there, {at::kMeta}), 5, 3).weight.device(), at::Device(at::kMeta));
        elsewhere.make_missing(pytorch_defaults(1, at::kCPU));
        QVERIFY(failure_of([&] { Linear(Weights(elsewhere, {at::kMeta}), 5, 3); }).starts_with("A weight to learn is on cpu"));
    }

    void a_resumed_run_equals_an_uninterrupted_one_bit_for_bit() {
        QVERIFY(run(settings_for(in("whole"))) == Ending::finished);
        QVERIFY(run(settings_for(in("parts")), 3) == Ending::cancelled);   // between two checkpoints: it has written one
        QVERIFY(!fs::exists(in("parts") / "model"));
        QVERIFY(run(settings_for(in("parts")), 11) == Ending::cancelled);
        QVERIFY(run(settings_for(in("parts"))) == Ending::finished);
        QVERIFY(same_bits(in("whole") / "checkpoint.safetensors", in("parts") / "checkpoint.safetensors"));
        QVERIFY(same_bits(in("whole") / "model/toy.safetensors", in("parts") / "model/toy.safetensors"));
    }

    void the_log_of_a_resumed_run_has_every_step_once() {
        std::vector<std::int64_t> steps;
        std::vector<double> whole, parts;
        for (const auto& line : log_of(in("parts")))
            if (line.contains("loss")) steps.push_back(line["step"]), parts.push_back(line["loss"]);
        for (const auto& line : log_of(in("whole")))
            if (line.contains("loss")) whole.push_back(line["loss"]);
        QCOMPARE(steps.size(), std::size_t{20});
        QVERIFY(std::is_sorted(steps.begin(), steps.end()) && steps.front() == 1 && steps.back() == 20);
        QCOMPARE(parts, whole);
    }

    void it_learns() {
        const auto lines = log_of(in("whole"));
        const auto loss_at = [&](std::int64_t step) {
            return std::find_if(lines.begin(), lines.end(), [&](const Json& line) { return line.contains("loss") && line["step"] == step; })->at("loss").get<double>();
        };
        QVERIFY(loss_at(20) < 0.5 * loss_at(1));
    }

    // Sums in another order: equal but for rounding.
    void accumulated_batches_equal_a_big_one() {
        TrainerSettings small = settings_for(in("small")), big = settings_for(in("big"));
        small.batch = 4;
        small.accumulate = 4;
        big.batch = 16;
        run(small);
        run(big);
        const auto a = tensors_of(in("small") / "checkpoint.safetensors"), b = tensors_of(in("big") / "checkpoint.safetensors");
        for (const auto& [name, tensor] : a) QVERIFY2(at::allclose(tensor, b.at(name), 1e-4, 1e-6), name.c_str());
        QVERIFY(!a.at("weights.map.weight").equal(tensors_of(in("whole") / "checkpoint.safetensors").at("weights.map.weight")));
    }

    void losses_are_means_over_what_is_looked_at() {
        const HalfTask task;
        TrainerSettings settings = settings_for(in("half"));
        settings.accumulate = 2;
        int lines = 0;
        TrainerObserver observer;
        observer.on_line = [&](const Json& line) {
            if (!line.contains("one")) return;
            ++lines;
            QCOMPARE(line["one"].get<double>(), 1.0);
        };
        QVERIFY(train(task, settings, observer) == Ending::finished);
        QCOMPARE(lines, 20);
    }

    void a_default_that_is_given_is_no_change() {
        TrainerSettings settings = settings_for(in("default"));
        QVERIFY(run(settings, 3) == Ending::cancelled);
        settings.identity["accumulate"] = 1;
        QVERIFY(failure_of([&] { run(settings); }).find("another 'accumulate'") != std::string::npos);
        settings.defaults = {{"always", {{"accumulate", 1}}}};
        QVERIFY(run(settings) == Ending::finished);
    }

    // Before a task is prepared.
    void a_checkpoint_can_be_looked_at_first() {
        TrainerSettings settings = settings_for(in("whole"));
        check_checkpoint(settings);
        settings.steps = 19;
        QVERIFY(failure_of([&] { check_checkpoint(settings); }).find("is at step 20, beyond the last one, 19.") != std::string::npos);
        settings.identity["model"]["width"] = 6;
        QVERIFY(failure_of([&] { check_checkpoint(settings); }).find("belongs to a run with another 'model.width'") != std::string::npos);
        settings.output = in("nowhere");
        check_checkpoint(settings);
    }

    void another_configuration_is_refused() {
        TrainerSettings settings = settings_for(in("whole"));
        settings.identity["model"]["width"] = 6;
        QVERIFY(failure_of([&] { run(settings); }).find("belongs to a run with another 'model.width'") != std::string::npos);
        QVERIFY(run(settings, 2, /*restart=*/true) == Ending::cancelled);   // the user's wish
    }

    void a_damaged_checkpoint_is_an_error() {
        fs::create_directories(in("damaged"));
        std::ofstream(in("damaged") / "checkpoint.safetensors") << "no tensors";
        QVERIFY(!failure_of([&] { run(settings_for(in("damaged"))); }).empty());
        write_file(in("damaged") / "checkpoint.safetensors", "").or_throw();
        QVERIFY(failure_of([&] { run(settings_for(in("damaged"))); }).find("is damaged") != std::string::npos);
        write_safetensors(in("damaged") / "checkpoint.safetensors", {{"x", at::ones({1})}}).or_throw();
        QVERIFY(failure_of([&] { run(settings_for(in("damaged"))); }).find("is not a checkpoint of a training run") != std::string::npos);
    }

    // Wherever it lies: in the metadata or in any of the tensors.
    void a_flipped_bit_is_found() {
        const fs::path file = in("flipped") / "checkpoint.safetensors";
        fs::create_directories(in("flipped"));
        QVERIFY(run(settings_for(in("sound")), 3) == Ending::cancelled);
        const std::string whole = read_file(in("sound") / "checkpoint.safetensors", 1 << 20).or_throw();
        const std::size_t data = whole.find('}', whole.find("\"weights.")) + 2, count = 40;
        for (std::size_t i = 0; i < count; ++i) {
            std::string flipped = whole;
            flipped[data + i * (whole.size() - data) / count] ^= 4;
            write_file(file, flipped).or_throw();
            QVERIFY2(failure_of([&] { run(settings_for(in("flipped"))); }).find("is damaged: ") != std::string::npos, std::to_string(i).c_str());
        }
        std::string later = whole;
        const std::size_t step = later.find("\"step\":\"3\"");
        QVERIFY(step != std::string::npos);
        later[step + 8] = '7';
        write_file(file, later).or_throw();
        const std::string words = failure_of([&] { run(settings_for(in("flipped"))); });
        QVERIFY2(words.find("is damaged: its checksum does not fit") != std::string::npos, words.c_str());
        write_file(file, whole.substr(0, whole.size() - 9)).or_throw();
        QVERIFY(failure_of([&] { run(settings_for(in("flipped"))); }).find("is damaged: ") != std::string::npos);
        write_file(file, whole).or_throw();
        QVERIFY(run(settings_for(in("flipped"))) == Ending::finished);
    }

    void what_is_no_number_ends_the_run_and_never_reaches_a_checkpoint() {
        TrainerSettings settings = settings_for(in("poison"));
        settings.checkpoint_every = 1;
        QCOMPARE(failure_of([&] { train(ToyTask(Poison::loss), settings, {}); }), "The loss is no number any more at step 5.");
        settings.output = in("infinite");
        QCOMPARE(failure_of([&] { train(ToyTask(Poison::gradient), settings, {}); }), "The gradient is no number any more at step 5.");
        for (const auto& [name, tensor] : tensors_of(in("infinite") / "checkpoint.safetensors")) QVERIFY2(tensor.isfinite().all().item<bool>(), name.c_str());
        QVERIFY(run(settings) == Ending::finished);   // from step 4
    }

    // The loss may be huge and a number where the network's answers are none. What an earlier run left stays.
    void a_run_that_diverged_is_no_success() {
        TrainerSettings settings = settings_for(in("diverged"));
        QVERIFY(run(settings) == Ending::finished);
        const auto files = [&] { return std::pair(read_file(in("diverged") / "checkpoint.safetensors", 1 << 20).or_throw(), read_file(in("diverged") / "model/toy.safetensors", 1 << 20).or_throw()); };
        const auto before = files();
        settings.steps = 40;
        settings.checkpoint_every = settings.report_every = 10;
        QCOMPARE(failure_of([&] { train(ToyTask(Poison::report), settings, {}); }), "The report's largest is no number any more at step 30.");
        QVERIFY(files() == before);
        settings.checkpoint_every = settings.report_every = 1000;   // at the end
        QCOMPARE(failure_of([&] { train(ToyTask(Poison::report), settings, {}); }), "The report's largest is no number any more at step 40.");
        QVERIFY(files() == before);
        settings.learning_rate = {.peak = 1e6};
        settings.adamw.weight_decay = 0;
        QCOMPARE(failure_of([&] { run(settings); }), "The largest weight is above 65504 at step 40.");
        QVERIFY(files() == before);
    }

    void a_damaged_picture_costs_nothing_that_was_learnt() {
        TrainerSettings settings = settings_for(in("picture"));
        settings.checkpoint_every = 1000;
        QCOMPARE(failure_of([&] { train(ToyTask(Poison::picture), settings, {}); }), "a.png: the picture is damaged");
        QVERIFY(run(settings) == Ending::finished);   // once it was mended
        QCOMPARE(log_of(in("picture")).front()["step"], Json(0));
        QVERIFY(same_bits(in("picture") / "model/toy.safetensors", in("whole") / "model/toy.safetensors"));
    }

    void two_runs_do_not_share_a_folder() {
        TrainerSettings settings = settings_for(in("shared"));
        std::string words;
        TrainerObserver observer;
        observer.on_step = [&](std::int64_t step) {
            if (step == 3) words = failure_of([&] { run(settings); });
        };
        QVERIFY(train(ToyTask(), settings, observer) == Ending::finished);
        QCOMPARE(words, "Another run is writing into " + settings.output.string() + ".");
        QVERIFY(run(settings) == Ending::finished);   // it has let go
    }

    void a_log_that_was_written_into_does_no_harm() {
        TrainerSettings settings = settings_for(in("scribbled"));
        QVERIFY(run(settings, 5) == Ending::cancelled);
        std::ofstream(in("scribbled") / "log.jsonl", std::ios::app) << "{\"step\": \"x\"}\n{\"step\": 3, \"loss\": null}\nnothing\n[1]\n";
        QVERIFY(run(settings) == Ending::finished);
        QCOMPARE(log_of(in("scribbled")).back()["step"], Json(20));
    }

    void a_run_that_is_done_says_so() {
        TrainerSettings settings = settings_for(in("done"));
        QVERIFY(run(settings) == Ending::finished);
        std::vector<Json> lines;
        TrainerObserver observer;
        observer.on_line = [&](const Json& line) { lines.push_back(line); };
        QVERIFY(train(ToyTask(), settings, observer) == Ending::finished);
        QVERIFY(lines.front().value("message", "").find("all steps were done before") != std::string::npos);
        settings.steps = 12;
        QVERIFY(failure_of([&] { run(settings); }).find("is at step 20, beyond the last one, 12.") != std::string::npos);
    }

    void the_time_limit_ends_a_session() {
        TrainerSettings settings = settings_for(in("limited"));
        settings.steps = 1'000'000'000;
        TrainerObserver observer;
        observer.time_limit = 0.05;
        QVERIFY(train(ToyTask(), settings, observer) == Ending::time_limit);
        QVERIFY(fs::exists(in("limited") / "checkpoint.safetensors") && fs::exists(in("limited") / "model/toy.safetensors"));
    }
};

QTEST_APPLESS_MAIN(TrainerTest)
#include "trainer_test.moc"
