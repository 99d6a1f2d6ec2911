#include "training/perceptual.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include "models/load.h"

namespace noiseloom {
namespace {

at::Tensor unit(const at::Tensor& x) {
    constexpr double small = 1e-10;
    return x / (x.norm(2, {-1}, /*keepdim=*/true) + small);
}

}  // namespace

Perceptual::Perceptual(Settings settings, const TaskContext& context) {
    weight_ = settings.real("weight", weight_, 0, 1000);
    clip_ = load_clip(settings.needed_path("clip"), {context.placement.device.str(), "fp32"}).or_throw();
    settings.finish();
}

at::Tensor Perceptual::operator()(const at::Tensor& made, const at::Tensor& image) const {
    const std::int64_t side = clip_->vision().config().image_size;
    const auto features = [&](const at::Tensor& picture) {
        at::Tensor seen = picture * 0.5 + 0.5;
        if (seen.size(2) != side || seen.size(3) != side) seen = at::_upsample_bilinear2d_aa(seen, {side, side}, /*align_corners=*/false);
        return unit(clip_->image_features(seen));
    };
    at::Tensor goal;
    {
        const c10::NoGradGuard constant;
        goal = features(image);
    }
    return (features(made) - goal).square().sum(-1).mean();
}

}  // namespace noiseloom
