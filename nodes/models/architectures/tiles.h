// A picture processed in overlapping tiles.
#pragma once

#include <functional>
#include <vector>

#include <ATen/core/Tensor.h>

namespace noiseloom {

// Where tiles of `tile` pixels start so that they cover `length` and neighbours share at least `overlap`:
// evenly spread, the last one ends at `length`. One tile at 0 if length <= tile.
std::vector<std::int64_t> tile_starts(std::int64_t length, std::int64_t tile, std::int64_t overlap);

// process(x's tile) for all tiles of x [N, C, H, W], blended by linear ramps over the overlaps. Tiles may
// change scale and channels; `up` and `down` give the result's size: H·up/down.
at::Tensor in_tiles(const at::Tensor& x, std::int64_t tile, std::int64_t overlap, int up, int down,
                    const std::function<at::Tensor(const at::Tensor&)>& process);

}  // namespace noiseloom
