#include "training/vqgan_clip/search.h"

#include <cmath>

#include <ATen/ATen.h>

#include "clip_guidance/gradients.h"
#include "clip_guidance/resample.h"
#include "models/architectures/codebook.h"
#include "models/clip_model.h"
#include "models/load.h"

#include "../models/tensors.h"

#include <QtTest>

using namespace noiseloom;
using namespace noiseloom::testing;

namespace {

namespace fs = std::filesystem;

fs::path pack(const char* part) { return fs::path(NOISELOOM_SOURCE_DIR) / "resources/noiseloom-pack" / part; }

fs::path parity(const char* name) { return fs::path(NOISELOOM_TEST_DATA) / "parity/models" / name; }

std::shared_ptr<const Autoencoder> vqgan() { return load_autoencoder(parity("vqgan_taming_layout.safetensors"), {}).or_throw(); }

at::Tensor picture(std::uint64_t seed, std::int64_t height = 32, std::int64_t width = 32) { return Draws(seed).uniform({1, 3, height, width}); }

// Where the sum of the picture's light lies, -1 to 1.
double centre(const at::Tensor& image, std::int64_t dim) {
    const at::Tensor light = image.sum(1).squeeze(0), along = light.sum(dim == 3 ? 0 : 1), places = at::linspace(-1, 1, along.size(0), at::kFloat);
    return ((along * places).sum() / along.sum()).item<double>();
}

// A bright square on black.
at::Tensor square(std::int64_t top, std::int64_t left, std::int64_t size = 8, std::int64_t side = 40) {
    at::Tensor image = at::zeros({1, 3, side, side});
    image.narrow(2, top, size).narrow(3, left, size).fill_(1);
    return image;
}

std::vector<std::vector<PromptText>> story(const std::string& text) { return parse_story(text).or_throw(); }

}  // namespace

class VqganClipTest : public QObject {
    Q_OBJECT
    ClipModel clip_;

    SearchSettings settings(const std::string& prompt, std::int64_t iterations) const {
        SearchSettings settings;
        settings.iterations = iterations;
        settings.seed = 3;
        settings.cutouts.count = 8;
        settings.phases = {{{clip_.texts({prompt})}}};
        return settings;
    }
    double similarity(const at::Tensor& image, const std::string& prompt) const {
        return (clip_.pictures(image * 2 - 1) * clip_.texts({prompt})).sum().item<double>();
    }

  private slots:
    void initTestCase() {
        set_threads(1);
        clip_ = load_clip_model(pack("clip"), {}, {}).or_throw();
    }

    void prompts_have_weights_and_stops() {
        const auto phases = story("a red house | fog:0.5 | letters:-1:-0.6 ^^ a house: by night:2 | | ^");
        QCOMPARE(phases.size(), std::size_t{2});
        QCOMPARE(phases[0].size(), std::size_t{3});
        QCOMPARE(phases[0][0].text, std::string("a red house"));
        QCOMPARE(phases[0][0].weight, 1.0);
        QVERIFY(std::isinf(phases[0][0].stop) && phases[0][0].stop < 0);
        QCOMPARE(phases[0][1].weight, 0.5);
        QCOMPARE(phases[0][2].weight, -1.0);
        QCOMPARE(phases[0][2].stop, -0.6);
        QCOMPARE(phases[1][0].text, std::string("a house: by night"));
        QCOMPARE(phases[1][0].weight, 2.0);
        QVERIFY(story("").empty() && story(" | ^ ").empty());
        for (const char* absurd : {"a house:1e99", "a house:-1e99", "a house:inf", "a house:1e999"})
            QVERIFY2(parse_story(absurd).error().message.starts_with("the weight or stop of 'a house' is"), absurd);
        QCOMPARE(story("a house:-10000")[0][0].weight, -10000.0);
        QVERIFY(parse_story("a house:nan").error().message.find("of 'a house' is no finite number") != std::string::npos);
    }

    void a_stop_ends_the_pull_and_a_negative_weight_drives_away() {
        const at::Tensor goal = at::tensor({1.0f, 0.0f}).view({1, 2}), off = at::tensor({0.8f, 0.6f}).view({1, 2});
        const auto loss_and_pull = [&](double weight, double stop) {
            const at::Tensor point = off.clone().requires_grad_(true);
            const at::Tensor loss = target_loss(point, {goal, weight, stop});
            loss.backward();
            return std::pair{loss.item<double>(), point.grad()[0][0].item<double>()};
        };
        const double angle = std::acos(0.8), distance = angle * angle / 2;
        const auto [loss, pull] = loss_and_pull(2, -1);
        QVERIFY(std::abs(loss - 2 * distance) < 1e-5 && pull < 0);   // downhill is towards the goal
        const auto [away, push] = loss_and_pull(-2, -10);
        QVERIFY(std::abs(away + 2 * distance) < 1e-5 && std::abs(push + pull) < 1e-5);
        QCOMPARE(loss_and_pull(2, distance + 0.01).second, 0.0);
        QVERIFY(std::abs(loss_and_pull(2, distance + 0.01).first - 2 * distance) < 1e-5);   // the value is what it is
        QVERIFY(loss_and_pull(2, distance - 0.01).second == pull);
    }

    void augmentations_are_functions_of_the_draws_and_differentiable_data() {
        QTest::addColumn<QString>("word");
        for (const char* word : {"affine", "perspective", "jitter", "erasing", "flip", "sharpness"}) QTest::newRow(word) << word;
    }
    void augmentations_are_functions_of_the_draws_and_differentiable() {
        QFETCH(QString, word);
        const auto augment = parse_augments(word.toStdString()).or_throw().front();
        const at::Tensor batch = picture(4).expand({24, -1, -1, -1}).clone().requires_grad_(true);
        Draws one(7), same(7), other(8);
        const at::Tensor made = augmented(batch, augment, one);
        QCOMPARE(made.sizes(), batch.sizes());
        QVERIFY(made.equal(augmented(batch, augment, same)));
        QVERIFY(!made.equal(augmented(batch, augment, other)));
        QVERIFY(!made.equal(batch));
        made.sum().backward();
        QVERIFY(batch.grad().isfinite().all().item<bool>() && batch.grad().abs().max().item<double>() > 0);
        if (augment == Augment::erasing) return;   // changes all or none, always at the same place
        const auto changed = (made - batch).abs().amax({1, 2, 3}).gt(1e-3).sum().item<std::int64_t>();
        QVERIFY2(changed >= 4 && changed <= 23, qPrintable(QString::number(changed)));   // of 24, expected 12 or 17
    }

    void erasing_blackens_the_area_it_says() {
        for (std::uint64_t seed = 0; seed < 20; ++seed) {
            Draws draws(seed);
            const at::Tensor made = augmented(at::ones({3, 3, 40, 40}), Augment::erasing, draws);
            const double part = 1 - made.mean().item<double>();
            QVERIFY(part == 0 || (part > 0.08 && part < 0.43));   // a rectangle that is cut off at the sides of the picture may be smaller than its area
            QVERIFY(made[0].equal(made[2]));
        }
    }

    void jitter_keeps_grey() {
        const at::Tensor grey = picture(5).mean(1, /*keepdim=*/true).expand({16, 3, -1, -1}).clone();
        Draws draws(1);
        QVERIFY(close(augmented(grey, Augment::jitter, draws), grey, 1e-3, 1e-3));
    }

    void warps_go_where_they_are_told() {
        const at::Tensor image = square(10, 20);
        QVERIFY(close(warped(image, at::eye(3).unsqueeze(0)), image, 0, 1e-5));
        const Zoom right{1, 0.25, 0, 0}, down{1, 0, 0.1, 0};
        QVERIFY(close(zoomed(image, right), square(10, 30), 0, 1e-4));
        QVERIFY(close(zoomed(image, down), square(14, 20), 0, 1e-4));
        QVERIFY(std::abs(zoomed(square(16, 16), {2, 0, 0, 0}).sum().item<double>() - 4 * 3 * 64) < 1);
        const at::Tensor turned = zoomed(square(16, 28), {1, 0, 0, 90});   // from the right to the bottom
        QVERIFY(centre(turned, 2) > 0.4 && std::abs(centre(turned, 3)) < 0.05);
    }

    void errors_name_the_augmentation() {
        QCOMPARE(parse_augments("affine, zoom").error().message, std::string("'zoom' is no augmentation"));
        QVERIFY(parse_augments("").or_throw().empty());
        QCOMPARE(parse_augments("flip,,affine").or_throw().size(), std::size_t{2});
    }

    void cutouts_show_the_picture_at_clips_size() {
        for (const auto method : {Cutouts::Method::latest, Cutouts::Method::original, Cutouts::Method::updated}) {
            Cutouts cutouts{method, 5, 1, 0, {}};
            Draws draws(2), same(2);
            const at::Tensor image = picture(6, 48, 80), made = cutouts(image, 24, draws);
            QCOMPARE(made.sizes(), at::IntArrayRef({5, 3, 24, 24}));
            QVERIFY(made.equal(cutouts(image, 24, same)));
            QVERIFY(made.min().item<double>() >= 0 && made.max().item<double>() <= 1);
            const bool are_equal = (made - made[0]).abs().max().item<double>() == 0;
            QCOMPARE(are_equal, method == Cutouts::Method::latest);
            cutouts.noise = 0.5;
            QVERIFY(!cutouts(image, 24, same).equal(made));
        }
        Draws draws(3);
        const at::Tensor one_tone = at::full({1, 3, 50, 50}, 0.25);
        QVERIFY(close(Cutouts{Cutouts::Method::original, 4, 1, 0, {}}(one_tone, 16, draws), at::full({4, 3, 16, 16}, 0.25), 0, 1e-4));
    }

    void latents_stay_within_the_codebook() {
        const auto model = vqgan();
        const auto clip = load_clip(parity("clip_vit"), {}).or_throw();
        SearchSettings settings;
        settings.iterations = 3;
        settings.ascent.learning_rate = 5;
        settings.cutouts.count = 2;
        settings.phases = {{{noise_embedding(1, clip->vision().config().projection)}}};
        const Search search(model, clip, settings);
        const at::Tensor z = search.canvas(Canvas::codes, 16, 32, {});
        QCOMPARE(z.sizes(), at::IntArrayRef({1, 16, 4, 8}));
        QVERIFY(z.equal(model->codebook()->quantise(z)));
        for (const auto canvas : {Canvas::pixels, Canvas::gradient}) {
            const at::Tensor other = search.canvas(canvas, 16, 32, {});
            QVERIFY(other.sizes() == z.sizes() && !other.equal(z) && other.equal(model->codebook()->quantise(other)));
        }
        LatentAscent ascent(model, clip, z, settings.ascent);
        const auto cut = [&](const at::Tensor& image) { return pooled_view(image, 32); };
        for (int i = 0; i < 3; ++i) ascent.step(settings.phases[0], cut, {});
        QVERIFY((ascent.z() - z).abs().max().item<double>() > 0.1);
        QVERIFY((ascent.z() >= model->codebook()->lowest()).all().item<bool>() && (ascent.z() <= model->codebook()->highest()).all().item<bool>());
    }

    void a_pull_holds_the_picture() {
        const auto distance = [&](double pull) {
            SearchSettings search = settings("a red heart", 8);
            search.ascent.pull = pull;
            const at::Tensor start = picture(9);
            return (Search(nullptr, clip_.clip, search).run(start, {}).back() - start).square().mean().item<double>();
        };
        const double free = distance(0), held = distance(1000);
        QVERIFY2(held < 0.5 * free, qPrintable(QString("%1 %2").arg(held).arg(free)));
    }

    void similarity_rises_from_noise_data() {
        QTest::addColumn<QByteArray>("autoencoder");
        QTest::addColumn<QString>("prompt");
        QTest::newRow("vqgan, red") << QByteArray("vqgan") << "a red heart, white background";
        QTest::newRow("vqgan, night") << QByteArray("vqgan") << "a yellow star in the night sky";
        QTest::newRow("tiny autoencoder") << QByteArray("vae") << "a red heart, white background";
        QTest::newRow("pixels") << QByteArray() << "a red heart, white background";
    }
    // From about 0, what is unrelated, to what right captions reach.
    void similarity_rises_from_noise() {
        QFETCH(QByteArray, autoencoder);
        QFETCH(QString, prompt);
        const std::string text = prompt.toStdString();
        const auto model = autoencoder.isEmpty() ? nullptr : load_autoencoder(pack(autoencoder.constData()), {}).or_throw();
        SearchSettings settings = this->settings(text, 40);
        settings.frame_every = 20;
        const Search search(model, clip_.clip, settings);
        const at::Tensor z = search.canvas(Canvas::codes, 64, 64, {});
        const double before = similarity(synthesised(model.get(), z, {}), text);
        std::vector<double> losses;
        SearchObserver observer;
        observer.on_step = [&](std::int64_t, double loss) { losses.push_back(loss); };
        const auto frames = search.run(z, observer);
        const double halfway = similarity(frames.front(), text), after = similarity(frames.back(), text);
        qInfo("%f, %f, %f", before, halfway, after);
        QCOMPARE(frames.size(), std::size_t{2});
        QCOMPARE(losses.size(), std::size_t{40});
        QVERIFY(after > before + 0.2 && halfway > before && losses.back() < losses.front());
        QVERIFY(frames.back().equal(search.run(z, {}).back()));   // the same seed, the same picture
    }

    void phases_follow_each_other_and_frames_are_zoomed() {
        SearchSettings settings = this->settings("a red heart, white background", 6);
        settings.phases.push_back({{clip_.texts({"a blue house in the desert"})}});
        settings.frame_every = 2;
        const Search search(nullptr, clip_.clip, settings);
        const at::Tensor z = search.canvas(Canvas::pixels, 32, 32, {});
        const auto frames = search.run(z, {});
        QCOMPARE(frames.size(), std::size_t{3});
        SearchSettings first = settings;
        first.phases.pop_back();
        first.iterations = 3;   // half of the iterations belong to each phase
        first.frame_every = 0;
        settings.frame_every = 3;
        QVERIFY(Search(nullptr, clip_.clip, first).run(z, {}).back().equal(Search(nullptr, clip_.clip, settings).run(z, {}).front()));
        settings.frame_every = 2;
        settings.zoom = Zoom{1.5, 0, 0, 0};
        const auto film = Search(nullptr, clip_.clip, settings).run(z, {});
        QVERIFY(film[0].equal(frames[0]) && !film[1].equal(frames[1]));
        QVERIFY((film[1] - zoomed(film[0], *settings.zoom)).abs().mean().item<double>() < (film[1] - film[0]).abs().mean().item<double>());
    }

    void it_can_be_cancelled() {
        SearchObserver observer;
        std::int64_t done = 0;
        observer.on_step = [&](std::int64_t number, double) {
            done = number;
            if (number == 2) observer.cancel.request();
        };
        bool was_cancelled = false;
        try {
            Search(nullptr, clip_.clip, settings("a tree", 1000)).run(picture(1), observer);
        } catch (const Cancelled&) {
            was_cancelled = true;
        }
        QVERIFY(was_cancelled && done == 2);
    }
};

QTEST_APPLESS_MAIN(VqganClipTest)
#include "vqgan_clip_test.moc"
