// Clipping of x0, shared by the steppers that offer it.
#pragma once

#include "diffusion/steppers.h"

namespace noiseloom {

at::Tensor clipped(const at::Tensor& x0, const ClipSample& clip);
void add_clip(KeyBuilder& key, const ClipSample& clip);

}  // namespace noiseloom
