// Laying what a model made of a region back into the picture that the region was taken from, so that nobody sees where. Pixels that the mask
// leaves out keep their values bit for bit: a soft edge fades inwards.
//
// Seamless blending follows P. Pérez, M. Gangnet, A. Blake (Poisson Image Editing, SIGGRAPH 2003): the gradients of what is pasted with the
// surrounding's colours. Both are linear, so it is enough to add a membrane (image/membrane.h) that is stretched over the difference of the two pictures
// where the mask ends.
#pragma once

#include "core/cancel.h"
#include "image/region.h"

namespace noiseloom {

struct Pasted {
    Image image;     // the picture below: its size, origin, profile, texts; of the larger number of channels
    Mask coverage;   // of the same size: how much of the pasted picture is at each pixel, 0 outside of the region
};

// The coverage is the mask, or 1 in the whole region where nothing is masked, fading to 0 over `feather` pixels inside its edge. The picture's border
// is no edge, one of the region is. Where the mask is nowhere wide enough to reach 1, it is scaled until it does.
// `over`, of any size, is what was made of the region. Errors (bad_image, of the input "base" or "mask"): another size than the region was taken from.
Result<Pasted> paste_back(const Image& base, const Image& over, const Region& region, const Mask& mask, double feather, bool seamless, const Cancel& cancel);

}  // namespace noiseloom
