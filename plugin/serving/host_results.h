// Results on their way into an image editor: which part of each goes where, with which transparency, and in which pixels.
#pragma once

#include "image/image.h"
#include "serving/host_colours.h"
#include "ui/host/host_link.h"

namespace noiseloom {

struct ComposedResults {
    struct Part {
        Image picture;
        std::shared_ptr<const Mask> alpha;     // of the picture's size; null: the picture's own, or opaque
        std::shared_ptr<const Mask> changes;   // the same: how much of the layer's own pixels it replaces; null: all, or no layer is replaced
        HostRect rect;                       // what of the picture is put in, in its own coordinates
    };
    Put message;
    std::vector<Part> parts;                 // one for each layer of the message
    std::size_t bytes = 0;                   // of the segment
};

// A result lies where the picture that it was made of lay; one made of none in the middle of the selection, or of the image. As a layer it is
// as transparent as `coverage`, else the selection, says, and what is clear all round is left out. In place of a layer it changes what was covered or selected
// when it was read. Errors (usage): a result is no
// picture, or too large to take a layer's place.
Result<ComposedResults> composed(const std::vector<HostResult>& results, const HostPlacement& placement, const HostDocument& document);

// `memory` has composed.bytes.
void write_pixels(const ComposedResults& composed, char* memory, const PixelFormat& format, const HostColours& colours);

}  // namespace noiseloom
