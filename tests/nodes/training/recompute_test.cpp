#include "training/recompute.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include "core/cancel.h"

#include <QtTest>

using namespace noiseloom;

namespace {

at::Tensor seeded(at::IntArrayRef shape, std::uint64_t seed) {
    auto generator = at::detail::createCPUGenerator(seed);
    return at::randn(shape, generator);
}

}  // namespace

class RecomputeTest : public QObject {
    Q_OBJECT
  private slots:
    // Three stretches that share a weight: gradients of input and weight are the same bits as with all recorded.
    void gradients_are_the_same_bits() {
        std::vector<at::Tensor> gradients;
        for (const bool recompute : {false, true}) {
            const at::Tensor x = seeded({4, 8}, 1).requires_grad_(true), weight = seeded({8, 8}, 2).requires_grad_(true);
            const auto f = [&](const at::Tensor& h) { return at::tanh(at::matmul(h, weight)); };
            at::Tensor h = x;
            for (int i = 0; i < 3; ++i) h = recompute ? recomputed(h, f) : f(h);
            h.square().sum().backward();
            gradients.push_back(x.grad());
            gradients.push_back(weight.grad());
        }
        QVERIFY(gradients[0].equal(gradients[2]) && gradients[1].equal(gradients[3]));
        QVERIFY(gradients[1].abs().min().item<double>() > 0);
    }

    void the_input_may_be_a_constant() {
        const at::Tensor weight = seeded({8, 8}, 2).requires_grad_(true);
        const at::Tensor y = recomputed(seeded({4, 8}, 1), [&](const at::Tensor& h) { return at::matmul(h, weight); });
        QVERIFY(y.requires_grad());
        y.sum().backward();
        QVERIFY(weight.grad().defined());
    }

    void it_is_computed_once_forward_and_once_back() {
        int count = 0;
        const at::Tensor x = seeded({2}, 3).requires_grad_(true);
        const auto f = [&](const at::Tensor& h) {
            ++count;
            return h * 2;
        };
        const at::Tensor y = recomputed(x, f);
        QCOMPARE(count, 1);
        y.sum().backward();
        QCOMPARE(count, 2);
        const c10::NoGradGuard constant;
        QVERIFY(!recomputed(x, f).requires_grad());
    }

    void a_cancel_on_the_way_back_arrives() {
        Cancel cancel;
        const at::Tensor x = seeded({2}, 3).requires_grad_(true);
        const at::Tensor y = recomputed(x, [&](const at::Tensor& h) {
            cancel.check();
            return h * 2;
        });
        cancel.request();
        QVERIFY_EXCEPTION_THROWN(y.sum().backward(), Cancelled);
    }
};

QTEST_GUILESS_MAIN(RecomputeTest)
#include "recompute_test.moc"
