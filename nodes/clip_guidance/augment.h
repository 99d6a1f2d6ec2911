// Random changes of pictures before CLIP looks at them. A picture that pleases CLIP only from one exact place is noise to us;
// one that still pleases it turned, tilted, recoloured and with a part missing shows something.
//
// All are differentiable, act on every picture of a batch on its own (erasing excepted), and are functions of the draws.
//
//     affine        turns up to ±15°, moves up to ±10 %, shears up to ±5°; black behind it     7 of 10 pictures
//     perspective   moves every corner inwards by up to 35 % of the side                       7 of 10
//     jitter        hue up to ±36° (a rotation in YIQ), saturation up to ±10 %                 7 of 10
//     erasing       blackens a rectangle of 10 to 40 % of the area, the same in all            7 of 10 batches
//     flip          left for right                                                             5 of 10
//     sharpness     blurs or sharpens by up to 30 %                                            5 of 10
#pragma once

#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/result.h"
#include "diffusion/random.h"

namespace noiseloom {

enum class Augment { affine, perspective, jitter, erasing, flip, sharpness };

// "affine, perspective", in the order in which they act; empty for none. Errors (bad_workflow) name the word.
Result<std::vector<Augment>> parse_augments(const std::string& text);

at::Tensor augmented(const at::Tensor& batch, Augment augment, Draws& draws);   // square pictures [N, 3, S, S] in [0, 1]

// Pictures seen through maps [N, 3, 3] from places of the result to places of `batch`, homogeneous, x and y in [-1, 1] from edge
// to edge. `reflects`: what lies outside mirrors the inside; else it is black.
at::Tensor warped(const at::Tensor& batch, const at::Tensor& maps, bool reflects = false);

}  // namespace noiseloom
