#include "image/contact_sheet.h"

#include <algorithm>
#include <cmath>

#include "image/transform.h"

namespace noiseloom {

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
    if (width > Image::max_side || height > Image::max_side)
        return Error{Code::bad_workflow, "the grid would be " + std::to_string(width) + " x " + std::to_string(height) + " pixels", "Use fewer or smaller pictures.", "", "", ""};
    size.width = static_cast<int>(width);
    size.height = static_cast<int>(height);
    return size;
}

Image contact_sheet(std::span<const Image> pictures, const SheetSize& size, int gap) {
    std::vector<float> pixels(static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height) * 3, 1.0F);
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        const Image picture = to_rgb(without_alpha(pictures[i]));
        const int left = static_cast<int>(i) % size.columns * (size.cell_width + gap), top = static_cast<int>(i) / size.columns * (size.cell_height + gap);
        for (int y = 0; y < picture.height; ++y) {
            const auto row = picture.values().subspan(static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) * 3, static_cast<std::size_t>(picture.width) * 3);
            std::copy(row.begin(), row.end(), pixels.begin() + ((static_cast<std::ptrdiff_t>(top) + y) * size.width + left) * 3);
        }
    }
    return make_image(size.width, size.height, 3, std::move(pixels));
}

}  // namespace noiseloom
