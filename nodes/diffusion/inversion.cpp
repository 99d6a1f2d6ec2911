#include "diffusion/inversion.h"

#include <algorithm>

#include "diffusion/grids.h"

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

Grid inversion_grid(const NoiseSchedule& schedule, std::span<const int> timesteps) {
    Grid grid;
    for (std::size_t k = 1; k < timesteps.size(); ++k) grid.push_back({schedule.level(timesteps[k - 1]), schedule.level(timesteps[k])});
    return grid;
}

Grid leading_inversion_grid(const NoiseSchedule& schedule, int n, int steps_offset) {
    std::vector<double> timesteps = spaced_timesteps(Spacing::leading, SpacingRule::whole, schedule.train_steps(), n, steps_offset);
    std::reverse(timesteps.begin(), timesteps.end());
    Grid grid;
    for (const double t : timesteps) {
        const Level to = schedule.level_at(t);
        Level from = schedule.level_at(t - schedule.train_steps() / n);
        from.t = to.t;
        grid.push_back({from, to});
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
