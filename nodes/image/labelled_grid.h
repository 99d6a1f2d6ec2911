// Pictures of a sweep side by side, with what was swept written above the columns and beside the rows.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "image/image.h"

namespace noiseloom {

struct GridLabels {
    std::string column_name;
    std::vector<std::string> columns;   // at least one
    std::string row_name;
    std::vector<std::string> rows;      // empty: one row without a label
};

// Dark on white, in letters that grow with the pictures; what is too long is elided. Pictures keep their pixels, row by row; where they are
// narrow the columns move apart until short labels fit. Without a font: the pictures alone. Errors (bad_workflow): more pixels than a picture may have.
Result<Image> labelled_grid(std::span<const Image> pictures, const GridLabels& labels);

}  // namespace noiseloom
