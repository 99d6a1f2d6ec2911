// Why the papers train as they do, seen on small models that are trained here in seconds.
#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include "models/device.h"
#include "training/trainer.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace noiseloom;

namespace {

namespace fs = std::filesystem;

// Red and blue hearts.
const Json data = {{"size", 256},
                   {"scenes",
                    {{"kinds", {"heart"}}, {"colours", {"red", "blue"}}, {"backgrounds", {"white"}}, {"sizes", {"large"}}, {"positions", {"centre"}},
                     {"plain", 1}, {"two_objects", 0}}}};

Json denoiser(double p_uncond) {
    return {{"task", "denoiser"},
            {"size", 8},
            {"label", "colour"},
            {"p_uncond", p_uncond},
            {"data", data},
            {"scheduler", {{"_class_name", "DDIMScheduler"}, {"prediction_type", "v_prediction"}, {"beta_schedule", "squaredcos_cap_v2"}}},
            {"model",
             {{"_class_name", "UNetModel"}, {"image_size", 8}, {"in_channels", 3}, {"out_channels", 3}, {"model_channels", 32}, {"num_res_blocks", 1},
              {"channel_mult", {1, 1}}, {"attention_resolutions", Json::array()}, {"num_head_channels", 16}, {"use_scale_shift_norm", true}}}};
}

}  // namespace

class LessonsTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    std::unique_ptr<Task> trained(const Json& json, const char* name) const {
        const fs::path folder = fs::path(folder_.path().toStdString()) / name;
        Settings settings(json, folder / "lesson.json");
        Placement placement;
        placement.channels_last = true;
        auto task = make_task(settings, {placement, 7, folder / "cache", {}, [](const std::string&) {}});
        TrainerSettings trainer;
        trainer.steps = 200;
        trainer.batch = 16;
        trainer.learning_rate.peak = 2e-3;
        trainer.learning_rate.kind = LearningRate::Kind::cosine;
        trainer.report_every = trainer.checkpoint_every = 200;
        trainer.output = folder;
        if (train(*task, trainer, {}) != Ending::finished) qFatal("training did not finish");
        return task;
    }

  private slots:
    void initTestCase() { set_threads(1); }

    // Algorithm 1 of arXiv 2207.12598: guidance needs the model without condition, and dropping the condition now and then
    // is what trains it. In nearly pure noise that model should answer the mean of all pictures; one that never saw the
    // null class answers some picture of its own, and guidance would push away from that.
    void without_dropped_conditions_the_unconditional_branch_is_useless() {
        // How far the answer without a class is from the mean of all pictures, relative to their spread around it (both squared), at t = 800 of
        // 1000, where v is nearly -x0.
        const auto bias = [&](const Task& task) {
            const c10::NoGradGuard constant;
            constexpr std::int64_t count = 256;
            const Stretch stretch{1'000'000, count, 0.9};
            Batch batch = task.batch(stretch);
            batch["a"] = at::full({count}, std::cos(0.8 * M_PI / 2));
            batch["s"] = at::full({count}, std::sin(0.8 * M_PI / 2));
            batch["t"] = at::full({count}, 800.0);
            batch["label"].fill_(8);
            Metrics metrics;
            const double spread = batch["x0"].var(0, /*unbiased=*/false).mean().item<double>();
            return task.loss(batch, stretch, metrics).item<double>() / spread - 1;
        };
        // 1e-9: there is a null class, but 200 steps never show it.
        const double never = bias(*trained(denoiser(1e-9), "never")), sometimes = bias(*trained(denoiser(0.15), "sometimes"));
        qInfo("bias without a class: %.3f if it was never dropped, %.3f if it was in 15 %% of the examples", never, sometimes);
        QVERIFY(sometimes < 0.1);
        QVERIFY(never > 0.2);
    }
};

QTEST_APPLESS_MAIN(LessonsTest)
#include "lessons_test.moc"
