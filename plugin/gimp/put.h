// Results into the image: all that one `put` names, or nothing, as one step of undo.
//
// GIMP lets a plug-in group steps but not undo them, so all that can fail is done before the group begins: new layers are made and filled outside
// of the image, and what replaces pixels is laid into a layer's shadow. Then they are put in place.
#pragma once

#include <span>

#include "gimp/document.h"

namespace noiseloom {

// The pixels that a put reads from its segment; nothing: they cannot be told, or are too many.
std::optional<std::size_t> bytes_of(const Put& put, const PixelFormat& format);

// The ids of the layers made or changed, in the order of `put.layers`. `memory`: of bytes_of() bytes.
Answer<std::vector<int>> put_layers(int image, const Put& put, const PictureFormat& format, const char* memory);

}  // namespace noiseloom
