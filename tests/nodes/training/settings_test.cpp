#include "training/settings.h"

#include "core/atomic_file.h"
#include "training/trainer.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace noiseloom;

namespace {

struct Words {
    std::string message, hint;
};

template <class Work>
Words words_of(Work&& work) {
    try {
        work();
    } catch (const Failure& failure) {
        return {failure.error().message, failure.error().hint};
    }
    return {};
}

Settings settings(const Json& json) { return Settings(json, "run/unet.json"); }

}  // namespace

class SettingsTest : public QObject {
    Q_OBJECT
  private slots:
    void absent_keys_give_the_fallback() {
        Settings s = settings(Json::object());
        QCOMPARE(s.real("a", 1.5, 0, 2), 1.5);
        QCOMPARE(s.whole("b", 7, 0, 10), 7);
        QCOMPARE(s.choice("c", {"x", "y"}), std::size_t{0});
        QVERIFY(s.path("d").empty());
        s.finish();
    }

    void errors_name_file_and_key() {
        Settings s = settings({{"optimizer", {{"learning_rate", 50}, {"clip", "big"}}}, {"steps", 2.5}, {"dtype", "bf61"}});
        Settings inner = s.section("optimizer");
        QCOMPARE(words_of([&] { inner.real("learning_rate", 1, 0, 10); }).message,
                 "unet.json: 'optimizer.learning_rate' is 50; it must lie between 0 and 10.");
        QCOMPARE(words_of([&] { inner.real("clip", 1, 0, 10); }).message, "unet.json: 'optimizer.clip' is not a number.");
        QCOMPARE(words_of([&] { s.whole("steps", 1, 0, 10); }).message, "unet.json: 'steps' is not a whole number.");
        const Words word = words_of([&] { s.choice("dtype", {"fp32", "bf16"}); });
        QCOMPARE(word.message, "unet.json: 'dtype' is 'bf61'; it must be one of fp32, bf16.");
        QCOMPARE(word.hint, "Did you mean 'bf16'?");
        Settings far = settings({{"dtype", "quarter"}});
        QCOMPARE(words_of([&] { far.choice("dtype", {"fp32", "bf16"}); }).hint, "");   // the message lists them
    }

    void huge_numbers_are_out_of_range() {
        Settings s = settings(parse_json(R"({"seed": 18446744073709551615})").or_throw());
        QCOMPARE(words_of([&] { s.whole("seed", 0, 0, 100); }).message, "unet.json: 'seed' is 18446744073709551615; it must lie between 0 and 100.");
    }

    void unknown_keys_are_errors() {
        Settings s = settings({{"stepz", 5}});
        s.whole("steps", 1, 0, 10);
        const Words words = words_of([&] { s.finish(); });
        QCOMPARE(words.message, "unet.json: 'stepz' is no setting.");
        QCOMPARE(words.hint, "Did you mean 'steps'?");
    }

    void paths_are_relative_to_the_configuration() {
        Settings s = settings({{"text", "../clip/model"}});
        QCOMPARE(s.path("text"), std::filesystem::path("clip/model"));
        QVERIFY(words_of([&] { s.needed_path("text"); }).message.find("names clip/model, which does not exist") != std::string::npos);
        QCOMPARE(words_of([&] { s.needed_path("none"); }).message, "unet.json: 'none' is missing.");
    }

    void complaints_about_a_value_name_its_key() {
        Settings s = settings({{"optimizer", Json::object()}});
        const Settings inner = s.section("optimizer");
        const auto complain = [&](Code code) {
            inner.checked("kind", [&]() -> int { throw Failure({code, "There is no 'adamw2'.", "Known: adamw.", "", "", ""}); });
        };
        const Words words = words_of([&] { complain(Code::usage); });
        QCOMPARE(words.message, "unet.json: 'optimizer.kind' is of no use: There is no 'adamw2'.");
        QCOMPARE(words.hint, "Known: adamw.");
        QCOMPARE(words_of([&] { complain(Code::bad_model); }).hint, "");   // about files
        QCOMPARE(words_of([&] { complain(Code::disk); }).message, "There is no 'adamw2'.");   // not the setting's fault
    }

    // Moved elsewhere with the files that it names, a configuration is the same; with another file it is not.
    void files_count_by_what_they_hold() {
        const QTemporaryDir folder;
        const std::filesystem::path root = folder.path().toStdString();
        for (const char* name : {"a/clip", "b"}) std::filesystem::create_directories(root / name);
        write_file(root / "a/clip/model", "weights").or_throw();
        write_file(root / "b/model", "weights").or_throw();
        const auto identity = [&](const char* path) {
            Settings s({{"stages", Json::array({Json::object(), {{"text", path}}})}}, root / "unet.json");
            s.sections("stages")[1].needed_path("text");
            return s.identity();
        };
        const Json first = identity("a/clip");
        QCOMPARE(first["stages"][0], Json::object());
        QCOMPARE(first, identity("b"));
        write_file(root / "b/model", "Weights").or_throw();
        QVERIFY(first != identity("b"));
        write_file(root / "b/model", "weights").or_throw();
        std::filesystem::rename(root / "b/model", root / "b/other");
        QVERIFY(first != identity("b"));
    }

    // Left out or given, a default is the same; but not where it matters whether a key is there at all.
    void defaults_are_the_same_given_or_not() {
        const auto full = [](const Json& json, const Json& other) {
            Settings s = settings(json);
            s.whole("accumulate", 1, 1, 10);
            s.choice("kind", {"full", "part"});
            Settings loss = s.section("loss");
            loss.real("l1", 0.5, 0, 1);
            for (Settings& stage : s.sections("data")) stage.flag("fresh", true);
            if (s.has("lora")) s.section("lora").whole("rank", 8, 1, 10);
            return with_defaults(other, s.defaults()) == with_defaults(json, s.defaults());
        };
        const Json bare = Json::object(), stages{{"data", {{{"fresh", true}}, Json::object()}}};
        const Json all{{"accumulate", 1}, {"kind", "full"}, {"loss", {{"l1", 0.5}}}, {"data", {{"fresh", true}}}};
        QVERIFY(full(bare, all) && full(all, bare));
        QVERIFY(full(stages, {{"data", {Json::object(), {{"fresh", true}}}}}));
        for (const auto& [key, value] : std::map<std::string, Json>{{"accumulate", 2}, {"kind", "part"}, {"loss", {{"l1", 0}}}, {"data", {{"fresh", false}}}}) {
            Json changed = all;
            changed[key] = value;
            QVERIFY2(!full(bare, changed) && !full(changed, bare), key.c_str());
        }
        const Json lora{{"lora", Json::object()}}, rank{{"lora", {{"rank", 8}}}};
        QVERIFY(full(lora, rank) && full(rank, lora));
        QVERIFY(!full(bare, rank) && !full(rank, bare) && !full(lora, bare));
    }

    // Every key of the configurations that come with Noiseloom; and one that does not exist yet.
    void all_but_a_few_settings_must_stay_when_a_run_goes_on() {
        const std::set<std::string> free{"steps", "optimizer", "log_every", "report_every", "checkpoint_every", "report_pictures", "sample_scale", "output", "max_shard_mb"};
        for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(NOISELOOM_SOURCE_DIR) / "resources/training")) {
            if (entry.path().extension() != ".json") continue;
            Json json = Settings::read(entry.path()).or_throw().json();
            json["to_come"] = 1;
            for (const auto& [key, value] : json.items()) {
                Json changed = json;
                changed[key] = "something else";
                QVERIFY2((run_identity(settings(json)) == run_identity(settings(changed))) == free.contains(key), key.c_str());
            }
        }
    }

    void a_file_that_is_no_configuration() {
        const QTemporaryDir folder;
        const std::filesystem::path file = std::filesystem::path(folder.path().toStdString()) / "a.json";
        QVERIFY(Settings::read(file.parent_path()).error().message.ends_with(" is a folder, not a training configuration."));
        QCOMPARE(Settings::read(file.parent_path()).error().code, Code::bad_workflow);
        write_file(file, "[1]").or_throw();
        QCOMPARE(Settings::read(file).error().message, "a.json is not a training configuration: it holds no JSON object.");
        write_file(file, "{\"a\": 1, \"a\": 2}").or_throw();
        QVERIFY(Settings::read(file).error().message.starts_with("a.json: "));
    }

    void the_trainer_reads_all_of_its_settings() {
        Settings s = settings({{"output", "out"},
                               {"steps", 10},
                               {"dtype", "bf16"},
                               {"optimizer", {{"learning_rate", 0.1}, {"betas", {0.5, 0.6}}, {"schedule", {{"kind", "cosine"}, {"warm_up", 2}}}}}});
        const TrainerSettings trainer = TrainerSettings::read(s);
        s.finish();
        QCOMPARE(trainer.learning_rate.peak, 0.1);
        QCOMPARE(trainer.learning_rate.kind, LearningRate::Kind::cosine);
        QCOMPARE(trainer.adamw.beta2, 0.6);
        QCOMPARE(trainer.dtype, at::kBFloat16);
        QCOMPARE(trainer.output, std::filesystem::path("run/out"));
        Settings wrong = settings({{"output", "out"}, {"optimizer", {{"betas", {0.5, 1.5}}}}});
        QCOMPARE(words_of([&] { TrainerSettings::read(wrong); }).message, "unet.json: 'optimizer.betas' must lie between 0 and 1.");
        Settings frozen = settings({{"output", "out"}, {"optimizer", {{"ema", 1}}}});
        QVERIFY(words_of([&] { TrainerSettings::read(frozen); }).message.find("'optimizer.ema' is 1; it must lie between 0 and") != std::string::npos);
        Settings none = settings(Json::object());
        QCOMPARE(words_of([&] { TrainerSettings::read(none); }).message, "unet.json: 'output' is missing: the folder for checkpoint, log and model.");
    }
};

QTEST_APPLESS_MAIN(SettingsTest)
#include "settings_test.moc"
