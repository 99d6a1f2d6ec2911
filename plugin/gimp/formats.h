// In which numbers pixels cross over: the document's own, untouched, and the profile that they belong to.
//
// GIMP converts between what is stored and what a plug-in asks for, so the bridge asks for what is stored. The two versions tell different tales
// about it: 2.10 calls every buffer sRGB, whatever the image's profile, so a conversion there would be of the wrong colours; 3 knows.
#pragma once

#include <gegl.h>

#include "gimp/gimp_version.h"
#include "host/messages.h"

namespace noiseloom {

struct PictureFormat {
    PixelFormat pixels;
    const Babl* babl = nullptr;    // of `pixels`, as this image stores them
    std::string profile;           // ICC; empty: sRGB (gray: its curve)
};

// Of an RGB or gray image.
PictureFormat format_of(int image);

}  // namespace noiseloom
