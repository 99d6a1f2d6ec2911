#include "image/labelled_grid.h"

#include <algorithm>
#include <cmath>

#include "image/contact_sheet.h"
#include "image/font.h"

namespace noiseloom {
namespace {

constexpr int gap = 4;
constexpr std::size_t most_lines = 3;   // above a column
constexpr Colour text_colour{0.106F, 0.118F, 0.141F}, quiet_colour{0.310F, 0.337F, 0.396F};   // text and text2 of the editor's light theme

double widest(const std::vector<std::string>& texts, const Font& font) {
    double most = 0;
    for (const std::string& text : texts) most = std::max(most, font.width(text));
    return most;
}

// Lines below each other, from `top` on.
void draw_lines(Canvas& canvas, const Font& font, const std::vector<std::string>& lines, double x, double top, Align align) {
    for (std::size_t i = 0; i < lines.size(); ++i)
        font.draw(canvas, x, top + (static_cast<double>(i) + 0.5) * font.line_height(), lines[i], text_colour, align);
}

int whole(double length) { return static_cast<int>(std::ceil(length)); }

}  // namespace

Result<Image> labelled_grid(std::span<const Image> pictures, const GridLabels& labels) {
    NL_TRY(SheetSize size, sheet_size(pictures, static_cast<int>(labels.columns.size()), gap));
    const Font font(std::clamp(size.cell_width / 20.0, 13.0, 48.0));
    if (!font.is_there()) return contact_sheet(pictures, size, gap);

    const double em = font.size(), line = font.line_height();
    const int pad = whole(0.5 * em);
    const int cell_width = std::max(size.cell_width, whole(std::min(widest(labels.columns, font) + 0.5 * em, 7 * em)));
    const int cell_height = std::max(size.cell_height, whole(line));
    const double row_width = labels.rows.empty() ? 0 : std::min(std::max(widest(labels.rows, font), font.width(labels.row_name)), std::max<double>(size.cell_width, 9 * em));
    const int left = pad + (labels.rows.empty() ? 0 : whole(row_width) + pad);

    std::vector<std::vector<std::string>> headings;
    std::size_t heading_lines = 1;
    for (const std::string& label : labels.columns) {
        headings.push_back(font.wrapped(label, cell_width - 0.3 * em, most_lines));
        heading_lines = std::max(heading_lines, headings.back().size());
    }
    const int top = pad + whole((1 + static_cast<double>(heading_lines)) * line) + pad / 2;
    const std::int64_t width = left + std::int64_t{size.columns} * (cell_width + gap) - gap + pad, height = top + std::int64_t{size.rows} * (cell_height + gap) - gap + pad;
    NL_CHECK(check_sheet_size(width, height));

    Canvas canvas(static_cast<int>(width), static_cast<int>(height));
    const auto column_left = [&](int column) { return left + column * (cell_width + gap); };
    const auto row_top = [&](int row) { return top + row * (cell_height + gap); };
    font.draw(canvas, left, pad + 0.5 * line, font.elided(labels.column_name, static_cast<double>(width - left - pad)), quiet_colour);
    for (int column = 0; column < size.columns; ++column) {
        const auto& lines = headings[static_cast<std::size_t>(column)];
        draw_lines(canvas, font, lines, column_left(column) + cell_width / 2.0, top - pad / 2.0 - static_cast<double>(lines.size()) * line, Align::centre);
    }
    if (!labels.rows.empty()) font.draw(canvas, left - pad, top - pad / 2.0 - 0.5 * line, font.elided(labels.row_name, row_width), quiet_colour, Align::right);
    for (std::size_t row = 0; row < labels.rows.size(); ++row) {
        const auto lines = font.wrapped(labels.rows[row], row_width, std::max<std::size_t>(static_cast<std::size_t>(cell_height / line), 1));
        draw_lines(canvas, font, lines, left - pad, row_top(static_cast<int>(row)) + (cell_height - static_cast<double>(lines.size()) * line) / 2, Align::right);
    }
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        const int column = static_cast<int>(i) % size.columns, row = static_cast<int>(i) / size.columns;
        canvas.put(pictures[i], column_left(column) + (cell_width - size.cell_width) / 2, row_top(row) + (cell_height - size.cell_height) / 2);
    }
    return canvas.take();
}

}  // namespace noiseloom
