#include "library/analysis/plane_plot.h"

#include <utility>
#include <vector>

#include <ATen/ATen.h>

namespace noiseloom {
namespace {

constexpr Colour grey{0.45F, 0.45F, 0.45F}, faint{0.88F, 0.88F, 0.88F};

using Place = std::pair<double, double>;

// Where the level is crossed between two corners of a cell, if it is.
void add_crossing(std::vector<Place>& crossings, const Place& a, double at_a, const Place& b, double at_b, double level) {
    if ((at_a < level) == (at_b < level)) return;
    const double part = (level - at_a) / (at_b - at_a);
    crossings.emplace_back(a.first + part * (b.first - a.first), a.second + part * (b.second - a.second));
}

}  // namespace

PlanePlot::PlanePlot(double extent, int size) : extent_(extent), canvas_(size, size) {
    const double middle = (size - 1) / 2.0;
    canvas_.line(0, middle, size, middle, faint);
    canvas_.line(middle, 0, middle, size, faint);
}

void PlanePlot::contours(const std::function<at::Tensor(const at::Tensor& points)>& density) {
    constexpr std::int64_t side = 161;   // of the raster on which the density is asked
    const at::Tensor axis = at::linspace(-extent_, extent_, side, at::kDouble);
    const at::Tensor points = at::stack({axis.repeat({side}), axis.repeat_interleave(side)}, 1);
    const at::Tensor values = density(points).contiguous(), xs = axis.contiguous();
    const double *value = values.const_data_ptr<double>(), *place = xs.const_data_ptr<double>(), highest = values.max().item<double>();
    for (const double share : {0.05, 0.2, 0.4, 0.6, 0.8})
        for (std::int64_t j = 0; j + 1 < side; ++j)
            for (std::int64_t i = 0; i + 1 < side; ++i) {
                // Round the cell; where a saddle is crossed four times, two and two are as good as any.
                const std::array<std::pair<std::int64_t, std::int64_t>, 5> corners{{{i, j}, {i + 1, j}, {i + 1, j + 1}, {i, j + 1}, {i, j}}};
                std::vector<Place> crossings;
                for (std::size_t k = 0; k < 4; ++k) {
                    const auto [ai, aj] = corners[k];
                    const auto [bi, bj] = corners[k + 1];
                    add_crossing(crossings, {place[ai], place[aj]}, value[aj * side + ai], {place[bi], place[bj]}, value[bj * side + bi], share * highest);
                }
                for (std::size_t k = 0; k + 1 < crossings.size(); k += 2)
                    canvas_.line(pixel_x(crossings[k].first), pixel_y(crossings[k].second), pixel_x(crossings[k + 1].first), pixel_y(crossings[k + 1].second), grey);
            }
}

void PlanePlot::dots(const at::Tensor& points, const Colour& colour) {
    const at::Tensor places = points.to(at::kCPU, at::kDouble).contiguous();
    const double* place = places.const_data_ptr<double>();
    const double radius = canvas_.width() / 320.0;
    for (std::int64_t i = 0; i < places.size(0); ++i) canvas_.dot(pixel_x(place[2 * i]), pixel_y(place[2 * i + 1]), radius, colour, 0.5);
}

}  // namespace noiseloom
