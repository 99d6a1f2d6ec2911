// Values as pictures for the screen.
#pragma once

#include <vector>

#include <QImage>

#include "core/value.h"
#include "image/image.h"

namespace noiseloom {

// Any thread. Alpha is kept, linear light is encoded to sRGB.
QImage to_qimage(const Image& image, int longest = 0);

bool has_pictures(const TypeInfo& type);
// As Backend::pictures().
std::vector<QImage> value_pictures(const Value& value, int longest, int most);

}  // namespace noiseloom
