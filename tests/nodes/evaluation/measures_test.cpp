#include "evaluation/measures.h"

#include <ATen/ATen.h>

#include <QtTest>

using namespace noiseloom;

class MeasuresTest : public QObject {
    Q_OBJECT
  private slots:
    void detail_is_nothing_on_flat_and_even_pictures();
    void blurring_takes_detail_away();
    void detail_is_that_of_the_luma();
    void equal_rows_have_no_distance_and_orthogonal_ones_a_whole();
    void entropy_is_the_logarithm_of_equal_shares();
    void the_frechet_distance_is_that_of_the_moments();
    void the_inception_score_counts_sure_and_different_classes();
    void the_frechet_distance_of_gaussians_is_known_and_too_large_for_few();
    void precision_and_recall_tell_missing_from_wrong();
    void the_vendi_score_counts_different_things();
};

void MeasuresTest::detail_is_nothing_on_flat_and_even_pictures() {
    QVERIFY(sharpness(at::full({2, 3, 8, 8}, 0.3)) < 1e-6);
    const at::Tensor ramp = at::linspace(-1, 1, 16).expand({1, 3, 16, 16});
    QVERIFY(sharpness(ramp) < 1e-6);
}

void MeasuresTest::blurring_takes_detail_away() {
    const at::Tensor edge = at::cat({at::full({1, 3, 16, 8}, -1.0), at::full({1, 3, 16, 8}, 1.0)}, 3);
    const at::Tensor soft = at::avg_pool2d(edge, {5, 5}, {1, 1}, {2, 2}, false, /*count_include_pad=*/false);
    QVERIFY(sharpness(soft) < 0.5 * sharpness(edge));
}

void MeasuresTest::detail_is_that_of_the_luma() {
    // One pixel of 1 in the middle of 3 x 3: the Laplacian there is -4 times its luma.
    at::Tensor picture = at::zeros({1, 3, 3, 3});
    picture[0][1][1][1] = 1;
    QVERIFY(std::abs(sharpness(picture) - 4 * 0.587) < 1e-6);
}

void MeasuresTest::equal_rows_have_no_distance_and_orthogonal_ones_a_whole() {
    const at::Tensor unit = at::eye(4);
    QVERIFY(std::abs(pairwise_distance(unit) - 1) < 1e-6);
    QVERIFY(std::abs(pairwise_distance(unit.narrow(0, 0, 1).expand({5, 4}))) < 1e-6);
    // Two of one kind and two of another: of six pairs two are equal.
    QVERIFY(std::abs(pairwise_distance(unit.index_select(0, at::tensor({0, 0, 1, 1}))) - 4.0 / 6) < 1e-6);
}

void MeasuresTest::entropy_is_the_logarithm_of_equal_shares() {
    QCOMPARE(entropy({3, 3, 3}), 0.0);
    QVERIFY(std::abs(entropy({0, 1, 2, 3}) - 2) < 1e-12);
    QVERIFY(std::abs(entropy({0, 0, 0, 1}) - 0.811278) < 1e-6);   // H(1/4)
}

void MeasuresTest::the_frechet_distance_is_that_of_the_moments() {
    const at::Tensor x = at::randn({400, 3}, at::detail::createCPUGenerator(1)).to(at::kDouble);
    QVERIFY(std::abs(frechet_distance(x, x)) < 1e-6);
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        const at::Tensor few = at::randn({6, 12}, at::detail::createCPUGenerator(seed));   // a singular covariance
        QVERIFY(frechet_distance(few, few) >= 0);
    }
    QVERIFY(std::abs(frechet_distance(x, x + 2) - 12) < 1e-6);                            // 3·2²
    const double trace = (x - x.mean(0)).square().sum().item<double>() / 399;
    QVERIFY(std::abs(frechet_distance(x, 3 * (x - x.mean(0)) + x.mean(0)) - 4 * trace) < 1e-6);   // (3 - 1)² of the spread
}

void MeasuresTest::the_inception_score_counts_sure_and_different_classes() {
    const at::Tensor sure = at::eye(5).repeat({4, 1}) * 100;   // every class, four times
    QVERIFY(std::abs(inception_score(sure, 1).first - 5) < 1e-6);
    QVERIFY(std::abs(inception_score(sure.narrow(1, 0, 1).expand({20, 5}), 1).first - 1) < 1e-6);   // nothing is told apart
    QCOMPARE(inception_score(sure, 4).second, 0.0);
}

void MeasuresTest::the_frechet_distance_of_gaussians_is_known_and_too_large_for_few() {
    // N(0, I) and N(μ, diag(s²)): |μ|² + Σ(s - 1)².
    const at::Tensor mu = at::tensor({0.5, -1.0, 0.0, 2.0}, at::kDouble), s = at::tensor({1.0, 2.0, 0.5, 3.0}, at::kDouble);
    const double truth = (mu.square() + (s - 1).square()).sum().item<double>();
    const auto normal = [](std::int64_t n, std::uint64_t seed) { return at::randn({n, 4}, at::detail::createCPUGenerator(seed)).to(at::kDouble); };
    const auto error = [&](std::int64_t n) { return frechet_distance(normal(n, 1), normal(n, 2) * s + mu) - truth; };
    QVERIFY2(std::abs(error(100000)) < 0.02 * truth, std::to_string(error(100000)).c_str());
    // Two draws from one distribution should have no distance; how far they fall short of that goes with 1/N.
    const auto bias = [&](std::int64_t n) {
        double sum = 0;
        for (std::uint64_t i = 0; i < 40; ++i) sum += frechet_distance(normal(n, 2 * i), normal(n, 2 * i + 1));
        return sum / 40;
    };
    const double few = bias(25), many = bias(250);
    QVERIFY2(few > 0.2 && few / many > 7 && few / many < 14, (std::to_string(few) + " " + std::to_string(many)).c_str());
}

void MeasuresTest::precision_and_recall_tell_missing_from_wrong() {
    const at::Tensor x = at::randn({200, 3}, at::detail::createCPUGenerator(1));
    const PrecisionRecall same = precision_recall(x, x), apart = precision_recall(x, x + 100);
    QCOMPARE(std::make_pair(same.precision, same.recall), std::make_pair(1.0, 1.0));
    QCOMPARE(std::make_pair(apart.precision, apart.recall), std::make_pair(0.0, 0.0));
    // One of two equal halves is never drawn: all that is drawn is right. And the other way round.
    const at::Tensor both = at::cat({x, x + 100});
    const PrecisionRecall missing = precision_recall(both, x), wrong = precision_recall(x, both);
    QCOMPARE(std::make_pair(missing.precision, missing.recall), std::make_pair(1.0, 0.5));
    QCOMPARE(std::make_pair(wrong.precision, wrong.recall), std::make_pair(0.5, 1.0));
    // On a line 0, 1, 2, 3 the second neighbours are 2, 1, 1, 2 away, on -1.5, 10, 11, 12 they are 12.5, 2, 1, 2: by hand.
    const auto line = [](std::initializer_list<float> places) { return at::tensor(at::ArrayRef<float>(places)).unsqueeze(1); };
    const PrecisionRecall counted = precision_recall(line({0, 1, 2, 3}), line({-1.5F, 10, 11, 12}), 2);
    QCOMPARE(std::make_pair(counted.precision, counted.recall), std::make_pair(0.25, 1.0));
}

void MeasuresTest::the_vendi_score_counts_different_things() {
    QVERIFY(std::abs(vendi_score(at::ones({7, 5})) - 1) < 1e-9);
    QVERIFY(std::abs(vendi_score(at::eye(6) * 3) - 6) < 1e-9);
    QVERIFY(std::abs(vendi_score(at::eye(3).repeat({4, 1})) - 3) < 1e-9);   // twelve pictures of three things
    // Two at an angle: eigenvalues (1 ± cos)/2.
    const double c = 0.6, high = (1 + c) / 2, low = (1 - c) / 2;
    QVERIFY(std::abs(vendi_score(at::tensor({1.0, 0.0, c, 0.8}).view({2, 2})) - std::exp(-high * std::log(high) - low * std::log(low))) < 1e-6);
}

QTEST_APPLESS_MAIN(MeasuresTest)
#include "measures_test.moc"
