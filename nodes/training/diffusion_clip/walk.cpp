#include "training/diffusion_clip/walk.h"

#include <ATen/ATen.h>

#include "training/recompute.h"

namespace noiseloom {

WalkStep walk_step(const Walk& walk, const at::Tensor& x, int k, const Cancel& cancel) {
    const auto& [from, to] = walk.grid[static_cast<std::size_t>(k)];
    const GridStep levels{from.vp(), to.vp()};
    at::Tensor x0;
    const Conditioning* const asked = walk.conditioning.get();
    const Model model = [&](const at::Tensor& at_x, const Level& at) {
        x0 = walk.model->denoise(at_x, at, {&asked, 1}, cancel).front().x0;
        return Guided{x0, x0, x0, {}};
    };
    const StepNoise noise = [&](int, const Level&, const Level&) { return walk.noise(k).to(x.device()); };
    const StepContext context{model, levels, k, static_cast<int>(walk.size()), walk.model->schedule(), walk.model->prediction(), noise};
    at::Tensor next = walk.stepper->step({x, {}, {}, k}, context).x;
    return {std::move(next), std::move(x0)};
}

at::Tensor walk_along(const Walk& walk, at::Tensor x, Memory memory, const Cancel& cancel, const std::function<void(int, const at::Tensor&)>& visit) {
    for (int k = 0; k < static_cast<int>(walk.size()); ++k) {
        const auto step = [walk, k, cancel](const at::Tensor& at) { return walk_step(walk, at, k, cancel).x; };
        x = memory == Memory::recompute ? recomputed(x, step) : step(x);
        if (visit) visit(k, x);
    }
    return x;
}

}  // namespace noiseloom
