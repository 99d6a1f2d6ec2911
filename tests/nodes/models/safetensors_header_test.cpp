// The strict profile, one row a malformation: every file that must be refused is, with the reason.
#include "models/safetensors_header.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QtTest>

#include "models/model_file.h"
#include "nodes/models/safetensors_files.h"

using namespace noiseloom;
using namespace noiseloom::testing;

namespace {

const std::string ok = tensor("w", "F32", "[2,2]", "0", "16");

std::string one(const std::string& dtype, const std::string& shape, const std::string& begin, const std::string& end, std::size_t data) {
    return safetensors("{" + tensor("w", dtype, shape, begin, end) + "}", zeros(data));
}

std::string with_length(std::uint64_t length) {
    return little_endian(length) + "{" + ok + "}" + zeros(16);
}

// A tensor described by these fields, with four bytes of data.
std::string fields(const std::string& json, std::size_t data = 4) { return safetensors("{\"w\":" + json + "}", zeros(data)); }

}  // namespace

class SafetensorsHeaderTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    Result<SafetensorsHeader> read(const std::string& bytes) {
        const auto path = write(folder_.filePath("x.safetensors").toStdString(), bytes);
        auto file = ModelFile::open(path);
        if (!file) return file.error();
        return read_safetensors_header(*file);
    }

    static void row(const char* name, const std::string& bytes, const char* words) {
        QTest::newRow(name) << QByteArray(bytes.data(), static_cast<int>(bytes.size())) << QString::fromUtf8(words);
    }

  private slots:
    void refuses_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("words");
        const std::string scalar = R"({"dtype":"F32","shape":[1],"data_offsets":[0,4]})";
        row("1 empty", "", "this is an empty file");
        row("2 seven bytes", std::string(7, '\1'), "only 7 bytes");
        row("3 length 0", little_endian(0), "does not begin with '{'");
        row("4 length 1", little_endian(1) + "{", "not valid JSON (byte 9)");
        row("5 length beyond file", with_length(1000), "header's length is 1000 bytes but the file has");
        row("6 length 2^64-1", with_length(UINT64_MAX), "more than 100000000 (bytes 0 to 7)");
        row("7 length 2^64-8", with_length(UINT64_MAX - 7), "more than 100000000 (bytes 0 to 7)");
        row("8 length 2^63", with_length(std::uint64_t{1} << 63), "more than 100000000 (bytes 0 to 7)");
        row("9 length above the limit", with_length(100'000'001), "more than 100000000 (bytes 0 to 7)");
        std::string big_endian = with_length(ok.size() + 2);
        std::reverse(big_endian.begin(), big_endian.begin() + 8);
        row("10 big-endian length", big_endian, "more than 100000000 (bytes 0 to 7)");
        row("11 length cuts the JSON", with_length(ok.size() - 8), "not valid JSON (byte 55)");
        row("12 data one byte short", safetensors("{" + ok + "}", zeros(15)), "the data reaches to byte 16 of 15, at w.data_offsets");
        row("13 no data", safetensors("{" + ok + "}"), "the data reaches to byte 16 of 0");
        row("14 trailing bytes", safetensors("{" + ok + "}", zeros(16) + "PK\3\4"), "4 bytes follow the last tensor");
        row("15 not JSON", safetensors("hello world     "), "does not begin with '{' (byte 8)");
        row("16 array", safetensors("[]      "), "does not begin with '{'");
        row("17 null", safetensors("null    "), "does not begin with '{'");
        row("18 string", safetensors("\"abc\"   "), "does not begin with '{'");
        row("19 leading space", safetensors("   {" + ok + "}", zeros(16)), "does not begin with '{'");
        row("20 byte order mark", safetensors("\xef\xbb\xbf{" + ok + "}", zeros(16)), "does not begin with '{'");
        row("21 garbage after the JSON", safetensors("{" + ok + "}xyz     ", zeros(16)), "not valid JSON (byte 65)");
        row("22 NUL padding", safetensors("{" + ok + "}" + zeros(8), zeros(16)), "NUL byte (byte 65)");
        row("23 NUL and a second document", safetensors("{" + ok + "}" + zeros(1) + "{\"evil\":1}     ", zeros(16)), "NUL byte (byte 65)");
        row("24 bad UTF-8", safetensors("{\"\xff\xfe\":" + scalar + "}", zeros(4)), "not valid JSON (byte 10)");
        row("25 overlong UTF-8", safetensors("{\"\xc0\xaf\":" + scalar + "}", zeros(4)), "not valid JSON (byte 10)");
        row("26 lone surrogate", safetensors("{\"\\ud800\":" + scalar + "}", zeros(4)), "not valid JSON");
        row("27 NUL in a name", safetensors("{\"a\\u0000b\":" + scalar + "}", zeros(4)), "a name with a NUL character");
        row("31 name of 1 MB", safetensors("{\"" + std::string(1'000'000, 'n') + "\":" + scalar + "}", zeros(4)), "a name longer than 4096 bytes");
        row("32 single quotes", safetensors("{'w':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}", zeros(4)), "not valid JSON (byte 9)");
        row("33 comment", safetensors("{/*c*/\"w\":" + scalar + "}", zeros(4)), "not valid JSON (byte 9)");
        row("33 comment first", safetensors("/*c*/{\"w\":" + scalar + "}", zeros(4)), "does not begin with '{'");
        row("34 trailing comma", safetensors("{\"w\":" + scalar + ",}", zeros(4)), "not valid JSON");
        row("35 depth 1000", safetensors(repeated("{\"a\":", 1000) + "1" + repeated("}", 1000)), "an unknown field, at a.a");
        row("36 depth 1000000", safetensors("{\"w\":" + repeated("[", 1'000'000) + repeated("]", 1'000'000) + "}"), "a list where an object is expected, at w");
        row("37 deep metadata", safetensors("{\"__metadata__\":" + repeated("{\"a\":", 200'000) + "1" + repeated("}", 200'000) + "}"),
            "an object where a text is expected, at __metadata__.a");
        row("38 same key, same range", safetensors("{\"w\":" + scalar + ",\"w\":" + scalar + "}", zeros(4)), "names a tensor twice, at w");
        row("39 same key, other range", safetensors("{\"w\":" + scalar + "," + tensor("w", "F32", "[1]", "4", "8") + "}", zeros(8)), "names a tensor twice, at w");
        row("40 field twice", fields(R"({"dtype":"F64","dtype":"F32","shape":[1],"data_offsets":[0,4]})"), "this field stands twice, at w.dtype");
        row("41 metadata twice", safetensors(R"({"__metadata__":{"a":"1"},"__metadata__":{"a":"2"},"w":)" + scalar + "}", zeros(4)),
            "this key stands twice, at __metadata__");
        row("42 metadata key twice", safetensors(R"({"__metadata__":{"a":"1","a":"2"},"w":)" + scalar + "}", zeros(4)),
            "this key stands twice, at __metadata__.a");
        row("43 metadata number", safetensors("{\"__metadata__\":{\"a\":1}," + ok + "}", zeros(16)), "a number where a text is expected, at __metadata__.a");
        row("44 metadata object", safetensors("{\"__metadata__\":{\"a\":{\"b\":\"c\"}}," + ok + "}", zeros(16)), "an object where a text is expected");
        row("45 metadata list", safetensors("{\"__metadata__\":[1]," + ok + "}", zeros(16)), "a list where an object is expected, at __metadata__");
        row("46 metadata null", safetensors("{\"__metadata__\":null," + ok + "}", zeros(16)), "null where an object is expected, at __metadata__");
        row("48 no dtype", fields(R"({"shape":[1],"data_offsets":[0,4]})"), "the field 'dtype' is missing, at w");
        row("49 no shape", fields(R"({"dtype":"F32","data_offsets":[0,4]})"), "the field 'shape' is missing, at w");
        row("50 no offsets", fields(R"({"dtype":"F32","shape":[1]})"), "the field 'data_offsets' is missing, at w");
        row("51 extra field", fields(R"({"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1})"), "an unknown field, at w.x");
        row("52 tensor is a number", fields("5"), "a number where an object is expected, at w");
        row("53 tensor is null", fields("null"), "null where an object is expected, at w");
        row("54 unknown dtype", one("F128", "[1]", "0", "16", 16), "the dtype 'F128' is not supported, at w.dtype");
        row("55 lower-case dtype", one("f32", "[1]", "0", "4", 4), "the dtype 'f32' is not supported");
        row("56 numeric dtype", fields(R"({"dtype":7,"shape":[1],"data_offsets":[0,4]})"), "a number where a text is expected, at w.dtype");
        row("58 odd count of F4", one("F4", "[3]", "0", "2", 2), "the dtype 'F4' is not supported");
        row("59 negative dimension", one("F32", "[-1,4]", "0", "16", 16), "a negative number where a dimension is expected, at w.shape[0]");
        row("60 two negative dimensions", one("F32", "[-2,-2]", "0", "16", 16), "a negative number where a dimension");
        row("61 fraction", one("F32", "[2.0,2]", "0", "16", 16), "a fraction or a number beyond 2^64 where a dimension is expected");
        row("62 exponent", one("F32", "[4e0]", "0", "16", 16), "a fraction");
        row("63 dimension as text", one("F32", "[\"4\"]", "0", "16", 16), "a text where a dimension is expected, at w.shape[0]");
        row("64 boolean dimension", one("F32", "[true]", "0", "4", 4), "true or false where a dimension is expected");
        row("65 shape null", one("F32", "null", "0", "4", 4), "null where a list is expected, at w.shape");
        row("66 nested shape", one("F32", "[[4]]", "0", "16", 16), "a list where a dimension is expected");
        row("67 2^32 by 2^32", one("F32", "[4294967296,4294967296]", "0", "0", 0), "the shape is larger than any memory, at w.shape");
        row("68 wraps to 4", one("F32", "[4611686018427387905]", "0", "4", 4), "larger than any memory");
        row("69 dimension 2^64", one("F32", "[18446744073709551616]", "0", "0", 0), "a number beyond 2^64");
        row("70 dimension 1e400", one("F32", "[1e400]", "0", "0", 0), "not valid JSON");
        row("71 dimension above 2^63", one("U8", "[9223372036854775816]", "0", "8", 8), "a dimension beyond 2^63 - 1, at w.shape[0]");
        row("72 bytes differ from shape", one("F32", "[3]", "0", "16", 16), "the shape needs 12 bytes but the data has 16, at w");
        row("73 rank 65", one("F32", "[1" + repeated(",1", 64) + "]", "0", "4", 4), "more than 8 dimensions, at w.shape[8]");
        row("74 rank 100000", one("F32", "[1" + repeated(",1", 99'999) + "]", "0", "4", 4), "more than 8 dimensions");
        row("75 negative offset", one("F32", "[4]", "-16", "0", 16), "a negative number where an offset is expected, at w.data_offsets[0]");
        row("76 end before begin", one("F32", "[4]", "16", "0", 16), "the data ends before it begins, at w.data_offsets");
        row("77 beyond the data", one("F32", "[4]", "16", "32", 16), "the data reaches to byte 32 of 16");
        row("78 offset near 2^64", one("F32", "[4]", "18446744073709551600", "18446744073709551615", 16), "reaches to byte 18446744073709551615");
        row("79 float offsets", one("F32", "[4]", "0.0", "16.0", 16), "a fraction or a number beyond 2^64 where an offset");
        row("80 three offsets", fields(R"({"dtype":"F32","shape":[4],"data_offsets":[0,16,32]})", 16), "more than two offsets, at w.data_offsets[2]");
        row("81 one offset", fields(R"({"dtype":"F32","shape":[4],"data_offsets":[0]})", 16), "two offsets are expected, at w.data_offsets[1]");
        row("82 offsets as an object", fields(R"({"dtype":"F32","shape":[4],"data_offsets":{"0":0,"1":16}})", 16), "an object where a list is expected, at w.data_offsets");
        row("83 two tensors on the same bytes", safetensors("{" + tensor("a", "F32", "[4]", "0", "16") + "," + tensor("b", "F32", "[4]", "0", "16") + "}", zeros(16)),
            "the data overlaps that of another tensor, at");
        row("84 partial overlap", safetensors("{" + tensor("a", "F32", "[4]", "0", "16") + "," + tensor("b", "F32", "[4]", "8", "24") + "}", zeros(24)),
            "the data overlaps that of another tensor, at b.data_offsets");
        row("85 hole", safetensors("{" + tensor("a", "F32", "[1]", "0", "4") + "," + tensor("b", "F32", "[1]", "8", "12") + "}", zeros(12)),
            "unused bytes lie before the data, at b.data_offsets");
        row("86 hole at the start", one("F32", "[1]", "4", "8", 8), "unused bytes lie before the data, at w.data_offsets");
        row("87 hole at the end", one("F32", "[1]", "0", "4", 8), "4 bytes follow the last tensor");
        row("88 zip", "PK\3\4" + zeros(60), "this is a zip archive (a PyTorch checkpoint, perhaps)");
        row("89 GGUF", "GGUF" + std::string("\3\0\0\0", 4) + zeros(16), "this is a GGUF file");
        row("90 Git LFS pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n", "this is a Git LFS pointer, not the model itself");
        row("91 web page", "<!DOCTYPE html><html><body>401 Unauthorized</body></html>", "this is a web page");
        row("92 PNG", "\x89PNG\r\n\x1a\n" + zeros(40), "this is a PNG picture");
        row("pickle", std::string("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46", 8) + zeros(40), "this is a Python pickle");
        row("empty shape that overflows", one("F32", "[0,4611686018427387904,4611686018427387904]", "0", "0", 0), "larger than any memory");
    }
    void refuses() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, words);
        const auto header = read(bytes.toStdString());
        QVERIFY(!header);
        QCOMPARE(header.error().code, Code::bad_model);
        const QString message = QString::fromStdString(header.error().message);
        QVERIFY2(message.contains(words), qPrintable(message));
        QVERIFY2(message.contains("x.safetensors"), qPrintable(message));
        QVERIFY2(message.size() < 700, "a message that can be read");
    }

    void accepts_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("name");   // of the first tensor
        const std::string scalar = R"({"dtype":"F32","shape":[1],"data_offsets":[0,4]})";
        row("plain", safetensors("{" + ok + "}", zeros(16)), "w");
        row("metadata", safetensors("{\"__metadata__\":{\"format\":\"pt\"}," + ok + "}", zeros(16)), "w");
        row("scalar", one("F32", "[]", "0", "4", 4), "w");
        row("no elements", one("F32", "[2,0]", "0", "0", 0), "w");
        row("no elements, one huge dimension", one("F32", "[0,1099511627776]", "0", "0", 0), "w");
        row("padded with spaces", safetensors("{" + ok + "}       ", zeros(16)), "w");
        row("odd offsets", safetensors("{" + tensor("a", "U8", "[3]", "0", "3") + "," + tensor("b", "F32", "[1]", "3", "7") + "}", zeros(7)), "a");
        row("no tensors", safetensors("{}      "), "");
        row("any order", safetensors("{" + tensor("b", "F32", "[1]", "4", "8") + "," + tensor("a", "F32", "[1]", "0", "4") + "}", zeros(8)), "a");
        row("unicode", safetensors("{\"\u6a21.\U0001F600\":" + scalar + "}", zeros(4)), "\u6a21.\U0001F600");
        row("28 HTML", safetensors("{\"<img src=x onerror=1><b>w</b>\":" + scalar + "}", zeros(4)), "<img src=x onerror=1><b>w</b>");
        row("29 bidirectional override", safetensors("{\"w\u202egnp.exe\":" + scalar + "}", zeros(4)), "w\u202egnp.exe");
        row("30 empty name", safetensors("{\"\":" + scalar + "}", zeros(4)), "");
        row("47 metadata of 8 MB", safetensors("{\"__metadata__\":{\"x\":\"" + std::string(8'000'000, 'A') + "\"}," + ok + "}", zeros(16)), "w");
        row("57 BOOL byte 2", safetensors("{" + tensor("w", "BOOL", "[1]", "0", "1") + "}", "\2"), "w");
        row("name of 4096 bytes", safetensors("{\"" + std::string(4096, 'n') + "\":" + scalar + "}", zeros(4)), std::string(4096, 'n').c_str());
        row("rank 8", one("F32", "[1,1,1,1,1,1,1,1]", "0", "4", 4), "w");
    }
    void accepts() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, name);
        const auto header = read(bytes.toStdString());
        QVERIFY2(header, header ? "" : header.error().message.c_str());
        if (!header->entries.empty()) QCOMPARE(QString::fromStdString(header->entries.front().name), name);
    }

    void refuses_bombs_early_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("words");
        QTest::newRow("93 200000 tensors") << "many" << "more than 100000 tensors";
        QTest::newRow("94 100000 tensors on the same bytes") << "aliases" << "overlaps that of another tensor";
        QTest::newRow("95 1000000 empty tensors") << "empty" << "more than 100000 tensors";
        QTest::newRow("96 99 MB of spaces") << "spaces" << "";
        QTest::newRow("97 96 MB of escapes") << "escapes" << "a text longer than 16000000 bytes (byte";
    }
    void refuses_bombs_early() {
        QFETCH(QString, kind);
        QFETCH(QString, words);
        std::string json = "{", data;
        if (kind == "many") {
            for (int i = 0; i < 200'000; ++i) json += (i ? "," : "") + tensor("t" + std::to_string(i), "F32", "[1]", std::to_string(i * 4), std::to_string(i * 4 + 4));
            data = zeros(800'000);
        } else if (kind == "aliases") {
            for (int i = 0; i < 100'000; ++i) json += (i ? "," : "") + tensor("t" + std::to_string(i), "F32", "[1000]", "0", "4000");
            data = zeros(4000);
        } else if (kind == "empty") {
            for (int i = 0; i < 1'000'000; ++i) json += (i ? "," : "") + tensor("z" + std::to_string(i), "F32", "[0]", "0", "0");
        } else if (kind == "escapes") {
            json += "\"__metadata__\":{\"x\":\"" + repeated("\\u0041", 16'000'000) + "\"}";
        }
        json += "}";
        if (kind == "spaces") json += std::string(99'000'000, ' ');
        const auto header = read(safetensors(json, data));
        QCOMPARE(static_cast<bool>(header), words.isEmpty());   // padding is only long, not wrong
        if (!header) QVERIFY2(QString::fromStdString(header.error().message).contains(words), header.error().message.c_str());
    }

    void reads_what_the_header_says() {
        const auto header = read(safetensors("{\"__metadata__\":{\"k\":\"v\"}," + tensor("b", "I64", "[]", "12", "20") + "," + tensor("a", "BF16", "[2,3]", "0", "12") + "}", zeros(20)));
        QVERIFY(header);
        QCOMPARE(header->metadata.at("k"), std::string("v"));
        const SafetensorsEntry* a = header->find("a");
        QVERIFY(a && header->find("b") && !header->find("c"));
        QCOMPARE(a->shape, (std::vector<std::int64_t>{2, 3}));
        QVERIFY(a->dtype == Dtype::bf16 && a->end == 12 && a->elements() == 6);
        QCOMPARE(header->find("b")->elements(), 1u);
    }

    void knows_every_dtype_data() {
        QTest::addColumn<int>("bytes");
        for (const auto& [name, bytes] : {std::pair{"F64", 8}, {"F32", 4}, {"F16", 2}, {"BF16", 2}, {"F8_E4M3", 1}, {"F8_E5M2", 1}, {"I64", 8}, {"I32", 4}, {"I16", 2}, {"I8", 1}, {"U8", 1}, {"BOOL", 1}})
            QTest::newRow(name) << bytes;
    }
    void knows_every_dtype() {
        QFETCH(int, bytes);
        const auto header = read(one(QTest::currentDataTag(), "[3]", "0", std::to_string(3 * bytes), static_cast<std::size_t>(3 * bytes)));
        QVERIFY2(header, header ? "" : header.error().message.c_str());
        QCOMPARE(QString::fromUtf8(name_of(header->entries.front().dtype).data()), QString(QTest::currentDataTag()));
    }

    void limits_can_be_raised() {
        SafetensorsLimits limits;
        limits.rank = 9;
        const std::string json = "{" + tensor("w", "F32", "[1,1,1,1,1,1,1,1,1]", "0", "4") + "}";
        QVERIFY(parse_safetensors_header(json, 4, limits));
        QVERIFY(!parse_safetensors_header(json, 4));
    }
};

QTEST_GUILESS_MAIN(SafetensorsHeaderTest)
#include "safetensors_header_test.moc"
