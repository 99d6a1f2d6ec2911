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

    void a_file_that_is_no_configuration() {
        const QTemporaryDir folder;
        const std::filesystem::path file = std::filesystem::path(folder.path().toStdString()) / "a.json";
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
        Settings none = settings(Json::object());
        QCOMPARE(words_of([&] { TrainerSettings::read(none); }).message, "unet.json: 'output' is missing: the folder for checkpoint, log and model.");
    }
};

QTEST_APPLESS_MAIN(SettingsTest)
#include "settings_test.moc"
