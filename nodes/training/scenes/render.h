// Scenes as pictures: flat shapes with soft shadows in front of a gradient, anti-aliased at any size.
// The drawing does not depend on the size, so a picture of 64 pixels shows what one of 128 does.
#pragma once

#include <cstdint>
#include <span>

#include "training/scenes/scene.h"

namespace noiseloom::scenes {

// Fills `rgb`, [size][size][3], sRGB-encoded. Needs size >= 1 and size * size * 3 bytes.
void render(const Scene& scene, int size, std::span<std::uint8_t> rgb);

}  // namespace noiseloom::scenes
