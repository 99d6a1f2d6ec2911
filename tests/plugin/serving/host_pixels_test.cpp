#include "serving/host_pixels.h"

#include <cstring>
#include <limits>

#include <QtTest>
#include <qfloat16.h>

using namespace noiseloom;

namespace {

const std::shared_ptr<const HostColours>& plain() {
    static const std::shared_ptr<const HostColours> colours = *HostColours::make({}, false);
    return colours;
}

}  // namespace

class HostPixelsTest : public QObject {
    Q_OBJECT

  private slots:
    // Every value that a sample can have comes back as it was, whatever the order of channels.
    void samples_come_back_bit_for_bit_data() {
        QTest::addColumn<int>("layout");
        QTest::addColumn<int>("sample");
        for (const int layout : {static_cast<int>(PixelLayout::rgba), static_cast<int>(PixelLayout::bgra)})
            for (const int sample : {0, 1, 2, 3}) QTest::addRow("layout %d, sample %d", layout, sample) << layout << sample;
    }
    void samples_come_back_bit_for_bit() {
        QFETCH(int, layout);
        QFETCH(int, sample);
        const PixelFormat format{static_cast<PixelLayout>(layout), static_cast<PixelSample>(sample)};
        constexpr int width = 300, height = 301;   // more than one thread's share, and no round number
        QByteArray pixels(static_cast<qsizetype>(format.bytes({0, 0, width, height})), '\0');
        for (int i = 0; i < width * height * 4; ++i) {
            const bool is_alpha = i % 4 == 3;
            const int value = is_alpha ? 65535 : i * 7 % 65536;
            if (format.sample == PixelSample::u8) pixels[i] = static_cast<char>(is_alpha ? 255 : value % 256);
            if (format.sample == PixelSample::u16) reinterpret_cast<quint16*>(pixels.data())[i] = static_cast<quint16>(value);
            if (format.sample == PixelSample::f16) reinterpret_cast<qfloat16*>(pixels.data())[i] = qfloat16(static_cast<float>(value) / 65535);
            if (format.sample == PixelSample::f32) reinterpret_cast<float*>(pixels.data())[i] = static_cast<float>(value) / 65535 * (is_alpha ? 1.0F : 1.5F);   // beyond white too
        }
        const Image picture = to_picture(pixels.constData(), width, height, format, *plain());
        QByteArray back(pixels.size(), '\1');
        from_picture(picture, nullptr, {0, 0, width, height}, back.data(), format, *plain());
        QVERIFY(back == pixels);
    }

    void channels_stand_where_the_layout_says() {
        const unsigned char bgra[] = {10, 20, 30, 255};
        const Image picture = to_picture(reinterpret_cast<const char*>(bgra), 1, 1, {PixelLayout::bgra, PixelSample::u8}, *plain());
        QCOMPARE(picture.at(0, 0, 0), 30 / 255.0F);
        QCOMPARE(picture.at(0, 0, 2), 10 / 255.0F);
        QCOMPARE(picture.bits, 8);
    }

    void what_is_transparent_has_alpha_and_its_colours() {
        const unsigned char rgba[] = {200, 100, 0, 255, 200, 100, 0, 51};
        const Image picture = to_picture(reinterpret_cast<const char*>(rgba), 2, 1, {PixelLayout::rgba, PixelSample::u8}, *plain());
        QCOMPARE(picture.channels, 4);
        QCOMPARE(picture.at(1, 0, 3), 0.2F);
        QCOMPARE(picture.at(1, 0, 1), 100 / 255.0F);
        const Image opaque = to_picture(reinterpret_cast<const char*>(rgba), 1, 1, {PixelLayout::rgba, PixelSample::u8}, *plain());
        QCOMPARE(opaque.channels, 3);
    }

    void grey_documents_are_grey_pictures() {
        const auto colours = HostColours::make({}, true);
        QVERIFY(colours);
        const unsigned char graya[] = {128, 255};
        const Image picture = to_picture(reinterpret_cast<const char*>(graya), 1, 1, {PixelLayout::graya, PixelSample::u8}, **colours);
        for (int c = 0; c < 3; ++c) QVERIFY(std::abs(picture.at(0, 0, c) - 128 / 255.0F) < 0.2F / 255);
        unsigned char back[2] = {};
        from_picture(picture, nullptr, {0, 0, 1, 1}, reinterpret_cast<char*>(back), {PixelLayout::graya, PixelSample::u8}, **colours);
        QCOMPARE(back[0], 128);
        QCOMPARE(back[1], 255);
    }

    void a_part_is_written_with_its_part_of_the_mask() {
        const Image picture = make_image(3, 2, 3, std::vector<float>{0, 0, 0, .1F, .1F, .1F, .2F, .2F, .2F, .3F, .3F, .3F, .4F, .4F, .4F, .5F, .5F, .5F});
        const Mask alpha{make_image(3, 2, 1, {0, 0, 0, 0, 0.5F, 1})};
        QCOMPARE(bounds_of(alpha), (HostRect{1, 1, 2, 1}));
        float out[8] = {};
        from_picture(picture, &alpha, bounds_of(alpha), reinterpret_cast<char*>(out), {PixelLayout::rgba, PixelSample::f32}, *plain());
        const float expected[] = {.4F, .4F, .4F, .5F, .5F, .5F, .5F, 1};
        QVERIFY(std::memcmp(out, expected, sizeof out) == 0);
    }

    void values_that_bytes_cannot_hold_are_cut() {
        const Image picture = make_image(3, 1, 1, {2, -1, std::numeric_limits<float>::quiet_NaN()});
        unsigned char out[12] = {};
        from_picture(picture, nullptr, {0, 0, 3, 1}, reinterpret_cast<char*>(out), {PixelLayout::rgba, PixelSample::u8}, *plain());
        QCOMPARE(out[0], 255);
        QCOMPARE(out[4], 0);
        QCOMPARE(out[8], 0);
        QCOMPARE(out[11], 255);
    }

    void selections_are_read_in_both_kinds() {
        const unsigned char bytes[] = {0, 51, 255};
        const float floats[] = {0, 0.2F, 1};
        const Mask a = to_selection(reinterpret_cast<const char*>(bytes), 3, 1, PixelSample::u8);
        const Mask b = to_selection(reinterpret_cast<const char*>(floats), 3, 1, PixelSample::f32);
        QVERIFY(same_pixels(a.image, b.image));
    }

    void soft_edges_are_mixed_once() {
        const Image base = make_image(3, 1, 3, {.2F, .2F, .2F, .4F, .4F, .4F, .6F, .6F, .6F});
        const Mask coverage{make_image(4, 1, 1, {0, 0.25F, 1, 1})};
        Image pasted = make_image(4, 1, 3, {.2F, .2F, .2F, .5F, .5F, .5F, .9F, .9F, .9F, .1F, .1F, .1F});
        const auto layer = unmixed(pasted, coverage, base, 0, 0);
        QVERIFY(layer);
        QVERIFY(std::abs(layer->at(1, 0, 0) - .8F) < 1e-6F);   // 0.75 * 0.4 + 0.25 * 0.8 is 0.5
        QCOMPARE(layer->at(2, 0, 0), .9F);
        QCOMPARE(layer->at(3, 0, 0), .1F);
        QVERIFY(!unmixed(pasted, coverage, make_image(3, 1, 3, std::vector<float>(9, .3F)), 0, 0));   // pasted onto another picture
        const auto moved = unmixed(make_image(4, 1, 3, {.1F, .1F, .1F, .2F, .2F, .2F, .4F, .4F, .4F, .6F, .6F, .6F}), {make_image(4, 1, 1, {1, .5F, 0, 0})}, base, 1, 0);
        QVERIFY(moved);
        QVERIFY(std::abs(moved->at(1, 0, 0) - .2F) < 1e-6F);
    }

    void nothing_has_no_bounds() { QVERIFY(bounds_of({make_image(4, 4, 1, std::vector<float>(16, 0.0F))}).is_empty()); }
};

QTEST_GUILESS_MAIN(HostPixelsTest)
#include "host_pixels_test.moc"
