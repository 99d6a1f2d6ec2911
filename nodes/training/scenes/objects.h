// The drawing of each kind of object: an ordered list of shapes with paints, in [-1, 1] both ways, y down.
// A paint names a role, not a colour, so one drawing serves all colours and patterns.
#pragma once

#include <vector>

#include "training/scenes/palette.h"
#include "training/scenes/shapes.h"

namespace noiseloom::scenes {

// body carries the pattern; plain and dark are the same colour without it, trim and core go with it
// (palette.h); fixed has a colour of its own.
enum class Paint { body, plain, dark, trim, core, fixed };

struct Part {
    Shape shape;
    Paint paint = Paint::body;
    Rgb colour{};          // of Paint::fixed
    float opacity = 1;
};

struct Drawing {
    std::vector<Part> parts;   // from the back to the front
    Shape silhouette;          // all parts together: what casts the shadow
};

const Drawing& drawing_of(Kind kind);

}  // namespace noiseloom::scenes
