// Grids with labels: the pictures' own pixels, and text beside them.
#include <QtTest>

#include "image/labelled_grid.h"

using namespace noiseloom;

namespace {

// No pixel of it is white or as another one's.
Image coloured(int width, int height, float number) {
    std::vector<float> values;
    for (int i = 0; i < width * height; ++i) values.insert(values.end(), {0.9F, number / 10, static_cast<float>(i) / static_cast<float>(width * height)});
    return make_image(width, height, 3, std::move(values));
}

bool lies_at(const Image& picture, const Image& sheet, int left, int top) {
    if (left + picture.width > sheet.width || top + picture.height > sheet.height) return false;
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x)
            for (int c = 0; c < 3; ++c)
                if (picture.at(x, y, c) != sheet.at(left + x, top + y, c)) return false;
    return true;
}

std::optional<std::pair<int, int>> find(const Image& picture, const Image& sheet) {
    for (int y = 0; y < sheet.height; ++y)
        for (int x = 0; x < sheet.width; ++x)
            if (lies_at(picture, sheet, x, y)) return std::pair{x, y};
    return {};
}

bool is_ink(const Image& image, int x, int y) { return image.at(x, y, 0) < 0.7F; }   // the pictures have 0.9

bool has_ink(const Image& image, int left, int top, int right, int bottom) {
    for (int y = top; y < bottom; ++y)
        for (int x = left; x < right; ++x)
            if (is_ink(image, x, y)) return true;
    return false;
}

}  // namespace

class LabelledGridTest : public QObject {
    Q_OBJECT

  private slots:
    void pictures_keep_their_pixels_data() {
        QTest::addColumn<int>("side");
        for (const int side : {3, 32, 128, 700}) QTest::addRow("%d", side) << side;
    }
    void pictures_keep_their_pixels() {
        QFETCH(int, side);
        std::vector<Image> pictures;
        for (int i = 0; i < 6; ++i) pictures.push_back(coloured(side, side, static_cast<float>(i)));
        const Image grid = labelled_grid(pictures, {"cfg.scale", {"1", "2.5", "30"}, "prompt.text", {"a long prompt of many words that does not fit", "a cat"}}).or_throw();
        std::vector<std::pair<int, int>> places;
        for (const Image& one : pictures) {
            const auto place = find(one, grid);
            QVERIFY(place);
            places.push_back(*place);
        }
        QVERIFY(places[0].first < places[1].first && places[1].first < places[2].first && places[0].second == places[2].second);
        QVERIFY(places[3].second >= places[0].second + side && places[3].first == places[0].first);
        for (int column = 0; column < 3; ++column) {   // above every column, within it
            const int centre = places[static_cast<std::size_t>(column)].first + side / 2, half = std::max(side / 2, 20);
            QVERIFY(has_ink(grid, centre - half, 0, centre + half, places[0].second));
        }
        for (const std::size_t row : {0U, 3U}) QVERIFY(has_ink(grid, 0, places[row].second, places[row].first, places[row].second + std::max(side, 12)));
        for (int i = 0; i < std::max(grid.width, grid.height); ++i)   // nothing runs out of the picture
            QVERIFY(!is_ink(grid, std::min(i, grid.width - 1), 0) && !is_ink(grid, 0, std::min(i, grid.height - 1)) && !is_ink(grid, grid.width - 1, std::min(i, grid.height - 1)));
    }

    // Every text stands at what it names.
    void labels_stand_at_their_cells() {
        const GridLabels labels{"cfg.scale", {"1", "2.5", "30"}, "prompt.text", {"a dog", "a cat"}};
        const Font font = grid_font(128);
        const GridLayout layout = grid_layout(128, 100, 2, labels, font).or_throw();
        const auto text = [&](const char* words) {
            for (const GridText& one : layout.texts)
                if (one.text == words) return one;
            return GridText{};
        };
        QCOMPARE(layout.texts.size(), std::size_t{7});
        for (int column = 0; column < 3; ++column) {
            const GridText one = text(labels.columns[static_cast<std::size_t>(column)].c_str());
            QVERIFY(one.align == Align::centre && one.x == layout.column_left(column) + 64 && one.y < layout.top);
        }
        for (int row = 0; row < 2; ++row) {
            const GridText one = text(labels.rows[static_cast<std::size_t>(row)].c_str());
            QVERIFY(one.align == Align::right && std::abs(one.y - (layout.row_top(row) + 50)) < 1 && one.x < layout.left);
        }
        QVERIFY(text("cfg.scale").is_name && text("prompt.text").is_name && !text("30").is_name);
    }

    void smaller_pictures_stand_in_the_middle() {
        const std::vector<Image> pictures{coloured(100, 80, 1), coloured(60, 20, 2), Image()};
        const Image grid = labelled_grid(pictures, {"a", {"1", "2", "3"}, "", {}}).or_throw();
        const auto large = find(pictures[0], grid), small = find(pictures[1], grid);
        QVERIFY(large && small);
        QCOMPARE(*small, std::make_pair(large->first + 104 + 20, large->second + 30));
        const auto grey = [&](int x, int y) { return grid.at(large->first + 208 + x, large->second + y, 0); };   // of the cell that failed
        QVERIFY(grey(50, 5) < 0.9F && grey(5, 40) < 0.9F && grey(50, 40) < grey(50, 5));
    }

    void one_row_has_no_margin_for_rows() {
        const std::vector<Image> pictures{coloured(100, 80, 1), coloured(100, 80, 2)};
        const Image grid = labelled_grid(pictures, {"a", {"1", "2"}, "", {}}).or_throw();
        QVERIFY(find(pictures[0], grid)->first < 20 && grid.width < 240);
    }

    void too_large_is_refused() {
        const std::vector<Image> pictures(200, make_image(200, 1, 3, std::vector<float>(600)));
        const auto refused = labelled_grid(pictures, {"a", std::vector<std::string>(200, "1"), "", {}});
        QVERIFY(!refused && refused.error().message.starts_with("the grid would be "));
    }
};

QTEST_GUILESS_MAIN(LabelledGridTest)
#include "labelled_grid_test.moc"
