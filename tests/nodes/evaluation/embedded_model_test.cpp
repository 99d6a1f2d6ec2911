// What the papers say of guidance, seen on the embedded model. `noiseloom pack report` measures the same at length.
#include "diffusion/grids.h"
#include "diffusion/guiders.h"
#include "diffusion/sampler.h"
#include "diffusion/steppers.h"
#include "evaluation/judge.h"
#include "evaluation/noise_reading.h"
#include "evaluation/painter.h"
#include "evaluation/prompt_set.h"
#include "models/class_criterion.h"
#include "models/device.h"
#include "training/scenes/vocabulary.h"

#include <algorithm>

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <QtTest>

using namespace noiseloom;

namespace {

namespace fs = std::filesystem;

const fs::path resources = fs::path(NOISELOOM_SOURCE_DIR) / "resources";

}  // namespace

class EmbeddedModelTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Painter> painter_;
    std::unique_ptr<Judge> judge_;

    at::Tensor painted(const std::string& prompt, const std::string& negative, double scale, std::uint64_t seed, std::int64_t count) const {
        PaintOptions options;
        options.negative = negative;
        options.scale = scale;
        options.steps = 12;
        options.seed = seed;
        options.count = count;
        return painter_->paint(prompt, options, {});
    }

  private slots:
    void initTestCase() {
        set_threads(1);
        painter_ = std::make_unique<Painter>(resources / "noiseloom-pack", Compute{});
        judge_ = std::make_unique<Judge>(resources / "training/weights/judge", Compute{});
    }

    void guidance_makes_pictures_fit_their_prompts() {
        const auto prompts = test_prompts(36);
        const auto right = [&](double scale) {
            std::vector<at::Tensor> rows;
            for (std::size_t i = 0; i < prompts.size(); ++i) rows.push_back(painted(prompts[i].text, "", scale, i, 1));
            return right_shares(judge_->look(at::cat(rows)), prompts).all;
        };
        // The model is nearly always right at scale 1, so half of the condition shows what the other half does.
        const double half = right(0.5), guided = right(3);
        qInfo("all attributes right: %.2f at scale 0.5, %.2f at 3", half, guided);
        QVERIFY(guided > half + 0.1);
    }

    void a_negative_prompt_removes_what_it_names() {
        const auto meadows = [&](const char* negative) {
            const auto backgrounds = judge_->look(painted("a house", negative, 3, 3000, 32)).at("background");
            return std::count(backgrounds.begin(), backgrounds.end(), static_cast<std::int64_t>(scenes::Background::meadow));
        };
        const auto without = meadows(""), with = meadows("a house in a meadow");
        qInfo("houses in a meadow, of 32: %td, with the negative prompt %td", without, with);
        QVERIFY(without >= 4);
        QVERIFY(3 * with <= without);
    }

    // The judge knows pictures four times as wide.
    void the_class_conditional_model_draws_its_classes() {
        const ClassPainter painter(resources / "noiseloom-pack/adm", Compute{});
        const auto share_right = [&](double scale) {
            constexpr std::int64_t of_each = 2;
            std::int64_t right = 0;
            const auto count = static_cast<std::int64_t>(painter.classes().size());
            for (std::int64_t label = 0; label < count; ++label) {
                PaintOptions options;
                options.scale = scale;
                options.steps = 12;
                options.side = 32;
                options.count = of_each;
                const at::Tensor pictures = at::upsample_bilinear2d(painter.paint(label, options, {}), {128, 128}, /*align_corners=*/false);
                const auto seen = judge_->look(pictures.clamp(-1, 1)).at("kind");
                right += std::count(seen.begin(), seen.end(), label);
            }
            return static_cast<double>(right) / static_cast<double>(of_each * count);
        };
        const double right = share_right(2);
        qInfo("classes drawn right: %.2f", right);
        QVERIFY(right > 0.6);   // of 12 kinds: 0.083 by chance
    }

    // Of a model that is asked for no class, which then draws what it likes (arXiv 2105.05233, table 4: unconditional with guidance).
    void a_classifier_leads_to_its_class() {
        const LoadedModel model = load_model(resources / "noiseloom-pack/adm", {}).or_throw();
        const auto classifier = load_classifier(resources / "noiseloom-pack/adm-classifier", {}).or_throw();
        const auto cats = [&](double scale) {
            const c10::InferenceMode mode;
            constexpr std::int64_t count = 24;
            Sampling sampling;
            sampling.guider = make_gradient(make_unconditional(model.denoiser), make_class_criterion(classifier, find_classes(*classifier, "cat").or_throw()), scale);
            sampling.stepper = make_ddim({.eta = 1, .clip = {ClipSample::Kind::range}, .clipped_epsilon = true});
            const auto& schedule = model.denoiser->schedule();
            sampling.grid = timestep_grid(schedule, spaced_timesteps(Spacing::leading, SpacingRule::whole, schedule.train_steps(), 20, 0));
            sampling.noise = make_noise(NoiseKind::philox, 5);
            sampling.x = sampling.noise->draw({count, 3, 32, 32}, {}) * sampling.grid.front().from.norm();
            const at::Tensor pictures = at::upsample_bilinear2d(sample(sampling, {}, {}), {128, 128}, /*align_corners=*/false);
            const auto seen = judge_->look(pictures.clamp(-1, 1)).at("kind");
            return std::count(seen.begin(), seen.end(), static_cast<std::int64_t>(scenes::Kind::cat));
        };
        const auto without = cats(0), with = cats(10);
        qInfo("cats, of 24: %td without guidance, %td with it", without, with);
        QVERIFY(without <= 6);
        QVERIFY(with >= without + 8);
    }

    // At t = 400 of DDPM's schedule a fifth of the picture's variance is left.
    void a_classifier_that_was_trained_on_noise_reads_it() {
        const auto classifier = load_classifier(resources / "noiseloom-pack/classifier", {}).or_throw();
        const NoiseReading read = read_in_noise(*classifier, *judge_, painter_->autoencoder(), test_prompts(96), 400, 7);
        qInfo("kinds read at t = 400: %.2f by the classifier that was trained on noise, %.2f by the one that was not", read.aware, read.clean);
        QVERIFY(read.aware > 0.45);   // of 12 kinds: 0.083 by chance
        QVERIFY(read.clean < 0.5 * read.aware);
    }
};

QTEST_APPLESS_MAIN(EmbeddedModelTest)
#include "embedded_model_test.moc"
