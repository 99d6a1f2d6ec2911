#include "training/optimizer.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include "training/ema.h"
#include "training/initial.h"
#include "training/learning_rate.h"

#include <QtTest>

using namespace noiseloom;

namespace {

Parameters one(const std::vector<double>& values) {
    StateDict state;
    state.put("w", as_leaf(at::tensor(at::ArrayRef<double>(values), at::kFloat), at::kCPU));
    return Parameters::of(state);
}

at::Tensor floats(const std::vector<double>& values) { return at::tensor(at::ArrayRef<double>(values), at::kFloat); }

}  // namespace

class OptimizerTest : public QObject {
    Q_OBJECT
  private slots:
    // The formulas of arXiv 1711.05101, Algorithm 2, in double.
    void adamw_follows_its_formulas() {
        const AdamWSettings settings{0.9, 0.99, 1e-8, 0.1};
        const std::vector<double> gradients{0.5, -0.25, 2.0, 1e-3};
        const double rate = 0.01;
        const Parameters parameters = one({1.5});
        AdamW optimizer(parameters, settings);
        double w = 1.5, m = 0, v = 0;
        for (std::size_t k = 0; k < gradients.size(); ++k) {
            optimizer.step({floats({gradients[k]})}, rate);
            const double g = gradients[k], n = static_cast<double>(k + 1);
            w -= rate * settings.weight_decay * w;
            m = settings.beta1 * m + (1 - settings.beta1) * g;
            v = settings.beta2 * v + (1 - settings.beta2) * g * g;
            w -= rate * (m / (1 - std::pow(settings.beta1, n))) / (std::sqrt(v / (1 - std::pow(settings.beta2, n))) + settings.eps);
            QVERIFY(std::abs(parameters.values[0].item<double>() - w) < 1e-6);
        }
    }

    void weights_decay_without_gradients() {
        const Parameters parameters = one({2.0});
        AdamW(parameters, {0.9, 0.999, 1e-8, 0.5}).step({floats({0.0})}, 0.1);
        QVERIFY(std::abs(parameters.values[0].item<double>() - 2 * (1 - 0.05)) < 1e-6);
    }

    void gradients_are_clipped_together() {
        const std::vector<at::Tensor> gradients{floats({3, 0}), floats({4})};
        QVERIFY(std::abs(clip_gradients(gradients, 1) - 5) < 1e-6);
        QVERIFY(at::allclose(gradients[0], floats({0.6, 0}), 1e-5) && at::allclose(gradients[1], floats({0.8}), 1e-5));
        QVERIFY(std::abs(clip_gradients(gradients, 2) - 1) < 1e-5);
        QVERIFY(at::allclose(gradients[1], floats({0.8}), 1e-5));   // short enough: left alone
    }

    void frozen_weights_are_no_parameters() {
        StateDict state;
        state.put("text.weight", as_leaf(floats({1}), at::kCPU));
        state.put("image.weight", as_leaf(floats({1}), at::kCPU));
        const Parameters parameters = Parameters::of(state, {"text."});
        QCOMPARE(parameters.names, std::vector<std::string>{"image.weight"});
        QVERIFY(!state.find("text.weight").requires_grad() && state.find("image.weight").requires_grad());
    }

    void the_average_follows_slowly() {
        const Parameters parameters = one({0.0});
        Ema average(parameters, 0.9);
        {
            const c10::NoGradGuard constant;
            parameters.values[0].fill_(1);
        }
        average.update(parameters, 1);   // the ramp: decay (1 + 1)/(10 + 1)
        QVERIFY(std::abs(average.values()[0].item<double>() - 9.0 / 11) < 1e-6);
        average.update(parameters, 1'000'000);   // the decay itself
        QVERIFY(std::abs(average.values()[0].item<double>() - (9.0 / 11 + 0.1 * 2 / 11)) < 1e-6);
    }

    void learning_rates_rise_and_fall() {
        LearningRate rate;
        rate.peak = 1;
        rate.warm_up = 9;
        QCOMPARE(rate.at(5, 100), 0.5);
        QCOMPARE(rate.at(10, 100), 1.0);
        rate.kind = LearningRate::Kind::cosine;
        rate.from = 0.5;
        QCOMPARE(rate.at(50, 100), 1.0);
        QVERIFY(std::abs(rate.at(75, 100) - 0.5) < 1e-12);
        QVERIFY(std::abs(rate.at(100, 100)) < 1e-12);
        rate.kind = LearningRate::Kind::step;
        rate.every = 20;
        rate.gamma = 0.5;
        QCOMPARE(rate.at(20, 100), 1.0);
        QCOMPARE(rate.at(21, 100), 0.5);
        QCOMPARE(rate.at(41, 100), 0.25);
    }
};

QTEST_APPLESS_MAIN(OptimizerTest)
#include "optimizer_test.moc"
