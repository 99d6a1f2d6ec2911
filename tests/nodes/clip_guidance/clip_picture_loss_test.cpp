// What CLIP guidance pulls at, with the embedded model's CLIP and autoencoder.
#include "clip_guidance/clip_picture_loss.h"

#include <ATen/ATen.h>

#include "diffusion/criterion.h"
#include "models/load.h"

#include <QtTest>

using namespace noiseloom;

namespace {

std::filesystem::path pack(const char* part) { return std::filesystem::path(NOISELOOM_SOURCE_DIR) / "resources/noiseloom-pack" / part; }

at::Tensor normal(at::IntArrayRef shape, std::uint64_t seed) { return at::randn(shape, at::detail::createCPUGenerator(seed)); }

}  // namespace

class ClipPictureLossTest : public QObject {
    Q_OBJECT
    ClipModel clip_;
    std::shared_ptr<const Autoencoder> autoencoder_;

    ClipPictureLossSettings settings(const char* text = "a red heart") const {
        ClipPictureLossSettings made;
        made.targets = {{clip_.texts({text}), 1}};
        made.cutouts.count = 4;
        made.cutouts.noise = 0;
        made.cutouts.augments = {Augment::affine};
        return made;
    }
    double value(const PictureLoss& loss, const at::Tensor& x, std::uint64_t draw = 1) const { return loss.loss(x, draw, {}).sum().item<double>(); }

  private slots:
    void initTestCase() {
        set_threads(1);
        clip_ = load_clip_model(pack("clip"), pack("clip"), {}).or_throw();
        autoencoder_ = load_autoencoder(pack("vae"), {}).or_throw();
    }

    void its_gradient_leads_to_the_text_data() {
        QTest::addColumn<bool>("latents");
        QTest::newRow("pixels") << false;
        QTest::newRow("latents") << true;
    }
    void its_gradient_leads_to_the_text() {
        QFETCH(bool, latents);
        const auto loss = make_clip_picture_loss(clip_, latents ? autoencoder_ : nullptr, settings());
        at::Tensor x = latents ? normal({2, autoencoder_->format().channels, 8, 8}, 3) : normal({2, 3, 64, 64}, 3).clamp(-1, 1);
        const double before = value(*loss, x, 99);
        for (std::uint64_t i = 0; i < 10; ++i) {
            const at::Tensor gradient = differentiated(x, [&](const at::Tensor& at_x) { return loss->loss(at_x, i, {}); }).gradient;
            QCOMPARE(gradient.sizes(), x.sizes());
            x = x - gradient * (2.0 / gradient.norm().item<double>());
        }
        QVERIFY2(value(*loss, x, 99) < 0.9 * before, qPrintable(QString("%1 %2").arg(before).arg(value(*loss, x, 99))));
    }

    void equal_draws_give_equal_losses() {
        const auto loss = make_clip_picture_loss(clip_, nullptr, settings());
        const at::Tensor x = normal({1, 3, 64, 64}, 4).clamp(-1, 1);
        QCOMPARE(value(*loss, x, 1), value(*loss, x, 1));
        QVERIFY(value(*loss, x, 1) != value(*loss, x, 2));
    }

    void every_picture_is_judged_for_itself() {
        auto made = settings();
        made.cutouts.augments.clear();   // nothing random
        const auto loss = make_clip_picture_loss(clip_, nullptr, made);
        const at::Tensor x = normal({2, 3, 64, 64}, 5).clamp(-1, 1), both = loss->loss(x, 1, {});
        for (std::int64_t i = 0; i < 2; ++i) QVERIFY(at::allclose(both[i], loss->loss(x.narrow(0, i, 1), 1, {})[0], 1e-4, 1e-5));
    }

    void weights_add_up_and_drive_away() {
        auto made = settings();
        made.cutouts.augments.clear();
        const at::Tensor x = normal({1, 3, 64, 64}, 6).clamp(-1, 1);
        const double one = value(*make_clip_picture_loss(clip_, nullptr, made), x);
        made.targets.push_back({clip_.texts({"a blue car"}), 2});
        const double two = value(*make_clip_picture_loss(clip_, nullptr, made), x);
        made.targets = {{clip_.texts({"a blue car"}), -1}};
        const double away = value(*make_clip_picture_loss(clip_, nullptr, made), x);
        QVERIFY(away < 0);
        QVERIFY(std::abs(two - (one - 2 * away)) < 1e-4);
    }

    void roughness_and_excess_are_of_the_picture() {
        auto made = settings();
        made.targets.clear();
        made.roughness = 2;
        at::Tensor x = at::zeros({1, 3, 4, 4});
        QCOMPARE(value(*make_clip_picture_loss(clip_, nullptr, made), x), 0.0);
        x.select(3, 0).fill_(1);   // one column of four: a quarter of the way differs by 1, in one of three places across
        QVERIFY(std::abs(value(*make_clip_picture_loss(clip_, nullptr, made), x) - 2.0 / 3) < 1e-6);
        made.roughness = 0;
        made.excess = 3;
        QCOMPARE(value(*make_clip_picture_loss(clip_, nullptr, made), x), 0.0);
        QVERIFY(std::abs(value(*make_clip_picture_loss(clip_, nullptr, made), x * 3) - 3 * 4.0 / 4) < 1e-6);
    }

    void everything_counts_in_the_identity() {
        std::set<Key> identities;
        const auto add = [&](const ClipPictureLossSettings& made, bool latents = false) {
            identities.insert(make_clip_picture_loss(clip_, latents ? autoencoder_ : nullptr, made)->identity());
        };
        add(settings());
        add(settings());
        QCOMPARE(identities.size(), std::size_t{1});
        add(settings("a blue heart"));
        add(settings(), true);
        auto changed = [&](auto change) {
            auto made = settings();
            change(made);
            add(made);
        };
        changed([](auto& s) { s.targets[0].weight = 2; });
        changed([](auto& s) { s.cutouts.count = 5; });
        changed([](auto& s) { s.cutouts.augments = {}; });
        changed([](auto& s) { s.distance = ClipDistance::cosine; });
        changed([](auto& s) { s.roughness = 1; });
        changed([](auto& s) { s.excess = 1; });
        changed([](auto& s) { s.seed = 1; });
        QCOMPARE(identities.size(), std::size_t{10});
    }
};

QTEST_APPLESS_MAIN(ClipPictureLossTest)
#include "clip_picture_loss_test.moc"
