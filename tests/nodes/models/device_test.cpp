#include "models/device.h"

#include <ATen/ATen.h>

#include <QtTest>

using namespace noiseloom;

class DeviceTest : public QObject {
    Q_OBJECT
  private slots:
    void the_cpu_is_always_there() {
        const auto devices = find_devices();
        QCOMPARE(devices.front().name, std::string("cpu"));
        QVERIFY(devices.front().memory > 0);
        QCOMPARE(devices.front().fast_dtypes.front(), std::string("fp32"));
    }

    void the_cpu_computes_in_float32_unless_told_otherwise() {
        QCOMPARE(choose_compute("cpu", "auto").or_throw().dtype, std::string("fp32"));
        QCOMPARE(choose_compute("cpu", "bf16").or_throw().dtype, std::string("bf16"));
        const Placement placement = place({"cpu", "fp16"}).or_throw();
        QVERIFY(placement.device.is_cpu());
        QCOMPARE(placement.dtype, at::kHalf);
    }

    void automatic_choice_names_a_device_that_is_there() {
        const auto chosen = choose_compute("auto", "auto").or_throw();
        const auto devices = find_devices();
        QVERIFY(std::any_of(devices.begin(), devices.end(), [&](const DeviceInfo& info) { return info.name == chosen.device; }));
    }

    void wrong_words_are_refused() {
        const auto device = choose_compute("tpu", "auto"), dtype = choose_compute("cpu", "fp8");
        QVERIFY(!device && !dtype);
        QCOMPARE(device.error().message, std::string("There is no device 'tpu' here."));
        QVERIFY(QString::fromStdString(device.error().hint).startsWith("This machine has cpu"));
        QCOMPARE(dtype.error().message, std::string("'fp8' is not a dtype."));
        QVERIFY(device.error().code == Code::usage);
    }

    void free_memory_is_less_than_all_memory() {
        const std::size_t free = free_memory(at::kCPU);
        QVERIFY(free > 0 && free < find_devices().front().memory);
    }

    void torch_errors_become_failures() {
        try {
            behind_torch_wall([] { return at::zeros({2, 3}).matmul(at::zeros({2, 3})); });
            QFAIL("nothing was thrown");
        } catch (const Failure& failure) {
            QVERIFY(failure.error().code == Code::internal);
            QVERIFY(!failure.error().details.empty());
        }
        try {
            behind_torch_wall([] { return at::empty({std::int64_t{1} << 50}); });
            QFAIL("nothing was thrown");
        } catch (const Failure& failure) {
            QVERIFY(failure.error().code == Code::out_of_memory);
            QVERIFY(QString::fromStdString(failure.error().message).contains("not enough memory"));
        }
    }
};

QTEST_GUILESS_MAIN(DeviceTest)
#include "device_test.moc"
