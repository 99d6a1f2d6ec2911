// Pictures of a sweep side by side, with what was swept written above the columns and beside the rows.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "image/font.h"
#include "image/image.h"

namespace noiseloom {

struct GridLabels {
    std::string column_name;
    std::vector<std::string> columns;   // at least one
    std::string row_name;
    std::vector<std::string> rows;      // empty: one row without a label
};

struct GridText {
    std::string text;
    double x = 0, y = 0;   // as Font::draw takes them
    Align align = Align::left;
    bool is_name = false;  // of an axis, not of a value
};

// Where everything stands, in pixels.
struct GridLayout {
    int width = 0, height = 0;
    int left = 0, top = 0;                 // of the first cell
    int cell_width = 0, cell_height = 0;   // at least the picture's
    std::vector<GridText> texts;

    int column_left(int column) const;
    int row_top(int row) const;
};

// Of `rows` rows of pictures of that size. Where pictures are narrow the columns move apart until short labels fit; what is too long is elided.
// Without a font: the pictures alone. Error (bad_workflow): more pixels than a picture may have.
Result<GridLayout> grid_layout(int picture_width, int picture_height, int rows, const GridLabels& labels, const Font& font);

// Letters that grow with the pictures.
Font grid_font(int picture_width);

// Dark on white. Pictures keep their pixels, row by row, each in the middle of its cell; one without pixels is a cell that failed: grey, with a cross.
// Errors of grid_layout().
Result<Image> labelled_grid(std::span<const Image> pictures, const GridLabels& labels);

}  // namespace noiseloom
