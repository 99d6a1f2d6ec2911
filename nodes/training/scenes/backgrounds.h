// The ten backgrounds: six landscapes and four plain walls.
#pragma once

#include "training/scenes/painter.h"
#include "training/scenes/random.h"

namespace noiseloom::scenes {

// Covers the whole canvas. `random` moves hills, clouds and stars about.
void paint_background(Canvas& canvas, Background background, Random& random);

}  // namespace noiseloom::scenes
