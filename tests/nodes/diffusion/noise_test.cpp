#include "diffusion/noise.h"

#include <bit>
#include <cmath>

#include <ATen/ATen.h>

#include "diffusion/philox.h"

#include <QtTest>

using namespace noiseloom;

class NoiseTest : public QObject {
    Q_OBJECT
  private slots:
    void philox_gives_the_published_numbers() {   // known answers of the authors' Random123
        QCOMPARE(philox({0, 0, 0, 0}, {0, 0}), (PhiloxBlock{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
        QCOMPARE(philox({~0U, ~0U, ~0U, ~0U}, {~0U, ~0U}), (PhiloxBlock{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
        QCOMPARE(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
                 (PhiloxBlock{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
    }

    void own_logarithm_and_circle_are_exact_to_float() {
        std::vector<float> got(40'000);
        philox_normal(3, {0, 0, 0}, got);
        for (std::uint32_t block = 0; block < got.size() / 4; ++block) {
            const PhiloxBlock words = philox({block, 0, 0, 0}, {3, 0});
            for (std::size_t pair = 0; pair < 4; pair += 2) {
                const double radius = std::sqrt(-2 * std::log((words[pair] + 0.5) / 4294967296.0)), angle = 2 * M_PI * words[pair + 1] / 4294967296.0;
                QVERIFY(std::abs(got[4 * block + pair] - radius * std::cos(angle)) <= 3e-7 * radius);
                QVERIFY(std::abs(got[4 * block + pair + 1] - radius * std::sin(angle)) <= 3e-7 * radius);
            }
        }
    }

    void the_first_numbers_of_seed_0_never_change() {   // saved pictures and caches depend on these bits
        const at::Tensor noise = make_noise(NoiseKind::philox, 0)->draw({1, 1, 1, 4}, {0});
        std::vector<std::uint32_t> bits;
        for (int i = 0; i < 4; ++i) bits.push_back(std::bit_cast<std::uint32_t>(noise.flatten()[i].item<float>()));
        QCOMPARE(bits, (std::vector<std::uint32_t>{1065204531, 3211572912, 3206421407, 3203846578}));
    }

    void philox_noise_is_normal() {
        const at::Tensor noise = make_noise(NoiseKind::philox, 11)->draw({4, 4, 128, 128}, {3}).to(at::kDouble);
        const double n = static_cast<double>(noise.numel());
        QVERIFY(std::abs(noise.mean().item<double>()) < 4 / std::sqrt(n));
        QVERIFY(std::abs(noise.var().item<double>() - 1) < 4 * std::sqrt(2 / n));
        QVERIFY(std::abs(noise.pow(4).mean().item<double>() - 3) < 4 * std::sqrt(96 / n));
    }

    void philox_is_independent_of_batch_order_and_place() {
        const auto source = make_noise(NoiseKind::philox, 5);
        const at::Tensor batch = source->draw({3, 4, 8, 8}, {2});
        QVERIFY(at::equal(batch.slice(0, 0, 1), source->draw({1, 4, 8, 8}, {2})));
        QVERIFY(at::equal(batch.slice(0, 0, 2), make_noise(NoiseKind::philox, 5)->draw({2, 4, 8, 8}, {2})));
        QVERIFY(!at::equal(batch[0], batch[1]));
        QVERIFY(!at::equal(batch, source->draw({3, 4, 8, 8}, {1})));
        QVERIFY(!at::equal(batch, make_noise(NoiseKind::philox, 6)->draw({3, 4, 8, 8}, {2})));
        QVERIFY(source->identity() != make_noise(NoiseKind::philox, 6)->identity());
    }

    void nvidia_draws_give_every_picture_its_own_seed() {
        const at::Tensor batch = make_noise(NoiseKind::nvidia, 7)->draw({3, 4, 5, 5}, {2});
        QVERIFY(at::equal(batch.narrow(0, 2, 1), make_noise(NoiseKind::nvidia, 9)->draw({1, 4, 5, 5}, {2})));
        QVERIFY(!at::equal(batch.narrow(0, 0, 1), make_noise(NoiseKind::nvidia, 7)->draw({1, 4, 5, 5}, {1})));
        const at::Tensor many = make_noise(NoiseKind::nvidia, 1)->draw({1, 100'000}, {0});
        QVERIFY(std::abs(many.mean().item<double>()) < 0.02 && std::abs(many.std().item<double>() - 1) < 0.02);
    }

    void torch_cpu_draws_follow_one_stream_and_can_be_had_in_any_order() {
        const auto source = make_noise(NoiseKind::torch_cpu, 42);
        const at::Tensor first = source->draw({1, 4, 8, 8}, {0}), third = source->draw({1, 4, 8, 8}, {2}), second = source->draw({1, 4, 8, 8}, {1});
        QVERIFY(std::abs(first.flatten()[0].item<double>() - 1.9269152879714966) < 1e-6);   // torch.manual_seed(42); torch.randn(1, 4, 8, 8)
        QVERIFY(!at::equal(first, second) && !at::equal(second, third));
        const auto again = make_noise(NoiseKind::torch_cpu, 42);
        QVERIFY(at::equal(again->draw({1, 4, 8, 8}, {2}), third));
        QVERIFY(at::equal(again->draw({1, 4, 8, 8}, {0}), first));
        // A stream of another shape in between does not disturb.
        again->draw({2, 4, 8, 8}, {0});
        QVERIFY(at::equal(again->draw({1, 4, 8, 8}, {1}), second));
    }

    void brownian_increments_add_up() {
        const auto source = make_brownian_noise(NoiseKind::philox, 9, 0.03, 14.6);
        const auto increment = [&](double from, double to) { return source->draw({2, 4, 8, 8}, {1, from, to}).to(at::kDouble) * std::sqrt(from - to); };
        for (const double middle : {10.0, 3.3, 0.31})
            QVERIFY(at::allclose(increment(14.6, middle) + increment(middle, 0.1), increment(14.6, 0.1), 1e-5, 1e-5));
        QVERIFY(at::equal(source->draw({1, 4, 8, 8}, {1, 5, 2})[0], source->draw({2, 4, 8, 8}, {7, 5, 2})[0]));   // of batch and ordinal free
    }

    void brownian_increments_are_normal_and_independent() {
        const auto source = make_brownian_noise(NoiseKind::philox, 4, 0.03, 14.6);
        const at::Tensor a = source->draw({16, 4, 32, 32}, {1, 14.6, 6}).flatten().to(at::kDouble);
        const at::Tensor b = source->draw({16, 4, 32, 32}, {2, 6, 5.2}).flatten().to(at::kDouble);
        const at::Tensor c = source->draw({16, 4, 32, 32}, {3, 0.2, 0.15}).flatten().to(at::kDouble);
        const double bound = 5 / std::sqrt(static_cast<double>(a.numel()));
        for (const at::Tensor& part : {a, b, c}) QVERIFY(std::abs(part.var().item<double>() - 1) < 2 * bound);
        for (const auto& [left, right] : {std::pair(a, b), std::pair(b, c), std::pair(a, c)}) QVERIFY(std::abs((left * right).mean().item<double>()) < bound);
    }

    void slerp_goes_from_one_noise_to_the_other() {
        const auto source = make_noise(NoiseKind::philox, 8);
        const at::Tensor a = source->draw({1, 4, 8, 8}, {0}), b = source->draw({1, 4, 8, 8}, {1});
        QVERIFY(at::allclose(slerp(a, b, 0), a, 1e-5, 1e-6));
        QVERIFY(at::allclose(slerp(a, b, 1), b, 1e-5, 1e-6));
        QVERIFY(at::allclose(slerp(a, a, 0.5), a, 1e-5, 1e-6));
    }
};

QTEST_GUILESS_MAIN(NoiseTest)
#include "noise_test.moc"
