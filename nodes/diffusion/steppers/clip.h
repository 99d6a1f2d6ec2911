// Clipping of x0, shared by the steppers that offer it.
#pragma once

#include "diffusion/steppers.h"

namespace noiseloom {

at::Tensor clipped(const at::Tensor& x0, const ClipSample& clip);
// The guided estimate; what gradients shift it by is added after the clipping, as guided-diffusion does.
at::Tensor clipped(const Guided& guided, const ClipSample& clip);
void add_clip(KeyBuilder& key, const ClipSample& clip);

}  // namespace noiseloom
