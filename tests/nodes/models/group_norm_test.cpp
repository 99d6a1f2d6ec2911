#include "models/architectures/group_norm.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/autograd.h>

#include <QtTest>

namespace {

struct Outcome {
    at::Tensor y, by_x, by_weight, by_bias;
};

using Normalise = at::Tensor (*)(const at::Tensor&, std::int64_t, const at::Tensor&, const at::Tensor&, double);

at::Tensor librarys(const at::Tensor& x, std::int64_t groups, const at::Tensor& weight, const at::Tensor& bias, double eps) {
    return at::group_norm(x, groups, weight, bias, eps);
}

Outcome outcome(Normalise normalise, at::Tensor x, int groups, at::Tensor weight, at::Tensor bias, const at::Tensor& gradient) {
    x = x.detach().requires_grad_(true);
    weight = weight.detach().requires_grad_(true);
    bias = bias.detach().requires_grad_(true);
    const at::Tensor y = normalise(x, groups, weight, bias, 1e-5);
    torch::autograd::backward({y}, {gradient.to(y.scalar_type())});
    return {y.detach(), x.grad(), weight.grad(), bias.grad()};
}

double farthest(const at::Tensor& a, const at::Tensor& b) { return ((a.to(at::kDouble) - b).abs().max() / b.abs().max()).item<double>(); }

}  // namespace

class GroupNormTest : public QObject {
    Q_OBJECT
  private slots:
    void values_and_gradients_are_those_of_exact_arithmetic_data() {
        QTest::addColumn<int>("channels");
        QTest::addColumn<int>("groups");
        QTest::addColumn<int>("size");
        QTest::addColumn<bool>("half");
        for (const bool half : {false, true})
            for (const auto& [channels, groups, size] : {std::array{32, 32, 32}, {64, 32, 8}, {192, 16, 4}, {20, 4, 5}, {48, 1, 16}, {6, 2, 1}})
                QTest::addRow("%d channels, %d groups, size %d, %s", channels, groups, size, half ? "bfloat16" : "float32") << channels << groups << size << half;
    }
    void values_and_gradients_are_those_of_exact_arithmetic() {
        QFETCH(int, channels);
        QFETCH(int, groups);
        QFETCH(int, size);
        QFETCH(bool, half);
        at::manual_seed(5);
        const auto type = half ? at::kBFloat16 : at::kFloat;
        const at::Tensor x = (at::randn({3, channels, size, size}) * 2 + 1.5).to(type).contiguous(at::MemoryFormat::ChannelsLast);
        const at::Tensor gradient = at::randn(x.sizes()).to(type).contiguous(at::MemoryFormat::ChannelsLast);
        const at::Tensor weight = at::randn({channels}), bias = at::randn({channels});
        const Outcome ours = outcome(noiseloom::group_norm, x, groups, weight, bias, gradient);
        const Outcome exact = outcome(librarys, x.to(at::kDouble), groups, weight.to(at::kDouble), bias.to(at::kDouble), gradient.to(at::kDouble));
        QVERIFY(ours.y.scalar_type() == type && ours.by_x.scalar_type() == type && ours.by_weight.scalar_type() == at::kFloat);
        QVERIFY(ours.y.is_contiguous(at::MemoryFormat::ChannelsLast));
        const double rounding = half ? 1.0 / 256 : 4e-6;   // half a unit of bfloat16's last place; what a thousand sums in float32 lose
        QVERIFY2(farthest(ours.y, exact.y) < rounding, qPrintable(QString::number(farthest(ours.y, exact.y))));
        QVERIFY2(farthest(ours.by_x, exact.by_x) < rounding, qPrintable(QString::number(farthest(ours.by_x, exact.by_x))));
        QVERIFY2(farthest(ours.by_weight, exact.by_weight) < 4e-6, qPrintable(QString::number(farthest(ours.by_weight, exact.by_weight))));
        QVERIFY2(farthest(ours.by_bias, exact.by_bias) < 4e-6, qPrintable(QString::number(farthest(ours.by_bias, exact.by_bias))));
    }

    void pictures_that_are_not_numbers_stay_so() {
        at::Tensor x = at::randn({2, 4, 4, 4}).to(at::kBFloat16).contiguous(at::MemoryFormat::ChannelsLast);
        x[1].fill_(std::numeric_limits<float>::quiet_NaN());
        const Outcome ours = outcome(noiseloom::group_norm, x, 2, at::ones({4}), at::zeros({4}), at::ones(x.sizes()).contiguous(at::MemoryFormat::ChannelsLast));
        QVERIFY(ours.y[1].isnan().all().item<bool>() && ours.by_x[1].isnan().all().item<bool>());
        QVERIFY(!ours.y[0].isnan().any().item<bool>());
    }

    void second_derivatives_are_refused() {
        const at::Tensor x = at::randn({1, 4, 2, 2}).contiguous(at::MemoryFormat::ChannelsLast).requires_grad_(true);
        const at::Tensor y = noiseloom::group_norm(x, 2, at::ones({4}), at::zeros({4}), 1e-5);
        QVERIFY_THROWS_EXCEPTION(c10::Error, torch::autograd::grad({y.square().sum()}, {x}, {}, std::nullopt, /*create_graph=*/true));
    }
};

QTEST_APPLESS_MAIN(GroupNormTest)
#include "group_norm_test.moc"
