#include "diffusion/inversion.h"

#include <algorithm>

namespace noiseloom {
namespace {

constexpr Level picture{1, 0, 0};

}  // namespace

std::vector<int> inversion_timesteps(int depth, int count) {
    std::vector<int> timesteps;
    const double step = 1.0 / (count - 1);   // as numpy.linspace multiplies: k·step, the last exact
    for (int k = 0; k < count - 1; ++k) timesteps.push_back(static_cast<int>(k * step * depth));
    timesteps.push_back(depth);
    return timesteps;
}

Grid inversion_grid(const NoiseSchedule& schedule, std::span<const int> timesteps, Told told) {
    Grid grid;
    for (std::size_t k = 1; k < timesteps.size(); ++k) {
        grid.push_back({schedule.level(timesteps[k - 1]), schedule.level(timesteps[k])});
        if (told == Told::end) grid.back().from.t = grid.back().to.t;
    }
    return grid;
}

Grid generation_grid(const NoiseSchedule& schedule, std::span<const int> timesteps) {
    Grid grid = inversion_grid(schedule, timesteps);
    std::reverse(grid.begin(), grid.end());
    for (GridStep& step : grid) std::swap(step.from, step.to);
    grid.push_back({schedule.level(timesteps.front()), picture});
    return grid;
}

Grid single_step_grid(const NoiseSchedule& schedule, std::span<const int> timesteps) {
    Grid grid;
    for (std::size_t k = timesteps.size(); k-- > 0;) {
        const int t = timesteps[k];
        grid.push_back({schedule.level(t), t > 0 ? schedule.level(t - 1) : picture});
    }
    return grid;
}

}  // namespace noiseloom
