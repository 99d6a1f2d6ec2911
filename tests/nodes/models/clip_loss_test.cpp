#include "models/clip_loss.h"

#include "models/clip_model.h"
#include "models/clip_templates.h"
#include "tensors.h"

#include <QtTest>
#include <numbers>

using namespace noiseloom;
using namespace noiseloom::testing;

namespace {

std::filesystem::path resources() { return std::filesystem::path(NOISELOOM_SOURCE_DIR) / "resources"; }

// Unit vectors in the plane at `degrees`.
at::Tensor at_angle(double degrees) {
    const double radians = degrees * std::numbers::pi / 180;
    return at::tensor({std::cos(radians), std::sin(radians)}, at::kDouble).unsqueeze(0);
}

}  // namespace

class ClipLossTest : public QObject {
    Q_OBJECT
  private slots:
    void distances_are_functions_of_the_angle() {
        for (const double degrees : {1.0, 30.0, 90.0, 170.0}) {
            const double angle = degrees * std::numbers::pi / 180;
            QVERIFY(std::abs(cosine_distance(at_angle(10), at_angle(10 + degrees)).item<double>() - (1 - std::cos(angle))) < 1e-12);
            QVERIFY(std::abs(spherical_distance(at_angle(10), at_angle(10 + degrees)).item<double>() - angle * angle / 2) < 1e-12);
        }
        const at::Tensor table = spherical_distance(unit_vectors(random({3, 1, 8}, 1)), unit_vectors(random({1, 4, 8}, 2)));
        QCOMPARE(table.sizes().vec(), (std::vector<std::int64_t>{3, 4}));
    }

    // Where the angle is 0 or 180 degrees, the formula itself has no derivative.
    void gradients_are_finite_at_the_ends() {
        for (const double degrees : {0.0, 180.0}) {
            const at::Tensor a = at_angle(0).requires_grad_(true);
            spherical_distance(a, at_angle(degrees)).sum().backward();
            QVERIFY(at::isfinite(a.grad()).all().item<bool>());
        }
        const at::Tensor same = random({1, 8}, 3).requires_grad_(true);
        directional_loss(same.detach(), same, unit_vectors(random({1, 8}, 4))).sum().backward();
        QVERIFY(at::isfinite(same.grad()).all().item<bool>());
    }

    void the_direction_alone_counts() {
        const at::Tensor before = unit_vectors(random({2, 8}, 5)), after = unit_vectors(random({2, 8}, 6));
        const at::Tensor along = after.narrow(0, 0, 1) - before.narrow(0, 0, 1);
        const at::Tensor loss = directional_loss(3 * before, 0.5 * after, 7 * along);
        QVERIFY(std::abs(loss[0].item<double>()) < 1e-5);
        QVERIFY(std::abs(directional_loss(before, after, -along)[0].item<double>() - 2) < 1e-5);
        QVERIFY(std::abs(log_directional_loss(at::tensor(1.0)).item<double>() - std::log(2.0)) < 1e-6);
        // Over several wordings the direction is the mean of unit vectors' differences, not the difference of sums.
        const at::Tensor source = random({5, 8}, 7), target = random({5, 8}, 8);
        QVERIFY(close(text_direction(10 * source, target), text_direction(source, target)));
        QVERIFY(std::abs(text_direction(source, target).norm().item<double>() - 1) < 1e-5);
    }

    void a_picture_is_seen_as_clip_sees_it() {
        const at::Tensor square = random({1, 3, 8, 8}, 9);
        QVERIFY(close(clip_view(square, 8, true), square * 0.5 + 0.5));
        // Of a wide picture the middle: columns 8 to 23 of 32.
        const at::Tensor columns = at::arange(32, at::kFloat).view({1, 1, 1, 32}).expand({1, 3, 16, 32}) / 16 - 1;
        const at::Tensor middle = clip_view(columns, 16, true);
        QVERIFY(close(middle, (columns * 0.5 + 0.5).narrow(3, 8, 16)));
        QCOMPARE(clip_view(random({2, 3, 30, 45}, 10), 16, false).sizes().vec(), (std::vector<std::int64_t>{2, 3, 16, 16}));
        // One-pixel stripes are grey to whom sees them smoothed; without it they alias.
        const at::Tensor stripes = at::arange(64, at::kFloat).remainder(2).mul(2).sub(1).view({1, 1, 1, 64}).expand({1, 3, 64, 64});
        QVERIFY((clip_view(stripes, 20, true) - 0.5).abs().mean().item<double>() < 0.05);
        QVERIFY((clip_view(stripes, 20, false) - 0.5).abs().mean().item<double>() > 0.1);
        const at::Tensor picture = random({1, 3, 24, 24}, 11).requires_grad_(true);
        clip_view(picture, 8, true).sum().backward();
        QVERIFY(picture.grad().abs().min().item<double>() > 0);
    }

    void templates_hold_the_text() {
        QCOMPARE(imagenet_templates().size(), std::size_t{80});
        const auto sentences = worded("house", imagenet_templates());
        QCOMPARE(sentences.size(), std::size_t{80});
        QVERIFY(std::all_of(sentences.begin(), sentences.end(), [](const std::string& one) { return one.find("house") != std::string::npos; }));
        QCOMPARE(worded("a red house", {}), std::vector<std::string>{"a red house"});
    }

    void the_embedded_clip_judges_pictures() {
        const ClipModel model = load_clip_model(resources() / "noiseloom-pack/clip", resources() / "clip-tokenizer", {}).or_throw();
        QCOMPARE(model.tokenizer->end(), Tokenizer::load(resources() / "noiseloom-pack/tokenizer").or_throw().end());
        const at::Tensor flat = at::tensor({1.0f, -0.9f, -0.9f}).view({1, 3, 1, 1}).expand({1, 3, 128, 128});
        const at::Tensor likeness = at::matmul(model.pictures(flat), model.texts({"a red house", "a blue house"}).t());
        QVERIFY(likeness[0][0].item<double>() > likeness[0][1].item<double>());
        QVERIFY(std::abs(model.texts({"a red house"}).norm().item<double>() - 1) < 1e-5);
        const auto merges = load_clip_model(model_data("clip_vit"), resources() / "clip-tokenizer", {});
        QVERIFY(!merges);   // a tiny vocabulary, and no tokenizer of its own
        QVERIFY(merges.error().message.find("its tokenizer has 49408 ids and its text tower knows") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(ClipLossTest)
#include "clip_loss_test.moc"
