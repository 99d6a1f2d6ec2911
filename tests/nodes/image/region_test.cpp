#include "image/region.h"

#include <QtTest>

#include "image/transform.h"
#include "pictures.h"

using namespace noiseloom;
using namespace noiseloom::test;

namespace {

Mask box(int width, int height, int left, int top, int right, int bottom, float value = 1) {
    std::vector<float> values;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) values.push_back(x >= left && x < right && y >= top && y < bottom ? value : 0.0F);
    return {make_image(width, height, 1, std::move(values))};
}

bool holds(const Region& region, int left, int top, int right, int bottom) {
    return region.x <= left && region.y <= top && region.x + region.width >= right && region.y + region.height >= bottom;
}

}  // namespace

class RegionTest : public QObject {
    Q_OBJECT
  private slots:
    void a_region_holds_the_mask_its_context_and_lies_in_the_picture_data() {
        QTest::addColumn<QRect>("masked");
        QTest::newRow("inside") << QRect(100, 80, 60, 40);
        QTest::newRow("upper left corner") << QRect(0, 0, 30, 30);
        QTest::newRow("lower right corner") << QRect(313, 231, 20, 20);
        QTest::newRow("one pixel") << QRect(200, 7, 1, 1);
        QTest::newRow("a line from side to side") << QRect(0, 100, 333, 2);
        QTest::newRow("all") << QRect(0, 0, 333, 251);
    }
    void a_region_holds_the_mask_its_context_and_lies_in_the_picture() {
        QFETCH(QRect, masked);
        const int right = masked.right() + 1, bottom = masked.bottom() + 1;
        const Mask mask = box(333, 251, masked.left(), masked.top(), right, bottom, 0.01F);
        for (const int side : {0, 64, 512}) {
            const RegionOptions options{.padding = 0.5, .least = 32, .side = side};
            const auto [region, width, height] = region_around(mask, options);
            QVERIFY(holds(region, masked.left(), masked.top(), right, bottom));
            QVERIFY(region.x >= 0 && region.y >= 0 && region.x + region.width <= 333 && region.y + region.height <= 251);
            QCOMPARE(std::pair(region.full_width, region.full_height), std::pair(333, 251));
            const int context = std::max(masked.width(), masked.height());   // half of it on both sides
            QVERIFY(region.width >= std::min(333, std::max(32, masked.width() + context)) && region.height >= std::min(251, std::max(32, masked.height() + context)));
            if (side == 0) {   // pixels stay pixels
                QCOMPARE(std::pair(width, height), std::pair(region.width, region.height));
                QVERIFY((width % 8 == 0 || width == 333) && (height % 8 == 0 || height == 251));
            } else {
                QVERIFY(width % 8 == 0 && height % 8 == 0 && width > 0 && height > 0);
                const double shape = double(width) / height / (double(region.width) / region.height);
                QVERIFY2(std::abs(shape - 1) < (region.width == 333 || region.height == 251 ? 0.08 : 0.02), qPrintable(QString::number(shape)));
                QVERIFY(width * height > 0.8 * side * side && width * height < 1.25 * side * side);
            }
        }
    }

    void a_small_mask_gets_surroundings_evenly() {
        const auto [region, width, height] = region_around(box(1000, 1000, 500, 500, 501, 501), {.padding = 0.25, .least = 256, .side = 512});
        QCOMPARE(region, (Region{373, 373, 256, 256, 1000, 1000}));
        QCOMPARE(std::pair(width, height), std::pair(512, 512));
    }

    void a_narrow_mask_gets_more_on_its_short_side() {
        const auto made = region_around(box(1000, 1000, 100, 490, 900, 500), {.padding = 0, .side = 512});
        QVERIFY(made.region.height >= 400 && made.width <= 2 * made.height + 8);
    }

    void extreme_pictures_have_regions_too() {
        for (const auto& [w, h] : {std::pair{1, 1}, std::pair{8, 3000}, std::pair{3000, 1}}) {
            for (const int side : {0, 128}) {
                const auto [region, width, height] = region_around(box(w, h, 0, 0, 1, 1), {.least = side / 2, .side = side});
                QVERIFY(holds(region, 0, 0, 1, 1) && region.width <= w && region.height <= h);
                QVERIFY(width >= 1 && height >= 1 && width <= std::max(256, region.width) && height <= std::max(256, region.height));
            }
        }
        const auto thin = region_around(box(8, 3000, 0, 0, 0, 0), {.side = 128});   // nothing is selected: all of it
        QCOMPARE(thin.region, (Region{0, 0, 8, 3000, 8, 3000}));
        QCOMPARE(std::pair(thin.width, thin.height), std::pair(8, 256));
    }

    void what_is_masked_at_all_is_repainted_and_nothing_selected_means_everything() {
        const Mask faint = box(64, 64, 10, 10, 20, 20, 0.004F), none = box(64, 64, 0, 0, 0, 0);
        const WorkingRegion at = region_around(faint, {.padding = 1, .side = 32});
        const Mask hole = repainted(faint, at);
        QCOMPARE(std::pair(hole.image.width, hole.image.height), std::pair(at.width, at.height));
        QCOMPARE(hole.image.at(at.width / 2, at.height / 2, 0), 1.0F);
        QCOMPARE(hole.image.at(0, 0, 0), 0.0F);
        const WorkingRegion whole = region_around(none, {.side = 32});
        QCOMPARE(whole.region, (Region{0, 0, 64, 64, 64, 64}));
        const Mask everywhere = repainted(none, whole);
        for (const float value : everywhere.image.values()) QCOMPARE(value, 1.0F);
    }

    void the_working_picture_is_the_regions_and_knows_where_it_was() {
        Image image = picture(100, 60, 3);
        image.x = 7;
        const WorkingRegion same = region_around(box(100, 60, 40, 20, 56, 36), {.padding = 0, .side = 0});
        const Image part = working_picture(image, same);
        QVERIFY(same_pixels(part, crop(image, 40, 20, 16, 16)));
        QCOMPARE(std::pair(part.x, part.y), std::pair(47, 20));
        const WorkingRegion larger = region_around(box(100, 60, 40, 20, 56, 36), {.padding = 0, .side = 64});
        QCOMPARE(std::pair(larger.width, larger.height), std::pair(64, 64));
        QVERIFY(mean_difference(rescaled(working_picture(image, larger), 16, 16), part) < 0.02);
    }

    void regions_load_as_they_were_saved() {
        const Region region{1, 2, 3, 4, 5, 6};
        const auto loaded = ValueType<Region>::load(ValueType<Region>::save(region));
        QVERIFY(loaded && **loaded == region);
        QVERIFY(!ValueType<Region>::load("short"));
    }
};

QTEST_GUILESS_MAIN(RegionTest)
#include "region_test.moc"
