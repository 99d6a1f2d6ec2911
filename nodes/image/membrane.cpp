#include "image/membrane.h"

#include <algorithm>
#include <cassert>

namespace noiseloom {
namespace {

constexpr int whole_up_to = 64;   // sides of grids that are solved in every cell
constexpr std::size_t band_levels = 3;   // the band beside what is known: blocks of 2^3 cells and their neighbours
constexpr int coarse_sweeps = 128, band_sweeps = 12;
constexpr float coarse_relaxation = 1.9F, band_relaxation = 1.5F;   // successive over-relaxation, near the best for domains of 64 and of about 12 cells

std::size_t cell(int x, int y, int width) { return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x); }

// Calls visit(child) for each of the up to four cells that a coarse cell stands for.
template <class Visit>
void children(int x, int y, int width, int height, Visit visit) {
    for (int v = 2 * y; v < std::min(2 * y + 2, height); ++v)
        for (int u = 2 * x; u < std::min(2 * x + 2, width); ++u) visit(cell(u, v, width));
}

bool is_beside_known(int x, int y, int width, int height, const std::vector<std::uint8_t>& known) {
    for (int v = std::max(0, y - 1); v <= std::min(height - 1, y + 1); ++v)
        for (int u = std::max(0, x - 1); u <= std::min(width - 1, x + 1); ++u)
            if (known[cell(u, v, width)]) return true;
    return false;
}

// The coarse values at the places of the finer cells that are not known, bilinear.
void interpolate(std::span<const float> coarse, int coarse_width, int coarse_height, std::span<float> fine, int width, int height,
                 const std::vector<std::uint8_t>& known) {
    for (int y = 0; y < height; ++y) {
        const int near_y = y / 2, far_y = std::clamp(near_y + (y % 2 ? 1 : -1), 0, coarse_height - 1);
        const float* const near_row = coarse.data() + cell(0, near_y, coarse_width);
        const float* const far_row = coarse.data() + cell(0, far_y, coarse_width);
        for (int x = 0; x < width; ++x) {
            const std::size_t at = cell(x, y, width);
            if (known[at]) continue;
            const int near_x = x / 2, far_x = std::clamp(near_x + (x % 2 ? 1 : -1), 0, coarse_width - 1);
            fine[at] = 0.75F * (0.75F * near_row[near_x] + 0.25F * near_row[far_x]) + 0.25F * (0.75F * far_row[near_x] + 0.25F * far_row[far_x]);
        }
    }
}

// Moves each cell towards the mean of its neighbours, and beyond.
void relax(std::span<float> values, int width, int height, const std::vector<std::uint32_t>& cells, float relaxation) {
    const auto row = static_cast<std::uint32_t>(width);
    for (const std::uint32_t at : cells) {
        const std::uint32_t x = at % row, y = at / row;
        float sum = 0;
        int count = 0;
        const auto add = [&](bool is_inside, std::uint32_t neighbour) {
            if (!is_inside) return;
            sum += values[neighbour];
            ++count;
        };
        add(x > 0, at - 1);
        add(x + 1 < row, at + 1);
        add(y > 0, at - row);
        add(y + 1 < static_cast<std::uint32_t>(height), at + row);
        if (count > 0) values[at] += relaxation * (sum / static_cast<float>(count) - values[at]);
    }
}

}  // namespace

Membrane::Membrane(int width, int height, std::vector<std::uint8_t> known) {
    assert(known.size() == static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    grids_.push_back({width, height, std::move(known), {}});
    while (grids_.back().width > 1 || grids_.back().height > 1) {
        const Grid& fine = grids_.back();
        Grid coarse{(fine.width + 1) / 2, (fine.height + 1) / 2, {}, {}};
        coarse.known.resize(static_cast<std::size_t>(coarse.width) * static_cast<std::size_t>(coarse.height));
        for (int y = 0; y < coarse.height; ++y)
            for (int x = 0; x < coarse.width; ++x)
                children(x, y, fine.width, fine.height, [&](std::size_t child) { coarse.known[cell(x, y, coarse.width)] |= fine.known[child]; });
        grids_.push_back(std::move(coarse));
    }
    for (std::size_t level = 0; level < grids_.size(); ++level) {
        Grid& grid = grids_[level];
        const bool is_whole = std::max(grid.width, grid.height) <= whole_up_to;
        const std::size_t block_level = is_whole ? level : level + band_levels;
        const Grid& blocks = grids_[block_level];
        const int side = 1 << (block_level - level);
        for (int by = 0; by < blocks.height; ++by)
            for (int bx = 0; bx < blocks.width; ++bx) {
                if (!is_whole && !is_beside_known(bx, by, blocks.width, blocks.height, blocks.known)) continue;
                for (int y = by * side; y < std::min((by + 1) * side, grid.height); ++y)
                    for (int x = bx * side; x < std::min((bx + 1) * side, grid.width); ++x)
                        if (const std::size_t at = cell(x, y, grid.width); !grid.known[at]) grid.relaxed.push_back(static_cast<std::uint32_t>(at));
            }
    }
}

void Membrane::stretch(std::span<float> values, const Cancel& cancel) const {
    if (!grids_.back().known.front()) return;   // the coarsest grid is one cell, which stands for all
    // Up: a coarse cell is the mean of what is known in it.
    std::vector<std::vector<float>> coarse(grids_.size());   // [0] stays empty: the finest values are the caller's
    const auto plane = [&](std::size_t level) { return level == 0 ? values : std::span<float>(coarse[level]); };
    for (std::size_t level = 1; level < grids_.size(); ++level) {
        const Grid &grid = grids_[level], &below = grids_[level - 1];
        coarse[level].resize(grid.known.size());
        const std::span<const float> from = plane(level - 1);
        for (int y = 0; y < grid.height; ++y)
            for (int x = 0; x < grid.width; ++x) {
                float sum = 0;
                int count = 0;
                children(x, y, below.width, below.height, [&](std::size_t child) {
                    if (!below.known[child]) return;
                    sum += from[child];
                    ++count;
                });
                if (count > 0) coarse[level][cell(x, y, grid.width)] = sum / static_cast<float>(count);
            }
        cancel.check();
    }
    // Down: from the coarser grid, then relaxed.
    for (std::size_t level = grids_.size() - 1; level-- > 0;) {
        const Grid &grid = grids_[level], &above = grids_[level + 1];
        interpolate(plane(level + 1), above.width, above.height, plane(level), grid.width, grid.height, grid.known);
        const bool is_whole = std::max(grid.width, grid.height) <= whole_up_to;
        for (int sweep = 0; sweep < (is_whole ? coarse_sweeps : band_sweeps); ++sweep) {
            cancel.check();
            relax(plane(level), grid.width, grid.height, grid.relaxed, is_whole ? coarse_relaxation : band_relaxation);
        }
    }
}

}  // namespace noiseloom
