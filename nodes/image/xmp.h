// XMP: an XML packet that JPEG, WebP and TIFF carry. Noiseloom's properties are simple texts in a
// namespace of its own. Reading looks for just these, as elements or as attributes (programs that
// save a picture anew may turn one into the other); it is a linear scan, not an XML parser.
#pragma once

#include <string_view>

#include "image/image.h"

namespace noiseloom {

std::string write_xmp(const Texts& texts);
void read_xmp(std::string_view packet, Texts& texts);

}  // namespace noiseloom
