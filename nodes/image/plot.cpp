#include "image/plot.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "image/plot_ticks.h"

namespace noiseloom {
namespace {

constexpr Colour rgb(unsigned code) {
    return {static_cast<float>(code >> 16) / 255, static_cast<float>(code >> 8 & 0xFFU) / 255, static_cast<float>(code & 0xFFU) / 255};
}

// Of the editor's light theme: text, text2, grid dot, node border.
constexpr Colour text_colour = rgb(0x1B1E24), quiet_colour = rgb(0x4F5665), grid_colour = rgb(0xDADDE3), frame_colour = rgb(0xC6CAD2);

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
        const double space = !is_point ? (made.high - made.low) * room : std::max(std::abs(made.high) * 0.1, 0.5);
        made.low -= space;
        made.high += space;
    }
    return made;
}

// One panel at a place of the canvas.
class PanelPainter {
  public:
    PanelPainter(Canvas& canvas, const Font& font, const Panel& panel) : canvas_(canvas), font_(font), panel_(panel), em_(font.size()), x_{&panel.x}, y_{&panel.y} {
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

    void draw(int left, int top, int width, int height, double margin) {
        double y = top + 1.1 * em_;
        if (!panel_.title.empty()) {
            font_.draw(canvas_, left + margin, y, font_.elided(panel_.title, width - margin - em_), text_colour);
            y += font_.line_height();
        }
        y = draw_legend(left + margin, y, left + width - em_);
        left_ = std::lround(left + margin);
        top_ = std::lround(y - 0.2 * em_);
        right_ = std::lround(left + width - 1.2 * em_);
        bottom_ = std::lround(top + height - (panel_.x.name.empty() ? 0.6 : 3.0) * em_);
        if (right_ <= left_ || bottom_ <= top_) return;   // no room
        draw_axes(most_rows(height));
        for (const Series& series : panel_.series) draw_series(series);
    }

  private:
    std::size_t most_rows(int height) const { return std::clamp<std::size_t>(static_cast<std::size_t>(height / (3.2 * em_)), 2, 12); }
    double pixel_x(double x) const { return left_ + x_.at(x) * static_cast<double>(right_ - left_); }
    double pixel_y(double y) const { return bottom_ - y_.at(y) * static_cast<double>(bottom_ - top_); }

    // Names from left to right, in as many lines as they need; gives where the next line would be.
    double draw_legend(double left, double y, double right) {
        double x = left;
        bool is_any = false;
        for (const Series& series : panel_.series) {
            if (series.name.empty()) continue;
            const double sample = 1.6 * em_, most = right - left - sample - 0.4 * em_;
            const std::string name = font_.elided(series.name, most);
            const double width = sample + 0.4 * em_ + font_.width(name);
            if (x > left && x + width > right) {
                x = left;
                y += font_.line_height();
            }
            const std::array<Canvas::Place, 2> ends{{{x, y}, {x + sample, y}}};
            if (series.marks != Marks::points) canvas_.path(ends, 2, series.colour, series.alpha);
            if (series.marks != Marks::line) canvas_.dot(x + sample / 2, y, 2.5, series.colour, series.alpha);
            font_.draw(canvas_, x + sample + 0.4 * em_, y, name, quiet_colour);
            x += width + em_;
            is_any = true;
        }
        return is_any ? y + font_.line_height() : y;
    }

    void draw_axes(std::size_t rows) {
        const int wide = static_cast<int>(right_ - left_), high = static_cast<int>(bottom_ - top_);
        for (const Tick& tick : y_.ticks(rows)) {
            const long at = std::lround(pixel_y(tick.at));
            canvas_.fill(static_cast<int>(left_), static_cast<int>(at), wide, 1, grid_colour);
            font_.draw(canvas_, static_cast<double>(left_) - 0.5 * em_, static_cast<double>(at), tick.text, quiet_colour, Align::right);
        }
        const double room = panel_.x.words.empty() ? 5 * em_ : wide / (1.08 * static_cast<double>(panel_.x.words.size()));
        for (const Tick& tick : x_.ticks(std::max<std::size_t>(static_cast<std::size_t>(wide / room), 2))) {
            const long at = std::lround(pixel_x(tick.at));
            canvas_.fill(static_cast<int>(at), static_cast<int>(top_), 1, high, grid_colour);
            if (!panel_.x.name.empty()) font_.draw(canvas_, static_cast<double>(at), static_cast<double>(bottom_) + 0.9 * em_, font_.elided(tick.text, room - 0.5 * em_), quiet_colour, Align::centre);
        }
        canvas_.fill(static_cast<int>(left_), static_cast<int>(bottom_), wide + 1, 1, frame_colour);
        canvas_.fill(static_cast<int>(left_), static_cast<int>(top_), 1, high, frame_colour);
        font_.draw(canvas_, static_cast<double>(left_ + right_) / 2, static_cast<double>(bottom_) + 2.2 * em_, font_.elided(panel_.x.name, wide), text_colour, Align::centre);
    }

    void draw_series(const Series& series) {
        std::vector<Canvas::Place> run;
        const auto end_run = [&] {
            if (series.marks != Marks::points) canvas_.path(run, 2, series.colour, series.alpha);
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
            if (series.marks != Marks::line) canvas_.dot(px, py, series.marks == Marks::both ? 3 : 1, series.colour, series.alpha);
        }
        end_run();
        for (std::size_t i = 0; i < std::min(series.points.size(), series.labels.size()); ++i)   // on top of the line
            if (const auto& [x, y] = series.points[i]; can_be_at(x, panel_.x) && can_be_at(y, panel_.y))
                font_.draw(canvas_, pixel_x(x) + 0.5 * em_, pixel_y(y) - 0.8 * em_, series.labels[i], text_colour);
    }

    Canvas& canvas_;
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
    Canvas canvas(columns * width, rows * height);
    std::vector<PanelPainter> painters;
    std::vector<double> margins(static_cast<std::size_t>(columns));
    for (int i = 0; i < count; ++i) {
        painters.emplace_back(canvas, font, panels[static_cast<std::size_t>(i)]);
        double& margin = margins[static_cast<std::size_t>(i % columns)];
        margin = std::max(margin, painters.back().left_margin(height));
    }
    for (int i = 0; i < count; ++i)
        painters[static_cast<std::size_t>(i)].draw(i % columns * width, i / columns * height, width, height, margins[static_cast<std::size_t>(i % columns)]);
    return canvas.take();
}

Colour series_colour(std::size_t index) {
    static constexpr std::array<Colour, 8> colours{rgb(0x1974E5), rgb(0xAC6C11), rgb(0x92007A), rgb(0x127C34), rgb(0x85001E), rgb(0x178797), rgb(0x806B9E), rgb(0x2B2E34)};   // of the editor's sockets, light theme
    return colours[index % colours.size()];
}

}  // namespace noiseloom
