#include "image/paste.h"

#include <QtTest>

#include "image/extend.h"
#include "image/transform.h"
#include "pictures.h"

using namespace noiseloom;
using namespace noiseloom::test;

namespace {

Mask disc(int width, int height, double x, double y, double radius) {
    std::vector<float> values;
    for (int v = 0; v < height; ++v)
        for (int u = 0; u < width; ++u) values.push_back(std::hypot(u - x, v - y) < radius ? 1.0F : 0.0F);
    return {make_image(width, height, 1, std::move(values))};
}

Image plain(int width, int height, int channels, float value) {
    return make_image(width, height, channels, std::vector<float>(static_cast<std::size_t>(width * height * channels), value));
}

bool is_same_pixel(const Image& a, const Image& b, int x, int y) {
    for (int c = 0; c < a.channels; ++c)
        if (a.at(x, y, c) != b.at(x, y, c)) return false;
    return true;
}

}  // namespace

class PasteTest : public QObject {
    Q_OBJECT
  private slots:
    void outside_the_mask_nothing_changes_data() {
        QTest::addColumn<int>("channels");
        QTest::addColumn<bool>("seamless");
        QTest::addColumn<double>("feather");
        for (const int channels : {1, 3, 4})
            for (const bool seamless : {false, true})
                for (const double feather : {0.0, 8.0}) QTest::addRow("%d channels, %s, feather %g", channels, seamless ? "seamless" : "plain", feather) << channels << seamless << feather;
    }
    void outside_the_mask_nothing_changes() {
        QFETCH(int, channels);
        QFETCH(bool, seamless);
        QFETCH(double, feather);
        const Image base = picture(120, 90, channels, 16);
        const Mask mask = disc(120, 90, 50, 40, 20);
        const WorkingRegion at = region_around(mask, {.side = 64});
        const auto made = paste_back(base, plain(at.width, at.height, channels, 0.5F), at.region, mask, feather, seamless, {});
        QVERIFY(made);
        QCOMPARE(made->image.bits, 16);
        for (int y = 0; y < 90; ++y)
            for (int x = 0; x < 120; ++x) {
                const float coverage = made->coverage.image.at(x, y, 0);
                QCOMPARE(coverage > 0, mask.image.at(x, y, 0) > 0);
                if (coverage == 0) QVERIFY(is_same_pixel(made->image, base, x, y));
            }
        QCOMPARE(made->coverage.image.at(50, 40, 0), 1.0F);
        if (!seamless) QCOMPARE(made->image.at(50, 40, 0), 0.5F);
    }

    void a_soft_edge_fades_inwards_but_not_at_the_pictures_border() {
        std::vector<float> right_half(100 * 20);
        for (std::size_t i = 0; i < right_half.size(); ++i) right_half[i] = i % 100 >= 50;
        const Mask mask{make_image(100, 20, 1, std::move(right_half))};
        const auto made = paste_back(plain(100, 20, 1, 0), plain(100, 20, 1, 1), {0, 0, 100, 20, 100, 20}, mask, 9, false, {});
        QVERIFY(made);
        float before = 0;
        for (int x = 50; x < 60; ++x) {
            QVERIFY(made->image.at(x, 10, 0) > before);
            before = made->image.at(x, 10, 0);
        }
        QVERIFY(made->image.at(50, 10, 0) < 0.05F);
        QCOMPARE(made->image.at(59, 10, 0), 1.0F);
        QCOMPARE(made->image.at(99, 0, 0), 1.0F);   // the corner
        // Where the region ends inside the picture, so does the pasted part, softly.
        const auto cut = paste_back(plain(100, 20, 1, 0), plain(20, 20, 1, 1), {50, 0, 20, 20, 100, 20}, mask, 5, false, {});
        QVERIFY(cut && cut->image.at(69, 10, 0) < 0.1F && cut->image.at(60, 10, 0) == 1 && cut->image.at(70, 10, 0) == 0);
    }

    void a_mask_thinner_than_its_soft_edge_is_pasted_too() {
        const auto dot = paste_back(plain(50, 50, 3, 0), plain(50, 50, 3, 1), {0, 0, 50, 50, 50, 50}, disc(50, 50, 25, 25, 0.5), 16, true, {});
        QVERIFY(dot);
        QCOMPARE(dot->coverage.image.at(25, 25, 0), 1.0F);
        QCOMPARE(std::count_if(dot->coverage.image.values().begin(), dot->coverage.image.values().end(), [](float value) { return value > 0; }), 1);
    }

    void soft_masks_stay_soft() {
        Mask half = disc(50, 50, 25, 25, 20);
        half = {with_pixels(half.image, 50, 50, 1, [&] {
            std::vector<float> values(half.image.values().begin(), half.image.values().end());
            for (float& value : values) value /= 2;
            return values;
        }())};
        const auto made = paste_back(plain(50, 50, 1, 0), plain(50, 50, 1, 1), {0, 0, 50, 50, 50, 50}, half, 0, false, {});
        QVERIFY(made);
        QCOMPARE(made->image.at(25, 25, 0), 0.5F);
        QCOMPARE(made->coverage.image.at(25, 25, 0), 0.5F);
    }

    void nothing_selected_pastes_all() {
        const auto made = paste_back(picture(40, 30, 3), plain(64, 48, 3, 0.25F), {0, 0, 40, 30, 40, 30}, Mask{plain(40, 30, 1, 0)}, 8, true, {});
        QVERIFY(made);
        for (const float value : made->image.values()) QVERIFY(std::abs(value - 0.25F) < 1e-5);
        for (const float value : made->coverage.image.values()) QCOMPARE(value, 1.0F);
    }

    // A copy that is darker by a gradient is pasted: seamlessly, the gradient goes and the copy's own detail stays.
    void seams_vanish() {
        const Image base = picture(200, 150, 3);
        std::vector<float> values(base.values().begin(), base.values().end());
        for (std::size_t i = 0; i < values.size(); ++i) values[i] -= 0.2F + 0.001F * static_cast<float>(i / 3 % 200);
        const Image darker = make_image(200, 150, 3, std::move(values));
        const Mask mask = disc(200, 150, 100, 75, 60);
        const Region whole{0, 0, 200, 150, 200, 150};
        const auto hard = paste_back(base, darker, whole, mask, 0, false, {}), seamless = paste_back(base, darker, whole, mask, 0, true, {});
        QVERIFY(hard && seamless);
        QVERIFY(largest_difference(hard->image, base) > 0.3);
        QVERIFY2(largest_difference(seamless->image, base) < 0.005, qPrintable(QString::number(largest_difference(seamless->image, base))));
    }

    void an_extended_picture_keeps_its_pixels() {
        const Image image = picture(60, 40, 3);
        const Extended larger = extended(image, {20, 0, 30, 10}, Continuation::smooth, 6, {});
        QCOMPARE(std::pair(larger.image.width, larger.image.height), std::pair(110, 50));
        QCOMPARE(std::pair(larger.image.x, larger.image.y), std::pair(-20, 0));
        QVERIFY(same_pixels(crop(larger.image, 20, 0, 60, 40), image));
        QCOMPARE(larger.mask.image.at(25, 0, 0), 1.0F);   // the overlap
        QCOMPARE(larger.mask.image.at(26, 0, 0), 0.0F);   // no new canvas above: no seam there
        QCOMPARE(larger.mask.image.at(26, 34, 0), 1.0F);
        QCOMPARE(larger.mask.image.at(73, 20, 0), 0.0F);
        QCOMPARE(larger.mask.image.at(74, 20, 0), 1.0F);
        const WorkingRegion at = region_around(larger.mask, {.side = 64});
        const auto made = paste_back(larger.image, plain(at.width, at.height, 3, 0.5F), at.region, larger.mask, 5, true, {});
        QVERIFY(made);
        QCOMPARE(made->image.x, -20);
        QCOMPARE(made->coverage.image.x, -20);
        QVERIFY(same_pixels(crop(made->image, 26, 0, 48, 34), crop(image, 6, 0, 48, 34)));
        QCOMPARE(made->coverage.image.at(20, 20, 0), 1.0F);   // the soft edge lies within the overlap: nothing of what was continued shows
        for (const auto& [x, y] : {std::pair{0, 0}, std::pair{109, 0}, std::pair{0, 49}, std::pair{109, 49}}) QCOMPARE(made->coverage.image.at(x, y, 0), 1.0F);
    }

    void new_canvas_begins_with_the_pictures_colours() {
        const Image image = make_image(2, 1, 1, {0.2F, 0.8F});
        const Image edges = extended(image, {3, 1, 2, 0}, Continuation::edges, 0, {}).image, smooth = extended(image, {100, 0, 0, 60}, Continuation::smooth, 0, {}).image;
        QCOMPARE(edges.at(0, 0, 0), 0.2F);
        QCOMPARE(edges.at(6, 1, 0), 0.8F);
        QVERIFY(smooth.at(0, 0, 0) > 0.2F && smooth.at(0, 60, 0) < 0.8F);
        const Extended tiny = extended(image, {4, 4, 4, 4}, Continuation::smooth, 16, {});   // an overlap wider than the picture
        QCOMPARE(tiny.mask.image.at(4, 4, 0), 0.0F);
        QCOMPARE(tiny.mask.image.at(3, 4, 0), 1.0F);
        const Extended none = extended(image, {}, Continuation::smooth, 16, {});
        QVERIFY(same_pixels(none.image, image) && none.mask.image.at(0, 0, 0) == 0);
    }

    void what_is_masked_is_replaced_by_its_surroundings() {
        Image image = plain(30, 30, 3, 0.5F);
        std::vector<float> values(image.values().begin(), image.values().end());
        values[(15 * 30 + 15) * 3] = 1;
        image = make_image(30, 30, 3, std::move(values));
        const Image made = continued(image, disc(30, 30, 15, 15, 5), {});
        for (const float value : made.values()) QVERIFY(std::abs(value - 0.5F) < 1e-5);
        QVERIFY(same_pixels(continued(image, Mask{plain(30, 30, 1, 1)}, {}), image));   // no surroundings
    }

    void transparent_parts_are_filled_and_half_transparent_edges_keep_their_colours() {
        const Image image = make_image(4, 1, 4, {0.2F, 0.4F, 0.6F, 1, 0.2F, 0.4F, 0.6F, 0.5F, 0.9F, 0.9F, 0.9F, 0.4F, 1, 1, 1, 0});
        const Image made = filled_holes(image, {});
        QCOMPARE(made.channels, 3);
        for (int x = 0; x < 4; ++x) QVERIFY(std::abs(made.at(x, 0, 0) - 0.2F) < 1e-5 && std::abs(made.at(x, 0, 2) - 0.6F) < 1e-5);
        QVERIFY(same_pixels(filled_holes(made, {}), made));
    }

    void pictures_of_other_sizes_are_refused() {
        const auto base = paste_back(plain(10, 10, 3, 0), plain(8, 8, 3, 1), {0, 0, 8, 8, 20, 20}, Mask{plain(20, 20, 1, 1)}, 0, false, {});
        QVERIFY(!base);
        QCOMPARE(base.error().message, std::string("the picture below is 10 x 10 and the region was taken from a picture of 20 x 20"));
        QCOMPARE(base.error().socket, std::string("base"));
        const auto mask = paste_back(plain(20, 20, 3, 0), plain(8, 8, 3, 1), {0, 0, 8, 8, 20, 20}, Mask{plain(10, 10, 1, 1)}, 0, false, {});
        QVERIFY(!mask);
        QCOMPARE(mask.error().socket, std::string("mask"));
    }
};

QTEST_GUILESS_MAIN(PasteTest)
#include "paste_test.moc"
