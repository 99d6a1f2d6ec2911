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

QTEST_APPLESS_MAIN(MeasuresTest)
#include "measures_test.moc"
