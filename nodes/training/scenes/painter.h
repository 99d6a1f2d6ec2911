// Paints shapes onto a canvas: anti-aliased edges, patterns, light from the upper left, soft shadows.
#pragma once

#include <vector>

#include "training/scenes/palette.h"
#include "training/scenes/shapes.h"

namespace noiseloom::scenes {

struct Canvas {
    explicit Canvas(int pixels_a_side);
    Rgb* row(int y) { return pixels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(side); }

    int side;
    std::vector<Rgb> pixels;   // [side][side]
};

// Where a shape's unit square, [-1, 1] both ways, lies on the canvas, in parts of the canvas' side.
struct Placement {
    Point centre;
    float radius = 1;
    bool mirrored = false;
};

struct Brush {
    Rgb colour;
    float opacity = 1;
    Pattern pattern = Pattern::plain;
    Rgb pattern_colour{};
    bool lit = false;      // lighter towards the upper left of the unit square, towards `shade` at the lower right
    Rgb shade{};
};

void fill(Canvas& canvas, const Placement& placement, const Shape& shape, const Brush& brush);
// A shadow: opacity falls off smoothly from `softness` inside the outline to `softness` outside, in units of the shape.
void fill_soft(Canvas& canvas, const Placement& placement, const Shape& shape, const Brush& brush, float softness);

// Three colours from the top over `middle` (a part of the height) to the bottom.
void fill_gradient(Canvas& canvas, Rgb top, Rgb centre, Rgb bottom, float middle);

// The ground below a wavy line: height + amplitude * sin(2 pi waves x + phase), in parts of the side.
struct Ground {
    float height = 0.7F, amplitude = 0, waves = 1, phase = 0;
    Rgb top, bottom;
};
void fill_ground(Canvas& canvas, const Ground& ground);

}  // namespace noiseloom::scenes
