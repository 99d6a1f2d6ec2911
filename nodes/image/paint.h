// Brush strokes as a mask.
#pragma once

#include "core/cancel.h"
#include "core/drawing.h"
#include "image/image.h"

namespace noiseloom {

// 1 where it was painted, round at the ends, edges one pixel soft. Throws Cancelled: many wide strokes on a large picture take seconds.
Mask painted(const Drawing& drawing, int width, int height, const Cancel& cancel = {});

}  // namespace noiseloom
