// A picture on a larger canvas, with something in the new area that a model can begin with.
#pragma once

#include "core/cancel.h"
#include "image/image.h"

namespace noiseloom {

// New pixels on each side, none negative.
struct Margins {
    int left = 0, top = 0, right = 0, bottom = 0;
};

// smooth: colours run out of the picture and mix, as a membrane (image/membrane.h). edges: the last row and column repeat.
enum class Continuation { smooth, edges };

struct Extended {
    Image image;   // its origin lies left of and above the given picture's
    Mask mask;     // 1 in the new area and for `overlap` pixels of the picture beside it, at most a quarter of its side
};

// Throws Cancelled.
Extended extended(const Image& image, const Margins& margins, Continuation continuation, int overlap, const Cancel& cancel);

// A picture without alpha: what is less than half opaque is replaced by its surroundings, continued smoothly; all else keeps its colours, which are not
// mixed with any background. Throws Cancelled.
Image filled_holes(const Image& image, const Cancel& cancel);

// The picture with what lies under the mask (where it is not 0) replaced by its surroundings, continued smoothly. Throws Cancelled.
Image continued(const Image& image, const Mask& mask, const Cancel& cancel);

}  // namespace noiseloom
