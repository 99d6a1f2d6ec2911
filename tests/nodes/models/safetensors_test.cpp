// Tensors of files: every dtype, round trips, and what the file system can do to a reader.
#include "models/safetensors.h"

#include <csignal>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <ATen/ATen.h>

#include <QTemporaryDir>
#include <fstream>

#include <QtTest>

#include "nodes/models/safetensors_files.h"

using namespace noiseloom;
using testing::tensor;
using testing::zeros;
namespace fs = std::filesystem;

namespace {

volatile std::sig_atomic_t earlier_handler_calls = 0;

template <class T>
std::string bytes_of_values(std::initializer_list<T> values) {
    return std::string(reinterpret_cast<const char*>(values.begin()), values.size() * sizeof(T));
}

}  // namespace

class SafetensorsTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    fs::path path(const std::string& name) const { return fs::path(folder_.path().toStdString()) / name; }

    QString error_of(const fs::path& file) const {
        const auto opened = SafetensorsFile::open(file);
        return opened ? QString() : QString::fromStdString(opened.error().message);
    }

  private slots:
    void initTestCase() {
        std::signal(SIGBUS, [](int) { earlier_handler_calls = earlier_handler_calls + 1; });   // before the first mapping
    }

    void every_dtype_reads_back() {
        const at::Tensor values = at::arange(-3.0, 3.0).view({2, 3});
        std::map<std::string, at::Tensor> tensors;
        for (const auto type : {at::kDouble, at::kFloat, at::kHalf, at::kBFloat16, at::kFloat8_e4m3fn, at::kFloat8_e5m2, at::kLong, at::kInt, at::kShort, at::kChar, at::kBool})
            tensors[std::string("t.") + c10::toString(type)] = values.to(type);
        tensors["bytes"] = values.abs().to(at::kByte);
        tensors["scalar"] = at::scalar_tensor(2.5);
        tensors["none"] = at::empty({0, 4});
        tensors["strided"] = values.t();
        QVERIFY(write_safetensors(path("all.safetensors"), tensors, {{"format", "pt"}, {"note", "\"quoted\" \xc3\xa9"}}));
        const auto file = SafetensorsFile::open(path("all.safetensors"));
        QVERIFY2(file, file ? "" : file.error().message.c_str());
        QCOMPARE(file->entries().size(), tensors.size());
        QCOMPARE(file->metadata().at("note"), std::string("\"quoted\" \xc3\xa9"));
        for (const auto& [name, want] : tensors) {
            const at::Tensor got = file->tensor(name);
            QVERIFY2(got.scalar_type() == want.scalar_type() && got.sizes() == want.sizes(), name.c_str());
            QVERIFY2(at::equal(got.to(at::kDouble), want.to(at::kDouble)), name.c_str());
        }
    }

    // 112: all 256 codes of both 8-bit floats convert on the CPU as their definitions say.
    void eight_bit_floats_are_exact() {
        const at::Tensor codes = at::arange(256, at::kByte);
        QVERIFY(write_safetensors(path("f8.safetensors"), {{"e4m3", codes.view(at::kFloat8_e4m3fn)}, {"e5m2", codes.view(at::kFloat8_e5m2)}}));
        const auto file = SafetensorsFile::open(path("f8.safetensors"));
        QVERIFY(file);
        const auto check = [&](const char* name, int mantissa, int bias) {
            const at::Tensor got = file->tensor(name).to(at::kFloat);
            for (int code = 0; code < 256; ++code) {
                const int exponent = (code & 0x7f) >> mantissa, fraction = code & ((1 << mantissa) - 1);
                const double one = 1 << mantissa, sign = code & 0x80 ? -1 : 1;
                const double want = sign * (exponent == 0 ? std::ldexp(fraction / one, 1 - bias) : std::ldexp(1 + fraction / one, exponent - bias));
                const double value = got[code].item<double>();
                const bool special = mantissa == 3 ? (code & 0x7f) == 0x7f : exponent == 31;   // e4m3fn has no infinities
                if (special ? std::isfinite(value) : value != want) return code;
            }
            return -1;
        };
        QCOMPARE(check("e4m3", 3, 7), -1);
        QCOMPARE(check("e5m2", 2, 15), -1);
    }

    void aligned_data_is_not_copied_and_outlives_the_file() {
        QVERIFY(write_safetensors(path("w.safetensors"), {{"a", at::ones({4})}, {"b", at::ones({4})}}));
        at::Tensor a;
        {
            const auto file = SafetensorsFile::open(path("w.safetensors"));
            a = file->tensor("a");
            QCOMPARE(a.data_ptr(), file->tensor("a").data_ptr());
            QCOMPARE(static_cast<char*>(file->tensor("b").data_ptr()) - static_cast<char*>(a.data_ptr()), std::ptrdiff_t{16});
        }
        fs::remove(path("w.safetensors"));
        QVERIFY(at::equal(a, at::ones({4})));
    }

    void unaligned_data_is_copied() {
        const auto data = std::string("abc") + bytes_of_values<float>({1.5f, -2.0f});
        testing::write(path("odd.safetensors"), testing::safetensors("{" + tensor("a", "U8", "[3]", "0", "3") + "," + tensor("b", "F32", "[2]", "3", "11") + "}", data));
        const auto file = SafetensorsFile::open(path("odd.safetensors"));
        const at::Tensor b = file->tensor("b");
        QCOMPARE(reinterpret_cast<std::uintptr_t>(b.data_ptr()) % 4, std::uintptr_t{0});
        QCOMPARE(b[0].item<float>(), 1.5f);
        QCOMPARE(b[1].item<float>(), -2.0f);
    }

    // 57
    void truth_values_are_normalised() {
        testing::write(path("bool.safetensors"), testing::safetensors("{" + tensor("w", "BOOL", "[4]", "0", "4") + "}", std::string("\0\1\2\xff", 4)));
        const at::Tensor w = SafetensorsFile::open(path("bool.safetensors")).or_throw().tensor("w");
        QCOMPARE(w.scalar_type(), at::kBool);
        const auto* raw = static_cast<const unsigned char*>(w.data_ptr());
        QVERIFY(raw[0] == 0 && raw[1] == 1 && raw[2] == 1 && raw[3] == 1);
    }

    // 111
    void nan_and_infinity_are_read_as_they_are() {
        const float inf = std::numeric_limits<float>::infinity();
        testing::write(path("nan.safetensors"), testing::safetensors("{" + tensor("w", "F32", "[3]", "0", "12") + "}", bytes_of_values<float>({std::nanf(""), inf, -inf})));
        const at::Tensor w = SafetensorsFile::open(path("nan.safetensors")).or_throw().tensor("w");
        QVERIFY(std::isnan(w[0].item<float>()) && w[1].item<float>() == inf && w[2].item<float>() == -inf);
    }

    void missing_tensors_are_named() {
        QVERIFY(write_safetensors(path("w.safetensors"), {{"a", at::ones({1})}}));
        try {
            SafetensorsFile::open(path("w.safetensors")).or_throw().tensor("b");
            QFAIL("no error");
        } catch (const Failure& failure) {
            QVERIFY2(QString(failure.what()).endsWith("w.safetensors: there is no tensor 'b'"), failure.what());
        }
    }

    void writing_is_repeatable_and_leaves_the_old_file_on_error() {
        const std::map<std::string, at::Tensor> tensors{{"b", at::ones({3}, at::kHalf)}, {"a", at::ones({5}, at::kByte)}, {"c", at::ones({2})}};
        const auto text = [&] {
            QFile file(QString::fromStdString(path("w.safetensors").string()));
            file.open(QFile::ReadOnly);
            return file.readAll();
        };
        QVERIFY(write_safetensors(path("w.safetensors"), tensors));
        const QByteArray first = text();
        QVERIFY(write_safetensors(path("w.safetensors"), tensors));
        QCOMPARE(text(), first);
        QVERIFY(first.indexOf("\"c\"") < first.indexOf("\"b\"") && first.indexOf("\"b\"") < first.indexOf("\"a\""));   // by element size
        const auto refused = write_safetensors(path("w.safetensors"), {{"x", at::ones({1}, at::kComplexFloat)}});
        QVERIFY(!refused && QString::fromStdString(refused.error().message).contains("the tensor 'x': its dtype is not supported"));
        QCOMPARE(text(), first);
        QVERIFY(!write_safetensors(path("w.safetensors"), {{"\xff", at::ones({1})}}));
        QVERIFY(!write_safetensors(path("no/such/folder/w.safetensors"), tensors));
    }

    // 98, 99, 100, 101
    void only_regular_files_are_opened() {
        fs::create_directory(path("dir.safetensors"));
        QVERIFY(error_of(path("dir.safetensors")).endsWith("this is a folder, not a model file"));
        QCOMPARE(mkfifo(path("pipe.safetensors").c_str(), 0600), 0);
        QVERIFY(error_of(path("pipe.safetensors")).endsWith("this is a pipe, not a model file"));   // and does not wait for a writer
        QVERIFY(error_of("/dev/zero").endsWith("this is a device, not a model file"));
        sockaddr_un address{AF_UNIX, {}};
        const std::string name = path("socket").string();
        const int listener = socket(AF_UNIX, SOCK_STREAM, 0);
        std::copy(name.begin(), name.end(), address.sun_path);
        QCOMPARE(bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
        QVERIFY(error_of(path("socket")).endsWith("this is a socket or a device, not a model file"));
        close(listener);
        fs::create_symlink("nowhere", path("dangling.safetensors"));
        QVERIFY(error_of(path("dangling.safetensors")).endsWith("this is a link to a file that does not exist"));
        fs::create_symlink("loop.safetensors", path("loop.safetensors"));
        QVERIFY(error_of(path("loop.safetensors")).endsWith("the link leads back to itself"));
        QVERIFY(error_of(path("absent.safetensors")).endsWith("there is no such file"));
        QVERIFY(error_of(std::string("a\0b", 3)).contains("NUL character"));
    }

    // 102
    void links_are_followed() {
        QVERIFY(write_safetensors(path("blob"), {{"a", at::ones({1})}}));
        fs::create_symlink("blob", path("link.safetensors"));
        QVERIFY(SafetensorsFile::open(path("link.safetensors")));
    }

    // 104: the lost pages read as zeros, the process lives, and the next check names the file.
    void a_file_cut_while_mapped_is_reported() {
        QVERIFY(write_safetensors(path("cut.safetensors"), {{"w", at::ones({1 << 16})}}));
        at::Tensor w = SafetensorsFile::open(path("cut.safetensors")).or_throw().tensor("w");
        QVERIFY(check_mapped_files());
        fs::resize_file(path("cut.safetensors"), 8192);
        const double sum = w.sum().item<double>();
        QVERIFY2(sum > 0 && sum < 2100, qPrintable(QString::number(sum)));
        const auto checked = check_mapped_files();
        QVERIFY(!checked);
        QVERIFY2(QString::fromStdString(checked.error().message).endsWith("cut.safetensors: the file was cut short while it was in use"), checked.error().message.c_str());
        w.reset();
        QVERIFY(check_mapped_files());   // nobody uses it any more
    }

    // D6: the tensors lie in the file, so whoever writes to it changes them.
    void a_file_written_to_while_mapped_is_reported() {
        QVERIFY(write_safetensors(path("written.safetensors"), {{"w", at::ones({1 << 16})}}));
        at::Tensor w = SafetensorsFile::open(path("written.safetensors")).or_throw().tensor("w");
        QVERIFY(check_mapped_files());
        fs::rename(path("written.safetensors"), path("moved.safetensors"));   // harmless, as is replacing it
        QVERIFY(check_mapped_files());
        const auto now = fs::last_write_time(path("moved.safetensors"));
        std::fstream(path("moved.safetensors"), std::ios::in | std::ios::out | std::ios::binary).seekp(1 << 17) << "other";
        fs::last_write_time(path("moved.safetensors"), now + std::chrono::milliseconds(20));   // the clock of files may not have moved on yet
        const auto checked = check_mapped_files();
        QVERIFY(!checked);
        QVERIFY2(QString::fromStdString(checked.error().message).endsWith("written.safetensors: the file was written to while it was in use"), checked.error().message.c_str());
        w.reset();
        QVERIFY(check_mapped_files());
    }

    void other_bus_errors_reach_the_earlier_handler() {
        QVERIFY(write_safetensors(path("w.safetensors"), {{"w", at::ones({4})}}));
        const auto file = SafetensorsFile::open(path("w.safetensors"));   // the handler is in place
        earlier_handler_calls = 0;
        raise(SIGBUS);
        QCOMPARE(static_cast<int>(earlier_handler_calls), 1);
    }

    // 105
    void a_file_replaced_by_another_keeps_its_data() {
        QVERIFY(write_safetensors(path("w.safetensors"), {{"a", at::ones({4})}}));
        const auto old = SafetensorsFile::open(path("w.safetensors"));
        QVERIFY(write_safetensors(path("w.safetensors"), {{"a", at::zeros({4})}}));
        QVERIFY(at::equal(old->tensor("a"), at::ones({4})));
        QVERIFY(at::equal(SafetensorsFile::open(path("w.safetensors")).or_throw().tensor("a"), at::zeros({4})));
    }
    void a_file_written_to_while_open_is_noticed() {
        QVERIFY(write_safetensors(path("w.safetensors"), {{"a", at::ones({4})}}));
        const auto file = ModelFile::open(path("w.safetensors"));
        QVERIFY(file->check_unchanged());
        fs::resize_file(path("w.safetensors"), 20);
        const auto checked = file->check_unchanged();
        QVERIFY(!checked && QString::fromStdString(checked.error().message).endsWith("w.safetensors: the file changed while it was read"));
        QVERIFY(!file->read(16, 64));
    }

    // 106
    void unreadable_files_are_named() {
        if (geteuid() == 0) QSKIP("root may read everything");
        QVERIFY(write_safetensors(path("secret.safetensors"), {{"a", at::ones({4})}}));
        fs::permissions(path("secret.safetensors"), fs::perms::none);
        QVERIFY(error_of(path("secret.safetensors")).endsWith("no permission to read this file"));
    }

    // 113
    void a_sparse_terabyte_is_not_read() {
        testing::write(path("sparse.safetensors"), "");
        std::error_code problem;
        fs::resize_file(path("sparse.safetensors"), std::uintmax_t{1} << 40, problem);
        if (problem) QSKIP("this file system has no such large files");
        QVERIFY(error_of(path("sparse.safetensors")).endsWith("the header does not begin with '{' (byte 8)"));
        const std::uint64_t floats = (std::uint64_t{1} << 38) - 1024;
        std::string json = "{" + tensor("w", "F32", "[" + std::to_string(floats) + "]", "0", std::to_string(floats * 4)) + "}";
        json.resize(4096 - 8, ' ');
        testing::write(path("sparse.safetensors"), testing::safetensors(json));
        fs::resize_file(path("sparse.safetensors"), std::uintmax_t{1} << 40);
        const auto file = SafetensorsFile::open(path("sparse.safetensors"));
        QVERIFY2(file, file ? "" : file.error().message.c_str());
        QCOMPARE(file->tensor("w")[floats - 1].item<float>(), 0.0f);
    }
};

QTEST_GUILESS_MAIN(SafetensorsTest)
#include "safetensors_test.moc"
