#include "image/labelled_grid.h"

#include <algorithm>
#include <cmath>

#include "image/contact_sheet.h"
#include "image/ink.h"

namespace noiseloom {
namespace {

constexpr int gap = 4;
constexpr std::size_t most_lines = 3;   // above a column
constexpr Colour failed_colour = rgb(0xDADDE3), cross_colour = rgb(0x9AA1AE);

double widest(const std::vector<std::string>& texts, const Font& font) {
    double most = 0;
    for (const std::string& text : texts) most = std::max(most, font.width(text));
    return most;
}

int whole(double length) { return static_cast<int>(std::ceil(length)); }

// Lines below each other, from `top` on.
void add_lines(std::vector<GridText>& texts, const std::vector<std::string>& lines, const Font& font, double x, double top, Align align) {
    for (std::size_t i = 0; i < lines.size(); ++i) texts.push_back({lines[i], x, top + (static_cast<double>(i) + 0.5) * font.line_height(), align});
}

void draw_failed(Canvas& canvas, int left, int top, int width, int height) {
    canvas.fill(left, top, width, height, failed_colour);
    const double right = left + width - 1, bottom = top + height - 1;
    canvas.line(left, top, right, bottom, cross_colour);
    canvas.line(left, bottom, right, top, cross_colour);
}

}  // namespace

int GridLayout::column_left(int column) const { return left + column * (cell_width + gap); }
int GridLayout::row_top(int row) const { return top + row * (cell_height + gap); }

Font grid_font(int picture_width) { return Font(std::clamp(picture_width / 20.0, 13.0, 48.0)); }

Result<GridLayout> grid_layout(int picture_width, int picture_height, int rows, const GridLabels& labels, const Font& font) {
    const int columns = static_cast<int>(labels.columns.size());
    const double em = font.size(), line = font.line_height();
    const int pad = font.is_there() ? whole(0.5 * em) : 0;
    GridLayout made;
    made.cell_width = font.is_there() ? std::max(picture_width, whole(std::min(widest(labels.columns, font) + 0.5 * em, 7 * em))) : picture_width;
    made.cell_height = font.is_there() ? std::max(picture_height, whole(line)) : picture_height;
    const double row_width = std::min(std::max(widest(labels.rows, font), font.width(labels.row_name)), std::max<double>(picture_width, 9 * em));
    made.left = pad + (labels.rows.empty() || !font.is_there() ? 0 : whole(row_width) + pad);

    std::vector<std::vector<std::string>> headings;
    std::size_t heading_lines = 1;
    for (const std::string& label : labels.columns) {
        headings.push_back(font.wrapped(label, made.cell_width - 0.3 * em, most_lines));
        heading_lines = std::max(heading_lines, headings.back().size());
    }
    made.top = font.is_there() ? pad + whole((1 + static_cast<double>(heading_lines)) * line) + pad / 2 : 0;
    const std::int64_t width = made.left + std::int64_t{columns} * (made.cell_width + gap) - gap + pad, height = made.top + std::int64_t{rows} * (made.cell_height + gap) - gap + pad;
    NL_CHECK(check_sheet_size(width, height));
    made.width = static_cast<int>(width);
    made.height = static_cast<int>(height);
    if (!font.is_there()) return made;

    const double above = made.top - pad / 2.0;
    made.texts.push_back({font.elided(labels.column_name, made.width - made.left - pad), static_cast<double>(made.left), pad + 0.5 * line, Align::left, true});
    for (int column = 0; column < columns; ++column) {
        const auto& lines = headings[static_cast<std::size_t>(column)];
        add_lines(made.texts, lines, font, made.column_left(column) + made.cell_width / 2.0, above - static_cast<double>(lines.size()) * line, Align::centre);
    }
    if (!labels.rows.empty()) made.texts.push_back({font.elided(labels.row_name, row_width), static_cast<double>(made.left - pad), above - 0.5 * line, Align::right, true});
    for (int row = 0; row < std::min(rows, static_cast<int>(labels.rows.size())); ++row) {
        const auto lines = font.wrapped(labels.rows[static_cast<std::size_t>(row)], row_width, std::max<std::size_t>(static_cast<std::size_t>(made.cell_height / line), 1));
        add_lines(made.texts, lines, font, made.left - pad, made.row_top(row) + (made.cell_height - static_cast<double>(lines.size()) * line) / 2, Align::right);
    }
    return made;
}

Result<Image> labelled_grid(std::span<const Image> pictures, const GridLabels& labels) {
    NL_TRY(const SheetSize size, sheet_size(pictures, static_cast<int>(labels.columns.size()), gap));
    const Font font = grid_font(size.cell_width);
    NL_TRY(const GridLayout layout, grid_layout(size.cell_width, size.cell_height, size.rows, labels, font));
    Canvas canvas(layout.width, layout.height);
    for (const GridText& one : layout.texts) font.draw(canvas, one.x, one.y, one.text, one.is_name ? quiet_colour : text_colour, one.align);
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        const int left = layout.column_left(static_cast<int>(i) % size.columns), top = layout.row_top(static_cast<int>(i) / size.columns);
        const bool is_there = pictures[i].width > 0;
        const int width = is_there ? pictures[i].width : size.cell_width, height = is_there ? pictures[i].height : size.cell_height;
        const int x = left + (layout.cell_width - width) / 2, y = top + (layout.cell_height - height) / 2;
        if (is_there) canvas.put(pictures[i], x, y);
        else draw_failed(canvas, x, y, width, height);
    }
    return canvas.take();
}

}  // namespace noiseloom
