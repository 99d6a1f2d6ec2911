// Texts as other programs write them, and files made to hurt whoever reads them.
#include "image/metadata.h"

#include <QtTest>

#include "image/bytes.h"
#include "image/exif.h"
#include "image/utf.h"
#include "image/xmp.h"

using namespace noiseloom;
using namespace std::string_literals;

namespace {

const std::string signature = "\x89PNG\r\n\x1a\n"s;

std::string big(std::uint64_t number, std::size_t size) { return to_bytes(number, size, Order::big); }
std::string little(std::uint64_t number, std::size_t size) { return to_bytes(number, size, Order::little); }

std::uint32_t crc_of(const std::string& bytes) {   // of PNG, bit by bit
    std::uint32_t crc = 0xffffffff;
    for (const char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0);
    }
    return ~crc;
}

std::string chunk(const std::string& type, const std::string& data) { return big(data.size(), 4) + type + data + big(crc_of(type + data), 4); }
std::string png(const std::string& chunks) { return signature + chunk("IHDR", std::string(13, '\1')) + chunks + chunk("IEND", ""); }

std::string deflated(const std::string& text) {
    const QByteArray packed = qCompress(QByteArray::fromStdString(text), 9);
    return packed.mid(4).toStdString();   // Qt puts the length in front
}

std::string itxt(const std::string& key, const std::string& text, bool packed) {
    return chunk("iTXt", key + "\0"s + (packed ? "\1\0\0\0"s + deflated(text) : "\0\0\0\0"s + text));
}

std::string segment(const std::string& data) { return "\xff\xe1"s + big(data.size() + 2, 2) + data; }
std::string jpeg(const std::string& segments) { return "\xff\xd8"s + segments + "\xff\xda\0\2"s; }
std::string webp(const std::string& chunks) { return "RIFF" + little(chunks.size() + 4, 4) + "WEBP" + chunks; }
std::string riff(const std::string& name, const std::string& data, std::uint64_t claimed) { return name + little(claimed, 4) + data; }

std::string entry(int tag, int type, std::uint64_t count, std::uint64_t value) { return little(tag, 2) + little(type, 2) + little(count, 4) + little(value, 4); }
std::string tiff(const std::string& entries, const std::string& data = "") {   // data lie at 8 + 2 + entries + 4
    return "II*\0\x08\0\0\0"s + little(entries.size() / 12, 2) + entries + little(0, 4) + data;
}
std::string exif_with_comment(const std::string& comment) {
    return tiff(entry(0x8769, 4, 1, 26), little(1, 2) + entry(0x9286, 7, comment.size(), 44) + little(0, 4) + comment);
}

const std::string exr_head = "\x76\x2f\x31\x01\x02\0\0\0"s;
std::string attribute(const std::string& name, const std::string& type, const std::string& data) { return name + "\0"s + type + "\0"s + little(data.size(), 4) + data; }

std::string extension(const std::string& guid, std::uint64_t length, std::uint64_t offset, const std::string& data) {
    return segment("http://ns.adobe.com/xmp/extension/\0"s + guid + big(length, 4) + big(offset, 4) + data);
}
std::string xmp_segment(const std::string& text) { return segment("http://ns.adobe.com/xap/1.0/\0"s + text); }

const std::string packet = write_xmp({{"noiseloom", "{}"}});
const std::string guid(32, 'A');

}  // namespace

class MetadataTest : public QObject {
    Q_OBJECT
  private slots:
    void foreign_texts_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("text");
        const auto row = [](const char* name, const std::string& file, const char* text) { QTest::newRow(name) << QByteArray::fromStdString(file) << QString::fromUtf8(text); };
        row("tEXt", png(chunk("tEXt", "parameters\0a cat"s)), "a cat");
        row("tEXt in Latin-1", png(chunk("tEXt", "parameters\0caf\xe9"s)), "café");
        row("tEXt in UTF-8", png(chunk("tEXt", "parameters\0灯塔"s)), "灯塔");
        row("zTXt", png(chunk("zTXt", "parameters\0\0"s + deflated("a cat"))), "a cat");
        row("iTXt", png(itxt("parameters", "灯塔", false)), "灯塔");
        row("packed iTXt", png(itxt("parameters", "灯塔", true)), "灯塔");
        row("after the pixels", png(chunk("IDAT", "x") + chunk("tEXt", "parameters\0a cat"s)), "a cat");
        row("the first of several", png(chunk("tEXt", "parameters\0one"s) + chunk("tEXt", "parameters\0two"s)), "one");
        row("control characters", png(chunk("tEXt", "parameters\0a\x1b[31m\0b\tc"s)), "a[31mb\tc");
        row("EXIF of A1111", jpeg(segment("Exif\0\0"s + write_exif_comment("灯塔 a"))), "灯塔 a");
        row("EXIF, little first", jpeg(segment("Exif\0\0"s + exif_with_comment("UNICODE\0"s + utf8_to_utf16("a 灯塔", Order::little)))), "a 灯塔");
        row("EXIF, little first, comment big first", jpeg(segment("Exif\0\0"s + exif_with_comment("UNICODE\0"s + utf8_to_utf16("a 灯塔", Order::big)))), "a 灯塔");
        row("EXIF in ASCII", jpeg(segment("Exif\0\0"s + exif_with_comment("ASCII\0\0\0a cat"s))), "a cat");
        row("EXIF in WebP", webp(riff("VP8X", std::string(10, '\0'), 10) + riff("EXIF", exif_with_comment("ASCII\0\0\0a cat"s), 57) + "\0"s), "a cat");
        row("description of TIFF", tiff(entry(270, 2, 6, 26), "a cat\0"s), "a cat");
        row("XMP as attribute", jpeg(xmp_segment("<rdf:Description xmlns:noiseloom=\"urn:x\" noiseloom:parameters=\"a &lt;cat&gt; &#x706f;&#10;b\"/>")), "a <cat> 灯\nb");
        row("attribute of EXR", exr_head + attribute("parameters", "string", "a cat") + "\0"s, "a cat");
    }
    void foreign_texts() {
        QFETCH(QByteArray, file);
        QFETCH(QString, text);
        const Texts texts = read_metadata_bytes({file.data(), std::size_t(file.size())});
        QVERIFY(texts.contains(parameters_key));
        QCOMPARE(QString::fromStdString(texts.at(parameters_key)), text);
    }

    void bombs_data() {
        QTest::addColumn<QByteArray>("file");
        const auto row = [](const char* name, const std::string& file) { QTest::newRow(name) << QByteArray::fromStdString(file); };
        const std::string zeros(std::size_t{64} << 20, ' ');
        row("zTXt of 64 MB", png(chunk("zTXt", "noiseloom\0\0"s + deflated(zeros))));
        row("iTXt of 64 MB", png(itxt("noiseloom", zeros, true)));
        row("zTXt with ratio 500", png(chunk("zTXt", "noiseloom\0\0"s + deflated(std::string(100'000, 'x')))));
        row("tEXt of 9 MB", png(chunk("tEXt", "noiseloom\0"s + std::string(9 << 20, 'x'))));
        row("chunk of 2^31 bytes", signature + big(1u << 31, 4) + "tEXtnoiseloom\0{}"s);
        row("chunk of 2^32 - 1 bytes", signature + big(0xffffffff, 4) + "tEXtnoiseloom\0{}"s);
        row("chunk past the end", signature + big(1000, 4) + "tEXtnoiseloom\0{}"s);
        row("bad CRC", signature + big(12, 4) + "tEXtnoiseloom\0{}"s + "abcd");
        row("no NUL", png(chunk("tEXt", "noiseloom")));
        row("empty keyword", png(chunk("tEXt", "\0noiseloom"s)));
        row("long keyword", png(chunk("tEXt", std::string(80, 'n') + "\0{}"s)));
        row("iTXt without fields", png(chunk("iTXt", "noiseloom\0"s)));
        row("iTXt without language", png(chunk("iTXt", "noiseloom\0\0\0{}"s)));
        row("unknown method", png(chunk("zTXt", "noiseloom\0\1"s + deflated("{}"))));
        row("damaged deflate", png(chunk("zTXt", "noiseloom\0\0not deflate"s)));
        row("cut deflate", png(chunk("zTXt", "noiseloom\0\0"s + deflated(std::string(100, 'a') + "bcdefg").substr(0, 12))));
        row("after the end", png("") + chunk("tEXt", "noiseloom\0{}"s));
        std::string many;
        for (int i = 0; i < 100'000; ++i) many += chunk("tEXt", "\0"s);
        row("100000 chunks", png(many + chunk("tEXt", "noiseloom\0{}"s)));
        row("JPEG length 0", jpeg("\xff\xe1\0\0"s + packet));
        row("JPEG length past the end", jpeg("\xff\xe1\xff\xff"s + "http://ns.adobe.com/xap/1.0/\0"s));
        row("EXIF offset outside", jpeg(segment("Exif\0\0II*\0\xff\xff\xff\xff"s)));
        row("EXIF loop", jpeg(segment("Exif\0\0"s + tiff(entry(0x8769, 4, 1, 8)))));
        row("EXIF of 65535 entries", jpeg(segment("Exif\0\0II*\0\x08\0\0\0\xff\xff"s + std::string(2000, 'x'))));
        row("EXIF comment of 4 GB", jpeg(segment("Exif\0\0"s + tiff(entry(0x8769, 4, 1, 26), little(1, 2) + entry(0x9286, 7, 0xffffffff, 44) + little(0, 4) + "UNICODE\0"s))));
        row("extended XMP of 4 GB", jpeg(xmp_segment(guid) + extension(guid, 0xffffffff, 0, packet)));
        row("extended XMP out of order", jpeg(xmp_segment(guid) + extension(guid, packet.size(), 5, packet.substr(5)) + extension(guid, packet.size(), 0, packet.substr(0, 5))));
        row("extended XMP of another picture", jpeg(xmp_segment(std::string(32, 'B')) + extension(guid, packet.size(), 0, packet)));
        row("extended XMP too long", jpeg(xmp_segment(guid) + extension(guid, packet.size() - 1, 0, packet)));
        row("WebP chunk of 4 GB", webp(riff("XMP ", packet, 0xffffffff)));
        row("WebP chunk past the end", webp(riff("XMP ", packet, packet.size() + 1)));
        std::string empty;
        for (int i = 0; i < 5'000; ++i) empty += riff("JUNK", "", 0);
        row("WebP of 5000 chunks", webp(empty + riff("XMP ", packet, packet.size())));
        row("TIFF offset outside", "II*\0\xff\xff\xff\x7f"s);
        row("TIFF XMP of 4 GB", tiff(entry(700, 1, 0xffffffff, 26), packet));
        row("TIFF XMP outside", tiff(entry(700, 1, packet.size(), 27), packet));
        row("TIFF of 300 entries", tiff([] { std::string all; for (int i = 0; i < 300; ++i) all += entry(700, 1, 4, 0); return all; }()));
        row("EXR attribute of 2 GB", exr_head + "noiseloom\0string\0"s + little(0x7fffffff, 4) + "{}");
        row("EXR attribute of -1 bytes", exr_head + "noiseloom\0string\0"s + little(0xffffffff, 4) + "{}");
        row("EXR without NUL", exr_head + std::string(100'000, 'n'));
        std::string attributes;
        for (int i = 0; i < 100'000; ++i) attributes += attribute("a", "int", "1234");
        row("EXR of 100000 attributes", exr_head + attributes + attribute("noiseloom", "string", "{}") + "\0"s);
        row("cut signature", "\x89PNG\r\n");
        row("nothing", "");
    }
    void bombs() {
        QFETCH(QByteArray, file);
        const Texts texts = read_metadata_bytes({file.data(), std::size_t(file.size())});
        QVERIFY(!texts.contains(workflow_key));
    }

    void says_what_was_left_out_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* words, const std::string& file) { QTest::newRow(words) << QByteArray::fromStdString(file) << QString(words); };
        row("", png(chunk("tEXt", "noiseloom\0{}"s)));
        row("a text is larger than 8 MB", png(chunk("tEXt", "noiseloom\0"s + std::string(9 << 20, 'x'))));
        std::string many;
        for (int i = 0; i < 300; ++i) many += chunk("tEXt", "a\0"s);
        row("it has more than 256 texts", png(many));
        many.clear();
        for (int i = 0; i < 5; ++i) many += chunk("tEXt", "a\0"s + std::string(7 << 20, 'x'));
        row("its texts are larger than 32 MB in all", png(many));
        row("a packed text is damaged, or unpacks to more than 8 MB or 100 times its size", png(chunk("zTXt", "noiseloom\0\0"s + deflated(std::string(100'000, 'x')))));
        row("the checksum of a text is wrong", signature + big(12, 4) + "tEXtnoiseloom\0{}"s + "abcd");
        row("a chunk claims to be larger than PNG allows", signature + big(1u << 31, 4) + "tEXtnoiseloom\0{}"s);
        row("the file is cut short", signature + big(1000, 4) + "tEXtnoiseloom\0{}"s);
    }
    void says_what_was_left_out() {
        QFETCH(QByteArray, file);
        QFETCH(QString, words);
        std::string problem;
        (void)read_metadata_bytes({file.data(), std::size_t(file.size())}, &problem);
        QCOMPARE(QString::fromStdString(problem), words);
    }

    void adds_and_replaces() {
        const std::string file = png(chunk("tEXt", "Software\0other"s) + chunk("IDAT", "x"));
        const auto once = with_metadata(file, Format::png, {{"noiseloom", "one"}});
        QVERIFY(once);
        const auto twice = with_metadata(*once, Format::png, {{"noiseloom", "two"}});
        QVERIFY(twice);
        QCOMPARE(once->size(), twice->size());
        const Texts texts = read_metadata_bytes(*twice);
        QCOMPARE(texts.at("noiseloom"), "two"s);
        QCOMPARE(texts.at("Software"), "other"s);
    }

    void refuses_bad_keys_and_long_texts() {
        for (const char* const key : {"", "two words", "1st", "a<b", "schl\xc3\xbcssel", "a_key_that_is_longer_than_EXR_has"}) {
            const auto refused = with_metadata(png(chunk("IDAT", "x")), Format::png, {{key, "x"}});
            QVERIFY(!refused);
            QVERIFY(QString::fromStdString(refused.error().message).contains("cannot name a text"));
        }
        const auto refused = with_metadata(png(chunk("IDAT", "x")), Format::png, {{"noiseloom", std::string((8 << 20) + 1, 'x')}});
        QVERIFY(!refused);
        QCOMPARE(QString::fromStdString(refused.error().message), QString("the text 'noiseloom' is larger than 8 MB"));
    }

    void says_what_cannot_be_read() {
        const auto missing = read_metadata("/no such folder/a.png");
        QVERIFY(!missing && QString::fromStdString(missing.error().message).contains("cannot be opened: No such file"));
        const auto device = read_metadata("/dev/zero");
        QVERIFY(!device && QString::fromStdString(device.error().message).contains("is not a regular file"));
        const auto other = read_metadata("/proc/self/exe");
        QVERIFY(!other && QString::fromStdString(other.error().message).contains("is not a picture"));
    }
};

QTEST_GUILESS_MAIN(MetadataTest)
#include "metadata_test.moc"
