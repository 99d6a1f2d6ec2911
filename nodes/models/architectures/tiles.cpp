#include "models/architectures/tiles.h"

#include <algorithm>

#include <ATen/ATen.h>

namespace noiseloom {
namespace {

// Weights of a tile's pixels along one side: ramps from 0 to 1 over `before` pixels and back over `after`.
at::Tensor ramp(std::int64_t length, std::int64_t before, std::int64_t after, const at::TensorOptions& options) {
    at::Tensor weights = at::ones({length}, options);
    if (before > 0) weights.narrow(0, 0, before).copy_((at::arange(before, options) + 0.5) / before);
    if (after > 0) weights.narrow(0, length - after, after).mul_(((at::arange(after, options) + 0.5) / after).flip(0));
    return weights;
}

// What tile `i` shares with the tile before and after it.
std::pair<std::int64_t, std::int64_t> shared(const std::vector<std::int64_t>& starts, std::size_t i, std::int64_t tile) {
    const std::int64_t before = i == 0 ? 0 : starts[i - 1] + tile - starts[i];
    const std::int64_t after = i + 1 == starts.size() ? 0 : starts[i] + tile - starts[i + 1];
    return {before, after};
}

}  // namespace

std::vector<std::int64_t> tile_starts(std::int64_t length, std::int64_t tile, std::int64_t overlap) {
    if (length <= tile) return {0};
    const std::int64_t stride = std::max<std::int64_t>(1, tile - overlap), last = length - tile;
    const std::int64_t count = (last + stride - 1) / stride + 1;
    std::vector<std::int64_t> starts;
    for (std::int64_t i = 0; i < count; ++i) starts.push_back(i * last / (count - 1));
    return starts;
}

at::Tensor in_tiles(const at::Tensor& x, std::int64_t tile, std::int64_t overlap, int up, int down,
                    const std::function<at::Tensor(const at::Tensor&)>& process) {
    const auto scaled = [&](std::int64_t pixels) { return pixels * up / down; };
    // Starts must fall on whole pixels of the result, so tiles are laid out in units of `down`.
    const auto starts_of = [&](std::int64_t length) {
        auto starts = tile_starts(length / down, tile / down, overlap / down);
        for (auto& start : starts) start *= down;
        return starts;
    };
    const std::int64_t height = x.size(2), width = x.size(3), rows = std::min(tile, height), columns = std::min(tile, width);
    const auto tops = starts_of(height), lefts = starts_of(width);
    at::Tensor sum, weight;
    for (std::size_t i = 0; i < tops.size(); ++i) {
        for (std::size_t j = 0; j < lefts.size(); ++j) {
            const at::Tensor part = process(x.narrow(2, tops[i], rows).narrow(3, lefts[j], columns));
            if (tops.size() == 1 && lefts.size() == 1) return part;
            if (!sum.defined()) {
                sum = at::zeros({part.size(0), part.size(1), scaled(height), scaled(width)}, part.options());
                weight = at::zeros({1, 1, scaled(height), scaled(width)}, part.options());
            }
            const auto [above, below] = shared(tops, i, rows);
            const auto [before, after] = shared(lefts, j, columns);
            const at::Tensor share = ramp(scaled(rows), scaled(above), scaled(below), part.options()).unsqueeze(1) *
                                     ramp(scaled(columns), scaled(before), scaled(after), part.options()).unsqueeze(0);
            const auto place = [&](const at::Tensor& all) {
                return all.narrow(2, scaled(tops[i]), scaled(rows)).narrow(3, scaled(lefts[j]), scaled(columns));
            };
            place(sum).add_(part * share);
            place(weight).add_(share);
        }
    }
    return sum / weight;
}

}  // namespace noiseloom
