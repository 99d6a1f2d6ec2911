#include "diffusion/steppers/clip.h"

#include <ATen/ATen.h>

namespace noiseloom {

at::Tensor clipped(const at::Tensor& x0, const ClipSample& clip) {
    switch (clip.kind) {
        case ClipSample::Kind::none: return x0;
        case ClipSample::Kind::range: return x0.clamp(-clip.range, clip.range);
        case ClipSample::Kind::dynamic: {
            const at::Tensor q = at::quantile(x0.flatten(1).abs(), clip.quantile, 1).clamp_(1, clip.highest).view({-1, 1, 1, 1});
            return at::minimum(at::maximum(x0, -q), q).div_(q);
        }
    }
    return {};
}

at::Tensor clipped(const Guided& guided, const ClipSample& clip) {
    if (!guided.shift.defined() || clip.kind == ClipSample::Kind::none) return clipped(guided.denoised, clip);
    return clipped(guided.denoised - guided.shift, clip) + guided.shift;
}

void add_clip(KeyBuilder& key, const ClipSample& clip) {
    key.add(static_cast<int>(clip.kind));
    if (clip.kind == ClipSample::Kind::range) key.add(clip.range);
    if (clip.kind == ClipSample::Kind::dynamic) key.add(clip.quantile).add(clip.highest);
}

}  // namespace noiseloom
