#include "training/sealed_file.h"

#include <ATen/ATen.h>

#include "core/atomic_file.h"
#include "core/key.h"
#include "models/safetensors.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace noiseloom;

namespace {

namespace fs = std::filesystem;

constexpr Seal seal{"test"}, of_numbers{"numbers", /*of_names=*/false};

}  // namespace

class SealedFileTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    fs::path in(const char* name) const { return fs::path(folder_.path().toStdString()) / name; }
    const Tensors tensors_{{"a", at::arange(6, at::kFloat)}, {"b", at::ones({2}, at::kHalf)}};

  private slots:
    void what_was_written_is_read_whole() {
        write_sealed(in("file"), seal, tensors_, {{"step", "3"}}).or_throw();
        const SealedFile read = read_sealed(in("file"), seal).or_throw();
        QVERIFY(read.is_whole);
        QCOMPARE(read.metadata, (std::map<std::string, std::string>{{"step", "3"}}));
        QVERIFY(read.tensors.size() == 2 && read.tensors.at("a").equal(tensors_.at("a")) && read.tensors.at("b").equal(tensors_.at("b")));
        QVERIFY(!read_sealed(in("file"), Seal{"other"}).or_throw().is_whole);   // of another kind
    }

    // Files of earlier versions must stay readable.
    void the_sums_are_part_of_the_format() {
        const at::Tensor a = tensors_.at("a"), b = tensors_.at("b");
        write_sealed(in("format"), seal, tensors_, {{"step", "3"}}).or_throw();
        const Key all = KeyBuilder("test").add("step").add("3").add("a").add_bytes(a.const_data_ptr(), a.nbytes()).add("b").add_bytes(b.const_data_ptr(), b.nbytes()).key();
        QCOMPARE(SafetensorsFile::open(in("format")).or_throw().metadata().at("checksum"), all.hex());
        write_sealed(in("format"), of_numbers, {{"a", a}}).or_throw();
        QCOMPARE(SafetensorsFile::open(in("format")).or_throw().metadata().at("checksum"), KeyBuilder("numbers").add_bytes(a.const_data_ptr(), a.nbytes()).key().hex());
    }

    // Wherever it lies: the file is not whole, or none at all.
    void every_flipped_bit_is_found() {
        write_sealed(in("file"), seal, tensors_, {{"step", "3"}}).or_throw();
        const std::string whole = read_file(in("file"), 4096).or_throw();
        const SealedFile right = read_sealed(in("file"), seal).or_throw();
        for (std::size_t i = 0; i < whole.size(); ++i) {
            std::string flipped = whole;
            flipped[i] ^= 4;
            write_file(in("flipped"), flipped).or_throw();
            const auto read = read_sealed(in("flipped"), seal);
            QVERIFY2(!read || !read->is_whole || whole[i] == ' ', std::to_string(i).c_str());   // spaces fill the header up
        }
    }

    void what_is_damaged_is_made_again() {
        int made = 0;
        const auto take = [&] {
            return kept_or_made(in("kept"), seal, [](const Tensors& kept) { return kept.contains("a"); }, [&] { return ++made, tensors_; });
        };
        QVERIFY(take().at("a").equal(tensors_.at("a")));
        take();
        QCOMPARE(made, 1);
        std::string bytes = read_file(in("kept"), 4096).or_throw();
        bytes.back() ^= 1;
        write_file(in("kept"), bytes).or_throw();
        QVERIFY(take().at("b").equal(tensors_.at("b")));
        QCOMPARE(made, 2);
        write_safetensors(in("kept"), tensors_).or_throw();   // without a sum
        take();
        QCOMPARE(made, 3);
        write_sealed(in("kept"), seal, {{"b", at::ones({1})}}).or_throw();   // whole, and something else
        QVERIFY(take().contains("a"));
        QCOMPARE(made, 4);
    }
};

QTEST_APPLESS_MAIN(SealedFileTest)
#include "sealed_file_test.moc"
