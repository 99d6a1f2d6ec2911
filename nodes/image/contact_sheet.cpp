#include "image/contact_sheet.h"

#include <algorithm>
#include <cmath>

#include "image/canvas.h"

namespace noiseloom {

Result<void> check_sheet_size(std::int64_t width, std::int64_t height) {
    if (width > Image::max_side || height > Image::max_side)
        return Error{Code::bad_workflow, "the grid would be " + std::to_string(width) + " x " + std::to_string(height) + " pixels", "Use fewer or smaller pictures.", "", "", ""};
    return {};
}

Result<SheetSize> sheet_size(std::span<const Image> pictures, int columns, int gap) {
    SheetSize size;
    const auto count = static_cast<int>(pictures.size());
    size.columns = columns > 0 ? columns : static_cast<int>(std::ceil(std::sqrt(static_cast<double>(count))));
    size.rows = (count + size.columns - 1) / size.columns;
    for (const Image& one : pictures) {
        size.cell_width = std::max(size.cell_width, one.width);
        size.cell_height = std::max(size.cell_height, one.height);
    }
    const std::int64_t width = std::int64_t{size.columns} * (size.cell_width + gap) - gap, height = std::int64_t{size.rows} * (size.cell_height + gap) - gap;
    NL_CHECK(check_sheet_size(width, height));
    size.width = static_cast<int>(width);
    size.height = static_cast<int>(height);
    return size;
}

Image contact_sheet(std::span<const Image> pictures, const SheetSize& size, int gap) {
    Canvas canvas(size.width, size.height);
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        const int column = static_cast<int>(i) % size.columns, row = static_cast<int>(i) / size.columns;
        canvas.put(pictures[i], column * (size.cell_width + gap), row * (size.cell_height + gap));
    }
    return canvas.take();
}

}  // namespace noiseloom
