#include "image/plot.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "image/ink.h"
#include "image/plot_ticks.h"

namespace noiseloom {
namespace {

constexpr Colour grid_colour = rgb(0xDADDE3), frame_colour = rgb(0xC6CAD2);   // of the editor's light theme: grid dot, node border
// Of the editor's sockets, light theme.
constexpr std::array<Colour, 8> palette{rgb(0x1974E5), rgb(0xAC6C11), rgb(0x92007A), rgb(0x127C34), rgb(0x85001E), rgb(0x178797), rgb(0x806B9E), rgb(0x2B2E34)};
constexpr Colour other_colour = rgb(0x9AA1AE);
constexpr double least_frame = 3;   // em: the height that curves need

bool can_be_at(double value, const PlotAxis& axis) { return std::isfinite(value) && (!axis.is_log || value > 0); }

// An axis with its range found: values to [0, 1].
struct Ruler {
    const PlotAxis* axis;
    double low = 0, high = 1;

    double on_scale(double value) const { return axis->is_log ? std::log(value) : value; }
    double at(double value) const { return (on_scale(value) - on_scale(low)) / (on_scale(high) - on_scale(low)); }
    std::vector<Tick> ticks(std::size_t most) const {
        if (axis->words.empty()) return axis->is_log ? log_ticks(low, high, most) : linear_ticks(low, high, most, axis->is_whole);
        std::vector<Tick> all;
        for (std::size_t i = 0; i < axis->words.size(); ++i) all.push_back({static_cast<double>(i), axis->words[i]});
        return all;
    }
};

// `room`: what is left free on both sides, as a share of the range.
Ruler ruler(const PlotAxis& axis, const std::vector<double>& values, double room) {
    Ruler made{&axis};
    if (!axis.words.empty()) return {&axis, -0.5, static_cast<double>(axis.words.size()) - 0.5};
    if (axis.range) {
        made.low = axis.range->first;
        made.high = axis.range->second;
    } else if (!values.empty()) {
        const auto [low, high] = std::minmax_element(values.begin(), values.end());
        made.low = *low;
        made.high = *high;
    } else if (axis.is_log) {
        made.low = 0.1;
    }
    const bool is_point = made.high - made.low <= 1e-9 * std::abs(made.high);
    if (axis.is_log) {
        const double factor = !is_point ? std::pow(made.high / made.low, room) : 1.5;
        made.low /= factor;
        made.high *= factor;
    } else {
        const double space = !is_point ? (made.high - made.low) * room : axis.is_whole ? 1 : std::max(std::abs(made.high) * 0.1, 0.5);
        made.low = made.low >= 0 ? std::max(made.low - space, 0.0) : made.low - space;   // seconds are not negative
        made.high += space;
    }
    return made;
}

// One panel at a place of the canvas.
class PanelPainter {
  public:
    PanelPainter(const Font& font, const Panel& panel) : font_(font), panel_(panel), em_(font.size()), x_{&panel.x}, y_{&panel.y} {
        std::vector<double> xs, ys;
        bool has_points = false, has_labels = false;
        for (const Series& series : panel.series) {
            has_points = has_points || series.marks != Marks::line;
            has_labels = has_labels || !series.labels.empty();
            for (const auto& [x, y] : series.points) {
                if (!can_be_at(x, panel.x) || !can_be_at(y, panel.y)) continue;
                xs.push_back(x);
                ys.push_back(y);
            }
        }
        x_ = ruler(panel.x, xs, has_labels ? 0.1 : has_points ? 0.04 : 0);
        y_ = ruler(panel.y, ys, panel.y.range ? 0 : has_labels ? 0.12 : 0.06);
    }

    // What the numbers at the left need, so that panels below each other can begin at one place.
    double left_margin(int height) const {
        double widest = 0;
        for (const Tick& tick : y_.ticks(most_rows(height))) widest = std::max(widest, font_.width(tick.text));
        return std::ceil(widest + 1.4 * em_);
    }

    int least_height(int width, double margin) const { return static_cast<int>(std::ceil(above(legend(width - margin - em_)) + least_frame * em_ + below())); }

    void draw(Canvas& canvas, int left, int top, int width, int height, double margin) {
        if (!panel_.title.empty()) font_.draw(canvas, left + margin, top + 1.1 * em_, font_.elided(panel_.title, width - margin - em_), text_colour);
        const std::vector<Entry> entries = legend(width - margin - em_);
        draw_legend(canvas, entries, left + margin, top + 1.1 * em_ + title_height());
        left_ = std::lround(left + margin);
        top_ = std::lround(top + above(entries));
        right_ = std::lround(left + width - 1.2 * em_);
        bottom_ = std::lround(top + height - below());
        if (right_ <= left_) return;   // narrower than its margins
        draw_axes(canvas, most_rows(height));
        for (const bool is_grey : {true, false})   // named lines above the others
            for (const Series& series : panel_.series)
                if ((series.colour == other_colour) == is_grey) draw_series(canvas, series);
    }

  private:
    std::size_t most_rows(int height) const { return std::clamp<std::size_t>(static_cast<std::size_t>(height / (3.2 * em_)), 2, 12); }
    double pixel_x(double x) const { return left_ + x_.at(x) * static_cast<double>(right_ - left_); }
    double pixel_y(double y) const { return bottom_ - y_.at(y) * static_cast<double>(bottom_ - top_); }

    // Of the legend.
    struct Entry {
        std::string name;
        Series look;     // without points
        double x = 0;
        int line = 0;
    };

    double title_height() const { return panel_.title.empty() ? 0 : font_.line_height(); }
    double above(const std::vector<Entry>& entries) const { return 0.9 * em_ + title_height() + (entries.empty() ? 0 : (entries.back().line + 1) * font_.line_height()); }
    double below() const { return (panel_.x.name.empty() ? 0.6 : 3.0) * em_; }
    double sample_width() const { return 1.6 * em_; }

    // Names from left to right, in as many lines as they need; more than there are colours are only counted.
    std::vector<Entry> legend(double room) const {
        std::vector<Entry> all;
        std::size_t more = 0;
        for (const Series& series : panel_.series) {
            if (series.name.empty()) continue;
            if (all.size() < palette.size()) all.push_back({series.name, {"", {}, series.colour, series.marks, series.alpha}});
            else ++more;
        }
        if (more > 0) all.push_back({"… and " + std::to_string(more) + " more", {"", {}, other_colour, all.back().look.marks, 1}});
        double x = 0;
        int line = 0;
        for (Entry& entry : all) {
            entry.name = font_.elided(entry.name, room - sample_width() - 0.4 * em_);
            const double width = sample_width() + 0.4 * em_ + font_.width(entry.name);
            if (x > 0 && x + width > room) {
                x = 0;
                ++line;
            }
            entry.x = x;
            entry.line = line;
            x += width + em_;
        }
        return all;
    }

    void draw_legend(Canvas& canvas, const std::vector<Entry>& entries, double left, double top) const {
        for (const Entry& entry : entries) {
            const double x = left + entry.x, y = top + entry.line * font_.line_height();
            const std::array<Canvas::Place, 2> ends{{{x, y}, {x + sample_width(), y}}};
            if (entry.look.marks != Marks::points) canvas.path(ends, 2, entry.look.colour, entry.look.alpha);
            if (entry.look.marks != Marks::line) canvas.dot(x + sample_width() / 2, y, 2.5, entry.look.colour, entry.look.alpha);
            font_.draw(canvas, x + sample_width() + 0.4 * em_, y, entry.name, quiet_colour);
        }
    }

    void draw_axes(Canvas& canvas, std::size_t rows) {
        const int wide = static_cast<int>(right_ - left_), high = static_cast<int>(bottom_ - top_);
        for (const Tick& tick : y_.ticks(rows)) {
            const long at = std::lround(pixel_y(tick.at));
            canvas.fill(static_cast<int>(left_), static_cast<int>(at), wide, 1, grid_colour);
            font_.draw(canvas, static_cast<double>(left_) - 0.5 * em_, static_cast<double>(at), tick.text, quiet_colour, Align::right);
        }
        const double room = panel_.x.words.empty() ? 5 * em_ : wide / (1.08 * static_cast<double>(panel_.x.words.size()));
        for (const Tick& tick : x_.ticks(std::max<std::size_t>(static_cast<std::size_t>(wide / room), 2))) {
            const long at = std::lround(pixel_x(tick.at));
            canvas.fill(static_cast<int>(at), static_cast<int>(top_), 1, high, grid_colour);
            if (!panel_.x.name.empty()) font_.draw(canvas, static_cast<double>(at), static_cast<double>(bottom_) + 0.9 * em_, font_.elided(tick.text, room - 0.5 * em_), quiet_colour, Align::centre);
        }
        canvas.fill(static_cast<int>(left_), static_cast<int>(bottom_), wide + 1, 1, frame_colour);
        canvas.fill(static_cast<int>(left_), static_cast<int>(top_), 1, high, frame_colour);
        font_.draw(canvas, static_cast<double>(left_ + right_) / 2, static_cast<double>(bottom_) + 2.2 * em_, font_.elided(panel_.x.name, wide), text_colour, Align::centre);
    }

    void draw_series(Canvas& canvas, const Series& series) {
        std::vector<Canvas::Place> run;
        const auto end_run = [&] {
            if (series.marks != Marks::points) canvas.path(run, 2, series.colour, series.alpha);
            run.clear();
        };
        for (std::size_t i = 0; i < series.points.size(); ++i) {
            const auto& [x, y] = series.points[i];
            if (!can_be_at(x, panel_.x) || !can_be_at(y, panel_.y)) {
                end_run();
                continue;
            }
            run.emplace_back(pixel_x(x), pixel_y(y));
            const auto [px, py] = run.back();
            if (series.marks != Marks::line) canvas.dot(px, py, series.marks == Marks::both ? 3 : 1, series.colour, series.alpha);
        }
        end_run();
        for (std::size_t i = 0; i < std::min(series.points.size(), series.labels.size()); ++i)   // on top of the line
            if (const auto& [x, y] = series.points[i]; can_be_at(x, panel_.x) && can_be_at(y, panel_.y))
                font_.draw(canvas, pixel_x(x) + 0.5 * em_, pixel_y(y) - 0.8 * em_, series.labels[i], text_colour);
    }

    const Font& font_;
    const Panel& panel_;
    double em_;
    Ruler x_, y_;
    long left_ = 0, top_ = 0, right_ = 0, bottom_ = 0;   // of the frame
};

}  // namespace

Image plot(std::span<const Panel> panels, int columns, int width, int height, const Font& font) {
    const int count = static_cast<int>(panels.size());
    const int rows = std::max(1, (count + columns - 1) / columns);
    std::vector<PanelPainter> painters;
    std::vector<double> margins(static_cast<std::size_t>(columns));
    for (int i = 0; i < count; ++i) {
        painters.emplace_back(font, panels[static_cast<std::size_t>(i)]);
        double& margin = margins[static_cast<std::size_t>(i % columns)];
        margin = std::min(std::max(margin, painters.back().left_margin(height)), width / 2.0);
    }
    std::vector<int> tops{0};   // of the rows, and where the last ends
    for (int row = 0; row < rows; ++row) {
        int most = height;
        for (int i = row * columns; i < std::min(count, (row + 1) * columns); ++i) most = std::max(most, painters[static_cast<std::size_t>(i)].least_height(width, margins[static_cast<std::size_t>(i % columns)]));
        tops.push_back(tops.back() + most);
    }
    Canvas canvas(columns * width, tops.back());
    for (int i = 0; i < count; ++i) {
        const auto row = static_cast<std::size_t>(i / columns);
        painters[static_cast<std::size_t>(i)].draw(canvas, i % columns * width, tops[row], width, tops[row + 1] - tops[row], margins[static_cast<std::size_t>(i % columns)]);
    }
    return canvas.take();
}

Colour series_colour(std::size_t index) {
    return index < palette.size() ? palette[index] : other_colour;
}

}  // namespace noiseloom
