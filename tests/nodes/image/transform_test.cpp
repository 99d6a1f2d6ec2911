#include "image/transform.h"

#include <QtTest>

#include "image/colour.h"
#include "pictures.h"

using namespace noiseloom;
using namespace noiseloom::test;

namespace {

Mask box_mask(int width, int height, int x0, int y0, int x1, int y1) {
    std::vector<float> values;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) values.push_back(x >= x0 && x < x1 && y >= y0 && y < y1 ? 1.0f : 0.0f);
    }
    return {make_image(width, height, 1, std::move(values))};
}

}  // namespace

class TransformTest : public QObject {
    Q_OBJECT
  private slots:
    void srgb_curve_is_exact() {
        QVERIFY(std::abs(srgb_encode(0.0031308f) - 0.04044994f) < 1e-7);
        QVERIFY(std::abs(srgb_encode(0.5f) - 0.73535698f) < 1e-6);
        QVERIFY(std::abs(srgb_decode(0.5f) - 0.21404114f) < 1e-6);
        QCOMPARE(srgb_encode(0.0f), 0.0f);
        QCOMPARE(srgb_encode(1.0f), 1.0f);
        for (int i = -300; i <= 300; ++i) {
            const float x = float(i) / 100;
            QVERIFY(std::abs(srgb_decode(srgb_encode(x)) - x) < 2e-6);
        }
        const Image alpha = to_linear(picture(5, 5, 4));
        QCOMPARE(alpha.at(2, 2, 3), picture(5, 5, 4).at(2, 2, 3));   // alpha is never encoded
    }

    void masks_are_scaled_to_pictures_of_their_shape() {
        const Mask mask = box_mask(8, 4, 0, 0, 4, 4);
        const auto same = fitted(mask, 8, 4), larger = fitted(mask, 33, 16), smaller = fitted(mask, 4, 2);   // 33: a side may be a pixel off
        QVERIFY(same && same->image.pixels == mask.image.pixels);
        QVERIFY(larger && larger->image.width == 33 && larger->image.height == 16);
        QVERIFY(larger->image.at(2, 8, 0) == 1 && larger->image.at(30, 8, 0) == 0);
        for (const float value : larger->image.values()) QVERIFY(value >= 0 && value <= 1);
        QVERIFY(smaller && smaller->image.at(0, 1, 0) == 1 && smaller->image.at(3, 0, 0) == 0);
        const auto other = fitted(mask, 8, 8);
        QVERIFY(!other);
        QCOMPARE(other.error().message, std::string("the mask does not fit: it is 8 x 4 and the picture 8 x 8"));
        QCOMPARE(other.error().socket, std::string("mask"));

        const Image base = make_image(16, 8, 1, std::vector<float>(128, 0.0f)), over = make_image(16, 8, 1, std::vector<float>(128, 1.0f));
        const auto made = composite(base, over, mask);
        QVERIFY(made && made->at(1, 4, 0) == 1 && made->at(14, 4, 0) == 0);
    }

    void every_filter_keeps_a_plain_colour() {
        const Image plain = make_image(13, 7, 3, std::vector<float>(13 * 7 * 3, 0.3f));
        for (const Filter filter : {Filter::nearest, Filter::area, Filter::bilinear, Filter::bicubic, Filter::lanczos}) {
            for (const auto& [width, height] : {std::pair{5, 3}, std::pair{13, 9}, std::pair{40, 22}, std::pair{1, 1}}) {
                const Image resized = resize(plain, width, height, filter);
                QCOMPARE(resized.width, width);
                QCOMPARE(resized.height, height);
                for (const float value : resized.values()) QVERIFY(std::abs(value - 0.3f) < 1e-5);
            }
        }
    }

    void resizing_gives_known_values() {
        const Image ramp = make_image(4, 1, 1, {0, 1, 2, 3});
        const auto values = [&](int width, Filter filter) {
            const Image resized = resize(ramp, width, 1, filter);
            return std::vector<float>(resized.values().begin(), resized.values().end());
        };
        QVERIFY((values(2, Filter::area) == std::vector<float>{0.5f, 2.5f}));
        QVERIFY((values(2, Filter::nearest) == std::vector<float>{1, 3}));
        // Triangle widened to two pixels: (3*0 + 3*1 + 1*2) / 7 and its mirror.
        const auto small = values(2, Filter::bilinear);
        QVERIFY(std::abs(small[0] - 5.0f / 7) < 1e-6 && std::abs(small[1] - (3 - 5.0f / 7)) < 1e-6);
        // Twice as large, linear: samples at -0.25, 0.25, 0.75, ...
        const auto large = values(8, Filter::bilinear);
        QVERIFY(std::abs(large[0] - 0) < 1e-6 && std::abs(large[1] - 0.25f) < 1e-6 && std::abs(large[2] - 0.75f) < 1e-6);
        // Catmull-Rom reproduces a straight line away from the borders.
        const auto cubic = values(8, Filter::bicubic);
        QVERIFY(std::abs(cubic[3] - 1.25f) < 1e-6 && std::abs(cubic[4] - 1.75f) < 1e-6);
    }

    void shrinking_is_antialiased() {
        std::vector<float> stripes;
        for (int i = 0; i < 64 * 64; ++i) stripes.push_back(float(i % 2));
        const Image fine = make_image(64, 64, 1, std::move(stripes));
        for (const Filter filter : {Filter::area, Filter::bilinear, Filter::bicubic, Filter::lanczos}) {
            const Image small = resize(fine, 16, 16, filter);
            QVERIFY(std::abs(small.at(8, 8, 0) - 0.5f) < 0.01);
        }
    }

    void hidden_colours_do_not_bleed() {
        // A red transparent pixel beside a blue opaque one: the mean is blue, half opaque.
        const Image image = make_image(2, 1, 4, {1, 0, 0, 0, 0, 0, 1, 1});
        const Image mean = resize(image, 1, 1, Filter::area);
        QCOMPARE(mean.at(0, 0, 0), 0.0f);
        QCOMPARE(mean.at(0, 0, 2), 1.0f);
        QCOMPARE(mean.at(0, 0, 3), 0.5f);
    }

    void crop_and_pad_undo_each_other() {
        const Image image = picture(9, 6, 4);
        QVERIFY(same_pixels(crop(pad(image, 3, 2, 1, 4), 3, 2, 9, 6), image));
        QCOMPARE(pad(image, 3, 2, 1, 4, {0.1f, 0.2f, 0.3f, 0.4f}).at(0, 0, 3), 0.4f);
        const Image part = crop(image, 3, 2, 4, 4), larger = pad(part, 1, 2, 0, 0);
        QCOMPARE(std::pair(part.x, part.y), std::pair(3, 2));   // where they lie in the picture's frame
        QCOMPARE(std::pair(larger.x, larger.y), std::pair(2, 0));
        const Image beyond = crop(image, -2, -2, 4, 4);
        QCOMPARE(beyond.at(0, 0, 1), image.at(0, 0, 1));   // the edge repeats
        QCOMPARE(beyond.at(3, 3, 0), image.at(1, 1, 0));
    }

    void alpha_is_laid_on_a_background() {
        const Image image = make_image(1, 1, 4, {1, 0.5f, 0, 0.25f});
        const Image flat = without_alpha(image, {0, 1, 1});
        QCOMPARE(flat.channels, 3);
        QCOMPARE(flat.at(0, 0, 0), 0.25f);
        QCOMPARE(flat.at(0, 0, 1), 0.875f);
        QCOMPARE(flat.at(0, 0, 2), 0.75f);
        QVERIFY(same_pixels(with_alpha(to_rgb(image), to_mask(image, MaskFrom::alpha)), image));
    }

    void clear_masks() {
        const Mask mask = clear_mask(5, 3);
        QVERIFY(same_pixels(mask.image, make_image(5, 3, 1, std::vector<float>(15, 0.0F))));
    }

    void masks() {
        const Mask mask = to_mask(make_image(3, 1, 3, {1, 1, 1, 0, 1, 0, 5, 5, 5}));
        QVERIFY(std::abs(mask.image.at(0, 0, 0) - 1) < 1e-6);
        QVERIFY(std::abs(mask.image.at(1, 0, 0) - 0.7152f) < 1e-6);
        QCOMPARE(mask.image.at(2, 0, 0), 1.0f);   // clamped
        QVERIFY(std::abs(inverted(mask).image.at(1, 0, 0) - 0.2848f) < 1e-6);
        const Mask soft = feathered(box_mask(64, 64, 16, 16, 48, 48), 8);
        QVERIFY(soft.image.at(32, 32, 0) > 0.999f);
        QVERIFY(soft.image.at(2, 2, 0) < 0.001f);
        QVERIFY(std::abs(soft.image.at(16, 32, 0) + soft.image.at(15, 32, 0) - 1) < 1e-3);   // half at the edge
    }

    void composite_takes_each_side() {
        const Image base = make_image(8, 8, 3, std::vector<float>(8 * 8 * 3, 0.25f));
        const Image over = make_image(8, 8, 1, std::vector<float>(8 * 8, 1.0f));
        const auto mixed = composite(base, over, box_mask(8, 8, 0, 0, 4, 8));
        QVERIFY(mixed);
        QCOMPARE(mixed->channels, 3);
        QCOMPARE(mixed->at(1, 1, 2), 1.0f);
        QCOMPARE(mixed->at(6, 1, 2), 0.25f);
        const auto refused = composite(base, over, box_mask(4, 8, 0, 0, 4, 8));
        QVERIFY(!refused);
        QVERIFY(QString::fromStdString(refused.error().message).contains("the mask does not fit: it is 4 x 8 and the picture 8 x 8"));
        const auto unequal = composite(base, make_image(4, 8, 1, std::vector<float>(32, 1.0f)), box_mask(8, 8, 0, 0, 4, 8));
        QVERIFY(!unequal);
        QVERIFY(QString::fromStdString(unequal.error().message).contains("different sizes cannot be combined: 8 x 8 and 4 x 8"));
    }
};

QTEST_GUILESS_MAIN(TransformTest)
#include "transform_test.moc"
