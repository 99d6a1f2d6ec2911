// Pictures side by side, for comparing.
#pragma once

#include <span>

#include "image/image.h"

namespace noiseloom {

struct SheetSize {
    int columns = 1, rows = 1;
    int cell_width = 0, cell_height = 0;   // of the largest picture
    int width = 0, height = 0;             // of the whole
};

// Error (bad_workflow): more pixels than a picture may have.
Result<void> check_sheet_size(std::int64_t width, std::int64_t height);

// `columns` 0: about as many as rows. Error as above.
Result<SheetSize> sheet_size(std::span<const Image> pictures, int columns, int gap);

// RGB on white, row by row, each at the upper left of its cell; alpha is laid on white.
Image contact_sheet(std::span<const Image> pictures, const SheetSize& size, int gap);

}  // namespace noiseloom
