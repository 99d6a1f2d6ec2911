// Whether a file holds all of its picture. OpenImageIO (through libjpeg and libtiff) reads what is there of one
// that was cut short and leaves the rest grey or black, without a word.
#pragma once

#include <string_view>

#include "image/format.h"

namespace noiseloom {

// False where data are missing: a JPEG without its end marker, a TIFF whose strips or tiles lie beyond the
// file's end. True for all other formats, whose readers say so themselves.
bool is_whole(std::string_view file, Format format);

}  // namespace noiseloom
